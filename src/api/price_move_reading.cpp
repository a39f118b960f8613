#include "api/price_move_reading.hpp"

#include <variant>

namespace loam {
namespace {

struct Adder {
  PriceMove& move;

  void operator()(const AttentionCounted& counted) const { move.add(counted.count); }
  void operator()(const Cycle& cycle) const { move.add(cycle); }
  void operator()(const Transaction& row) const {
    const Side side = row.type == TransactionType::biome_buy ? Side::buy : Side::sell;
    move.add_trade(side, row.amount,
                   {price_per_share_of(row), price_of(row.pool_cash_after, row.pool_shares_after).value_or(Price{})});
  }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

Result<PriceMoveReading, Fault> read_price_move(Reader& reader, const MarketSpan& span) {
  PriceMove move(span.biome);
  const auto reading = reader.market_events(span, [&](const Event& event) { std::visit(Adder{move}, event); });
  if (!reading) return Unexpected{reading.error()};
  if (reading->too_many || reading->rolled_up) return PriceMoveReading{{}, reading->rolled_up};
  move.begin(price_of(reading->cash, reading->shares).value_or(Price{}));
  return PriceMoveReading{std::move(move), false};
}

Result<DayMoves::Entry, Fault> DayMoves::read(Reader& reader, Biome biome, Time now) {
  {
    const std::lock_guard lock(mutex_);
    const auto& entry = entries_[index_of(biome)];
    if (entry && now >= entry->to - Duration{1} && now - entry->to < kDayMoveFresh) return *entry;
  }
  const Time to = now + Duration{1};  // what is committed in this millisecond belongs to it
  const Time from = to - Duration::days(1);
  auto reading = read_price_move(reader, {biome, from, to, false, kMaxMoveRows});
  if (!reading) return Unexpected{reading.error()};
  Entry entry{from, to, std::move(reading->move)};
  const std::lock_guard lock(mutex_);
  entries_[index_of(biome)] = entry;
  return entry;
}

}  // namespace loam
