#include "store/reports.hpp"
#include "store/sql/cycle_search.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/record_search.hpp"

namespace loam::sql {
namespace {

// Candles look at every cycle of up to 28 hours; of a longer time at as many, evenly spread, which a chart of a day and
// more cannot tell from all of them.
constexpr std::int64_t kCandleCyclesMax = 200'000;

Price price_in(const PriceSample& sample) { return price_of(sample.cash, sample.shares).value_or(Price{}); }

void add_trades(CandleReport& report, const Connection& connection, Biome biome, Time from, Time to) {
  const SeqRange range = RecordSearch(connection).range(from, to, 0);
  Statement rows = connection.stream(
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

Result<std::optional<PriceSample>, Fault> DatabaseReader::price_at(Biome biome, Time at) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    return cycles.sample(cycles.first_at(at + Duration{1}) - 1, biome);
  });
}

Result<std::vector<PriceSample>, Fault> DatabaseReader::price_history(Biome biome, Time from, Time to,
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

Result<std::vector<Candle>, Fault> DatabaseReader::candles(Biome biome, Time from, Time to, Duration interval) {
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

}  // namespace loam::sql
