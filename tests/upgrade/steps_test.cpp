// F-51: up from nothing, each step down and up again on populated data, content equal.

#include <algorithm>
#include <fstream>

#include "upgrade/worlds.hpp"

namespace loam::test {
namespace {

class UpgradeSteps : public Upgrade {};

TEST_F(UpgradeSteps, UpFromNothing) {
  const auto taken = good(migrate_up(file_, std::nullopt));
  ASSERT_EQ(taken.size(), sqlite_migrations().size());
  for (std::size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i], sqlite_migrations()[i].name);
  for (const MigrationStatus& status : good(migration_status(file_))) {
    EXPECT_TRUE(status.applied) << status.name;
    EXPECT_FALSE(status.changed) << status.name;
  }
  EXPECT_TRUE(good(migrate_up(file_, std::nullopt)).empty()) << "a second run has nothing to do";
  EXPECT_TRUE(value("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'attic%'") == "0") << "no attic is left behind";
}

TEST_F(UpgradeSteps, TheChainHasTheNamesThatToolsKnow) {
  std::vector<std::string> names;
  for (const Migration& migration : sqlite_migrations()) names.push_back(migration.name);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  for (const std::string name : {"009_add_biome_fields_to_transactions", "010_remove_biome_transactions_table",
                                 "011_create_unified_transaction_view", "012_create_record"}) {
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
  }
}

TEST_F(UpgradeSteps, UpAndDownToANamedStep) {
  up("008");
  EXPECT_EQ(newest_applied(), "'008'");
  up("011_create_unified_transaction_view");
  EXPECT_EQ(newest_applied(), "'011'");
  down("009");
  EXPECT_EQ(newest_applied(), "'009'");
  down();
  EXPECT_EQ(newest_applied(), "'008'");
  EXPECT_FALSE(migrate_up(file_, "099_nothing"));
  EXPECT_FALSE(migrate_down(file_, "nothing", {}));
  EXPECT_FALSE(migrate_down(dir_.path() / "nowhere.db", std::nullopt, {}));
}

TEST_F(UpgradeSteps, F51_EachStepDownAndUpAgainOnPopulatedData) {
  up("008");
  fill_at_008();
  up("011");
  fill_at_011();
  World world(7, rebuilt());
  live(world, trades(), 200);
  const auto newest = content();

  const auto& all = sqlite_migrations();
  for (auto step = all.rbegin(); step != all.rend(); ++step) {
    const auto before = content();
    down(std::nullopt, kWithHeldBids);
    up(step->version);
    expect_same(content(), before, step->name + " down and up again");
    down(std::nullopt, kWithHeldBids);
  }
  EXPECT_EQ(value("SELECT count(*) FROM schema_migrations"), "0");
  for (const std::string& table : Sql(file_).tables()) EXPECT_TRUE(table.starts_with("attic_")) << table;

  up();
  expect_same(content(), newest, "all the way down and up again");
}

TEST_F(UpgradeSteps, F51_AnEmptyWorldGoesAllTheWayDownAndUpToo) {
  up();
  const auto newest = content();
  down("000");
  EXPECT_EQ(value("SELECT count(*) FROM schema_migrations"), "0");
  up();
  expect_same(content(), newest, "empty");
}

TEST_F(UpgradeSteps, AStepThatFailsLeavesTheOneBefore) {
  up("011");
  fill_at_011();
  run("CREATE TABLE record (in_the_way)");
  const auto before = content();
  const auto result = migrate_up(file_, std::nullopt);
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().detail.find("012_create_record up"), std::string::npos) << result.error().detail;
  EXPECT_EQ(newest_applied(), "'011'");
  expect_same(content(), before, "after the failed step");
}

TEST_F(UpgradeSteps, ANewerSchemaIsRefusedByEverybody) {
  up();
  run("INSERT INTO schema_migrations VALUES ('999')");
  const std::string said = open_sqlite_store({file_}).error().detail;
  EXPECT_NE(said.find("schema step 999"), std::string::npos) << said;
  EXPECT_NE(said.find("newer program"), std::string::npos) << said;
  EXPECT_FALSE(open_sqlite_reader(file_));
  EXPECT_FALSE(migrate_up(file_, std::nullopt));
  EXPECT_FALSE(migrate_down(file_, std::nullopt, {}));
}

TEST_F(UpgradeSteps, AnAppliedFileThatChangedIsRefused) {
  up();
  run("UPDATE loam_migrations SET checksum = 'other' WHERE version = '012'");
  const std::string said = open_sqlite_store({file_}).error().detail;
  EXPECT_NE(said.find("012_create_record"), std::string::npos) << said;
  EXPECT_FALSE(open_sqlite_reader(file_));
  EXPECT_FALSE(migrate_down(file_, std::nullopt, {}));
  int changed = 0;
  for (const MigrationStatus& status : good(migration_status(file_))) changed += status.changed ? 1 : 0;
  EXPECT_EQ(changed, 1);
}

TEST_F(UpgradeSteps, AnOlderSchemaIsTakenUpOnlyWhereThatIsWanted) {
  up("015");
  EXPECT_FALSE(open_sqlite_reader(file_));
  const auto refused = open_sqlite_store({file_, false});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("016_show_the_record"), std::string::npos) << refused.error().detail;
  EXPECT_EQ(newest_applied(), "'015'");
  good(open_sqlite_store({file_, true}));
  good(open_sqlite_reader(file_));
}

TEST_F(UpgradeSteps, MigrationsWaitForNoRunningServer) {
  const auto store = good(open_sqlite_store({file_}));
  const auto result = migrate_down(file_, std::nullopt, {});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().detail.find("in use"), std::string::npos);
}

}  // namespace
}  // namespace loam::test
