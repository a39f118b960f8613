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

/// What all runs on one record have come to.
struct StoreTally {
  std::uint64_t next_key = 0;  ///< counts up, so that no key comes twice
  std::int64_t confirmed = 0;  ///< orders that were answered as done, before and after the measured time too
};

/// Buys through a running pipeline, without HTTP: each client has one order on its way and places the next when that
/// one is durable. A few threads do the placing.
Point run_store_load(Pipeline& pipeline, const Players& players, const StoreRun& run, StoreTally& tally);

}  // namespace loam::bench
