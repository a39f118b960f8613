#include <algorithm>
#include <string>

#include "store/reports.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/record_search.hpp"
#include "store/sqlite/rows.hpp"

namespace loam::sqlite {
namespace {

// Candles look at every cycle of up to 28 hours; of a longer time at as many, evenly spread, which a chart of a day and
// more cannot tell from all of them.
constexpr std::int64_t kCandleCyclesMax = 200'000;

/// Finds cycles by time. They are numbered from 1 without a gap, so halving finds them.
class CycleSearch {
 public:
  explicit CycleSearch(const Connection& connection)
      : at_(connection.prepare("SELECT at FROM cycles WHERE id = ?1")),
        sample_(connection.prepare("SELECT at, cash_after_paisa, shares_micro, attention_us, index_after"
                                   " FROM cycles WHERE id = ?1")),
        last_(connection.integer("SELECT max(id) FROM cycles").value_or(0) / kCycleStride) {}

  /// The first cycle at or after this time; one past the last where there is none.
  std::int64_t first_at(Time time) {
    std::int64_t low = 1;
    std::int64_t high = last_ + 1;
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (!at_.with(middle * kCycleStride).step()) throw missing(middle);
      if (at_.time(0) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
      at_.rewind();
    }
    return low;
  }

  /// The market after this cycle; nullopt for cycle 0.
  std::optional<PriceSample> sample(std::int64_t cycle, Biome biome) {
    if (cycle == 0) return std::nullopt;
    if (!sample_.with(cycle * kCycleStride + static_cast<std::int64_t>(index_of(biome))).step()) throw missing(cycle);
    const PriceSample sample{sample_.time(0),   biome, sample_.money(1), sample_.shares(2), sample_.integer(3),
                             sample_.integer(4)};
    sample_.rewind();
    return sample;
  }

  /// Cycles from `from` to before `to`, all of them or `limit` evenly spread with the first and the last among them.
  template <class Take>
  void each(Biome biome, Time from, Time to, std::int64_t limit, const Take& take) {
    const std::int64_t first = first_at(from);
    const std::int64_t count = first_at(to) - first;
    const std::int64_t taken = std::min(count, limit);
    for (std::int64_t i = 0; i < taken; ++i) {
      const std::int64_t cycle = first + (taken == count || taken == 1 ? i : i * (count - 1) / (taken - 1));
      take(*sample(cycle, biome));
    }
  }

 private:
  static Error missing(std::int64_t cycle) { return Error("cycle " + std::to_string(cycle) + " is missing"); }

  Statement at_;
  Statement sample_;
  std::int64_t last_;
};

Price price_in(const PriceSample& sample) { return price_of(sample.cash, sample.shares).value_or(Price{}); }

void add_trades(CandleReport& report, const Connection& connection, Biome biome, Time from, Time to) {
  const SeqRange range = RecordSearch(connection).range(from, to, 0);
  Statement rows = connection.prepare(
      "SELECT at, type, amount_paisa, shares_micro, pool_cash_after_paisa, pool_shares_after_micro"
      " FROM record WHERE seq >= ?1 AND seq < ?2 AND biome = ?3 AND type IN (5, 6)");
  rows.with(range.first, range.end, biome);
  while (rows.step()) {
    loam::Transaction row;
    row.type = rows.number<TransactionType>(1);
    row.amount = rows.money(2);
    row.shares = rows.shares(3);
    row.pool_cash_after = rows.money(4);
    row.pool_shares_after = rows.shares(5);
    report.add_trade(rows.time(0), row.amount, price_per_share_of(row));
  }
}

}  // namespace

Result<std::optional<PriceSample>, Fault> SqliteReader::price_at(Biome biome, Time at) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    return cycles.sample(cycles.first_at(at + Duration{1}) - 1, biome);
  });
}

Result<std::vector<PriceSample>, Fault> SqliteReader::price_history(Biome biome, Time from, Time to,
                                                                    std::size_t limit) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    std::vector<PriceSample> history;
    CycleSearch(connection_).each(biome, from, to, static_cast<std::int64_t>(limit), [&](const PriceSample& sample) {
      history.push_back(sample);
    });
    return history;
  });
}

Result<std::vector<Candle>, Fault> SqliteReader::candles(Biome biome, Time from, Time to, Duration interval) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    const auto before = cycles.sample(cycles.first_at(from) - 1, biome);
    CandleReport report(interval, before ? std::optional(price_in(*before)) : std::nullopt);
    cycles.each(biome, from, to, kCandleCyclesMax,
                [&](const PriceSample& sample) { report.add_price(sample.at, price_in(sample)); });
    add_trades(report, connection_, biome, from, to);
    return report.entries();
  });
}

}  // namespace loam::sqlite
