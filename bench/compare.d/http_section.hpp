#pragma once

#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"
#include "bench/support/work_dir.hpp"

namespace loam::bench {

/// The server over HTTP: one order a request, spread and on one hot account, and batches. Afterwards the record is
/// walked: it holds exactly the orders that were answered as done.
void measure_http(Figures& figures, const WorkDir& work, const Options& options);

/// A full record: engine and store on it, the start of a server on it, and orders over HTTP.
void measure_full(Figures& figures, const WorkDir& work, const Options& options);

}  // namespace loam::bench
