// Orders, holdings and attention of the model. Cycles are in cycle_model.cpp.

#include "sim/market_model.hpp"

#include <algorithm>
#include <limits>

namespace loam::sim {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr Wide kPricePerCash = 10'000'000'000;  // paisa a micro-share -> millionths of a BDT a share
constexpr std::int64_t kMillion = 1'000'000;

std::int64_t capped(Wide value) { return value > kMost ? kMost : static_cast<std::int64_t>(value); }
bool fits(Wide value) { return value <= kMost; }
std::int64_t fee_of(std::int64_t amount, std::int64_t ppm) {
  return static_cast<std::int64_t>((Wide{amount} * ppm + kMillion - 1) / kMillion);
}
Unexpected<Refusal> no(RefusalCode code, std::int64_t limit = 0, std::int64_t value = 0) {
  return {{code, limit, value}};
}

}  // namespace

bool Markets::made() const { return each[0].shares > 0; }

void Markets::make(std::int64_t cash, std::int64_t shares, Time at) {
  for (std::size_t i = 0; i < kBiomes; ++i) {
    each[i].cash = cash;
    each[i].shares = shares;
    holdings[{kTreasury.value, i}] = {shares, cash, 0};
    each[i].prices.push_back({at.ms, price(i)});
    // Four users are always thought present, spread by the cash that the markets start with.
    each[i].prior = static_cast<std::int64_t>((Wide{4} << 40) * cash / (Wide{cash} * kBiomes));
    each[i].index = each[i].prior;
  }
}

MarketStatus Markets::status(std::size_t market, const MarketHalts& halts, Time at) const {
  if (each[market].cash <= 0 || each[market].shares <= 0) return MarketStatus::halted;
  if (at < halts.halted_until) return MarketStatus::halted;
  if (halts.trading == TradingState::open) return halts.limit;
  return halts.trading == TradingState::reduce_only ? MarketStatus::reduce_only : MarketStatus::halted;
}

std::int64_t Markets::price(std::size_t market) const {
  const ModelMarket& m = each[market];
  return m.shares <= 0 ? 0 : capped(m.cash * kPricePerCash / m.shares);
}

std::int64_t Markets::largest_order(std::size_t market, const MarketRules& rules) const {
  return static_cast<std::int64_t>(Wide{each[market].cash} * rules.order_ppm / kMillion);
}

ModelHolding Markets::holding(AccountNo account, std::size_t market) const {
  const auto found = holdings.find({account.value, market});
  return found == holdings.end() ? ModelHolding{} : found->second;
}

Result<ModelFill, Refusal> Markets::order(const Order& order, const MarketRules& rules, Time at) const {
  const bool buy = order.side == Side::buy;
  const std::size_t market = index_of(order.biome);
  const ModelMarket& m = each[market];
  const std::int64_t asked = buy ? order.amount.paisa : order.shares.micro;
  if (asked <= 0) return no(RefusalCode::amount_not_positive);
  const MarketStatus now = status(market, at);
  if (now == MarketStatus::halted) {
    return no(RefusalCode::market_halted, at < m.halts.halted_until ? m.halts.halted_until.ms : 0);
  }
  if (now == MarketStatus::reduce_only && buy) return no(RefusalCode::market_reduce_only);

  ModelFill fill;
  fill.amount = buy ? asked : capped(Wide{asked} * m.cash / m.shares);
  fill.shares = buy ? capped(Wide{asked} * m.shares / m.cash) : asked;
  fill.fee = fee_of(fill.amount, rules.fee_ppm);
  if (fill.amount == 0 || fill.shares == 0 || (!buy && fill.fee >= fill.amount))
    return no(RefusalCode::amount_too_small);
  const std::int64_t largest = largest_order(market, rules);
  if (fill.amount > largest) return no(RefusalCode::order_too_large, largest, fill.amount);

  std::int64_t used = 0;
  if (const auto bucket = order_buckets.find({order.account.value, market}); bucket != order_buckets.end()) {
    const std::int64_t elapsed = std::clamp<std::int64_t>(at.ms - bucket->second.at, 0, 60'000);
    const auto refilled = static_cast<std::int64_t>(Wide{largest} * elapsed / 60'000);
    // A bucket is never fuller than the market now lets it be.
    used = std::max<std::int64_t>(0, std::min(bucket->second.level, largest) - refilled);
  }
  const std::int64_t left = std::max<std::int64_t>(0, largest - used);
  if (fill.amount > left) return no(RefusalCode::order_rate_exceeded, left, fill.amount);
  fill.bucket = used + fill.amount;

  if (order.price_guard) {
    const Wide exact = m.cash * kPricePerCash;
    const Wide guard = Wide{order.price_guard->micro_bdt} * m.shares;
    if (buy ? exact > guard : exact < guard) {
      return no(RefusalCode::price_moved, order.price_guard->micro_bdt, price(market));
    }
  }
  const ModelHolding held = holding(order.account, market);
  if (buy) {
    Wide all_cash = fill.amount;
    for (const ModelMarket& one : each) all_cash += one.cash;
    const Wide cost = Wide{held.cost} + fill.amount + fill.fee;
    if (!fits(all_cash) || !fits(cost) || !fits(Wide{m.shares} + fill.shares) || !fits(Wide{fill.amount} + fill.fee)) {
      return no(RefusalCode::amount_overflows);
    }
    fill.holding = {held.shares + fill.shares, static_cast<std::int64_t>(cost), held.gain};
    return fill;
  }
  if (held.shares < asked) return no(RefusalCode::insufficient_shares, held.shares, asked);
  const auto removed = static_cast<std::int64_t>(Wide{held.cost} * asked / held.shares);
  const Wide gain = Wide{held.gain} + fill.amount - fill.fee - removed;
  if (!fits(gain) || !fits(-gain)) return no(RefusalCode::amount_overflows);
  fill.holding = {held.shares - asked, held.cost - removed, static_cast<std::int64_t>(gain)};
  return fill;
}

void Markets::fill(const Order& order, const ModelFill& fill, Time at) {
  const std::size_t market = index_of(order.biome);
  const std::int64_t sign = order.side == Side::buy ? 1 : -1;
  each[market].cash += sign * fill.amount;
  each[market].shares += sign * fill.shares;
  holdings[{order.account.value, market}] = fill.holding;
  order_buckets[{order.account.value, market}] = {fill.bucket, at.ms};
}

AttentionAnswer Markets::look(AccountNo account, bool established, std::span<const AttentionShare> shares, Time at) {
  constexpr std::int64_t kDeep = 10'000'000;  // ten user-seconds
  constexpr Wide kDroppedMost = Wide{1} << 61;
  std::int64_t left = kDeep;
  if (const auto bucket = attention_buckets.find(account.value); bucket != attention_buckets.end()) {
    const std::int64_t elapsed = std::clamp<std::int64_t>(at.ms - bucket->second.at, 0, 10'000);
    left = std::min(kDeep, bucket->second.level + elapsed * 1000);
  }
  AttentionAnswer answer;
  answer.established = established;
  Wide dropped = 0;
  for (const AttentionShare& share : shares) {
    const std::int64_t asked = std::max<std::int64_t>(0, share.us);
    const std::int64_t counted = std::min(asked, left);
    left -= counted;
    dropped += asked - counted;
    answer.counted_us[index_of(share.biome)] += counted;
  }
  answer.dropped_us = static_cast<std::int64_t>(std::min(dropped, kDroppedMost));
  for (std::size_t i = 0; i < kBiomes; ++i) {
    established ? each[i].established_us += answer.counted_us[i] : each[i].fresh_us += answer.counted_us[i] / 10;
  }
  attention_buckets[account.value] = {left, at.ms};
  return answer;
}

void Markets::set_trading(std::size_t market, TradingState state, Time at) {
  MarketHalts& halts = each[market].halts;
  halts.trading = state;
  // Opened by a word while a safeguard halts: that halt is over too, and the band starts from here.
  if (state == TradingState::open && at < halts.halted_until) {
    halts = {TradingState::open, MarketStatus::open, Time{}, Time{}, at};
  }
}

}  // namespace loam::sim
