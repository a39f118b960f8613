// What the SQLite store promises about the disk: acknowledged means there, half means not there, and one writer at a
// time.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/stores.hpp"
#include "store/backup.hpp"
#include "store/migrations.hpp"
#include "support/failing_disk.hpp"
#include "support/sql.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

class SqliteDurability : public testing::Test {
 protected:
  std::unique_ptr<Store> open() { return good(open_sqlite_store({file_})); }
  std::string refusal() {
    const auto opened = open_sqlite_store({file_});
    return opened ? "" : opened.error().detail;
  }

  /// Commits batch after batch in a process of its own, which notes each one that was acknowledged and gives the exit
  /// code of `end`, if it gets that far.
  int commit_in_child(const World& world, const std::function<void()>& begin,
                      const std::function<int(bool failed)>& end);
  /// All acknowledged batches are there, none is half there, and at most one more is.
  void expect_acknowledged(const World& world, std::size_t at_least);

  TempDir dir_;
  const fs::path file_ = dir_ / "data/world.db";
};

int SqliteDurability::commit_in_child(const World& world, const std::function<void()>& begin,
                                      const std::function<int(bool failed)>& end) {
  open().reset();
  const pid_t child = fork();
  if (child == 0) {
    auto store = open_sqlite_store({file_});
    if (!store) _exit(1);
    std::ofstream acknowledged(dir_ / "acknowledged");
    begin();
    bool failed = false;
    for (const auto& batch : world.batches()) {
      const bool committed = (*store)->commit(batch).has_value();
      if (committed && failed) _exit(2);  // it went on after a failure
      failed = failed || !committed;
      if (committed) acknowledged << 'x' << std::flush;
    }
    _exit(end(failed));
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void SqliteDurability::expect_acknowledged(const World& world, std::size_t at_least) {
  const auto acknowledged = static_cast<std::size_t>(fs::file_size(dir_ / "acknowledged"));
  EXPECT_GE(acknowledged, at_least);
  const auto model = make_memory_store();
  for (std::size_t i = 0; i < acknowledged; ++i) good(model->commit(world.batches()[i]));
  const auto there = replayed(*open());
  if (there == replayed(*model) || acknowledged == world.batches().size()) {
    EXPECT_EQ(there, replayed(*model));
    return;
  }
  good(model->commit(world.batches()[acknowledged]));  // durable, but its word did not get out
  EXPECT_EQ(there, replayed(*model));
}

mode_t permissions_of(const fs::path& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777;
}

TEST_F(SqliteDurability, F50_AStartDestroysNothing) {
  World world;
  world.live_a_day();
  world.trade(30);
  std::vector<std::string> before;
  {
    const auto store = open();
    commit_all(*store, world);
    before = replayed(*store);
  }
  for (int start = 0; start < 3; ++start) EXPECT_EQ(replayed(*open()), before);
}

TEST_F(SqliteDurability, F25_ASecondWriterIsRefused) {
  const auto first = open();
  EXPECT_NE(refusal().find("in use by process " + std::to_string(getpid())), std::string::npos) << refusal();
  EXPECT_FALSE(migrate_up(file_, std::nullopt));
  EXPECT_FALSE(migrate_down(file_, std::nullopt, {}));
}

TEST_F(SqliteDurability, TheLockEndsWithItsHolder) {
  open().reset();
  EXPECT_EQ(refusal(), "");
}

TEST_F(SqliteDurability, NobodyElseMayReadTheFiles) {
  const auto store = open();
  World world;
  commit_all(*store, world);
  EXPECT_EQ(permissions_of(file_.parent_path()), 0700U);
  EXPECT_EQ(permissions_of(file_), 0600U);
  EXPECT_EQ(permissions_of(file_.string() + "-wal"), 0600U);
  EXPECT_EQ(permissions_of(file_.string() + "-shm"), 0600U);
  EXPECT_EQ(permissions_of(file_.string() + ".lock"), 0600U);
}

TEST_F(SqliteDurability, WhatIsAppendedCannotBeChangedOrTakenBack) {
  {
    const auto store = open();
    World world;
    world.live_a_day();
    world.trade(20);
    commit_all(*store, world);
  }
  Sql outsider(file_);
  const std::vector<std::pair<std::string, std::string>> tables{
      {"record", "at"},           {"record_notes", "reason"}, {"cycles", "at"},           {"outcomes", "request"},
      {"attention_counts", "at"}, {"market_halts", "at"},     {"safeguard_events", "at"}, {"setting_changes", "at"},
      {"audit_log", "at"},        {"payment_events", "at"}};
  for (const auto& [table, column] : tables) {
    EXPECT_NE(outsider.run("UPDATE " + table + " SET " + column + " = " + column), "") << table;
    EXPECT_NE(outsider.run("DELETE FROM " + table), "") << table;
  }
  for (const std::string table : {"record", "record_notes", "outcomes"}) {
    EXPECT_NE(outsider.run("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table + " LIMIT 1"), "") << table;
  }
}

TEST_F(SqliteDurability, TheRecordTakesNoRowThatCannotBe) {
  const auto store = open();
  World world;
  commit_all(*store, world);
  const Transaction last = world.rows().back();
  const auto refused = [&](const std::function<void(Transaction&)>& spoil) {
    TempDir dir;
    const auto other = good(open_sqlite_store({dir / "world.db"}));
    commit_all(*other, world);
    Transaction row = last;
    row.seq = last.seq + 1;
    spoil(row);
    const std::vector<Event> events{row};
    return !other->commit(events).has_value();
  };
  EXPECT_FALSE(refused([](Transaction&) {})) << "the row itself is fine";
  EXPECT_TRUE(refused([](Transaction& row) { row.seq += 1; })) << "a gap";
  EXPECT_TRUE(refused([](Transaction& row) { row.seq -= 1; })) << "a second row of a sequence";
  EXPECT_TRUE(refused([](Transaction& row) { row.buyer_balance_after = Money{-1}; })) << "a balance below zero";
  EXPECT_TRUE(refused([](Transaction& row) { row.amount = Money{-1}; })) << "a top-up below zero";
  EXPECT_TRUE(refused([](Transaction& row) { row.platform_fee = Money{-1}; })) << "a fee below zero";
  EXPECT_TRUE(refused([](Transaction& row) { row.pool_cash_after = Money{-1}; })) << "a pool below zero";
  EXPECT_TRUE(refused([](Transaction& row) { row.type = static_cast<TransactionType>(11); })) << "an unknown type";
}

TEST_F(SqliteDurability, ABatchIsThereWholeOrNotAtAll) {
  const auto store = open();
  World world;
  commit_all(*store, world);
  const auto before = replayed(*store);

  const std::size_t first = world.batches().size();
  world.trade(3);
  std::vector<Event> events;
  for (std::size_t i = first; i < world.batches().size(); ++i) {
    events.insert(events.end(), world.batches()[i].begin(), world.batches()[i].end());
  }
  events.push_back(events.front());  // a row twice: the last insert of the batch fails
  EXPECT_FALSE(store->commit(events));
  EXPECT_EQ(replayed(*store), before);
}

TEST_F(SqliteDurability, AfterAFailedCommitNothingMoreIsWritten) {
  World world;
  {
    const auto store = open();
    commit_all(*store, world);
    const std::vector<Event> twice{world.rows().back()};
    ASSERT_FALSE(store->commit(twice));

    const std::size_t first = world.batches().size();
    world.trade(1);
    const auto again = store->commit(world.batches()[first]);
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().detail.find("failed before"), std::string::npos);
    EXPECT_FALSE(store->probe());
    EXPECT_FALSE(store->commit({}));

    // What is committed can still be read, and a new start goes on from it.
    good(store->reader());
  }
  const auto store = open();
  Engine engine{Settings()};
  good(store->replay([&](const Event& event) { engine.replay(event); }));
  EXPECT_EQ(good(good(store->reader())->count({})), engine.state().ledger.last_seq());
  good(store->probe());
}

TEST_F(SqliteDurability, AFullDiskFailsTheCommitAndLosesNothingAcknowledged) {
  World world(3);
  world.trade(250);
  const auto fill_disk = [] {
    // A limit of the file size stands in for a full disk: a write fails in the middle of some commit.
    constexpr rlim_t kMostBytes = 1'000'000;
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{kMostBytes, kMostBytes};
    setrlimit(RLIMIT_FSIZE, &limit);
  };
  EXPECT_EQ(commit_in_child(world, fill_disk, [](bool failed) { return failed ? 0 : 3; }), 0);
  expect_acknowledged(world, 10);
}

TEST_F(SqliteDurability, WhicheverWriteOrSyncFailsNothingAcknowledgedIsLost) {
  World world(5);
  world.trade(4);
  const std::vector<Event> events = world.events();
  constexpr std::size_t kBatch = 40;
  open().reset();
  const fs::path fresh = dir_ / "fresh.db";
  fs::rename(file_, fresh);

  FailingDisk disk;
  std::int64_t operation = 1;
  for (bool failed = true; failed; ++operation) {
    fs::copy_file(fresh, file_);
    auto store = open();
    const auto model = make_memory_store();
    bool stopped = false;
    bool in_doubt = false;
    disk.fail_at(operation);
    for (std::size_t first = 0; first < events.size() && !stopped; first += kBatch) {
      const auto batch = std::span(events).subspan(first, std::min(kBatch, events.size() - first));
      stopped = !store->commit(batch);
      if (!stopped) good(model->commit(batch));
      if (!stopped) continue;
      EXPECT_FALSE(store->probe()) << "the disk works again, but who knows what it holds";
      store.reset();
      disk.fail_at(0);
      // The failed batch may have become durable all the same; then it is whole.
      if (replayed(*open()) != replayed(*model)) {
        in_doubt = true;
        good(model->commit(batch));
      }
    }
    store.reset();  // the last writes come when it closes
    failed = stopped || disk.has_failed();
    disk.fail_at(0);
    EXPECT_EQ(replayed(*open()), replayed(*model)) << "operation " << operation << (in_doubt ? ", in doubt" : "");
    fs::remove(file_);
  }
  EXPECT_GT(operation, 20);
}

TEST_F(SqliteDurability, AKilledProcessLosesNothingAcknowledgedAndLeavesNothingHalf) {
  for (const int after_ms : {15, 60, 140, 230}) {
    World world(static_cast<std::uint64_t>(after_ms));
    world.trade(400);
    const auto die_soon = [&] {
      std::thread([after_ms] {
        std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
        _exit(7);
      }).detach();
    };
    const int code = commit_in_child(world, die_soon, [](bool) { return 0; });
    EXPECT_TRUE(code == 7 || code == 0) << code;
    expect_acknowledged(world, 0);
    fs::remove_all(file_.parent_path());
  }
}

TEST_F(SqliteDurability, AReaderSeesWholeCommitsBesideTheWriter) {
  const auto store = open();
  World world;
  commit_all(*store, world);
  const auto reader = good(open_sqlite_reader(file_));
  const std::int64_t before = good(reader->count({}));

  std::vector<std::string> seen;
  bool committed = false;
  good(reader->replay([&](const Event& event) {
    seen.push_back(describe(event));
    if (committed) return;
    committed = true;
    const std::size_t first = world.batches().size();
    world.trade(5);
    for (std::size_t i = first; i < world.batches().size(); ++i) good(store->commit(world.batches()[i]));
  }));
  std::int64_t rows = 0;
  for (const std::string& words : seen) rows += words.starts_with("row ") ? 1 : 0;
  EXPECT_EQ(rows, before) << "what was committed during the replay is not in it";
  EXPECT_EQ(good(reader->count({})), static_cast<std::int64_t>(world.rows().size()));
}

TEST_F(SqliteDurability, AReaderCannotWriteAndDoesNotMakeADatabase) {
  EXPECT_FALSE(open_sqlite_reader(file_));
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(SqliteDurability, ABackupUnderARunningServerIsWholeAndPrivate) {
  const auto store = open();
  World world;
  world.live_a_day();
  world.trade(20);
  commit_all(*store, world);
  const fs::path copy = dir_ / "copy.db";
  good(backup_world(file_, copy));
  EXPECT_EQ(permissions_of(copy), 0600U);

  EXPECT_EQ(Sql(copy).value("PRAGMA journal_mode"), "'delete'") << "one plain file";
  EXPECT_EQ(good(good(open_sqlite_reader(copy))->count({})), static_cast<std::int64_t>(world.rows().size()));

  const auto again = backup_world(file_, copy);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().detail.find("never overwrites"), std::string::npos);
  EXPECT_EQ(replayed(*good(open_sqlite_store({copy}))), replayed(*store));

  EXPECT_FALSE(backup_world(Database(dir_ / "nothing.db"), dir_ / "other.db"));
  EXPECT_FALSE(fs::exists(dir_ / "other.db"));
}

TEST_F(SqliteDurability, AFileThatIsNoDatabaseIsAFault) {
  fs::create_directories(file_.parent_path());
  std::ofstream(file_) << "this is not a database, and long enough to be read as the header of one; really";
  EXPECT_NE(refusal(), "");
}

TEST_F(SqliteDurability, AFolderThatCannotBeMadeIsAFault) {
  std::ofstream(dir_ / "data") << "a file where the folder should be";
  EXPECT_NE(refusal(), "");
}

}  // namespace
}  // namespace loam::test
