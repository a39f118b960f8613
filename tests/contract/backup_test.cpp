// A world leaves a file for a server, and a server for a file, and is the same world.

#include "store/backup.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "contract/stores.hpp"
#include "store/migrations.hpp"
#include "support/sql.hpp"

namespace loam::test {
namespace {

// What a migration from a world of old leaves behind has values of every kind, and none of some.
constexpr const char* kOfOld =
    "INSERT INTO imported_lands VALUES ('l1', 'u1', 3, -4, 0, 'ocean', 0.1234567890123456, NULL, 'SQUARE', 1, 1, 1,"
    " NULL, 'keep out', 125.50, 0, '2025-03-04T05:06:07.089Z', '2025-03-04T05:06:07.123456Z');"
    "INSERT INTO imported_users (user_id, username, email, password_hash, role, is_banned, balance_bdt, verified,"
    " failed_login_attempts, is_suspended, created_at, updated_at) VALUES ('u1', 'old one', 'old@example.com', '', "
    "'USER',"
    " 1, -17, 0, 3, 0, '2025-03-04T05:06:07.000Z', '2025-03-04T05:06:07.000Z');";

/// What the one file holds and the other does not.
std::vector<std::string> only_in(const std::filesystem::path& file, const std::filesystem::path& other) {
  auto rows = Sql(file).content();
  auto others = Sql(other).content();
  std::sort(rows.begin(), rows.end());
  std::sort(others.begin(), others.end());
  std::vector<std::string> found;
  std::set_difference(rows.begin(), rows.end(), others.begin(), others.end(), std::back_inserter(found));
  return found;
}

class BackupAcross : public testing::Test {
 protected:
  BackupAcross() {
    World world;
    world.live_a_day();
    world.trade(60);
    world.deal_in_land(60);
    commit_all(*good(open_sqlite_store({file_})), world);
    Sql(file_).must(kOfOld);
    server_.url = database_.url();
  }
  std::string refusal(const Result<void, Fault>& result) { return result ? "" : result.error().detail; }

  TempDir dir_;
  const std::filesystem::path file_ = dir_ / "world.db";
  PostgresDatabase database_{true};
  Database server_{};
};

TEST_F(BackupAcross, AWorldThatOutgrewItsFileMovesToAServerAndBackAgain) {
  good(restore_world(file_, server_));
  PostgresOptions options;
  options.url = server_.url;
  EXPECT_EQ(replayed(*good(open_postgres_store(options))), replayed(*good(open_sqlite_store({file_}))));

  const std::filesystem::path back = dir_ / "back.db";
  good(backup_world(server_, back));
  EXPECT_EQ(only_in(back, file_), std::vector<std::string>{});
  EXPECT_EQ(only_in(file_, back), std::vector<std::string>{});
  EXPECT_EQ(Sql(back).value("PRAGMA journal_mode"), "'delete'") << "one plain file";
  EXPECT_EQ(std::filesystem::status(back).permissions(), std::filesystem::perms(0600));
}

TEST_F(BackupAcross, AServerThatHasAWorldIsLeftAsItIs) {
  good(restore_world(file_, server_));
  const std::string before = database_.value("SELECT count(*) FROM record");
  EXPECT_NE(refusal(restore_world(file_, server_)).find("has a world already"), std::string::npos);
  EXPECT_EQ(database_.value("SELECT count(*) FROM record"), before);
}

TEST_F(BackupAcross, ACopyThatFailsHalfwayLeavesNoWorldAndCanBeMadeAgain) {
  good(migrate_up(server_, std::nullopt));
  EXPECT_EQ(database_.run("ALTER TABLE outcomes ADD CONSTRAINT not_today CHECK (id < 5)"), "");
  EXPECT_NE(refusal(restore_world(file_, server_)), "");
  EXPECT_EQ(database_.value("SELECT count(*) FROM users"), "0");
  EXPECT_EQ(database_.run("ALTER TABLE outcomes DROP CONSTRAINT not_today"), "");
  good(restore_world(file_, server_));
}

TEST_F(BackupAcross, ABackupNeverOverwritesAndAnotherSchemaIsNamed) {
  good(migrate_up(server_, std::nullopt));
  const std::string there = dir_ / "there.db";
  std::ofstream(there) << "something";
  EXPECT_NE(refusal(backup_world(server_, there)).find("never overwrites"), std::string::npos);
  good(migrate_down(file_, std::nullopt, {}));
  EXPECT_NE(refusal(restore_world(file_, server_)), "");
  EXPECT_EQ(database_.value("SELECT count(*) FROM users"), "0");
}

}  // namespace
}  // namespace loam::test
