#include "store/memory_market.hpp"

#include <algorithm>
#include <vector>

namespace loam {
namespace {

bool within(const MarketSpan& span, Time at) { return at >= span.from && at < span.to; }

bool is_trade_in(const MarketSpan& span, const Transaction& row) {
  return row.biome == span.biome && row.type != TransactionType::market_seed && within(span, row.at);
}

std::int64_t rows_of(const MemoryWorld& world, const MarketSpan& span) {
  const auto closes = [&](const AttentionCounted& counted) {
    const auto cycle = static_cast<std::size_t>(counted.cycle);
    return cycle <= world.cycles.size() && within(span, world.cycles[cycle - 1].at);
  };
  std::ptrdiff_t rows = 0;
  for (const Cycle& cycle : world.cycles) rows += within(span, cycle.at) ? 1 : 0;
  for (const Transaction& row : world.rows) rows += within(span, row.at) ? 1 : 0;
  if (span.attention) rows += std::count_if(world.attention.begin(), world.attention.end(), closes);
  return rows;
}

/// The market after everything before the span, else after its seed within it.
MarketReading standing(const MemoryWorld& world, const MarketSpan& span) {
  MarketReading reading;
  std::int64_t last_seq = 0;
  for (const Transaction& row : world.rows) {
    const bool seeds = row.type == TransactionType::market_seed && within(span, row.at);
    if (row.biome != span.biome || (row.at >= span.from && !seeds)) continue;
    last_seq = row.seq;
    reading.cash = row.pool_cash_after;
    reading.shares = row.pool_shares_after;
  }
  for (const Cycle& cycle : world.cycles) {
    if (cycle.at >= span.from || cycle.after_seq < last_seq) continue;
    reading.cash = cycle.markets[index_of(span.biome)].cash_after;
    reading.shares = cycle.markets[index_of(span.biome)].shares;
  }
  return reading;
}

}  // namespace

MarketReading read_market_events(const MemoryWorld& world, const MarketSpan& span,
                                 const std::function<void(const Event&)>& take) {
  if (rows_of(world, span) > span.limit) return {.too_many = true};
  auto row = world.rows.begin();
  const auto give_rows = [&](std::int64_t last_seq) {
    for (; row != world.rows.end() && row->seq <= last_seq; ++row) {
      if (is_trade_in(span, *row)) take(*row);
    }
  };
  for (const Cycle& cycle : world.cycles) {
    if (!within(span, cycle.at)) continue;
    for (const AttentionCounted& counted : world.attention) {
      if (span.attention && counted.cycle == cycle.number) take(counted);
    }
    give_rows(cycle.after_seq);
    take(cycle);
  }
  if (!world.rows.empty()) give_rows(world.rows.back().seq);
  return standing(world, span);
}

}  // namespace loam
