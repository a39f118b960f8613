#include "marketplace/land_price.hpp"

#include <algorithm>

namespace loam {

Money land_price(Biome biome, std::int32_t elevation, const MarketplaceRules& rules) {
  constexpr std::int64_t kWhole = 1000;  // elevation in thousandths
  const std::int64_t factor = rules.price_base.value * kWhole + rules.price_elevation.value * elevation;
  // The settings' ranges keep the price below 64 bits: 10^8 paisa times 20.
  const auto price = mul_div_ceil(rules.land_prices[index_of(biome)].paisa, factor, Ppm::one().value * kWhole);
  return {std::max<std::int64_t>(price.value(), 1)};
}

}  // namespace loam
