// The state of the exchange: rebuilt from what happened, told by its digest, stopped by what cannot have happened.

#include <set>

#include <gtest/gtest.h>

#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::ExchangeWorld;
using test::kAnn;
using test::kBen;
using test::kStart;

/// A busy half hour: trades, attention, cycles, halts.
void live(ExchangeWorld& world) {
  world.rules.profile = MarketProfile::classic;  // moves enough for limits and halts
  for (std::uint32_t i = 0; i < 3'600; ++i) {
    const Biome biome = kAllBiomes[i / 200 % kBiomes];
    const AccountNo account{20 + i % 30};
    if (i % 4 == 0) (void)world.buy(account, biome, Money{1 + i * 977 % 500'000});
    if (i % 4 == 1) (void)world.sell(account, biome, Shares{1 + i * 31'337 % 2'000'000});
    if (i % 3 == 0) (void)world.look(account, i % 2 == 0, biome, 700'000);
    if (i % 500 == 499) world.set_trading(biome, TradingState::reduce_only);
    if (i % 500 == 20) world.set_trading(kAllBiomes[(i / 200 + kBiomes - 1) % kBiomes], TradingState::open);
    world.tick();
  }
}

TEST(ExchangeState, the_journal_alone_gives_the_same_state_bit_for_bit) {
  ExchangeWorld world;
  live(world);
  world.exchange.check_invariants();
  EXPECT_EQ(world.all_money(), Money::bdt(7'000'000));
  EXPECT_GT(world.exchange.cycles(), 1'000);
  const Exchange again = world.replayed();
  EXPECT_EQ(ExchangeWorld::digest_of(again), world.digest());
  const Tick here = world.exchange.decide_tick(world.rules, world.now);
  const Tick there = again.decide_tick(world.rules, world.now);
  ASSERT_EQ(here.cycle.has_value(), there.cycle.has_value());
  EXPECT_EQ(here.halts.size(), there.halts.size());
}

TEST(ExchangeState, the_digest_tells_every_change) {
  ExchangeWorld world;
  std::set<std::vector<std::uint8_t>> seen{world.digest()};
  const auto is_new = [&] { return seen.insert(world.digest()).second; };
  ASSERT_TRUE(world.buy(kAnn, Biome::ocean, Money::bdt(10)));
  EXPECT_TRUE(is_new()) << "a trade";
  world.look(kAnn, true, Biome::ocean, 1);
  EXPECT_TRUE(is_new()) << "attention";
  world.look(kBen, false, Biome::ocean, 1);
  EXPECT_TRUE(is_new()) << "attention of no weight still empties the bucket";
  world.tick();
  EXPECT_TRUE(is_new()) << "a cycle";
  world.set_trading(Biome::snow, TradingState::reduce_only);
  EXPECT_TRUE(is_new()) << "a halt";
}

TEST(ExchangeState, decisions_change_nothing) {
  ExchangeWorld world;
  ASSERT_TRUE(world.buy(kAnn, Biome::ocean, Money::bdt(10)));
  world.look(kAnn, true, Biome::ocean, 1'000'000);
  const auto before = world.digest();
  const AttentionShare share{Biome::snow, 5};
  (void)world.exchange.decide({kBen, Biome::ocean, Side::buy, Money::bdt(7), {}, {}}, world.rules, world.now);
  (void)world.exchange.decide_attention(kBen, true, {&share, 1}, world.now);
  (void)world.exchange.decide_tick(world.rules, world.now);
  (void)world.exchange.holding(AccountNo{99}, Biome::snow);
  EXPECT_EQ(world.digest(), before);
}

TEST(ExchangeState, remembers_prices_of_five_minutes_and_no_more) {
  ExchangeWorld world;
  std::size_t most = 0;
  for (int i = 0; i < 5'000; ++i) {
    world.crowd_looks(kAllBiomes[static_cast<std::size_t>(i) / 100 % kBiomes], 500);
    world.tick();
    ASSERT_TRUE(world.buy(AccountNo{20}, Biome::ocean, Money{101}));  // trades leave no price behind
    most = std::max(most, world.exchange.market(Biome::ocean).prices.size());
  }
  const auto& prices = world.exchange.market(Biome::ocean).prices;
  EXPECT_LE(most, 602U);
  EXPECT_LE(prices.front().at, world.now - kBandWindow);
  EXPECT_GT(prices[1].at, world.now - kBandWindow);
}

TEST(ExchangeState, seeds_belong_to_the_treasury) {
  const ExchangeWorld world;
  for (const Biome biome : kAllBiomes) {
    EXPECT_EQ(world.exchange.holding(kTreasury, biome), (Holding{test::kStartShares, test::kStartCash, {}}));
    EXPECT_EQ(world.exchange.price(biome), Price{100'000'000});
    EXPECT_EQ(world.exchange.band_mean(biome, world.now), Price{100'000'000});
  }
  EXPECT_EQ(world.exchange.cycles(), 0);
  world.exchange.check_invariants();
}

TEST(ExchangeStateDeathTest, stops_where_a_trade_does_not_follow) {
  ExchangeWorld world;
  const auto fill =
      world.exchange.decide({kAnn, Biome::ocean, Side::buy, Money::bdt(10), {}, {}}, world.rules, world.now);
  ASSERT_TRUE(fill);
  const Exchange::Trade good = Exchange::Trade::of(*fill, world.now);
  std::vector<Exchange::Trade> bad(8, good);
  bad[0].amount = Money::bdt(11);
  bad[1].shares = Shares{good.shares.micro + 1};
  bad[2].pool_cash_after = Money{good.pool_cash_after.paisa + 1};
  bad[3].pool_shares_after = Shares{good.pool_shares_after.micro - 1};
  bad[4].holding_shares_after = Shares{1};
  bad[5].holding_cost_after = Money{1};
  bad[6].realized_gain = Money{1};
  bad[7].side = Side::sell;
  for (std::size_t i = 0; i < bad.size(); ++i) EXPECT_DEATH(world.exchange.apply(bad[i]), "check failed") << i;

  world.exchange.apply(good);
  const auto sold =
      world.exchange.decide({kAnn, Biome::ocean, Side::sell, {}, Shares{70'000}, {}}, world.rules, world.now);
  ASSERT_TRUE(sold);
  Exchange::Trade sale = Exchange::Trade::of(*sold, world.now);
  sale.holding_cost_after = Money::zero();
  EXPECT_DEATH(world.exchange.apply(sale), "check failed") << "F-47: cost that vanishes";
}

TEST(ExchangeStateDeathTest, stops_where_a_cycle_does_not_follow) {
  ExchangeWorld world;
  world.crowd_looks(Biome::ocean, 10);
  const Cycle good = *world.exchange.decide_tick(world.rules, world.now).cycle;
  std::vector<Cycle> bad(5, good);
  bad[0].number = 2;
  bad[1].markets[0].cash_before = Money{1};
  bad[2].markets[0].shares = Shares{1};
  bad[3].markets[0].cash_after = Money{good.markets[0].cash_after.paisa + 1};
  bad[4].markets[0].cash_after = Money{-1};
  for (std::size_t i = 0; i < bad.size(); ++i) EXPECT_DEATH(world.exchange.apply(bad[i]), "check failed") << i;
}

TEST(ExchangeStateDeathTest, stops_where_a_market_is_opened_twice_or_too_late_or_empty) {
  ExchangeWorld world;
  EXPECT_DEATH(world.exchange.seed(Biome::ocean, Money{1}, Shares{1}, kStart), "check failed");
  Exchange empty;
  EXPECT_DEATH(empty.seed(Biome::ocean, Money{0}, Shares{1}, kStart), "check failed");
  EXPECT_DEATH(empty.seed(Biome::ocean, Money{1}, Shares{0}, kStart), "check failed");
}

TEST(ExchangeState, words_of_the_interface_are_stable) {
  EXPECT_EQ(to_string(TradingState::open), "open");
  EXPECT_EQ(to_string(TradingState::reduce_only), "reduce_only");
  EXPECT_EQ(to_string(TradingState::halted), "halted");
  EXPECT_EQ(to_string(static_cast<TradingState>(9)), "halted");
  EXPECT_EQ(to_string(MarketStatus::limit_up), "limit_up");
  EXPECT_EQ(to_string(MarketStatus::limit_down), "limit_down");
  EXPECT_EQ(to_string(static_cast<MarketStatus>(9)), "halted");
  std::set<std::string_view> kinds;
  for (std::uint8_t kind = 1; kind <= 7; ++kind) kinds.insert(to_string(static_cast<SafeguardKind>(kind)));
  EXPECT_EQ(kinds.size(), 7U);
  EXPECT_FALSE(kinds.contains("unknown"));
}

}  // namespace
}  // namespace loam
