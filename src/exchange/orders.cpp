// What an order comes to, and whether the exchange takes it.

#include <algorithm>
#include <limits>

#include "exchange/exchange.hpp"
#include "exchange/price_band.hpp"

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kPricePerCash = 10'000'000'000;  // as in price_of

using Refused = std::optional<Refusal>;

/// What an order comes to at the price of the moment. A buyer's shares and a seller's gross are rounded down and fees
/// up: who stays in the market gains the one remainder, the house the other. What leaves 64 bits stands at the highest
/// value: it is far above every limit of size and refused there.
struct Terms {
  Money amount;
  Money fee;
  Shares shares;
};

Terms terms_of(const Order& order, const Market& market, Ppm fee) {
  if (order.side == Side::buy) {
    const Shares minted{mul_div_floor(order.amount.paisa, market.shares.micro, market.cash.paisa).value_or(kMax)};
    return {order.amount, fee_on(order.amount, fee), minted};
  }
  const Money gross{mul_div_floor(order.shares.micro, market.cash.paisa, market.shares.micro).value_or(kMax)};
  return {gross, fee_on(gross, fee), order.shares};
}

Refused refuse_shape(const Order& order) {
  const bool positive = order.side == Side::buy ? order.amount > Money::zero() : order.shares > Shares::zero();
  return positive ? Refused{} : Refusal{RefusalCode::amount_not_positive};
}

Refused refuse_state(const Order& order, const Market& market, MarketStatus status, Time at) {
  if (status == MarketStatus::halted) {
    return Refusal{RefusalCode::market_halted, at < market.halts.halted_until ? market.halts.halted_until.ms : 0};
  }
  const bool reduce_only = status == MarketStatus::reduce_only && order.side == Side::buy;
  return reduce_only ? Refusal{RefusalCode::market_reduce_only} : Refused{};
}

Refused refuse_size(const Order& order, const Terms& terms, Money largest) {
  const bool nothing_moves = terms.amount == Money::zero() || terms.shares == Shares::zero();
  const bool nothing_left = order.side == Side::sell && terms.fee >= terms.amount;
  if (nothing_moves || nothing_left) return Refusal{RefusalCode::amount_too_small};
  return terms.amount > largest ? Refusal{RefusalCode::order_too_large, largest.paisa, terms.amount.paisa} : Refused{};
}

/// Compares with the exact price, both sides multiplied by the shares.
Refused refuse_price(const Order& order, const Market& market) {
  if (!order.price_guard) return {};
  const Int128 price = static_cast<Int128>(market.cash.paisa) * kPricePerCash;
  const Int128 guard = static_cast<Int128>(order.price_guard->micro_bdt) * market.shares.micro;
  const bool holds = order.side == Side::buy ? price <= guard : price >= guard;
  if (holds) return {};
  return Refusal{RefusalCode::price_moved, order.price_guard->micro_bdt,
                 price_or_highest(market.cash, market.shares).micro_bdt};
}

/// Average cost: a buy adds what it cost, fee included; a sale removes cost in proportion, rounded down, and the last
/// share takes what is left. nullopt where a figure leaves 64 bits.
std::optional<Holding> holding_after(const Holding& holding, const Order& order, const Terms& terms) {
  if (order.side == Side::buy) {
    const auto shares = checked_add(holding.shares, terms.shares);
    const auto paid = checked_add(terms.amount, terms.fee);
    const auto cost = paid ? checked_add(holding.cost, *paid) : std::nullopt;
    if (!shares || !cost) return std::nullopt;
    return Holding{*shares, *cost, holding.realized_gain};
  }
  const Money removed{*mul_div_floor(holding.cost.paisa, terms.shares.micro, holding.shares.micro)};
  const Money gain = sub_within(sub_within(terms.amount, terms.fee), removed);
  const auto realized = checked_add(holding.realized_gain, gain);
  if (!realized) return std::nullopt;
  return Holding{sub_within(holding.shares, terms.shares), sub_within(holding.cost, removed), *realized};
}

Money part_of_refill(Money capacity, Duration elapsed) {
  if (elapsed >= kOrderBucketRefill) return capacity;
  return {mul_div_floor(capacity.paisa, std::max<std::int64_t>(0, elapsed.ms), kOrderBucketRefill.ms).value_or(0)};
}

}  // namespace

Money Exchange::largest_order(Biome biome, const ExchangeRules& rules) const {
  return part_floor(market(biome).cash, rules.max_order);
}

Money Exchange::order_bucket_used(AccountNo account, Biome biome, Money capacity, Time at) const {
  const auto found = positions_.find(key_of(account, biome));
  if (found == positions_.end()) return Money::zero();
  const OrderBucket& bucket = found->second.orders;
  // Where the market has shrunk since, a full bucket is full at its new size: it is empty a minute later all the same.
  const Money used = std::min(bucket.used, capacity);
  return std::max(Money::zero(), sub_within(used, part_of_refill(capacity, at - bucket.at)));
}

Money Exchange::order_bucket_left(AccountNo account, Biome biome, const ExchangeRules& rules, Time at) const {
  const Money capacity = largest_order(biome, rules);
  return std::max(Money::zero(), sub_within(capacity, order_bucket_used(account, biome, capacity, at)));
}

bool Exchange::has_room_for(Biome biome, const Order& order, Money amount, Shares shares) const {
  if (order.side == Side::sell) return true;
  Int128 cash = amount.paisa;
  for (const Market& market : markets_) cash += market.cash.paisa;
  return cash <= kMax && checked_add(market(biome).shares, shares).has_value();
}

Result<Fill, Refusal> Exchange::decide(const Order& order, const ExchangeRules& rules, Time at) const {
  const Market& market = this->market(order.biome);
  if (const Refused no = refuse_shape(order)) return Unexpected{*no};
  if (const Refused no = refuse_state(order, market, status(order.biome, at), at)) return Unexpected{*no};

  const Terms terms = terms_of(order, market, rules.fee);
  const Money largest = largest_order(order.biome, rules);
  if (const Refused no = refuse_size(order, terms, largest)) return Unexpected{*no};
  const Money used = order_bucket_used(order.account, order.biome, largest, at);
  const Money left = std::max(Money::zero(), sub_within(largest, used));
  if (terms.amount > left) {
    return Unexpected{Refusal{RefusalCode::order_rate_exceeded, left.paisa, terms.amount.paisa}};
  }
  if (const Refused no = refuse_price(order, market)) return Unexpected{*no};
  const Holding held = holding(order.account, order.biome);
  if (order.side == Side::sell && held.shares < order.shares) {
    return Unexpected{Refusal{RefusalCode::insufficient_shares, held.shares.micro, order.shares.micro}};
  }
  const auto after = holding_after(held, order, terms);
  if (!after || !has_room_for(order.biome, order, terms.amount, terms.shares)) {
    return Unexpected{Refusal{RefusalCode::amount_overflows}};
  }

  const bool buy = order.side == Side::buy;
  Fill fill;
  fill.order = order;
  fill.amount = terms.amount;
  fill.fee = terms.fee;
  fill.shares = terms.shares;
  fill.price = price_or_highest(market.cash, market.shares);
  fill.pool_cash_after = buy ? add_within(market.cash, terms.amount) : sub_within(market.cash, terms.amount);
  fill.pool_shares_after = buy ? add_within(market.shares, terms.shares) : sub_within(market.shares, terms.shares);
  fill.holding_after = *after;
  fill.realized_gain = sub_within(after->realized_gain, held.realized_gain);
  fill.order_bucket_after = add_within(used, terms.amount);
  return fill;
}

}  // namespace loam
