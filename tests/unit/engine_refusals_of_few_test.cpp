// Refusals that need a world of their own, or that leave something behind.

#include <string>

#include <gtest/gtest.h>

#include "unit/engine_commands.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

TEST(Refusals, ASpentRefreshTokenEndsTheSession) {
  World world = seeded();
  world.run(OpenSession{session("s", world)});
  EXPECT_EQ(world.word(RotateSession{World::id("s"), sha256("refresh s"), sha256("a2"), world.now + Duration::hours(1),
                                     sha256("r2"), world.now + Duration::days(7)}),
            "ok");
  EXPECT_EQ(world.word(rotation("s", "refresh s")), "refresh_token_reused");
  EXPECT_TRUE(world.state().identity.session(World::id("s"))->revoked);
  EXPECT_EQ(world.word(rotation("s", "r2")), "session_unknown") << "the thief has nothing of it, nor has the owner";
}

TEST(Refusals, AFixedSettingCannotBePatched) {
  Settings settings;
  settings.lay(SettingId::cycle_ms, 1'000, SettingSource::fixed);
  World world(settings);
  const Outcome outcome = world.outcome(patch(SettingId::cycle_ms, 500));
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error(), (Refusal{RefusalCode::setting_fixed, number(SettingId::cycle_ms), 500}));
}

TEST(Refusals, WithoutMarketsNothingTradesAndNothingIsLost) {
  World world;
  const AccountNo ann = world.user("ann", Money::bdt(1'000));
  EXPECT_EQ(world.buy(ann, Biome::ocean, Money::bdt(1)), "market_halted");
  EXPECT_EQ(world.look(ann, Biome::ocean, 1'000'000), "ok");
  world.cycle();
  EXPECT_EQ(world.state().exchange.cycles(), 0);
  EXPECT_EQ(world.word(SeedMarkets{}), "ok") << "a wallet's row or a look before the markets is no market";
  world.cycle();
  EXPECT_EQ(world.state().exchange.cycles(), 1);
}

TEST(Refusals, ASharesPriceOfMoreThanAPaisaAMillionthMintsNothingForOne) {
  Settings settings;
  settings.lay(SettingId::biome_initial_shares, 1, SettingSource::file);
  World world(settings);
  world.run(SeedMarkets{});
  const AccountNo ann = world.user("ann", Money::bdt(1'000));
  EXPECT_EQ(world.buy(ann, Biome::ocean, Money{99}), "amount_too_small");
  EXPECT_EQ(world.buy(ann, Biome::ocean, Money{100}), "ok");
}

TEST(Refusals, MarketsThatWouldLeave64BitsTakeNoMore_F_07) {
  Settings settings;
  settings.lay(SettingId::biome_initial_cash_bdt, definition_of(SettingId::biome_initial_cash_bdt).max,
               SettingSource::file);
  settings.lay(SettingId::max_transaction_percent, 1'000'000, SettingSource::file);
  settings.lay(SettingId::biome_trade_fee_percent, 0, SettingSource::file);
  World world(settings);
  world.run(SeedMarkets{});
  const AccountNo ann = world.user("ann", Money{kMax - 1'000'000'000'000'000});
  std::string word = "ok";
  int doublings = 0;
  for (; word == "ok" && doublings < 20; ++doublings) {
    word = world.buy(ann, Biome::ocean, world.state().exchange.market(Biome::ocean).cash);
    world.later(Duration::minutes(1));
  }
  EXPECT_EQ(word, "amount_overflows");
  EXPECT_EQ(doublings, 17);
  world.state().check_invariants();
}

TEST(Refusals, ABandHaltSaysWhenItEnds) {
  World world = seeded();
  world.set(SettingId::market_profile, 1);
  world.set(SettingId::price_band_percent, 10'000);
  for (int i = 0; i < 200 && world.state().exchange.market(Biome::ocean).halts.halted_until == Time{}; ++i) {
    world.look(kAnn, Biome::ocean, 500'000);
    world.cycle();
  }
  const Time until = world.state().exchange.market(Biome::ocean).halts.halted_until;
  ASSERT_EQ(until, world.now + kBandHalt);
  const Outcome outcome = world.outcome(buy(10'000));
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error(), (Refusal{RefusalCode::market_halted, until.ms}));
}

}  // namespace
}  // namespace loam::testing
