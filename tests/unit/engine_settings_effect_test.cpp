// F-59: no setting without a reader. Each setting of the table changes what somebody sees, at once when it is patched.

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "support/paths.hpp"
#include "unit/engine_effects.hpp"

namespace loam::testing {
namespace {

std::string cash_of_all(const World& world) {
  std::string text;
  for (const Biome biome : kAllBiomes) text += to_string(world.state().exchange.market(biome).cash) + ' ';
  return text;
}

/// Everybody looks at the ocean for some cycles.
std::string ocean_is_looked_at(World& world, int cycles) {
  const AccountNo ann = world.user("ann");
  world.run(World::confirm(ann));
  world.later(Duration::days(2));
  for (int i = 0; i < cycles; ++i) {
    world.look(ann, Biome::ocean, 500'000);
    world.cycle();
  }
  return cash_of_all(world);
}
std::string one_cycle(World& world) { return ocean_is_looked_at(world, 1); }
std::string many_classic_cycles(World& world) {
  world.set(SettingId::market_profile, 1);
  return ocean_is_looked_at(world, 20);
}

std::string established(World& world, Money fees_of_trade, Duration age) {
  const AccountNo ann = world.user("ann", Money::bdt(10'000));
  world.buy(ann, Biome::ocean, fees_of_trade);
  world.later(age);
  const Outcome outcome = world.outcome(TrackAttention{ann, {{Biome::ocean, 1}}});
  return std::get<AttentionAnswer>(*outcome).established ? "established" : "fresh";
}

std::string top_up(World& world, std::int64_t paisa, int times) {
  const AccountNo ann = world.user("ann");
  std::string words;
  for (int i = 0; i < times; ++i) {
    const Uuid id = World::id(std::to_string(i));
    words += world.word(InitiatePayment{{id, ann, "bkash", Money{paisa}, {}, {}, {}, {}, {}}}) + ' ';
    words += world.word(SettlePayment{{id, "bkash", Money{paisa}, true, std::to_string(i)}}) + ' ';
    if (i % 2 == 1) world.later(Duration::days(1));
  }
  return words + to_string(world.last_row().gateway_fee);
}

const std::map<SettingId, Effect>& economy_effects() {
  static const std::map<SettingId, Effect> all{
      {SettingId::signup_grant_bdt, {0, 500, [](World& w) { return to_string(w.balance(w.user("ann"))); }}},
      {SettingId::biome_trade_fee_percent,
       {20'000, 30'000,
        [](World& w) {
          w.buy(w.user("ann", Money::bdt(100)), Biome::ocean, Money::bdt(10));
          return to_string(w.balance(kPlatformFees));
        }}},
      {SettingId::max_price_move_percent, {50'000, 10'000, many_classic_cycles}},
      {SettingId::price_band_percent, {200'000, 50'000, many_classic_cycles}},
      {SettingId::max_transaction_percent,
       {100'000, 50'000,
        [](World& w) { return w.buy(w.user("ann", Money::bdt(100'000)), Biome::ocean, Money::bdt(60'000)); }}},
      {SettingId::redistribution_pool_percent, {250'000, 100'000, one_cycle}},
      {SettingId::cycle_ms,
       {500, 60'000,
        [](World& w) {
          w.set(SettingId::attention_half_life_minutes, 1);
          return one_cycle(w);
        }}},
      {SettingId::market_profile, {0, 1, one_cycle}},
      {SettingId::attention_half_life_minutes, {480, 1, one_cycle}},
      {SettingId::established_after_hours,
       {24, 1, [](World& w) { return established(w, Money::bdt(9'000), Duration::hours(2)); }}},
      {SettingId::established_min_fees_bdt,
       {1'000, 100'000, [](World& w) { return established(w, Money::bdt(9'000), Duration::hours(48)); }}},
      {SettingId::biome_initial_cash_bdt,
       {100, 10'000,
        [](World& w) {
          w.run(SeedMarkets{});
          return cash_of_all(w);
        },
        true}},
      {SettingId::biome_initial_shares,
       {100, 10'000,
        [](World& w) {
          w.run(SeedMarkets{});
          return to_string(w.state().exchange.price(Biome::ocean));
        },
        true}},
      {SettingId::topup_min_bdt, {10'000, 20'000, [](World& w) { return top_up(w, 15'000, 1); }}},
      {SettingId::topup_max_bdt, {1'000'000, 2'000'000, [](World& w) { return top_up(w, 1'500'000, 1); }}},
      {SettingId::topup_daily_bdt, {10'000'000, 20'000'000, [](World& w) { return top_up(w, 7'000'000, 2); }}},
      {SettingId::topup_monthly_bdt, {20'000'000, 100'000'000, [](World& w) { return top_up(w, 7'000'000, 4); }}},
      {SettingId::gateway_fee_percent, {15'000, 20'000, [](World& w) { return top_up(w, 15'000, 1); }}},
      {SettingId::enable_registration,
       {1, 0,
        [](World& w) {
          RegisterUser command;
          command.user.id = World::id("ben");
          command.user.username = "ben";
          return w.word(command);
        }}},
  };
  return all;
}

const std::map<SettingId, Effect>& effects() {
  static const std::map<SettingId, Effect> all = [] {
    auto both = economy_effects();
    both.insert(land_effects().begin(), land_effects().end());
    return both;
  }();
  return all;
}

/// Those that the edge reads: its own tests prove what they do; that somebody reads them is proved here.
const std::map<SettingId, std::string>& read_at_the_edge() {
  static const std::map<SettingId, std::string> all{
      {SettingId::api_requests_per_minute, "src/api"},   {SettingId::biome_trades_per_minute, "src/api"},
      {SettingId::require_idempotency_keys, "src/api"},  {SettingId::price_history_days, "src/api"},
      {SettingId::password_min_length, "src/api"},       {SettingId::marketplace_actions_per_hour, "src/api"},
      {SettingId::cycle_retention_days, "src/pipeline"},
  };
  return all;
}

std::string seen_with(const SettingValue& value, const Effect& effect) {
  World world;
  if (!effect.fresh) world.run(SeedMarkets{});
  EXPECT_EQ(world.word(PatchSettings{{value}}), "ok");
  return effect.seen(world);
}

TEST(F_59, EverySettingHasAReaderThatATestKnows) {
  for (const SettingDefinition& setting : setting_definitions()) {
    EXPECT_EQ(effects().count(setting.id) + read_at_the_edge().count(setting.id), 1U) << setting.name;
  }
}

class SettingEffect : public ::testing::TestWithParam<SettingId> {};

TEST_P(SettingEffect, IsSeenAtOnce) {
  const Effect& effect = effects().at(GetParam());
  const SettingValue one{GetParam(), effect.one, effect.one_text};
  const SettingValue other{GetParam(), effect.other, effect.other_text};
  const std::string seen = seen_with(one, effect);
  EXPECT_NE(seen, seen_with(other, effect));
  EXPECT_EQ(seen, seen_with(one, effect)) << "and it is the setting that makes the difference";
}

std::vector<SettingId> ids_of(const auto& map) {
  std::vector<SettingId> ids;
  for (const auto& entry : map) ids.push_back(entry.first);
  return ids;
}
const auto name_of = [](const auto& test) { return std::string(definition_of(test.param).name); };
INSTANTIATE_TEST_SUITE_P(F_59, SettingEffect, ::testing::ValuesIn(ids_of(effects())), name_of);

class SettingOfTheEdge : public ::testing::TestWithParam<SettingId> {};

TEST_P(SettingOfTheEdge, IsReadThere) {
  namespace fs = std::filesystem;
  const std::string wanted = "SettingId::" + std::string(definition_of(GetParam()).name);
  const fs::path room = fs::path(loam::test::source_dir()) / read_at_the_edge().at(GetParam());
  bool found = false;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(room)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    found = found || text.find(wanted) != std::string::npos;
  }
  EXPECT_TRUE(found) << "nobody in " << room << " reads it";
}

INSTANTIATE_TEST_SUITE_P(F_59, SettingOfTheEdge, ::testing::ValuesIn(ids_of(read_at_the_edge())), name_of);

}  // namespace
}  // namespace loam::testing
