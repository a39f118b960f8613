// The table of settings: each range at both ends, what is read and printed, who may overrule whom.

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

/// Those that are numbers; tables have tests of their own.
class EverySetting : public ::testing::TestWithParam<SettingDefinition> {};

std::vector<SettingDefinition> numbers() {
  std::vector<SettingDefinition> found;
  for (const SettingDefinition& setting : setting_definitions()) {
    if (!is_table(setting.kind)) found.push_back(setting);
  }
  return found;
}

/// Limits that keep an order among them: all at their ends, so that one of them can move anywhere.
void make_room_for(World& world, SettingId id, std::int64_t value) {
  if (id == SettingId::auction_min_duration_hours || id == SettingId::auction_max_duration_hours) {
    ASSERT_EQ(world.set(SettingId::auction_max_duration_hours, 8760), "ok");
    ASSERT_EQ(world.set(SettingId::auction_min_duration_hours, 1), "ok");
  }
  if (id < SettingId::topup_min_bdt || id > SettingId::topup_monthly_bdt) return;
  for (const SettingId other :
       {SettingId::topup_monthly_bdt, SettingId::topup_daily_bdt, SettingId::topup_max_bdt, SettingId::topup_min_bdt}) {
    ASSERT_EQ(world.set(other, definition_of(other).max), "ok");
  }
  for (const SettingId other : {SettingId::topup_min_bdt, SettingId::topup_max_bdt, SettingId::topup_daily_bdt}) {
    if (other < id && value == definition_of(id).min) {
      ASSERT_EQ(world.set(other, definition_of(other).min), "ok");
    }
  }
}

TEST_P(EverySetting, TakesBothEndsOfItsRangeAndNothingBeyond_F_06) {
  const SettingDefinition& setting = GetParam();
  for (const auto& [value, word] :
       {std::pair{setting.min, "ok"}, {setting.max, "ok"}, {setting.min - 1, "no"}, {setting.max + 1, "no"}}) {
    World world;
    make_room_for(world, setting.id, value);
    const std::int64_t before = world.state().settings.value(setting.id);
    const std::string told = world.set(setting.id, value);
    EXPECT_EQ(told, std::string(word) == "ok" ? "ok" : "setting_out_of_range") << setting.name << " = " << value;
    EXPECT_EQ(world.state().settings.value(setting.id), told == "ok" ? value : before);
  }
}

TEST_P(EverySetting, HasADefaultWithinItsRangeANameAndAMeaning) {
  const SettingDefinition& setting = GetParam();
  EXPECT_LE(setting.min, setting.initial);
  EXPECT_LE(setting.initial, setting.max);
  EXPECT_LT(setting.min, setting.max);
  EXPECT_FALSE(setting.unit.empty());
  EXPECT_GT(setting.meaning.size(), 10U);
  EXPECT_EQ(setting.meaning.back(), '.');
  EXPECT_EQ(find_setting(setting.name), setting.id);
  EXPECT_EQ(&definition_of(setting.id), &setting_definitions()[static_cast<std::size_t>(setting.id)]);
  EXPECT_EQ(Settings().value(setting.id), setting.initial);
  EXPECT_EQ(Settings().source(setting.id), SettingSource::initial);
}

TEST_P(EverySetting, IsReadAsItIsPrinted) {
  const SettingDefinition& setting = GetParam();
  for (const std::int64_t number : {setting.min, setting.max, setting.initial}) {
    const SettingValue value{setting.id, number};
    EXPECT_EQ(parse_setting(setting, print_setting(value)), value) << print_setting(value);
  }
  for (const char* nothing : {"", " ", "yes", "NaN", "Infinity", "1e400", "0x10", "1.00001", "--1", "1,000"}) {
    EXPECT_EQ(parse_setting(setting, nothing), std::nullopt) << nothing;
  }
}

TEST_P(EverySetting, IsJournalledWithBeforeAndAfter) {
  const SettingDefinition& setting = GetParam();
  World world;
  world.actor = {{21}, "olga"};
  const std::int64_t value = setting.initial == setting.max ? setting.initial - 1 : setting.initial + 1;
  ASSERT_EQ(world.set(setting.id, value), "ok");
  const auto changes = world.all<SettingChange>();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].before, initial_value(setting));
  EXPECT_EQ(changes[0].after, (SettingValue{setting.id, value}));
  EXPECT_EQ(changes[0].account, AccountNo{21});
  EXPECT_EQ(changes[0].changed_by, "olga");
  EXPECT_EQ(world.state().settings.source(setting.id), SettingSource::database);
  EXPECT_EQ(world.state().settings.last_change(setting.id)->after.number, value);
  const AuditEntry entry = world.all<AuditEntry>().back();
  EXPECT_EQ(entry.action, "settings.patch");
  EXPECT_NE(entry.detail.find(setting.name), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Each, EverySetting, ::testing::ValuesIn(numbers()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Settings, AnUnknownNameIsNoSetting) {
  EXPECT_EQ(find_setting("auction_fee"), std::nullopt);
  EXPECT_EQ(find_setting(""), std::nullopt);
  EXPECT_EQ(find_setting("CYCLE_MS"), std::nullopt);
}

TEST(Settings, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const SettingDefinition& setting : setting_definitions()) EXPECT_TRUE(names.insert(setting.name).second);
  EXPECT_EQ(names.size(), kSettings);
}

TEST(Settings, TheStrongerSourceHolds) {
  Settings settings;
  settings.lay(SettingId::cycle_ms, 1'000, SettingSource::file);
  EXPECT_EQ(settings.value(SettingId::cycle_ms), 1'000);
  settings.apply(SettingChange{{SettingId::cycle_ms, 1'000}, {SettingId::cycle_ms, 2'000}, {}, {}, "olga"});
  EXPECT_EQ(settings.value(SettingId::cycle_ms), 2'000);
  settings.lay(SettingId::cycle_ms, 3'000, SettingSource::file);
  EXPECT_EQ(settings.value(SettingId::cycle_ms), 2'000) << "a file does not overrule what an operator patched";
  settings.lay(SettingId::cycle_ms, 4'000, SettingSource::fixed);
  EXPECT_EQ(settings.value(SettingId::cycle_ms), 4'000);
  settings.apply(SettingChange{{SettingId::cycle_ms, 2'000}, {SettingId::cycle_ms, 5'000}, {}, {}, "olga"});
  EXPECT_EQ(settings.value(SettingId::cycle_ms), 4'000) << "what was journalled before waits behind the command line";
  EXPECT_EQ(settings.source(SettingId::cycle_ms), SettingSource::fixed);
  EXPECT_EQ(settings.last_change(SettingId::cycle_ms)->after.number, 5'000);
}

TEST(Settings, AContradictionInTheFileRefusesOnlyWhatTouchesIt) {
  Settings settings;
  settings.lay(SettingId::topup_max_bdt, 50'00, SettingSource::file);  // below the default of topup_min_bdt
  World world(settings);
  EXPECT_EQ(world.set(SettingId::cycle_ms, 1'000), "ok");
  EXPECT_EQ(world.set(SettingId::topup_max_bdt, 60'00), "setting_out_of_range");
  EXPECT_EQ(world.set(SettingId::topup_min_bdt, 10'00), "ok");
  EXPECT_EQ(world.set(SettingId::topup_max_bdt, 60'00), "ok");
}

TEST(Settings, APatchIsAllOrNothing) {
  World world;
  EXPECT_EQ(world.word(PatchSettings{{{SettingId::cycle_ms, 1'000}, {SettingId::signup_grant_bdt, -1}}}),
            "setting_out_of_range");
  EXPECT_EQ(world.state().settings.value(SettingId::cycle_ms), 500);
  EXPECT_TRUE(world.all<SettingChange>().empty());
  EXPECT_EQ(world.word(PatchSettings{{{SettingId::topup_min_bdt, 200'000'00}, {SettingId::topup_max_bdt, 200'000'00}}}),
            "ok")
      << "two that only fit together";
}

TEST(Settings, WordsOfSwitchesAndProfiles) {
  const SettingDefinition& on = definition_of(SettingId::enable_registration);
  for (const char* word : {"true", "1", "on"}) EXPECT_EQ(parse_setting(on, word)->number, 1);
  for (const char* word : {"false", "0", "off"}) EXPECT_EQ(parse_setting(on, word)->number, 0);
  EXPECT_EQ(print_setting({on.id, 1}), "true");
  const SettingDefinition& profile = definition_of(SettingId::market_profile);
  EXPECT_EQ(parse_setting(profile, "fair")->number, 0);
  EXPECT_EQ(parse_setting(profile, "classic")->number, 1);
  EXPECT_EQ(parse_setting(profile, "0"), std::nullopt);
  EXPECT_EQ(print_setting({SettingId::gateway_fee_percent, 15'000}), "1.5");
  EXPECT_EQ(print_setting({SettingId::signup_grant_bdt, 50'050}), "500.5");
  EXPECT_EQ(parse_setting(definition_of(SettingId::biome_trade_fee_percent), "2.5")->number, 25'000);
}

}  // namespace
}  // namespace loam::testing
