#include "store/sql/candle_search.hpp"

#include <string>

namespace loam::sql {
namespace {

std::int64_t id_of(Biome biome, std::int64_t minute) {
  return static_cast<std::int64_t>(index_of(biome)) * kCandleStride + minute;
}

std::string select_candles(std::string_view which) {
  return "SELECT " + std::string(kCandleColumns) + " FROM market_candles WHERE " + std::string(which);
}

MinuteCandle read_candle(const Statement& row) {
  const std::int64_t id = row.integer(0);
  const auto biome = static_cast<Biome>(id / kCandleStride);
  return {id % kCandleStride,
          {row.integer(2)},
          {row.integer(3)},
          {row.integer(4)},
          {row.time(1), biome, row.money(5), row.shares(6), row.integer(7), row.integer(8)}};
}

}  // namespace

void bind_candle(Statement& statement, const MinuteCandle& candle) {
  const PriceSample& last = candle.last;
  statement.with(id_of(last.biome, candle.minute), last.at, candle.open.micro_bdt, candle.high.micro_bdt,
                 candle.low.micro_bdt, last.cash, last.shares, last.attention_us, last.index);
}

Price price_in(const PriceSample& sample) { return price_of(sample.cash, sample.shares).value_or(Price{}); }

std::int64_t CandleSearch::end() const {
  // All markets have candles of the same minutes.
  const auto last =
      connection_.integer("SELECT max(id) FROM market_candles WHERE id < " + std::to_string(id_of(Biome::beach, 0)));
  return last ? *last + 1 : 0;
}

std::optional<PriceSample> CandleSearch::sample_at(Biome biome, Time at) const {
  Statement row = connection_.prepare(select_candles("id >= ?1 AND id <= ?2 AND at <= ?3 ORDER BY id DESC LIMIT 1"));
  if (!row.with(id_of(biome, 0), id_of(biome, minute_of(at)), at).step()) return std::nullopt;
  return read_candle(row).last;
}

std::int64_t CandleSearch::count(Biome biome, std::int64_t first, std::int64_t end) const {
  Statement row = connection_.prepare("SELECT count(*) FROM market_candles WHERE id >= ?1 AND id < ?2");
  row.with(id_of(biome, first), id_of(biome, end)).step();
  return row.integer(0);
}

void CandleSearch::each(Biome biome, std::int64_t first, std::int64_t end,
                        const std::function<void(const MinuteCandle&)>& take) const {
  Statement rows = connection_.stream(select_candles("id >= ?1 AND id < ?2 ORDER BY id"));
  rows.with(id_of(biome, first), id_of(biome, end));
  while (rows.step()) take(read_candle(rows));
}

}  // namespace loam::sql
