#pragma once

#include <cstdint>

#include "bench/support/orders.hpp"
#include "bench/support/series.hpp"
#include "bench/support/world.hpp"
#include "pipeline/pipeline.hpp"

namespace loam::bench {

struct StoreRun {
  int clients = 1;
  Spread spread;
  double warm_up = 1;
  double seconds = 4;
};

/// Buys through a running pipeline, without HTTP: each client has one order on its way and places the next when that
/// one is durable. A few threads do the placing.
/// @param keys counts up over all runs on one record, so that no key comes twice
Point run_store_load(Pipeline& pipeline, const Players& players, const StoreRun& run, std::uint64_t& keys);

}  // namespace loam::bench
