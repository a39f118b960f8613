// What happened to one market, out of three tables that are read side by side, each in the order of its key.

#include <string>

#include "store/sql/cycle_search.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/record_search.hpp"
#include "store/sql/rows.hpp"

namespace loam::sql {
namespace {

/// From `first` up to, and without, `end`.
struct Range {
  std::int64_t first = 1;
  std::int64_t end = 1;

  [[nodiscard]] std::int64_t size() const { return end > first ? end - first : 0; }
};

struct Ranges {
  Range cycles;
  Range rows;
  Range attention;

  [[nodiscard]] std::int64_t size() const { return cycles.size() + rows.size() + attention.size(); }
};

Ranges ranges_of(const Connection& connection, CycleSearch& cycles, const MarketSpan& span) {
  Ranges ranges;
  ranges.cycles = {cycles.first_at(span.from), cycles.first_at(span.to)};
  const SeqRange rows = RecordSearch(connection).range(span.from, span.to, 0);
  ranges.rows = {rows.first, rows.end};
  if (span.attention) {
    ranges.attention = {first_attention(connection, ranges.cycles.first),
                        first_attention(connection, ranges.cycles.end)};
  }
  return ranges;
}

std::optional<MarketReading> pool_after(Statement& row) {
  if (!row.step()) return std::nullopt;
  return MarketReading{.cash = row.money(0), .shares = row.shares(1)};
}

/// The market as the last cycle or the last row before the span left it; else as its seed in the span made it.
MarketReading standing(const Connection& connection, CycleSearch& cycles, const Ranges& ranges, Biome biome) {
  const std::string of_biome =
      "SELECT pool_cash_after_paisa, pool_shares_after_micro FROM record WHERE seq >= ?1 AND seq < ?2 AND biome = ?3";
  const std::int64_t last_cycle = ranges.cycles.first - 1;
  Statement before = connection.prepare(of_biome + " ORDER BY seq DESC LIMIT 1");
  if (const auto pool = pool_after(before.with(cycles.after_seq(last_cycle) + 1, ranges.rows.first, biome))) {
    return *pool;
  }
  if (const auto sample = cycles.sample(last_cycle, biome)) return {.cash = sample->cash, .shares = sample->shares};
  Statement seed = connection.prepare(of_biome + " AND type = 4 ORDER BY seq LIMIT 1");
  return pool_after(seed.with(ranges.rows.first, ranges.rows.end, biome)).value_or(MarketReading{});
}

/// Gives the three ranges in the order in which they happened.
class EventMerge {
 public:
  using Take = std::function<void(const Event&)>;

  EventMerge(const Connection& connection, const Ranges& ranges, Biome biome, const Take& take)
      : cycles_(connection.stream("SELECT " + std::string(kCycleColumns) +
                                  " FROM cycles WHERE id >= ?1 AND id < ?2 ORDER BY id")),
        rows_(connection.stream("SELECT " + std::string(kRecordColumns) +
                                " FROM record WHERE seq >= ?1 AND seq < ?2 AND biome = ?3 AND type IN (5, 6)"
                                " ORDER BY seq")),
        attention_(connection.stream("SELECT " + std::string(kAttentionColumns) +
                                     " FROM attention_counts WHERE id >= ?1 AND id < ?2 ORDER BY id")),
        take_(take) {
    cycles_.with(ranges.cycles.first * kCycleStride, ranges.cycles.end * kCycleStride);
    rows_.with(ranges.rows.first, ranges.rows.end, biome);
    attention_.with(ranges.attention.first, ranges.attention.end);
  }

  void run() {
    row_left_ = rows_.step();
    attention_left_ = attention_.step();
    Cycle cycle;
    while (cycles_.step()) {
      if (!read_market(cycles_, cycle)) continue;
      give_attention(cycle.number);
      give_rows(cycle.after_seq);
      take_(cycle);
    }
    give_rows(INT64_MAX);
  }

 private:
  void give_attention(std::int64_t cycle) {
    while (attention_left_) {
      const AttentionCounted counted = read_attention(attention_);
      if (counted.cycle > cycle) return;
      take_(counted);
      attention_left_ = attention_.step();
    }
  }

  void give_rows(std::int64_t last_seq) {
    for (; row_left_ && rows_.integer(0) <= last_seq; row_left_ = rows_.step()) take_(read_row(rows_));
  }

  Statement cycles_;
  Statement rows_;
  Statement attention_;
  const Take& take_;
  bool row_left_ = false;
  bool attention_left_ = false;
};

}  // namespace

Result<MarketReading, Fault> DatabaseReader::market_events(const MarketSpan& span,
                                                           const std::function<void(const Event&)>& take) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    if (!cycles.reach(span.from)) return MarketReading{.rolled_up = true};
    const Ranges ranges = ranges_of(connection_, cycles, span);
    if (ranges.size() > span.limit) return MarketReading{.too_many = true};
    const MarketReading reading = standing(connection_, cycles, ranges, span.biome);
    EventMerge(connection_, ranges, span.biome, take).run();
    return reading;
  });
}

}  // namespace loam::sql
