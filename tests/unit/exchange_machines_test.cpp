// The money machines that others have had, run against this exchange: each ends in a loss. And an hour of the steepest
// attention: no unit of money more or less, no step beyond its limits.

#include <gtest/gtest.h>

#include "exchange/price_band.hpp"
#include "exchange/redistribution.hpp"
#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::ExchangeWorld;
using test::kAnn;

constexpr std::int64_t kSecond = 1'000'000;
constexpr AccountNo kFirstBot{1'000};

Shares held(const ExchangeWorld& world, AccountNo account, Biome biome) {
  return world.exchange.holding(account, biome).shares;
}

/// What a wallet has after everything is sold at the price of the moment.
Money after_selling_all(ExchangeWorld& world, AccountNo account, Biome biome) {
  while (held(world, account, biome) > Shares::zero()) {
    const auto sold = world.sell(account, biome, held(world, account, biome));
    if (sold) continue;
    if (sold.error().code == RefusalCode::amount_too_small) break;  // what is left is worth nothing
    world.now = world.now + kOrderBucketRefill;
  }
  return world.wallets[account];
}

/// A hundred honest players look at markets of their own liking, through each cycle.
void honest_players_look(ExchangeWorld& world) {
  for (const Biome biome : kAllBiomes) world.crowd_looks(biome, 14);
}

TEST(MoneyMachines, F03_buy_then_post_attention_for_13_seconds_then_sell) {
  struct Row {
    const char* name;
    std::uint32_t bots;
    bool others_play;
  };
  const Row rows[] = {{"alone", 0, false},
                      {"alone among players", 0, true},
                      {"with a hundred fresh accounts, nobody else there", 100, false},
                      {"with a hundred fresh accounts among players", 100, true}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    ExchangeWorld world;
    ASSERT_TRUE(world.buy(kAnn, Biome::desert, Money::bdt(5'000)));
    for (int cycle = 0; cycle < 26; ++cycle) {
      world.look(kAnn, true, Biome::desert, 1'000 * kSecond);
      for (std::uint32_t bot = 0; bot < row.bots; ++bot) {
        world.look({kFirstBot.value + bot}, false, Biome::desert, 1'000 * kSecond);
      }
      if (row.others_play) honest_players_look(world);
      world.tick();
    }
    const Money left = after_selling_all(world, kAnn, Biome::desert);
    EXPECT_LT(left, Money::bdt(-100)) << "13 seconds of attention do not earn the fees back";
    EXPECT_EQ(world.all_money(), Money::bdt(7'000'000));
  }
}

TEST(MoneyMachines, F05_dust_pays_its_fee_on_every_order) {
  ExchangeWorld world;
  int bought = 0;
  for (int i = 0; i < 1'000; ++i) bought += world.buy(kAnn, Biome::desert, Money{49}).has_value() ? 1 : 0;
  ASSERT_EQ(bought, 1'000);
  EXPECT_EQ(world.fees, Money{1'000}) << "at least a paisa each";
  const Shares all = held(world, kAnn, Biome::desert);
  for (std::int64_t piece = 200; held(world, kAnn, Biome::desert) > Shares{piece}; piece += 400) {
    ASSERT_TRUE(world.sell(kAnn, Biome::desert, Shares{piece}));
  }
  EXPECT_LT(held(world, kAnn, Biome::desert), all);
  EXPECT_LT(after_selling_all(world, kAnn, Biome::desert), Money{-1'000});
}

TEST(MoneyMachines, F11_dust_sales_burn_no_shares_for_nothing) {
  ExchangeWorld world;
  ASSERT_TRUE(world.buy(kAnn, Biome::desert, Money::bdt(1)));
  for (std::int64_t dust = 1; dust < 200; ++dust) {  // below two paisa the fee eats the proceeds
    const auto refused = world.sell(kAnn, Biome::desert, Shares{dust});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, RefusalCode::amount_too_small);
  }
  EXPECT_EQ(held(world, kAnn, Biome::desert), Shares{10'000});
}

TEST(MoneyMachines, a_split_order_pays_no_less_than_a_whole_one) {
  const auto loss_of = [](int pieces) {
    ExchangeWorld world;
    for (int i = 0; i < pieces; ++i) {
      const auto fill = world.buy(kAnn, Biome::desert, Money{100'000'00 / pieces});
      LOAM_CHECK(fill.has_value());
    }
    return negated(after_selling_all(world, kAnn, Biome::desert));
  };
  const Money whole = loss_of(1);
  EXPECT_GE(whole, Money::bdt(3'999));
  for (const int pieces : {2, 7, 100, 1'000, 10'000}) EXPECT_GE(add_within(loss_of(pieces), Money{pieces}), whole);
}

TEST(MoneyMachines, a_split_order_does_not_pass_the_rolling_size) {
  ExchangeWorld world;
  Money taken;
  for (int i = 0; i < 1'000; ++i) {
    const auto fill = world.buy(kAnn, Biome::desert, Money::bdt(1'000));
    if (fill) taken = add_within(taken, fill->amount);
  }
  EXPECT_LE(taken, world.exchange.largest_order(Biome::desert, world.rules));
}

TEST(MoneyMachines, a_closed_loop_of_trades_without_fees_does_not_pay_either) {
  ExchangeWorld world;
  world.rules.fee = Ppm{0};
  world.crowd_looks(Biome::desert, 10'000);
  world.tick();  // an uneven price
  for (int i = 0; i < 2'000; ++i) {
    const Market before = world.exchange.market(Biome::desert);
    const auto bought = world.buy(kAnn, Biome::desert, Money{1 + i % 977});
    ASSERT_TRUE(bought);
    const auto sold = world.sell(kAnn, Biome::desert, bought->shares);
    if (sold) {
      EXPECT_LE(sold->amount, bought->amount);
    }
    EXPECT_TRUE(test::price_has_not_fallen(before, world.exchange.market(Biome::desert)));
    world.now = world.now + Duration::seconds(1);
  }
  EXPECT_LE(world.wallets[kAnn], Money::zero());
}

/// An hour in which a thousand established players look at one biome and nowhere else, each posting ten user-seconds
/// every ten seconds.
void an_hour_of_the_steepest_attention(ExchangeWorld& world) {
  const Money all = world.all_money();
  for (std::uint32_t cycle = 0; cycle < 7'200; ++cycle) {
    for (std::uint32_t player = cycle % 20; player < 1'000; player += 20) {
      const auto count = world.look({kFirstBot.value + player}, true, Biome::forest, 10 * kSecond);
      ASSERT_EQ(count.dropped_us, 0);
    }
    const Exchange before = world.exchange;
    const Tick tick = world.tick();
    ASSERT_TRUE(tick.cycle);
    ASSERT_EQ(tick.cycle->markets[index_of(Biome::forest)].attention_us, 500 * kSecond);
    ASSERT_EQ(world.all_money(), all);
    for (const Biome biome : kAllBiomes) {
      const MarketMove& move = tick.cycle->markets[index_of(biome)];
      const Money moved = sub_within(move.cash_after, move.cash_before);
      const Money limit = part_floor(move.cash_before, world.rules.max_move);
      ASSERT_LE(moved, limit);
      ASSERT_GE(moved, negated(limit));
      if (moved == Money::zero()) continue;
      ASSERT_NE(before.status(biome, world.now), MarketStatus::halted);
      const BandRoom room =
          band_room(world.exchange.band_mean(biome, world.now), world.rules.band, move.cash_before, move.shares);
      ASSERT_LE(moved, room.up);
      ASSERT_GE(moved, negated(room.down));
    }
  }
  world.exchange.check_invariants();
}

TEST(MoneyMachines, F02_an_hour_of_the_steepest_attention_makes_no_money) {
  ExchangeWorld world;
  an_hour_of_the_steepest_attention(world);
  EXPECT_GT(world.exchange.price(Biome::forest), Price{400'000'000});
  EXPECT_LT(world.exchange.price(Biome::forest), Price{700'000'000}) << "no more than all the money there is";
}

TEST(MoneyMachines, F02_an_hour_of_the_steepest_attention_makes_no_money_in_classic_either) {
  ExchangeRules rules;
  rules.profile = MarketProfile::classic;
  ExchangeWorld world(rules);
  an_hour_of_the_steepest_attention(world);
  EXPECT_GT(world.exchange.market(Biome::forest).halts.band_from, test::kStart) << "the band has halted it on the way";
}

}  // namespace
}  // namespace loam
