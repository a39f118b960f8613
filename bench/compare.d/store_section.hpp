#pragma once

#include "bench/compare.d/backend.hpp"
#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"

namespace loam::bench {

/// Engine and store without HTTP: spread, and one hot account. Afterwards the record is walked: it holds exactly the
/// orders that were answered as done.
void measure_store(Figures& figures, const Backend& backend, const Options& options);

}  // namespace loam::bench
