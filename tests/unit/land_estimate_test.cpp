#include "marketplace/land_estimate.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

TEST(LandEstimate, BySalesIsTheClaimPriceTimesWhatWasPaidForWhatTheHouseAsks) {
  struct Row {
    const char* name;
    Money claim_price;
    LandSales sales;
    std::optional<Money> estimate;
  };
  const Row rows[] = {
      {"no sale", Money::bdt(100), {}, std::nullopt},
      {"sold at the house's price", Money::bdt(100), {1, Money::bdt(80), Money::bdt(80)}, Money::bdt(100)},
      {"at twice of it", Money::bdt(100), {2, Money::bdt(320), Money::bdt(160)}, Money::bdt(200)},
      {"rounded down", Money{100}, {1, Money{200}, Money{300}}, Money{66}},
      {"for next to nothing", Money{100}, {1, Money{1}, Money{300}}, Money{0}},
      {"without a price to compare with", Money{100}, {1, Money{1}, Money{0}}, std::nullopt},
      {"beyond 64 bits", Money{kMax}, {1, Money{2}, Money{1}}, std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(estimate_by_sales(row.claim_price, row.sales), row.estimate) << row.name;
}

TEST(LandEstimate, ByBiomeFollowsTheSharePriceSinceItsStart) {
  struct Row {
    const char* name;
    Price now;
    std::optional<Price> first;
    std::optional<Money> estimate;
  };
  const Row rows[] = {
      {"as it began", Price{100'000'000}, Price{100'000'000}, Money{8'000}},
      {"a tenth higher", Price{110'000'000}, Price{100'000'000}, Money{8'800}},
      {"rounded down", Price{99'999'999}, Price{100'000'000}, Money{7'999}},
      {"without a market", Price{}, std::nullopt, std::nullopt},
      {"of a market without a price", Price{1}, Price{0}, std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(estimate_by_biome(Money{8'000}, row.now, row.first), row.estimate) << row.name;
}

}  // namespace
}  // namespace loam
