// Settings that are tables: what is taken, in which spelling it is kept, who overrules whom, and what is then read.

#include <string>

#include <gtest/gtest.h>

#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

constexpr SettingId kIncrements = SettingId::bid_increments;
constexpr SettingId kTiers = SettingId::land_fee_tiers;

std::string set(World& world, SettingId id, const std::string& text) {
  return world.word(PatchSettings{{{id, 0, text}}});
}

TEST(SettingTables, AreReadInAnySpellingAndPrintedInOne) {
  struct Row {
    SettingId id;
    const char* text;
    const char* printed;
  };
  const Row rows[] = {
      {kIncrements, "flat:100.00", "flat:100"},
      {kIncrements, "0:7", "flat:7"},
      {kIncrements, "ebay", "ebay"},
      {kIncrements, "0:0.05,1:0.25,5:0.50,25:1,100:2.50,250:5,500:10,1000:25,2500:50,5000:100", "ebay"},
      {kIncrements, "0:1,10:2.50", "0:1,10:2.5"},
      {kTiers, "", "none"},
      {kTiers, "none", "none"},
      {kTiers, "0:5.0,10000:4", "0:5,10000:4"},
      {kTiers, "0:5", "0:5"},
  };
  for (const Row& row : rows) {
    const auto value = parse_setting(definition_of(row.id), row.text);
    ASSERT_TRUE(value) << row.text;
    EXPECT_EQ(print_setting(*value), row.printed) << row.text;
    EXPECT_EQ(value->number, 0) << row.text;
    EXPECT_TRUE(is_allowed(*value)) << row.text;
    EXPECT_EQ(parse_setting(definition_of(row.id), row.printed), value) << row.text;
  }
  EXPECT_EQ(parse_setting(definition_of(kIncrements), "none"), std::nullopt);
  EXPECT_EQ(parse_setting(definition_of(kIncrements), ""), std::nullopt);
  EXPECT_EQ(parse_setting(definition_of(kTiers), "ebay"), std::nullopt);
  EXPECT_EQ(parse_setting(definition_of(kTiers), "5"), std::nullopt);
}

TEST(SettingTables, BeginWithTheirDefaults) {
  for (const SettingDefinition& setting : setting_definitions()) {
    EXPECT_EQ(is_table(setting.kind), !setting.initial_text.empty()) << setting.name;
    EXPECT_EQ(Settings().setting(setting.id), initial_value(setting)) << setting.name;
    EXPECT_TRUE(is_allowed(initial_value(setting))) << setting.name;
    EXPECT_EQ(find_setting(setting.name), setting.id);
    EXPECT_EQ(setting.meaning.back(), '.') << setting.name;
  }
  EXPECT_EQ(Settings().bid_increments(), BidIncrements::flat(Money::bdt(100)));
  EXPECT_EQ(Settings().land_fees(), FeeSchedule::flat(Ppm::percent(5)));
}

TEST(SettingTables, TakeTheirOneSpellingAloneAndNumbersNoText) {
  const SettingValue refused[] = {{kIncrements, 0, "flat:100.0"},    {kIncrements, 0, "0:100"}, {kIncrements, 0, ""},
                                  {kIncrements, 1, "ebay"},          {kIncrements, 100},        {kTiers, 0, ""},
                                  {kTiers, 0, "0:50.0001"},          {kTiers, 0, "ebay"},       {kTiers, 5},
                                  {SettingId::cycle_ms, 500, "ebay"}};
  for (const SettingValue& value : refused) {
    World world;
    EXPECT_EQ(world.word(PatchSettings{{value}}), "setting_out_of_range") << value.number << value.text;
    EXPECT_TRUE(world.events.empty());
  }
}

TEST(SettingTables, AreJournalledAsTextAndReadAtOnce) {
  World world;
  ASSERT_EQ(set(world, kIncrements, "ebay"), "ok");
  ASSERT_EQ(set(world, kIncrements, "0:1,10:2.5"), "ok");
  const auto changes = world.all<SettingChange>();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].before, (SettingValue{kIncrements, 0, "flat:100"}));
  EXPECT_EQ(changes[0].after, (SettingValue{kIncrements, 0, "ebay"}));
  EXPECT_EQ(changes[1].before, changes[0].after);
  EXPECT_EQ(world.all<AuditEntry>().back().detail, "bid_increments ebay -> 0:1,10:2.5");
  const Settings& settings = world.state().settings;
  EXPECT_EQ(settings.setting(kIncrements), (SettingValue{kIncrements, 0, "0:1,10:2.5"}));
  EXPECT_EQ(settings.bid_increments().at(Money::bdt(10)), Money{250});
  EXPECT_EQ(settings.source(kIncrements), SettingSource::database);
}

TEST(SettingTables, TiersHoldBeforeTheFlatFeeUntilThereAreNone) {
  World world;
  const auto fee = [&world] { return world.state().settings.land_fees().fee_of(Money::bdt(20'000)); };
  EXPECT_EQ(fee(), Money::bdt(1'000));
  ASSERT_EQ(world.set(SettingId::land_fee_percent, 20'000), "ok");
  EXPECT_EQ(fee(), Money::bdt(400));
  ASSERT_EQ(set(world, kTiers, "0:5,10000:4"), "ok");
  EXPECT_EQ(fee(), Money::bdt(900));
  ASSERT_EQ(world.set(SettingId::land_fee_percent, 10'000), "ok");
  EXPECT_EQ(fee(), Money::bdt(900)) << "the tiers hold";
  ASSERT_EQ(set(world, kTiers, "none"), "ok");
  EXPECT_EQ(fee(), Money::bdt(200)) << "and then what was set meanwhile";
}

TEST(SettingTables, TheStrongerSourceHolds) {
  Settings settings;
  settings.lay({kIncrements, 0, "ebay"}, SettingSource::fixed);
  settings.apply(SettingChange{{kIncrements, 0, "ebay"}, {kIncrements, 0, "flat:1"}, {}, {}, "olga"});
  EXPECT_EQ(settings.bid_increments(), BidIncrements::ebay());
  EXPECT_EQ(settings.last_change(kIncrements)->after.text, "flat:1");
  World world(settings);
  EXPECT_EQ(set(world, kIncrements, "flat:1"), "setting_fixed");
}

TEST(SettingTables, AreInTheDigest) {
  World world;
  World other;
  EXPECT_EQ(world.state().digest(kBegin), other.state().digest(kBegin));
  set(world, kIncrements, "ebay");
  EXPECT_NE(world.state().digest(kBegin), other.state().digest(kBegin));
  set(other, kIncrements, "ebay");
  EXPECT_EQ(world.state().digest(kBegin), other.state().digest(kBegin));
}

}  // namespace
}  // namespace loam::testing
