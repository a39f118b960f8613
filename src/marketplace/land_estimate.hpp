#pragma once

#include <cstdint>
#include <optional>

#include "money/money.hpp"

namespace loam {

// What a land may be worth. Nobody knows, so each of these is an estimate and has to be shown as one. All round down to
// a paisa and are nullopt where there is nothing to go by, or where the figure leaves 64 bits.

/// What was paid for some lands, and what the house asks for the same lands today.
struct LandSales {
  std::int64_t count = 0;
  Money paid;
  Money claim_prices;  ///< > 0 where there are any
};

/// By what others paid: claim price x paid / claim prices, so that lands of another biome or height tell something too.
std::optional<Money> estimate_by_sales(Money claim_price, const LandSales& sales);

/// By the biome: claim price x its share price now / the share price its market began with.
std::optional<Money> estimate_by_biome(Money claim_price, Price now, std::optional<Price> first);

}  // namespace loam
