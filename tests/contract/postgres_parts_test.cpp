// History by time in a PostgreSQL world: each part is where its time says, and nothing else is different.

#include <string>
#include <vector>

#include "base/time.hpp"
#include "contract/stores.hpp"
#include "store/backup.hpp"

namespace loam::test {
namespace {

/// Later than whatever is now, which is what the first part of a new world is made for.
constexpr const char* kFebruary = "2100-02-15";
constexpr const char* kJune = "2100-06-15";

void wait_until(World& world, const char* date) { world.pass(*parse_rfc3339(date) - world.now()); }

/// A world that is left alone twice, for longer than a period.
struct PausedWorld : World {
  PausedWorld() {
    live_a_day();
    trade(30);
    for (const char* date : {kFebruary, kJune}) {
      wait_until(*this, date);
      trade(30);
    }
  }
};

class PostgresParts : public testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<Store> open() const {
    PostgresOptions options;
    options.url = database_.url();
    return good(open_postgres_store(options));
  }
  /// The newest part of a table first.
  [[nodiscard]] std::vector<std::string> parts_of(const std::string& table) const {
    return database_.rows("SELECT inhrelid::REGCLASS FROM pg_inherits WHERE inhparent = '" + table +
                          "'::REGCLASS ORDER BY inhrelid::REGCLASS::TEXT DESC");
  }

  PostgresDatabase database_;
};

TEST_F(PostgresParts, ARowLiesInThePartOfItsTime) {
  commit_all(*open(), PausedWorld());
  const auto record = parts_of("record");
  ASSERT_EQ(record.size(), 3U);
  EXPECT_EQ(record[0], "record_2100_06");
  EXPECT_EQ(record[1], "record_2100_03");
  const auto cycles = parts_of("cycles");
  ASSERT_EQ(cycles.size(), 3U);
  EXPECT_EQ(cycles[0], "cycles_2100_06");
  EXPECT_EQ(cycles[1], "cycles_2100_02");
  EXPECT_EQ(parts_of("attention_counts").size(), 3U);
  for (const std::string& part : {record[0], record[1], record[2], cycles[0], cycles[1], cycles[2]}) {
    EXPECT_NE(database_.value("SELECT count(*) FROM " + part), "0") << part;
  }
}

TEST_F(PostgresParts, ATimeIsReadFromItsPartsAlone) {
  commit_all(*open(), PausedWorld());
  const std::string plan = database_.value(
      "EXPLAIN (FORMAT JSON) SELECT count(*) FROM record WHERE at >= (extract(epoch FROM TIMESTAMPTZ '2100-04-01') * "
      "1000)::BIGINT");
  EXPECT_NE(plan.find("record_2100_06"), std::string::npos) << plan;
  EXPECT_EQ(plan.find("record_2100_03"), std::string::npos) << plan;
}

TEST_F(PostgresParts, TheWholeReadsAsItDoesInOneTable) {
  const PausedWorld world;
  const auto model = make_memory_store();
  commit_all(*model, world);
  const auto store = open();
  commit_all(*store, world);
  EXPECT_EQ(replayed(*store), replayed(*model));
  constexpr std::size_t kAll = 1'000;
  RecordFilter of_one;
  of_one.account = world.players().front();
  for (const RecordFilter& filter : {RecordFilter{}, of_one}) {
    EXPECT_EQ(described(good(good(store->reader())->record(filter, 0, kAll)).rows),
              described(good(good(model->reader())->record(filter, 0, kAll)).rows));
  }
}

TEST_F(PostgresParts, ThereIsRoomForAWorldThatComesFromAFile) {
  const PausedWorld world;
  TempDir dir;
  const auto file = dir / "world.db";
  std::vector<std::string> before;
  {
    const auto store = good(open_sqlite_store({file}));
    commit_all(*store, world);
    before = replayed(*store);
  }
  Database server;
  server.url = database_.url();
  good(restore_world(file, server));
  EXPECT_EQ(replayed(*open()), before);
}

TEST_F(PostgresParts, WhoWorksOnAPartIsRefusedAsOnTheWhole) {
  commit_all(*open(), PausedWorld());
  for (const char* table : {"record", "cycles", "attention_counts"}) {
    auto tables = parts_of(table);
    tables.emplace_back(table);
    for (const std::string& name : tables) {
      for (const std::string& change : {"UPDATE " + name + " SET at = at", "DELETE FROM " + name, "TRUNCATE " + name}) {
        EXPECT_NE(database_.run(change).find("append-only"), std::string::npos) << change;
      }
    }
  }
}

TEST_F(PostgresParts, AReaderThatTakesItsTimeHoldsUpNoNewPart) {
  World world;
  world.live_a_day();
  const auto store = open();
  for (const auto& batch : world.batches()) good(store->commit(batch));
  const std::size_t committed = world.batches().size();
  std::size_t read = 0;
  // A replay is one moment of the database from its first row to its last.
  good(good(store->reader())->replay([&](const Event&) {
    if (++read > 1) return;
    wait_until(world, kFebruary);
    world.trade(5);
    for (std::size_t i = committed; i < world.batches().size(); ++i) good(store->commit(world.batches()[i]));
  }));
  EXPECT_EQ(parts_of("record").front(), "record_2100_03");
}

}  // namespace
}  // namespace loam::test
