#include "exchange/exchange.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "exchange/attention_index.hpp"
#include "exchange/price_band.hpp"

namespace loam {
namespace {

constexpr std::uint8_t kDigestVersion = 2;

/// What one cycle can gather before a market's attention says no more: far above every account looking at once.
constexpr std::int64_t kCycleAttentionMax = std::int64_t{1} << 61;

std::int64_t gathered(std::int64_t so_far, std::int64_t more) {
  LOAM_CHECK(so_far >= 0 && more >= 0);
  return std::min(so_far, kCycleAttentionMax - std::min(more, kCycleAttentionMax)) + std::min(more, kCycleAttentionMax);
}

/// Keeps the points of the window and the one before them: the price that stood when the window begins.
void forget_prices(std::deque<PricePoint>& prices, Time window_begin) {
  while (prices.size() > 1 && prices[1].at <= window_begin) prices.pop_front();
}

void note_price(Market& market, Time at) {
  const Price price = price_or_highest(market.cash, market.shares);
  if (market.prices.empty() || market.prices.back().price != price) market.prices.push_back({at, price});
  forget_prices(market.prices, at - kBandWindow);
}

void check_buy(const Exchange::Trade& trade, const Market& market, const Holding& holding) {
  LOAM_CHECK(mul_div_floor(trade.amount.paisa, market.shares.micro, market.cash.paisa) == trade.shares.micro);
  LOAM_CHECK(trade.pool_cash_after == add_within(market.cash, trade.amount));
  LOAM_CHECK(trade.pool_shares_after == add_within(market.shares, trade.shares));
  LOAM_CHECK(trade.holding_shares_after == add_within(holding.shares, trade.shares));
  LOAM_CHECK(trade.holding_cost_after == add_within(holding.cost, add_within(trade.amount, trade.fee)));
  LOAM_CHECK(trade.realized_gain == Money::zero());
}

void check_sell(const Exchange::Trade& trade, const Market& market, const Holding& holding) {
  const Money removed = sub_within(holding.cost, trade.holding_cost_after);
  LOAM_CHECK(mul_div_floor(trade.shares.micro, market.cash.paisa, market.shares.micro) == trade.amount.paisa);
  LOAM_CHECK(trade.pool_cash_after == sub_within(market.cash, trade.amount));
  LOAM_CHECK(trade.pool_shares_after == sub_within(market.shares, trade.shares));
  LOAM_CHECK(trade.holding_shares_after == sub_within(holding.shares, trade.shares));
  LOAM_CHECK(trade.holding_shares_after >= Shares::zero());
  LOAM_CHECK(removed.paisa == mul_div_floor(holding.cost.paisa, trade.shares.micro, holding.shares.micro));
  LOAM_CHECK(trade.realized_gain == sub_within(sub_within(trade.amount, trade.fee), removed));
}

template <class Map>
std::vector<typename Map::key_type> sorted_keys(const Map& map) {
  std::vector<typename Map::key_type> keys;
  keys.reserve(map.size());
  for (const auto& entry : map) keys.push_back(entry.first);
  std::sort(keys.begin(), keys.end());
  return keys;
}

void write(const MarketHalts& halts, ByteWriter& out) {
  out.u8(static_cast<std::uint8_t>(halts.trading));
  out.u8(static_cast<std::uint8_t>(halts.limit));
  out.i64(halts.limit_since.ms);
  out.i64(halts.halted_until.ms);
  out.i64(halts.band_from.ms);
}

void write(const Market& market, ByteWriter& out) {
  out.i64(market.cash.paisa);
  out.i64(market.shares.micro);
  out.i64(market.index);
  out.i64(market.prior);
  out.i64(market.attention.established_us);
  out.i64(market.attention.fresh_us);
  write(market.halts, out);
  out.u64(market.prices.size());
  // A price from before the window counts from where the window begins.
  const Time window_begin = market.last_redistribution - kBandWindow;
  for (const PricePoint& point : market.prices) {
    out.i64(std::max(point.at, window_begin).ms);
    out.i64(point.price.micro_bdt);
  }
  out.i64(market.last_redistribution.ms);
}

}  // namespace

std::string_view to_string(SafeguardKind kind) {
  switch (kind) {
    case SafeguardKind::price_move: return "price_move";
    case SafeguardKind::price_band: return "price_band";
    case SafeguardKind::band_halt: return "band_halt";
    case SafeguardKind::order_size: return "order_size";
    case SafeguardKind::order_rate: return "order_rate";
    case SafeguardKind::trading_halt: return "trading_halt";
    case SafeguardKind::attention_cap: return "attention_cap";
  }
  return "unknown";
}

Holding Exchange::holding(AccountNo account, Biome biome) const {
  const auto found = positions_.find(key_of(account, biome));
  return found == positions_.end() ? Holding{} : found->second.holding;
}

MarketStatus status_of(const Market& market, const MarketHalts& halts, Time at) {
  const bool backed = market.cash > Money::zero() && market.shares > Shares::zero();
  if (!backed || at < halts.halted_until) return MarketStatus::halted;
  switch (halts.trading) {
    case TradingState::open: return halts.limit;
    case TradingState::reduce_only: return MarketStatus::reduce_only;
    case TradingState::halted: return MarketStatus::halted;
  }
  return MarketStatus::halted;
}

MarketStatus Exchange::status(Biome biome, Time at) const { return status_of(market(biome), market(biome).halts, at); }

Price Exchange::price(Biome biome) const { return price_or_highest(market(biome).cash, market(biome).shares); }

Price Exchange::band_mean(Biome biome, Time at) const {
  return mean_price(market(biome).prices, band_begin(market(biome).halts, at), at, price(biome));
}

std::int64_t Exchange::attention_bucket_us(AccountNo account, Time at) const {
  const auto found = attention_buckets_.find(account.value);
  if (found == attention_buckets_.end()) return kAttentionBucketUs;
  constexpr std::int64_t kUsPerMs = 1000;  // one user-second a second
  const std::int64_t elapsed_ms =
      std::clamp<std::int64_t>((at - found->second.at).ms, 0, kAttentionBucketUs / kUsPerMs);
  return std::min(kAttentionBucketUs, found->second.us + elapsed_ms * kUsPerMs);
}

AttentionCount Exchange::decide_attention(AccountNo account, bool established, std::span<const AttentionShare> shares,
                                          Time at) const {
  AttentionCount count;
  count.account = account;
  count.established = established;
  count.bucket_after_us = attention_bucket_us(account, at);
  for (const AttentionShare& share : shares) {
    const std::int64_t asked = std::max<std::int64_t>(0, share.us);
    const std::int64_t counted = std::min(asked, count.bucket_after_us);
    count.counted_us[index_of(share.biome)] += counted;
    count.bucket_after_us -= counted;
    count.dropped_us = gathered(count.dropped_us, asked - counted);
  }
  return count;
}

void Exchange::seed(Biome biome, Money cash, Shares shares, Time at) {
  Market& market = markets_[index_of(biome)];
  LOAM_CHECK(cycles_ == 0 && market.cash == Money::zero() && market.shares == Shares::zero());
  LOAM_CHECK(cash > Money::zero() && shares > Shares::zero());
  market.cash = cash;
  market.shares = shares;
  positions_[key_of(kTreasury, biome)].holding = {shares, cash, Money::zero()};
  note_price(market, at);
  begin_indexes();
}

void Exchange::bring_in(AccountNo account, Biome biome, Money cash, const Holding& holding, Time at) {
  Market& market = markets_[index_of(biome)];
  LOAM_CHECK(cycles_ == 0 && market.cash > Money::zero() && market.shares > Shares::zero());
  LOAM_CHECK(cash >= Money::zero() && holding.shares > Shares::zero() && holding.cost >= Money::zero());
  Position& position = positions_[key_of(account, biome)];
  LOAM_CHECK(position.holding == Holding{});
  market.cash = add_within(market.cash, cash);
  market.shares = add_within(market.shares, holding.shares);
  position.holding = holding;
  note_price(market, at);
  begin_indexes();
}

void Exchange::begin_indexes() {
  const Int128 all_cash = total_cash();
  LOAM_CHECK(all_cash <= std::numeric_limits<std::int64_t>::max());
  for (Market& each : markets_) {
    each.prior = prior_of(each.cash, all_cash);
    each.index = each.prior;
  }
}

Exchange::Trade Exchange::Trade::of(const Fill& fill, Time at) {
  return {fill.order.account,
          fill.order.biome,
          fill.order.side,
          fill.amount,
          fill.fee,
          fill.shares,
          fill.pool_cash_after,
          fill.pool_shares_after,
          fill.holding_after.shares,
          fill.holding_after.cost,
          fill.realized_gain,
          fill.order_bucket_after,
          at};
}

void Exchange::apply(const Trade& trade) {
  Market& market = markets_[index_of(trade.biome)];
  auto& [holding, orders] = positions_[key_of(trade.account, trade.biome)];
  trade.side == Side::buy ? check_buy(trade, market, holding) : check_sell(trade, market, holding);
  market.cash = trade.pool_cash_after;
  market.shares = trade.pool_shares_after;
  holding = {trade.holding_shares_after, trade.holding_cost_after,
             add_within(holding.realized_gain, trade.realized_gain)};
  orders = {trade.order_bucket_after, trade.at};
}

void Exchange::apply(const AttentionCount& count, Time at) {
  for (const Biome biome : kAllBiomes) {
    CycleAttention& attention = markets_[index_of(biome)].attention;
    const std::int64_t us = count.counted_us[index_of(biome)];
    if (count.established) {
      attention.established_us = gathered(attention.established_us, us);
    } else {
      attention.fresh_us = gathered(attention.fresh_us, us / kFreshWeightDivisor);
    }
  }
  attention_buckets_[count.account.value] = {count.bucket_after_us, at};
}

void Exchange::apply(const Cycle& cycle) {
  LOAM_CHECK(cycle.number == cycles_ + 1);
  Int128 sum = 0;
  for (const Biome biome : kAllBiomes) {
    Market& market = markets_[index_of(biome)];
    const MarketMove& move = cycle.markets[index_of(biome)];
    LOAM_CHECK(move.cash_before == market.cash && move.shares == market.shares && move.cash_after >= Money::zero());
    sum += static_cast<Int128>(move.cash_after.paisa) - move.cash_before.paisa;
    market.cash = move.cash_after;
    market.index = move.index_after;
    market.attention = {};
    market.last_redistribution = cycle.at;
    note_price(market, cycle.at);
  }
  LOAM_CHECK(sum == 0);
  cycles_ = cycle.number;
}

void Exchange::leave_out_cycles(std::int64_t count) {
  LOAM_CHECK(cycles_ == 0 && count >= 0);
  cycles_ = count;
}

void Exchange::apply(const MarketHaltsChange& change) { markets_[index_of(change.biome)].halts = change.halts; }

Int128 Exchange::total_cash() const {
  Int128 sum = 0;
  for (const Market& market : markets_) sum += market.cash.paisa;
  return sum;
}

void Exchange::check_invariants() const {
  std::array<Int128, kBiomes> held{};
  for (const auto& [key, position] : positions_) {
    const Holding& holding = position.holding;
    LOAM_CHECK(holding.shares >= Shares::zero() && holding.cost >= Money::zero());
    held[key % kMarketsPerAccount] += holding.shares.micro;
  }
  for (const Biome biome : kAllBiomes) {
    const Market& market = this->market(biome);
    LOAM_CHECK(held[index_of(biome)] == market.shares.micro);
    LOAM_CHECK(market.cash >= Money::zero() && market.shares >= Shares::zero());
    LOAM_CHECK(market.shares == Shares::zero() || market.cash > Money::zero());
  }
  LOAM_CHECK(total_cash() <= std::numeric_limits<std::int64_t>::max());
}

void Exchange::digest(ByteWriter& out, Time at) const {
  out.u8(kDigestVersion);
  out.i64(cycles_);
  for (const Market& market : markets_) write(market, out);
  out.u64(positions_.size());
  for (const AccountMarket key : sorted_keys(positions_)) {
    const auto& [holding, orders] = positions_.at(key);
    out.u64(key);
    out.i64(holding.shares.micro);
    out.i64(holding.cost.paisa);
    out.i64(holding.realized_gain.paisa);
    out.i64(orders.used.paisa);
    out.i64(orders.at.ms);
  }
  for (const std::uint32_t account : sorted_keys(attention_buckets_)) {
    if (attention_bucket_us({account}, at) == kAttentionBucketUs) continue;
    out.u32(account);
    out.i64(attention_buckets_.at(account).us);
    out.i64(attention_buckets_.at(account).at.ms);
  }
}

}  // namespace loam
