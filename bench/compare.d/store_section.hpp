#pragma once

#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"
#include "bench/support/work_dir.hpp"

namespace loam::bench {

/// Engine and SQLite without HTTP: spread, and one hot account.
void measure_store(Figures& figures, const WorkDir& work, const Options& options);

}  // namespace loam::bench
