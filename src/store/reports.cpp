#include "store/reports.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace loam {
namespace {

Money sum_of(Money a, Money b) {
  constexpr Money kLowest{std::numeric_limits<std::int64_t>::min()};
  constexpr Money kHighest{std::numeric_limits<std::int64_t>::max()};
  return checked_add(a, b).value_or(b < Money::zero() ? kLowest : kHighest);
}

}  // namespace

void VolumeReport::add(Sum& sum, AccountNo trader, const Transaction& row) {
  sum.amount = sum_of(sum.amount, row.amount);
  sum.fees = sum_of(sum.fees, row.platform_fee);
  ++sum.trades;
  sum.traders.insert(trader.value);
}

void VolumeReport::add(const Transaction& row) {
  const bool buy = row.type == TransactionType::biome_buy;
  if ((!buy && row.type != TransactionType::biome_sell) || !row.biome) return;
  const AccountNo trader = buy ? row.buyer : row.seller;
  add(biomes_[index_of(*row.biome)], trader, row);
  add(whole_, trader, row);
}

std::vector<TradeVolume> VolumeReport::entries() const {
  const auto entry = [](std::optional<Biome> biome, const Sum& sum) {
    return TradeVolume{biome, sum.amount, sum.fees, sum.trades, static_cast<std::int64_t>(sum.traders.size())};
  };
  std::vector<TradeVolume> entries;
  entries.reserve(kBiomes + 1);
  for (const Biome biome : kAllBiomes) entries.push_back(entry(biome, biomes_[index_of(biome)]));
  entries.push_back(entry(std::nullopt, whole_));
  return entries;
}

void TypeReport::add(const Transaction& row) {
  TypeTotal& total = totals_[row.type];
  total.type = row.type;
  ++total.rows;
  total.amount = sum_of(total.amount, row.amount);
  total.platform_fees = sum_of(total.platform_fees, row.platform_fee);
  total.gateway_fees = sum_of(total.gateway_fees, row.gateway_fee);
}

std::vector<TypeTotal> TypeReport::entries() const {
  std::vector<TypeTotal> entries;
  entries.reserve(totals_.size());
  for (const auto& [type, total] : totals_) entries.push_back(total);
  return entries;
}

Time CandleReport::start_of(Time at) const {
  const std::int64_t width = std::max<std::int64_t>(1, interval_.ms);
  const std::int64_t into = ((at.ms % width) + width) % width;
  return {at.ms - into};
}

void CandleReport::add_price(Time at, Price price) {
  const Price open = last_ ? *last_ : standing_.value_or(price);
  add_candle({at, open, std::max(open, price), std::min(open, price), price, {}});
}

void CandleReport::add_candle(const Candle& candle) {
  const Time start = start_of(candle.start);
  const Price open = last_ ? *last_ : standing_.value_or(candle.open);
  Candle& whole = candles_.try_emplace(start, Candle{start, open, open, open, open, {}}).first->second;
  whole.high = std::max(whole.high, candle.high);
  whole.low = std::min(whole.low, candle.low);
  whole.close = candle.close;
  last_ = candle.close;
}

void CandleReport::add_trade(Time at, Money amount, Price price) {
  const Time start = start_of(at);
  auto candle = candles_.lower_bound(start);
  if (candle == candles_.end() || candle->first != start) {
    const Price flat = candle != candles_.begin() ? std::prev(candle)->second.close : standing_.value_or(price);
    candle = candles_.emplace_hint(candle, start, Candle{start, flat, flat, flat, flat, {}});
  }
  candle->second.volume = sum_of(candle->second.volume, amount);
}

std::vector<Candle> CandleReport::entries() const {
  std::vector<Candle> entries;
  entries.reserve(candles_.size());
  for (const auto& [start, candle] : candles_) entries.push_back(candle);
  return entries;
}

}  // namespace loam
