// What the PostgreSQL store promises where the server has a synchronous standby: acknowledged means the standby has it.

#include <chrono>
#include <future>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "contract/stores.hpp"

namespace loam::test {
namespace {

constexpr std::chrono::milliseconds kPause{10};
constexpr std::chrono::seconds kPatience{60};

/// A standby that every commit waits for, and that is not there; until it is given up.
class MissingStandby {
 public:
  explicit MissingStandby(const PostgresDatabase& database) : database_(database) {
    change("SET synchronous_standby_names = 'nobody'", "nobody");
  }
  MissingStandby(const MissingStandby&) = delete;
  MissingStandby& operator=(const MissingStandby&) = delete;
  ~MissingStandby() { give_up(); }

  void give_up() { change("RESET synchronous_standby_names", ""); }

 private:
  /// A new session shows what all processes of the server have been told; the one that acts on it for all of them is
  /// the one that makes checkpoints, and it does so before the next of them.
  void change(const std::string& how, const std::string& to) {
    EXPECT_EQ(database_.run("ALTER SYSTEM " + how), "");
    EXPECT_EQ(database_.run("SELECT pg_reload_conf()"), "");
    const auto give_up_at = std::chrono::steady_clock::now() + kPatience;
    while (database_.value("SHOW synchronous_standby_names") != to && std::chrono::steady_clock::now() < give_up_at) {
      std::this_thread::sleep_for(kPause);
    }
    EXPECT_EQ(database_.run("CHECKPOINT"), "");
  }

  const PostgresDatabase& database_;
};

/// The session of the writer whose commit waits for the standby, other than `before`; empty where the commit has come
/// to its end instead.
std::string waiting_session(const PostgresDatabase& database, const std::future<bool>& commit,
                            const std::string& before = "0") {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < give_up) {
    const auto found = database.rows(
        "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name LIKE 'loam writer%'"
        " AND query = 'COMMIT' AND datname = current_database() AND pid <> " +
        before);
    if (!found.empty()) return found.front();
    if (commit.wait_for(kPause) == std::future_status::ready) return {};
  }
  return {};
}

TEST(PostgresStandby, ABatchWhoseSessionEndsIsAcknowledgedWhenTheStandbyHasItAndNotBefore) {
  const PostgresDatabase database;
  PostgresOptions options;
  options.url = database.url();
  options.lease = Duration::seconds(60);  // nobody but the batch writes meanwhile
  const auto store = good(open_postgres_store(options));
  World world;
  world.trade(10);
  commit_all(*store, world);
  const std::size_t before = world.events().size();
  world.trade(1);
  const std::vector<Event> events = world.events();
  const auto last = std::span(events).subspan(before);

  std::future<bool> commit;  // it ends when the standby has been given up, however this test ends
  MissingStandby standby(database);
  commit = std::async(std::launch::async, [&] { return store->commit(last).has_value(); });
  const std::string waiting = waiting_session(database, commit);
  ASSERT_NE(waiting, "") << "it waits for the standby";
  EXPECT_EQ(database.run("SELECT pg_terminate_backend(" + waiting + ")"), "");
  EXPECT_NE(waiting_session(database, commit, waiting), "") << "it was acknowledged, and no standby had it";

  standby.give_up();
  EXPECT_TRUE(commit.get());
  const auto model = make_memory_store();
  commit_all(*model, world);
  EXPECT_EQ(replayed(*store), replayed(*model));
}

}  // namespace
}  // namespace loam::test
