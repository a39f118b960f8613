// Changes of settings that an older schema does not know, and what its programs change meanwhile.

#include "upgrade/worlds.hpp"

namespace loam::test {
namespace {

class UpgradeSettings : public Upgrade {
 protected:
  void change(const std::string& setting, const std::string& before, const std::string& after) {
    run("INSERT INTO setting_changes (setting, value_before, value_after, at, account, changed_by) VALUES (" + setting +
        ", " + before + ", " + after + ", 1767225600000, 0, 'root')");
  }
  std::vector<std::string> changes() {
    return rows("SELECT setting, value_before, value_after, text_before, text_after FROM setting_changes ORDER BY id");
  }
};

TEST_F(UpgradeSettings, ChangesOfNewSettingsAndTablesAreKeptAsideAndComeBack) {
  World world(7, rebuilt());
  live(world, 1);
  const auto before = rows("SELECT * FROM setting_changes ORDER BY id");
  const auto all = changes();
  ASSERT_EQ(all.size(), 7U);
  EXPECT_EQ(all[3], "26|0|0|'flat:100'|'0:1,100:2.5'");
  EXPECT_EQ(all[4], "24|50000|0|''|''");

  down("022");
  EXPECT_EQ(rows("SELECT setting FROM setting_changes ORDER BY id"), (std::vector<std::string>{"2", "6", "2"}))
      << "nothing that the older program would not know";
  EXPECT_FALSE(Sql(file_).run("DELETE FROM setting_changes").empty()) << "append-only";
  up();
  EXPECT_EQ(rows("SELECT * FROM setting_changes ORDER BY id"), before);
  EXPECT_FALSE(Sql(file_).run("DELETE FROM setting_changes").empty()) << "append-only";
  EXPECT_EQ(rebuilt().state().settings.setting(SettingId::bid_increments).text, "0:1,100:2.5");
}

TEST_F(UpgradeSettings, WhatWasChangedMeanwhileStandsBeforeThemInTheirOrder) {
  World world(7, rebuilt());
  live(world, 1);
  down("022");
  for (const char* cycle_ms : {"700", "800", "900"}) change("6", "1000", cycle_ms);
  up();
  EXPECT_EQ(changes(), (std::vector<std::string>{"2|50000|40000|''|''", "6|500|1000|''|''", "2|40000|50000|''|''",
                                                 "6|1000|700|''|''", "6|1000|800|''|''", "6|1000|900|''|''",
                                                 "26|0|0|'flat:100'|'0:1,100:2.5'", "24|50000|0|''|''",
                                                 "25|0|0|'none'|'0:5,10000:4'", "25|0|0|'0:5,10000:4'|'none'"}));
  const Engine again = rebuilt();
  EXPECT_EQ(again.state().settings.value(SettingId::cycle_ms), 900);
  EXPECT_EQ(again.state().settings.value(SettingId::land_fee_percent), 0);
  EXPECT_EQ(again.state().settings.setting(SettingId::land_fee_tiers).text, "none");
}

}  // namespace
}  // namespace loam::test
