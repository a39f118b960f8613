#include "store/sql/roll_up.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "engine/state.hpp"
#include "store/sql/candle_search.hpp"
#include "store/sql/rows.hpp"

namespace loam::sql {
namespace {

// Everybody waits while a slice is written: five minutes of cycles are 4,200 rows.
constexpr std::int64_t kCyclesOfASlice = 600;
constexpr std::int64_t kAttentionOfASlice = 4'000;
/// Checkpoints are not made for less than this or a slice.
constexpr Duration kWorthACheckpoint = Duration::hours(1);
/// What the price band and the buckets of attention look back at stays, and as much again.
constexpr Duration kLookedBackAt = Duration::minutes(10);

template <class Take>
void each_cycle(const Connection& connection, std::int64_t first, std::int64_t end, const Take& take) {
  Statement rows = connection.prepare("SELECT " + std::string(kCycleColumns) +
                                      " FROM cycles WHERE id >= ?1 AND id < ?2 ORDER BY id");
  rows.with(first * kCycleStride, end * kCycleStride);
  Cycle cycle;
  while (rows.step()) {
    if (read_market(rows, cycle)) take(cycle);
  }
}

/// The candles of one market, minute after minute.
class CandleMaker {
 public:
  explicit CandleMaker(std::optional<PriceSample> before) {
    if (before) standing_ = price_in(*before);
  }

  void add(const PriceSample& sample) {
    const Price price = price_in(sample);
    if (candles_.empty() || candles_.back().minute != minute_of(sample.at)) {
      const Price open = standing_.value_or(price);
      candles_.push_back({minute_of(sample.at), open, open, open, {}});
    }
    MinuteCandle& candle = candles_.back();
    candle.high = std::max(candle.high, price);
    candle.low = std::min(candle.low, price);
    const std::int64_t attention_us = candle.last.attention_us + sample.attention_us;
    candle.last = sample;
    candle.last.attention_us = attention_us;
    standing_ = price;
  }

  [[nodiscard]] const std::vector<MinuteCandle>& candles() const { return candles_; }

 private:
  std::optional<Price> standing_;
  std::vector<MinuteCandle> candles_;
};

/// The checkpoint that the next one goes on from: of a world that has none, one that stands before everything.
Checkpoint checkpoint_before(const std::optional<Checkpoint>& newest) {
  if (newest) return *newest;
  Checkpoint beginning;
  beginning.cycle = 1;
  return beginning;
}

Digest hash_of_row(const Connection& connection, std::int64_t seq) {
  Statement row = connection.prepare("SELECT hash FROM record WHERE seq = ?1");
  return row.with(seq).step() ? row.digest(0) : Digest{};
}

/// The same with all cycles before `cycle` gone; nullopt where one of them is not what its hash says. What does not
/// hold is not let go: the proof names it.
std::optional<Checkpoint> move_on(const Connection& connection, const Checkpoint& before, std::int64_t cycle) {
  Checkpoint next = before;
  Digest hash = before.previous_hash;
  bool holds = true;
  each_cycle(connection, before.cycle, cycle + 1, [&](const Cycle& each) {
    holds = holds && chain_hash(hash, each) == each.hash;
    if (each.number == cycle) {
      next.previous_hash = hash;
      next.cycle_hash = each.hash;
      next.after_seq = each.after_seq;
    } else {
      for (std::size_t i = 0; i < kBiomes; ++i) {
        const MarketMove& move = each.markets[i];
        next.moved[i] = add_within(next.moved[i], sub_within(move.cash_after, move.cash_before));
      }
    }
    hash = each.hash;
  });
  next.cycle = cycle;
  next.record_hash = hash_of_row(connection, next.after_seq);
  return holds ? std::optional(next) : std::nullopt;
}

}  // namespace

RollUp::RollUp(const Connection& connection, const SigningKey* key)
    : connection_(connection),
      key_(key),
      candle_(connection.insert("market_candles", kCandleColumns)),
      cycles_gone_(connection.prepare("DELETE FROM cycles WHERE id >= ?1 AND id < ?2")),
      attention_gone_(connection.prepare("DELETE FROM attention_counts WHERE id >= ?1 AND id < ?2")) {}

void RollUp::prove_rights() {
  cycles_gone_.with(0, 0).run();
  attention_gone_.with(0, 0).run();
  for (const std::string table : {"market_candles", "checkpoints"}) {
    connection_.prepare("INSERT INTO " + table + " SELECT * FROM " + table + " WHERE 1 = 0").run();
  }
}

bool RollUp::run(Writer& writer, Time now, std::optional<Time> keep_from) {
  // First what the candles of before stand for, so that no cycle is let go without its candle on record.
  bool more = false;
  if (keep_from && key_ != nullptr) {
    more = let_cycles_go(writer, now, *keep_from);
    more = let_attention_go() || more;
  }
  return make_candles(now) || more;
}

bool RollUp::make_candles(Time now) {
  CycleSearch cycles(connection_);
  const std::int64_t first = cycles.first_at(start_of_minute(CandleSearch(connection_).end()));
  const std::int64_t end = cycles.first_at(start_of_minute(minute_of(now)));
  if (first >= end) return false;
  std::int64_t slice_end = end;
  if (end - first > kCyclesOfASlice) {
    // Whole minutes, and at least one.
    const std::int64_t last_minute =
        std::max(minute_of(cycles.at(first + kCyclesOfASlice)), minute_of(cycles.at(first)) + 1);
    slice_end = cycles.first_at(start_of_minute(last_minute));
  }
  make_candles_of(cycles, first, slice_end);
  return slice_end < end;
}

void RollUp::make_candles_of(CycleSearch& cycles, std::int64_t first, std::int64_t end) {
  std::vector<CandleMaker> makers;
  for (const Biome biome : kAllBiomes) makers.emplace_back(cycles.sample(first - 1, biome));
  each_cycle(connection_, first, end, [&](const Cycle& cycle) {
    for (const Biome biome : kAllBiomes) {
      const MarketMove& move = cycle.markets[index_of(biome)];
      makers[index_of(biome)].add({cycle.at, biome, move.cash_after, move.shares, move.attention_us, move.index_after});
    }
  });
  for (const CandleMaker& maker : makers) {
    for (const MinuteCandle& candle : maker.candles()) {
      bind_candle(candle_, candle);
      candle_.run();
    }
  }
}

bool RollUp::let_cycles_go(Writer& writer, Time now, Time keep_from) {
  CycleSearch cycles(connection_);
  if (cycles.last() < cycles.first()) return false;
  const auto newest = newest_checkpoint(connection_);
  // What another has signed is his to go on from: this one would vouch for what it never saw.
  if (newest && newest->key != key_->public_key()) return false;
  const Checkpoint before = checkpoint_before(newest);
  const Time settled = cycles.at(cycles.last()) - kLookedBackAt;
  const Time with_candles = start_of_minute(CandleSearch(connection_).end());
  const std::int64_t target = cycles.first_at(std::min({keep_from, settled, with_candles})) - 1;
  if (before.cycle != cycles.first() || target <= before.cycle) return false;
  const bool worth_it =
      target - before.cycle >= kCyclesOfASlice || cycles.at(target) - cycles.at(before.cycle) >= kWorthACheckpoint;
  if (!worth_it) return false;
  auto next = move_on(connection_, before, std::min(target, before.cycle + kCyclesOfASlice));
  if (!next) return false;
  next->made_at = now;
  next->key = key_->public_key();
  next->signature = key_->sign(canonical_bytes(*next));
  writer.write(Event(*next));
  cycles_gone_.with(before.cycle * kCycleStride, next->cycle * kCycleStride).run();
  return next->cycle < target;
}

bool RollUp::let_attention_go() {
  const auto newest = newest_checkpoint(connection_);
  if (!newest) return false;
  // Looked for once: a database that keeps what is deleted for a while would go through all of that each time.
  if (!attention_from_) attention_from_ = connection_.integer("SELECT min(id) FROM attention_counts");
  if (!attention_from_) return false;
  const std::int64_t kept_from = first_attention(connection_, newest->cycle + 1, attention_from_);
  const std::int64_t until = std::min(kept_from, *attention_from_ + kAttentionOfASlice);
  attention_gone_.with(*attention_from_, until).run();
  attention_from_ = until;
  return until < kept_from;
}

}  // namespace loam::sql
