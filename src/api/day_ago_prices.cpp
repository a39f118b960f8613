#include "api/day_ago_prices.hpp"

namespace loam {

Result<DayAgoPrices::Prices, Fault> first_prices(Reader& reader) {
  DayAgoPrices::Prices prices;
  for (std::int64_t seq = 1; seq <= static_cast<std::int64_t>(kBiomes); ++seq) {
    const auto row = reader.transaction(seq);
    if (!row) return Unexpected{row.error()};
    if (row->has_value() && (*row)->type == TransactionType::market_seed) {
      prices[index_of(*(*row)->biome)] = price_per_share_of(**row);
    }
  }
  return prices;
}

std::optional<DayAgoPrices::Prices> DayAgoPrices::fresh(Time now) const {
  const std::lock_guard lock(mutex_);
  if (read_at_ == Time{} || now - read_at_ > kDayAgoFresh) return std::nullopt;
  return prices_;
}

Result<DayAgoPrices::Prices, Fault> DayAgoPrices::read(Reader& reader, Time now) {
  auto prices = first_prices(reader);
  if (!prices) return prices;
  for (const Biome biome : kAllBiomes) {
    const auto sample = reader.price_at(biome, now - Duration::days(1));
    if (!sample) return Unexpected{sample.error()};
    if (sample->has_value()) (*prices)[index_of(biome)] = price_of((*sample)->cash, (*sample)->shares);
  }
  const std::lock_guard lock(mutex_);
  prices_ = *prices;
  read_at_ = now;
  return prices;
}

}  // namespace loam
