#pragma once

#include <functional>

#include "store/memory_world.hpp"
#include "store/store.hpp"

namespace loam {

/// As Reader::market_events.
MarketReading read_market_events(const MemoryWorld& world, const MarketSpan& span,
                                 const std::function<void(const Event&)>& take);

}  // namespace loam
