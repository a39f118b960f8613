#include <algorithm>

#include "store/reports.hpp"
#include "store/sql/candle_search.hpp"
#include "store/sql/cycle_search.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/record_search.hpp"

namespace loam::sql {
namespace {

// What is not in candles of minutes yet is a minute or two; after a world has come from an older schema it may be more,
// and then is looked at evenly spread.
constexpr std::int64_t kCandleCyclesMax = 200'000;

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

/// The market as it stood at this moment.
std::optional<PriceSample> sample_at(const Connection& connection, CycleSearch& cycles, Biome biome, Time at) {
  const auto sample = cycles.sample(cycles.first_at(at + Duration{1}) - 1, biome);
  return sample ? sample : CandleSearch(connection).sample_at(biome, at);
}

struct MinuteRange {
  std::int64_t first = 0;
  std::int64_t end = 0;
};

/// The minutes that lie between two moments as a whole.
/// @param with_first also the one that `from` lies in
MinuteRange whole_minutes(Time from, Time to, bool with_first) {
  const bool begins = from == start_of_minute(minute_of(from));
  return {minute_of(from) + (begins || with_first ? 0 : 1), minute_of(to)};
}

/// A sample a minute, for a time whose cycles are gone in part, evenly thinned.
std::vector<PriceSample> samples_by_minute(const CandleSearch& candles, Biome biome, MinuteRange minutes,
                                           std::int64_t limit) {
  const std::int64_t count = candles.count(biome, minutes.first, minutes.end);
  const std::int64_t wanted = std::min(count, limit);
  std::vector<PriceSample> samples;
  std::int64_t place = 0;
  candles.each(biome, minutes.first, minutes.end, [&](const MinuteCandle& candle) {
    const std::int64_t taken = std::ssize(samples);
    const std::int64_t next = wanted < 2 ? 0 : taken * (count - 1) / (wanted - 1);
    if (taken < wanted && place == next) samples.push_back(candle.last);
    ++place;
  });
  return samples;
}

}  // namespace

Result<std::optional<PriceSample>, Fault> DatabaseReader::price_at(Biome biome, Time at) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    return sample_at(connection_, cycles, biome, at);
  });
}

Result<std::vector<PriceSample>, Fault> DatabaseReader::price_history(Biome biome, Time from, Time to,
                                                                      std::size_t limit) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    std::vector<PriceSample> history;
    if (!cycles.reach(from) && limit > 0) {
      history = samples_by_minute(CandleSearch(connection_), biome, whole_minutes(from, to, false),
                                  static_cast<std::int64_t>(limit) - 1);
      const auto last = sample_at(connection_, cycles, biome, to - Duration{1});
      if (last && last->at >= from && (history.empty() || last->at > history.back().at)) history.push_back(*last);
      return history;
    }
    cycles.each(biome, from, to, static_cast<std::int64_t>(limit),
                [&](const PriceSample& sample) { history.push_back(sample); });
    return history;
  });
}

Result<std::vector<Candle>, Fault> DatabaseReader::candles(Biome biome, Time from, Time to, Duration interval) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    CycleSearch cycles(connection_);
    const auto before = sample_at(connection_, cycles, biome, from - Duration{1});
    CandleReport report(interval, before ? std::optional(price_in(*before)) : std::nullopt);
    const auto add_cycles = [&](Time first, Time end) {
      cycles.each(biome, first, end, kCandleCyclesMax,
                  [&](const PriceSample& sample) { report.add_price(sample.at, price_in(sample)); });
    };
    const CandleSearch minutes(connection_);
    const bool gone = !cycles.reach(from);
    const MinuteRange whole = whole_minutes(from, std::min(to, start_of_minute(minutes.end())), gone);
    if (whole.first >= whole.end || (interval.ms % kMinute.ms != 0 && !gone)) {
      add_cycles(from, to);
    } else {
      add_cycles(from, start_of_minute(whole.first));
      minutes.each(biome, whole.first, whole.end, [&](const MinuteCandle& minute) {
        report.add_candle(
            {start_of_minute(minute.minute), minute.open, minute.high, minute.low, price_in(minute.last), {}});
      });
      add_cycles(start_of_minute(whole.end), to);
    }
    add_trades(report, connection_, biome, from, to);
    return report.entries();
  });
}

}  // namespace loam::sql
