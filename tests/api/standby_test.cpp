// Two servers on one PostgreSQL: one writes, one waits, and what was acknowledged is there whoever answers.

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <limits>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "support/postgres.hpp"
#include "support/postgres_proxy.hpp"

namespace loam::test {
namespace {

constexpr const char* kLeaseSeconds = "1";

int rounds() { return std::getenv("LOAM_LONG") != nullptr ? 50 : 2; }

// Which batch was committed under which epoch: a number that comes twice breaks the key, and with it the second batch.
constexpr const char* kLogBatches =
    "CREATE TABLE batch_log (batch BIGINT PRIMARY KEY, epoch BIGINT NOT NULL);"
    "CREATE FUNCTION log_batch() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN INSERT INTO batch_log VALUES (NEW.batch, NEW.epoch); RETURN NEW; END $$;"
    "CREATE TRIGGER log_batch AFTER UPDATE ON writer_lease FOR EACH ROW WHEN (OLD.batch <> NEW.batch)"
    " EXECUTE FUNCTION log_batch()";

/// Two processes on one database, which take turns.
class TwoServers : public testing::Test {
 protected:
  /// @param socket the directory where the server finds PostgreSQL; empty: where it is
  ServerOptions options(bool standby, const std::string& socket = {}) const {
    ServerOptions options;
    options.settings = {"signup_grant_bdt=1000", "api_requests_per_minute=1000000000",
                        "biome_trades_per_minute=1000000000", std::string("lease_seconds=") + kLeaseSeconds,
                        "world_size=64x64"};
    options.environment = {"LOAM_DATABASE=" + (socket.empty() ? database_.url() : database_.url_by(socket))};
    if (standby) options.arguments = {"--standby"};
    return options;
  }

  std::unique_ptr<ServerProcess> start(bool standby, const std::string& socket = {}) {
    return std::make_unique<ServerProcess>(options(standby, socket));
  }
  std::unique_ptr<ServerProcess> start_first(const std::string& socket = {}) {
    auto first = start(false, socket);
    EXPECT_EQ(database_.run(kLogBatches), "");
    return first;
  }

  /// Registers somebody and buys with him, until the server answers no more or so often. Each bought row is kept.
  void trade(HttpClient http, const std::string& name, int orders = std::numeric_limits<int>::max()) {
    const HttpHeaders json{{"Content-Type", "application/json"}};
    const auto registered = http.request(
        "POST", "/api/v1/auth/register", json,
        R"({"username":")" + name + R"(","email":")" + name + R"(@example.com","password":"a long enough password"})");
    if (!registered || registered->status != 201) return;
    HttpHeaders headers = json;
    headers.emplace_back("Authorization", "Bearer " + Json(registered->body).text("access_token"));
    for (int order = 0; order < orders; ++order) {
      const auto bought =
          http.request("POST", "/api/v1/biome-market/buy", headers, R"({"biome":"forest","amount_bdt":1})");
      if (!bought || bought->status != 201) return;
      const std::lock_guard lock(mutex_);
      acknowledged_.push_back(Json(bought->body).text("transaction_id"));
    }
  }

  /// How many of the acknowledged rows the database lacks.
  std::size_t lost() const {
    std::set<std::string> there;
    for (const std::string& id : database_.rows("SELECT transaction_id FROM transactions")) there.insert(id);
    return static_cast<std::size_t>(std::count_if(acknowledged_.begin(), acknowledged_.end(),
                                                  [&](const std::string& id) { return !there.contains(id); }));
  }

  /// Batches that were committed under an older epoch than one before them.
  std::string out_of_turn() const {
    return database_.value(
        "SELECT count(*) FROM (SELECT epoch, max(epoch) OVER (ORDER BY batch) AS newest FROM batch_log) AS log"
        " WHERE epoch < newest");
  }

  std::int64_t epoch() const { return std::stoll(database_.value("SELECT epoch FROM writer_lease")); }

  testing::AssertionResult verified() const {
    const TempDir nowhere;
    const auto result = run_command({"verify", "--data", nowhere / "data", "--set", "database=" + database_.url()});
    if (result.exit_code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << result.out << result.err;
  }

  PostgresDatabase database_{true};
  std::mutex mutex_;
  std::vector<std::string> acknowledged_;
};

TEST_F(TwoServers, A_second_server_is_refused_while_the_first_one_lives) {
  const auto first = start(false);
  const TempDir nowhere;
  const auto second = run_command(
      {"serve", "--data", nowhere / "data", "--listen", "127.0.0.1:0", "--set", "database=" + database_.url()});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_NE(second.err.find("in use"), std::string::npos) << second.err;
  const auto migrated =
      run_command({"migrate", "down", "--data", nowhere / "data", "--set", "database=" + database_.url()});
  EXPECT_EQ(migrated.exit_code, 1);
  EXPECT_NE(migrated.err.find("stop it first"), std::string::npos) << migrated.err;
}

TEST_F(TwoServers, F40_F50_After_kill_9_the_standby_goes_on_and_nothing_acknowledged_is_lost) {
  auto writer = start_first();
  for (int round = 0; round < rounds(); ++round) {
    std::unique_ptr<ServerProcess> standby;
    std::thread waiting([&] { standby = start(true); });
    std::thread client([&] { trade(writer->client(), "killed" + std::to_string(round)); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700 + 31 * round));
    const std::int64_t before = epoch();
    writer->kill_hard();
    client.join();
    waiting.join();
    EXPECT_EQ(epoch(), before + 1);
    EXPECT_EQ(lost(), 0U);
    writer = std::move(standby);
  }
  EXPECT_FALSE(acknowledged_.empty());
  EXPECT_EQ(out_of_turn(), "0");
  EXPECT_TRUE(verified());
}

TEST_F(TwoServers, F25_A_writer_that_slept_past_its_lease_commits_nothing_more_and_stops) {
  auto writer = start_first();
  for (int round = 0; round < rounds(); ++round) {
    std::unique_ptr<ServerProcess> standby;
    std::thread waiting([&] { standby = start(true); });
    std::thread client([&] { trade(writer->client(), "slept" + std::to_string(round)); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700 + 31 * round));
    ASSERT_EQ(::kill(writer->pid(), SIGSTOP), 0);
    waiting.join();  // it serves: it has taken over
    const std::string taken = database_.value("SELECT max(seq) FROM transactions");
    ASSERT_EQ(::kill(writer->pid(), SIGCONT), 0);
    client.join();
    EXPECT_EQ(writer->wait_for_exit(Duration::seconds(20)), std::optional(1)) << writer->log();
    EXPECT_EQ(database_.value("SELECT max(seq) FROM transactions"), taken) << "nobody traded with the new one";
    EXPECT_EQ(lost(), 0U);
    writer = std::move(standby);
  }
  EXPECT_FALSE(acknowledged_.empty());
  EXPECT_EQ(out_of_turn(), "0");
  EXPECT_TRUE(verified());
}

TEST_F(TwoServers, F25_A_writer_that_is_cut_off_from_the_database_gives_way_and_what_it_acknowledged_stays) {
  std::list<PostgresProxy> networks;
  auto writer = start_first(networks.emplace_back(database_.server()).directory());
  for (int round = 0; round < rounds(); ++round) {
    PostgresProxy& network = networks.back();
    PostgresProxy& next_network = networks.emplace_back(database_.server());
    std::unique_ptr<ServerProcess> standby;
    std::thread waiting([&] { standby = start(true, next_network.directory()); });
    std::thread client([&] { trade(writer->client(), "cut" + std::to_string(round)); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700 + 31 * round));
    if (round % 2 == 0) {
      network.refuse();
    } else {
      network.fall_silent();
    }
    waiting.join();  // it serves: it has taken over
    const std::string taken = database_.value("SELECT max(seq) FROM transactions");
    network.mend();
    EXPECT_EQ(writer->wait_for_exit(Duration::seconds(30)), std::optional(1)) << writer->log();
    client.join();
    EXPECT_EQ(database_.value("SELECT max(seq) FROM transactions"), taken) << "nobody traded with the new one";
    EXPECT_EQ(lost(), 0U);
    writer = std::move(standby);
    networks.pop_front();
  }
  EXPECT_FALSE(acknowledged_.empty());
  EXPECT_EQ(out_of_turn(), "0");
  EXPECT_TRUE(verified());
}

TEST_F(TwoServers, A_standby_has_read_the_world_before_its_turn_comes) {
  auto writer = start(false);
  std::unique_ptr<ServerProcess> standby;
  std::thread waiting([&] { standby = start(true); });
  std::thread client([&] { trade(writer->client(), "before"); });
  std::this_thread::sleep_for(std::chrono::seconds(1));
  writer->kill_hard();
  client.join();
  waiting.join();
  EXPECT_NE(standby->log().find("with all that was committed until now"), std::string::npos) << standby->log();
  const std::size_t before = acknowledged_.size();
  trade(standby->client(), "after", 3);
  EXPECT_EQ(acknowledged_.size(), before + 3);
  EXPECT_EQ(lost(), 0U);
  EXPECT_TRUE(verified());
}

TEST_F(TwoServers, A_polite_end_hands_over_at_once_and_a_waiting_standby_ends_politely) {
  auto writer = start(false);
  std::unique_ptr<ServerProcess> standby;
  std::thread waiting([&] { standby = start(true); });
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_EQ(writer->terminate(), std::optional(0));
  waiting.join();
  EXPECT_EQ(epoch(), 2);
  EXPECT_TRUE(verified());
}

}  // namespace
}  // namespace loam::test
