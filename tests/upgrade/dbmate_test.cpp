// The same files under dbmate itself: either tool goes on where the other stopped.

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "store/backup.hpp"
#include "support/paths.hpp"
#include "upgrade/worlds.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

class UpgradeDbmate : public Upgrade {
 protected:
  void SetUp() override {
    const char* named = std::getenv("LOAM_DBMATE");
    program_ = named != nullptr ? fs::path(named)
                                : fs::path(loam::test::source_dir()) / "web/node_modules/@dbmate/linux-x64/bin/dbmate";
    if (!fs::exists(program_)) {
      GTEST_SKIP() << "no dbmate at " << program_ << ": npm ci --prefix web, or name one in LOAM_DBMATE";
    }
  }

  void dbmate(const fs::path& file, const std::string& verb) {
    const std::string log = dir_ / "dbmate.log";
    const std::string command = "'" + program_.string() + "' --url 'sqlite:" + file.string() + "' --migrations-dir '" +
                                (fs::path(loam::test::source_dir()) / "migrations/sqlite").string() +
                                "' --no-dump-schema " + verb + " >'" + log + "' 2>&1";
    if (std::system(command.c_str()) == 0) return;  // NOLINT(bugprone-command-processor): our own words alone
    std::ifstream said(log);
    throw std::runtime_error("dbmate " + verb + ": " + std::string(std::istreambuf_iterator<char>(said), {}));
  }

  fs::path program_;
};

TEST_F(UpgradeDbmate, ADatabaseThatDbmateMadeIsOurs) {
  dbmate(file_, "up");
  for (const MigrationStatus& status : good(migration_status(file_))) {
    EXPECT_TRUE(status.applied) << status.name;
    EXPECT_FALSE(status.changed) << status.name;
  }
  World world(7, rebuilt());
  live(world, 20);

  const fs::path ours = dir_ / "ours.db";
  good(migrate_up(ours, std::nullopt));
  const std::string schema =
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '%\\_migrations%' ESCAPE '\\' ORDER BY 1, 2";
  expect_same(Sql(ours).rows(schema), Sql(file_).rows(schema), "schema");
}

TEST_F(UpgradeDbmate, BothToolsGoTheSameWayDownAndUp) {
  up("008");
  fill_at_008();
  up("011");
  fill_at_011();
  World world(7, rebuilt());
  live(world, 60, 150);
  const auto newest = content();
  const fs::path theirs = dir_ / "theirs.db";
  good(backup_world(file_, theirs));

  const auto& all = sqlite_migrations();
  for (auto step = all.rbegin(); step != all.rend(); ++step) {
    down(std::nullopt, kWithHeldBids);
    dbmate(theirs, "down");
    expect_same(Sql(theirs).content(), content(), step->name + " down");
  }
  dbmate(theirs, "up");
  expect_same(Sql(theirs).content(), newest, "up again");
}

TEST_F(UpgradeDbmate, DbmateGoesOnWhereWeStopped) {
  up("011");
  fill_at_011();
  dbmate(file_, "up");
  dbmate(file_, "down");
  up();
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE imported = 1"), "3");
  good(open_sqlite_store({file_, false}));
}

}  // namespace
}  // namespace loam::test
