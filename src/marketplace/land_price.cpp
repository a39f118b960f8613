#include "marketplace/land_price.hpp"

#include <algorithm>

namespace loam {

Money land_price(Biome biome, std::int32_t elevation, const MarketplaceRules& rules) {
  constexpr std::int64_t kWhole = 1000;  // elevation in thousandths
  const Ppm factor{rules.price_base.value + rules.price_elevation.value * elevation / kWhole};
  return std::max(part_ceil(rules.land_prices[index_of(biome)], factor), Money{1});
}

}  // namespace loam
