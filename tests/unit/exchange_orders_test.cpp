// Buys and sells as tables: what an order comes to, every refusal and the order in which they are given.

#include <limits>

#include <gtest/gtest.h>

#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::ExchangeWorld;
using test::kAnn;
using test::kBen;
using test::kStart;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr Biome kBiome = Biome::forest;

/// A market of any size, with Ann holding `held` of it and the treasury the rest; no fee to keep figures plain.
struct Custom {
  Exchange exchange;
  ExchangeRules rules;
  Time now = kStart + Duration::seconds(1);

  Custom(Money cash, Shares shares, Shares held = {}) {
    rules.fee = Ppm{0};
    rules.max_order = Ppm::one();
    exchange.seed(kBiome, cash, sub_within(shares, held), kStart);
    if (held == Shares::zero()) return;
    // Ann's shares cannot be minted for nothing: they are bought at the market's own price.
    const Money paid{*mul_div_ceil(held.micro, cash.paisa, shares.micro - held.micro)};
    const auto fill = exchange.decide({kAnn, kBiome, Side::buy, paid, {}, {}}, rules, kStart);
    LOAM_CHECK(fill.has_value());
    exchange.apply(Exchange::Trade::of(*fill, kStart));
    now = kStart + kOrderBucketRefill;
  }
  Result<Fill, Refusal> decide(Side side, std::int64_t size, std::optional<Price> guard = {}) const {
    return exchange.decide({kAnn, kBiome, side, {side == Side::buy ? size : 0}, {side == Side::sell ? size : 0}, guard},
                           rules, now);
  }
};

TEST(Orders, F01_a_buy_pays_the_pool_and_the_fee_on_top_and_a_sale_is_paid_by_the_pool) {
  ExchangeWorld world;
  const Money before = world.all_money();
  const auto bought = world.buy(kAnn, kBiome, Money::bdt(5'000));
  ASSERT_TRUE(bought);
  EXPECT_EQ(bought->amount, Money::bdt(5'000));
  EXPECT_EQ(bought->fee, Money::bdt(100));
  EXPECT_EQ(bought->shares, Shares::whole(50));
  EXPECT_EQ(bought->price, Price{100'000'000});
  EXPECT_EQ(bought->pool_cash_after, Money::bdt(1'005'000));
  EXPECT_EQ(bought->pool_shares_after, Shares::whole(10'050));
  EXPECT_EQ(bought->holding_after, (Holding{Shares::whole(50), Money::bdt(5'100), {}}));
  EXPECT_EQ(world.all_money(), before);

  const auto sold = world.sell(kAnn, kBiome, Shares::whole(20));
  ASSERT_TRUE(sold);
  EXPECT_EQ(sold->amount, Money::bdt(2'000));
  EXPECT_EQ(sold->fee, Money::bdt(40));
  EXPECT_EQ(sold->pool_cash_after, Money::bdt(1'003'000));
  EXPECT_EQ(sold->pool_shares_after, Shares::whole(10'030));
  EXPECT_EQ(sold->realized_gain, Money::bdt(-80));  // 1,960 received for 2,040 of cost
  EXPECT_EQ(world.all_money(), before);
  world.exchange.check_invariants();
}

TEST(Orders, what_an_order_comes_to_is_rounded_against_who_places_it) {
  struct Row {
    const char* name;
    Side side;
    std::int64_t cash, shares, held, size;
    std::int64_t amount, minted_or_sold;
  };
  const Row rows[] = {
      {"a buy, exact", Side::buy, 1'000, 1'000, 0, 10, 10, 10},
      {"a buy, minted rounded down", Side::buy, 3, 1'000, 0, 1, 1, 333},
      {"a buy at a price far above one", Side::buy, 1'000'000, 10, 0, 199'999, 199'999, 1},
      {"a sale, exact", Side::sell, 1'000, 1'000, 500, 10, 20, 10},
      {"a sale, gross rounded down", Side::sell, 1'000, 3'000, 1'000, 7, 3, 7},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Custom market(Money{row.cash}, Shares{row.shares}, Shares{row.held});
    const auto fill = market.decide(row.side, row.size);
    ASSERT_TRUE(fill.has_value());
    EXPECT_EQ(fill->amount.paisa, row.amount);
    EXPECT_EQ(fill->shares.micro, row.minted_or_sold);
  }
}

TEST(Orders, each_refusal_has_its_limit_and_value) {
  struct Row {
    const char* name;
    Order order;
    Refusal refusal;
  };
  constexpr std::int64_t kLargest = 10'050'000;  // a tenth of 1,005,000 BDT
  const auto buy = [](std::int64_t paisa, std::optional<Price> guard = {}) {
    return Order{kAnn, kBiome, Side::buy, {paisa}, {}, guard};
  };
  const auto sell = [](std::int64_t micro, std::optional<Price> guard = {}) {
    return Order{kAnn, kBiome, Side::sell, {}, {micro}, guard};
  };
  const Row rows[] = {
      {"F04_nothing bought", buy(0), {RefusalCode::amount_not_positive}},
      {"F04_less than nothing bought", buy(-1'000'000), {RefusalCode::amount_not_positive}},
      {"the lowest number bought", buy(-kMax - 1), {RefusalCode::amount_not_positive}},
      {"nothing sold", sell(0), {RefusalCode::amount_not_positive}},
      {"less than nothing sold", sell(-1), {RefusalCode::amount_not_positive}},
      {"F11_a sale worth less than a paisa", sell(99), {RefusalCode::amount_too_small}},
      {"F11_a sale that the fee eats", sell(100), {RefusalCode::amount_too_small}},
      {"one paisa above the largest buy", buy(kLargest + 1), {RefusalCode::order_too_large, kLargest, kLargest + 1}},
      {"the highest number bought", buy(kMax), {RefusalCode::order_too_large, kLargest, kMax}},
      {"a sale above the largest", sell(1'005'000'100), {RefusalCode::order_too_large, kLargest, kLargest + 1}},
      {"the highest number sold", sell(kMax), {RefusalCode::order_too_large, kLargest, 92'233'720'368'547'758}},
      {"more than is left of the rolling size",
       buy(kLargest - 500'000 + 1),
       {RefusalCode::order_rate_exceeded, kLargest - 500'000, kLargest - 500'000 + 1}},
      {"dearer than the guard", buy(100, Price{99'999'999}), {RefusalCode::price_moved, 99'999'999, 100'000'000}},
      {"cheaper than the guard", sell(200, Price{100'000'001}), {RefusalCode::price_moved, 100'000'001, 100'000'000}},
      {"a negative guard", buy(100, Price{-1}), {RefusalCode::price_moved, -1, 100'000'000}},
      {"one more than held", sell(50'000'001), {RefusalCode::insufficient_shares, 50'000'000, 50'000'001}},
  };
  ExchangeWorld world;
  ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(5'000)));
  const auto before = world.digest();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto refused = world.place(row.order);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), row.refusal) << to_string(refused.error().code);
    EXPECT_EQ(world.digest(), before);
  }
}

TEST(Orders, orders_at_the_limit_are_taken) {
  ExchangeWorld world;
  EXPECT_TRUE(world.buy(kAnn, kBiome, Money::bdt(100'000)));
  EXPECT_TRUE(world.buy(kAnn, Biome::snow, Money{1}));
  EXPECT_TRUE(world.buy(kBen, kBiome, Money::bdt(1), Price{100'000'000}));
  EXPECT_TRUE(world.sell(kAnn, kBiome, Shares{200}, Price{100'000'000}));
}

TEST(Orders, F11_a_buy_that_would_mint_nothing_is_refused) {
  const Custom dear(Money{1'000'000}, Shares{10});
  const auto refused = dear.decide(Side::buy, 99'999);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error(), Refusal{RefusalCode::amount_too_small});
}

TEST(Orders, who_may_trade_follows_the_state_of_the_market) {
  struct Row {
    const char* name;
    TradingState state;
    Side side;
    std::optional<RefusalCode> refusal;
  };
  const Row rows[] = {
      {"open, buy", TradingState::open, Side::buy, std::nullopt},
      {"open, sell", TradingState::open, Side::sell, std::nullopt},
      {"reduce only, buy", TradingState::reduce_only, Side::buy, RefusalCode::market_reduce_only},
      {"reduce only, sell", TradingState::reduce_only, Side::sell, std::nullopt},
      {"halted, buy", TradingState::halted, Side::buy, RefusalCode::market_halted},
      {"halted, sell", TradingState::halted, Side::sell, RefusalCode::market_halted},
      {"a state that nobody knows, buy", static_cast<TradingState>(77), Side::buy, RefusalCode::market_halted},
      {"a state that nobody knows, sell", static_cast<TradingState>(77), Side::sell, RefusalCode::market_halted},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    ExchangeWorld world;
    ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(100)));
    world.set_trading(kBiome, row.state);
    const auto fill =
        row.side == Side::buy ? world.buy(kAnn, kBiome, Money::bdt(1)) : world.sell(kAnn, kBiome, Shares{100'000});
    EXPECT_EQ(fill.has_value(), !row.refusal.has_value());
    if (row.refusal) {
      EXPECT_EQ(fill.error(), Refusal{*row.refusal});
    }
    EXPECT_TRUE(world.buy(kAnn, Biome::snow, Money::bdt(1))) << "other markets trade on";
  }
}

TEST(Orders, refusals_come_in_the_order_of_the_rules) {
  // One order that breaks every rule that it can; each step mends the rule that was named.
  ExchangeWorld world;
  world.set_trading(kBiome, TradingState::halted);
  Order order{kAnn, kBiome, Side::buy, Money{0}, {}, Price{1}};
  const auto code = [&] {
    const auto fill = world.exchange.decide(order, world.rules, world.now);
    return fill ? std::nullopt : std::optional(fill.error().code);
  };
  EXPECT_EQ(code(), RefusalCode::amount_not_positive);
  order.amount = Money::bdt(200'000);
  EXPECT_EQ(code(), RefusalCode::market_halted);
  world.set_trading(kBiome, TradingState::reduce_only);
  EXPECT_EQ(code(), RefusalCode::market_reduce_only);
  world.set_trading(kBiome, TradingState::open);
  EXPECT_EQ(code(), RefusalCode::order_too_large);
  ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(100'000)));
  order.amount = Money::bdt(100'000);
  EXPECT_EQ(code(), RefusalCode::order_rate_exceeded);
  order.amount = Money::bdt(1);
  EXPECT_EQ(code(), RefusalCode::price_moved);
  order = {kBen, kBiome, Side::sell, {}, Shares::whole(1'100'000), Price{kMax}};
  EXPECT_EQ(code(), RefusalCode::order_too_large);
  order.shares = Shares{1};
  EXPECT_EQ(code(), RefusalCode::amount_too_small);
  order.shares = Shares::whole(1);
  EXPECT_EQ(code(), RefusalCode::price_moved);
  order.price_guard = std::nullopt;
  EXPECT_EQ(code(), RefusalCode::insufficient_shares);
}

TEST(Orders, the_guard_is_compared_with_the_exact_price) {
  // 1 paisa for 3 millionths: 3333.333… BDT a share. The rounded price would let both guards pass.
  const Custom market(Money{1'000'000}, Shares{3'000'000}, Shares{300'000});
  const Price rounded = market.exchange.price(kBiome);
  const Price above{rounded.micro_bdt + 1};
  EXPECT_FALSE(market.decide(Side::buy, 100, rounded));
  EXPECT_TRUE(market.decide(Side::buy, 100, above));
  EXPECT_TRUE(market.decide(Side::sell, 100, rounded));
  EXPECT_FALSE(market.decide(Side::sell, 100, above));
}

TEST(Orders, F07_orders_at_the_end_of_64_bits_are_refused_never_wrapped) {
  struct Row {
    const char* name;
    std::int64_t cash, shares, held;
    Side side;
    std::int64_t size;
    std::optional<RefusalCode> refusal;
  };
  const Row rows[] = {
      {"the pool is full", kMax, 1'000'000, 0, Side::buy, kMax / 20, RefusalCode::amount_overflows},
      {"room for exactly this", kMax - 1'000, kMax / 2, 0, Side::buy, 1'000, std::nullopt},
      {"and not for one more", kMax - 1'000, kMax / 2, 0, Side::buy, 1'001, RefusalCode::amount_overflows},
      {"the shares are full", 1'000, kMax, 0, Side::buy, 1, RefusalCode::amount_overflows},
      {"a sale in a full market", 1'000'000, kMax / 2, kMax / 4, Side::sell, kMax / 8, std::nullopt},
      {"gross past 64 bits is too large", kMax / 2, 1'000, 100, Side::sell, kMax, RefusalCode::order_too_large},
      {"minted past 64 bits is too large", 1, kMax, 0, Side::buy, kMax, RefusalCode::order_too_large},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Custom market(Money{row.cash}, Shares{row.shares}, Shares{row.held});
    const auto fill = market.decide(row.side, row.size);
    EXPECT_EQ(fill.has_value(), !row.refusal.has_value());
    if (!fill) {
      EXPECT_EQ(fill.error().code, row.refusal);
    }
  }
}

TEST(Orders, F07_all_markets_together_never_hold_more_than_64_bits) {
  ExchangeRules rules;
  Exchange exchange;
  exchange.seed(Biome::ocean, Money{kMax / 2}, Shares::whole(1'000'000), kStart);
  exchange.seed(Biome::snow, Money{kMax / 2 - 10'000}, Shares::whole(1'000'000), kStart);
  const auto decide = [&](Biome biome, std::int64_t paisa) {
    return exchange.decide({kAnn, biome, Side::buy, {paisa}, {}, {}}, rules, kStart);
  };
  const auto refused = decide(Biome::ocean, 10'002'000'000);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), Refusal{RefusalCode::amount_overflows});
}

TEST(Orders, the_rolling_size_drains_evenly_by_the_largest_order_a_minute) {
  struct Row {
    const char* name;
    Duration later;
    Money left;
  };
  // 100,000 bought; the market has grown to 1,100,000 by it, so that the bucket now holds 110,000.
  const Row rows[] = {
      {"at once", {}, Money::bdt(10'000)},
      {"after a millisecond", {1}, Money{1'000'183}},  // 1.8333 BDT
      {"after six seconds", Duration::seconds(6), Money::bdt(21'000)},
      {"after half a minute", Duration::seconds(30), Money::bdt(65'000)},
      {"after 54 seconds", Duration::seconds(54), Money::bdt(109'000)},
      {"drained", Duration::seconds(55), Money::bdt(110'000)},
      {"after an hour", Duration::hours(1), Money::bdt(110'000)},
      {"F08_a clock that went back drains nothing", {-5'000}, Money::bdt(10'000)},
  };
  ExchangeWorld world;
  ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(100'000)));
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Time at = world.now + row.later;
    EXPECT_EQ(world.exchange.order_bucket_left(kAnn, kBiome, world.rules, at), row.left);
    const auto decide = [&](Money amount) {
      return world.exchange.decide({kAnn, kBiome, Side::buy, amount, {}, {}}, world.rules, at);
    };
    ASSERT_TRUE(decide(row.left));
    EXPECT_EQ(decide(row.left)->order_bucket_after, Money::bdt(110'000));
    EXPECT_FALSE(decide(add_within(row.left, Money{1})));
  }
  EXPECT_EQ(world.exchange.order_bucket_left(kBen, kBiome, world.rules, world.now), Money::bdt(110'000));
  EXPECT_EQ(world.exchange.order_bucket_left(kAnn, Biome::snow, world.rules, world.now), Money::bdt(100'000));
}

TEST(Orders, buys_and_sells_fill_one_bucket) {
  ExchangeWorld world;
  ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(60'000)));
  const auto refused = world.sell(kAnn, kBiome, Shares::whole(500));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Refusal{RefusalCode::order_rate_exceeded, 4'600'000, 5'000'000}));
  EXPECT_TRUE(world.sell(kAnn, kBiome, Shares::whole(460)));
}

TEST(Orders, the_rolling_size_is_free_again_after_a_minute_in_a_market_that_shrank_too) {
  ExchangeWorld world;
  world.rules.max_order = Ppm::one();
  ASSERT_TRUE(world.sell(kTreasury, kBiome, Shares::whole(9'000)));
  EXPECT_EQ(world.exchange.order_bucket_left(kTreasury, kBiome, world.rules, world.now), Money::zero());
  world.now = world.now + Duration::seconds(30);
  EXPECT_EQ(world.exchange.order_bucket_left(kTreasury, kBiome, world.rules, world.now), Money::bdt(50'000));
  world.now = world.now + Duration::seconds(30);
  EXPECT_EQ(world.exchange.order_bucket_left(kTreasury, kBiome, world.rules, world.now), Money::bdt(100'000));
}

TEST(Orders, F47_realised_gain_is_right_on_partial_and_full_exits) {
  // Bought 100 shares at 100 for 10,200 with the fee; the market then rises by a half through attention.
  ExchangeWorld world;
  world.rules.band = Ppm::percent(90);
  world.rules.profile = MarketProfile::classic;
  ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(10'000)));
  while (world.exchange.price(kBiome) < Price{150'000'000}) {
    world.crowd_looks(kBiome, 10);
    world.tick();
  }
  const Holding whole = world.exchange.holding(kAnn, kBiome);
  ASSERT_EQ(whole, (Holding{Shares::whole(100), Money::bdt(10'200), {}}));

  const auto third = world.sell(kAnn, kBiome, Shares{33'333'333});
  ASSERT_TRUE(third);
  const Money removed = Money{339'999};  // floor(1,020,000 * 33.333333 / 100)
  EXPECT_EQ(third->holding_after.cost, sub_within(Money::bdt(10'200), removed));
  EXPECT_EQ(third->realized_gain, sub_within(sub_within(third->amount, third->fee), removed));
  EXPECT_GT(third->realized_gain, Money::zero());

  const auto rest = world.sell(kAnn, kBiome, third->holding_after.shares);
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->holding_after.shares, Shares::zero());
  EXPECT_EQ(rest->holding_after.cost, Money::zero()) << "the last share takes the rest of the cost with it";
  EXPECT_EQ(rest->realized_gain, sub_within(sub_within(rest->amount, rest->fee), third->holding_after.cost));
  EXPECT_EQ(rest->holding_after.realized_gain, world.wallets[kAnn])
      << "all that was gained is what the wallet has more";
}

TEST(Orders, a_loss_is_realised_as_a_negative_gain) {
  ExchangeWorld world;
  ASSERT_TRUE(world.buy(kAnn, kBiome, Money::bdt(1'000)));
  const auto sold = world.sell(kAnn, kBiome, Shares::whole(10));
  ASSERT_TRUE(sold);
  EXPECT_EQ(sold->realized_gain, Money::bdt(-40));  // two fees of 20
  EXPECT_EQ(world.exchange.holding(kAnn, kBiome), (Holding{{}, {}, Money::bdt(-40)}));
}

TEST(Orders, the_last_share_leaves_an_empty_market_that_does_not_trade) {
  ExchangeWorld world;
  world.rules.max_order = Ppm::one();
  ASSERT_TRUE(world.sell(kTreasury, kBiome, test::kStartShares));
  EXPECT_EQ(world.exchange.market(kBiome).cash, Money::zero());
  EXPECT_EQ(world.exchange.market(kBiome).shares, Shares::zero());
  EXPECT_EQ(world.exchange.price(kBiome), Price{0});
  EXPECT_EQ(world.exchange.status(kBiome, world.now), MarketStatus::halted);
  world.exchange.check_invariants();
  for (const auto& refused : {world.buy(kAnn, kBiome, Money::bdt(1)), world.sell(kAnn, kBiome, Shares::whole(1))}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Refusal{RefusalCode::market_halted});
  }
  world.crowd_looks(kBiome, 100);
  const Tick tick = world.tick();
  ASSERT_TRUE(tick.cycle);
  EXPECT_EQ(tick.cycle->markets[index_of(kBiome)].cash_after, Money::zero()) << "nothing flows where nobody owns";
  world.exchange.check_invariants();
}

TEST(Orders, F09_amount_shares_and_price_of_a_fill_derive_from_each_other) {
  ExchangeWorld world;
  for (int i = 1; i < 200; ++i) {
    world.crowd_looks(kBiome, 50);
    world.tick();
    const Market before = world.exchange.market(kBiome);
    const auto bought = world.buy(kAnn, kBiome, Money{i * 137});
    ASSERT_TRUE(bought);
    EXPECT_EQ(bought->price, *price_of(before.cash, before.shares));
    EXPECT_EQ(bought->shares.micro, *mul_div_floor(bought->amount.paisa, before.shares.micro, before.cash.paisa));
    EXPECT_EQ(bought->fee, fee_on(bought->amount, world.rules.fee));
  }
}

}  // namespace
}  // namespace loam
