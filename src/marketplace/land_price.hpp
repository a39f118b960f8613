#pragma once

#include "marketplace/rules.hpp"

namespace loam {

/// What unclaimed land costs: the biome's price x (base + elevation's part x elevation), rounded up to a paisa; the
/// house gains the remainder.
/// @param elevation thousandths, 0..1000
/// @return at least 1 paisa
Money land_price(Biome biome, std::int32_t elevation, const MarketplaceRules& rules);

}  // namespace loam
