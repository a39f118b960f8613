#pragma once

#include "bench/compare.d/backend.hpp"
#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"

namespace loam::bench {

/// The server over HTTP: one order a request, spread and on one hot account, and batches. Afterwards the record is
/// walked: it holds exactly the orders that were answered as done.
void measure_http(Figures& figures, const Backend& backend, const Options& options);

/// A full record: engine and store on it, the start of a server on it, and orders over HTTP.
void measure_full(Figures& figures, const Backend& backend, const Options& options);

}  // namespace loam::bench
