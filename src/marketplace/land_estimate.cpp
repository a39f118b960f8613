#include "marketplace/land_estimate.hpp"

namespace loam {
namespace {

std::optional<Money> scaled(Money price, std::int64_t by, std::int64_t of) {
  if (of <= 0) return std::nullopt;
  const auto paisa = mul_div_floor(price.paisa, by, of);
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

}  // namespace

std::optional<Money> estimate_by_sales(Money claim_price, const LandSales& sales) {
  if (sales.count == 0) return std::nullopt;
  return scaled(claim_price, sales.paid.paisa, sales.claim_prices.paisa);
}

std::optional<Money> estimate_by_biome(Money claim_price, Price now, std::optional<Price> first) {
  if (!first) return std::nullopt;
  return scaled(claim_price, now.micro_bdt, first->micro_bdt);
}

}  // namespace loam
