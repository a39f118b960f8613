// What unclaimed land costs, as a table.

#include "marketplace/land_price.hpp"

#include <ostream>

#include <gtest/gtest.h>

namespace loam {
namespace {

struct Priced {
  const char* name;
  std::int64_t biome_price;  ///< paisa
  std::int64_t base_ppm;
  std::int64_t elevation_ppm;
  std::int32_t elevation;  ///< thousandths
  std::int64_t paisa;
};
void PrintTo(const Priced& priced, std::ostream* out) { *out << priced.name; }

class LandPrice : public ::testing::TestWithParam<Priced> {};

TEST_P(LandPrice, IsBiomeTimesBaseAndElevationRoundedUpOnce) {
  const Priced& row = GetParam();
  const BidIncrements increments;
  const FeeSchedule fees;
  MarketplaceRules rules{.increments = increments, .fees = fees};
  rules.land_prices[index_of(Biome::forest)] = {row.biome_price};
  rules.price_base = {row.base_ppm};
  rules.price_elevation = {row.elevation_ppm};
  EXPECT_EQ(land_price(Biome::forest, row.elevation, rules), Money{row.paisa});
}

INSTANTIATE_TEST_SUITE_P(
    Land, LandPrice,
    ::testing::Values(Priced{"at_the_sea", 100'00, 800'000, 400'000, 0, 80'00},
                      Priced{"half_way_up", 100'00, 800'000, 400'000, 500, 100'00},
                      Priced{"on_the_top", 100'00, 800'000, 400'000, 1000, 120'00},
                      Priced{"a_part_of_a_paisa_is_a_paisa", 100'01, 800'000, 400'000, 0, 80'01},
                      Priced{"never_nothing", 1, 10'000, 0, 0, 1},
                      Priced{"a_thousandth_of_a_millionth_counts", 100'000'000, 10'000, 1, 999, 1'000'100},
                      Priced{"the_dearest", 100'000'000, 10'000'000, 10'000'000, 1000, 2'000'000'000}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace loam
