// The same steps on PostgreSQL: whole, both ways, and on a world that has lived.

#include "support/postgres.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <span>

#include "store/postgres_store.hpp"
#include "upgrade/worlds.hpp"

namespace loam::test {
namespace {

class PostgresSteps : public testing::Test {
 protected:
  [[nodiscard]] Database at() const {
    Database database;
    database.url = database_.url();
    return database;
  }
  [[nodiscard]] std::unique_ptr<Store> open() const {
    PostgresOptions options;
    options.url = database_.url();
    return good(open_postgres_store(options));
  }

  /// A world that trades and deals in land.
  void fill() const {
    const auto store = open();
    Engine engine{Settings()};
    good(store->replay([&](const Event& event) { engine.replay(event); }));
    World world(11, std::move(engine));
    world.live_a_day();
    world.trade(std::getenv("LOAM_LONG") != nullptr ? 100'000 : 200);
    constexpr int kDeals = 60;
    world.deal_in_land(kDeals);
    const std::vector<Event> events = world.events();
    constexpr std::size_t kEventsPerCommit = 2'000;
    for (std::size_t first = 0; first < events.size(); first += kEventsPerCommit) {
      good(store->commit(std::span(events).subspan(first, std::min(kEventsPerCommit, events.size() - first))));
    }
  }

  /// Everything in every table but the bookkeeping of migrations and the lease.
  [[nodiscard]] std::vector<std::string> content() const {
    std::vector<std::string> all;
    for (const std::string& table : database_.rows(
             "SELECT relname FROM pg_class WHERE relnamespace = 'public'::REGNAMESPACE AND relkind IN ('r', 'p')"
             " AND NOT relispartition AND relname NOT IN ('schema_migrations', 'loam_migrations', 'writer_lease')"
             " ORDER BY 1")) {
      auto rows = database_.rows("SELECT * FROM " + table);
      std::sort(rows.begin(), rows.end());
      all.push_back("# " + table);
      all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
  }

  PostgresDatabase database_{true};
};

TEST_F(PostgresSteps, TheyAreTheSameAsOfSqlite) {
  std::vector<std::string> ours;
  std::vector<std::string> sqlite;
  for (const Migration& step : postgres_migrations()) ours.push_back(step.name);
  for (const Migration& step : sqlite_migrations()) sqlite.push_back(step.name);
  expect_same(ours, sqlite, "the chain");
}

TEST_F(PostgresSteps, F51_DownTo008AndUpAgainBringsAllByteByByte) {
  fill();
  const auto before = content();
  ASSERT_GT(before.size(), 1'000U);
  const auto trades_before = database_.value("SELECT count(*) FROM transactions WHERE transaction_type LIKE 'BIOME_%'");
  const auto refused = migrate_down(at(), "008", {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("held_bids"), std::string::npos) << refused.error().detail;
  good(migrate_down(at(), "008", kWithHeldBids));
  EXPECT_EQ(database_.value("SELECT count(*) FROM biome_transactions"), trades_before);
  good(migrate_up(at(), std::nullopt));
  expect_same(content(), before, "up again");
  const auto store = open();
  Engine engine{Settings()};
  good(store->replay([&](const Event& event) { engine.replay(event); }));
  engine.state().check_invariants();
}

TEST_F(PostgresSteps, F51_AnEmptyWorldGoesAllTheWayDownAndUpToo) {
  good(migrate_up(at(), std::nullopt));
  EXPECT_TRUE(good(migrate_up(at(), std::nullopt)).empty()) << "a second run has nothing to do";
  const auto before = content();
  good(migrate_down(at(), "000", {}));
  good(migrate_up(at(), std::nullopt));
  expect_same(content(), before, "up again");
}

TEST_F(PostgresSteps, WhoMayReadStillMayWhenTablesHaveTakenOthersPlaces) {
  good(migrate_up(at(), "029"));
  static_cast<void>(database_.run("CREATE ROLE loam_auditor"));  // the server's, and may be there from a run before
  EXPECT_EQ(database_.run("GRANT SELECT ON record, transactions, v_cycle_chain TO loam_auditor"), "");
  const auto rights = [this] {
    return database_.rows(
        "SELECT relname, relacl FROM pg_class WHERE relname IN ('record', 'cycles', 'transactions',"
        " 'v_cycle_chain') ORDER BY relname");
  };
  const auto views = [this] {
    return database_.rows("SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY viewname");
  };
  const auto rights_before = rights();
  const auto views_before = views();
  good(migrate_up(at(), "030"));
  expect_same(rights(), rights_before, "rights above");
  EXPECT_EQ(database_.run("SET ROLE loam_auditor; SELECT * FROM record; SELECT * FROM transactions"), "");
  good(migrate_down(at(), "029", {}));
  expect_same(rights(), rights_before, "rights below");
  expect_same(views(), views_before, "views below");
  EXPECT_EQ(database_.run("DROP OWNED BY loam_auditor"), "");
}

TEST_F(PostgresSteps, OtherSoftwareCannotChangeTheRecord) {
  fill();
  EXPECT_NE(database_.run("UPDATE record SET amount_paisa = 1 WHERE seq = 1").find("append-only"), std::string::npos);
  EXPECT_NE(database_.run("DELETE FROM record").find("append-only"), std::string::npos);
  EXPECT_NE(database_.run("TRUNCATE record").find("append-only"), std::string::npos);
}

TEST_F(PostgresSteps, MigrationsWaitForNoRunningServer) {
  const auto store = open();
  const auto result = migrate_down(at(), std::nullopt, {});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().detail.find("stop it first"), std::string::npos) << result.error().detail;
}

}  // namespace
}  // namespace loam::test
