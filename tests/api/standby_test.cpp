// Two servers on one PostgreSQL: one writes, one waits, and what was acknowledged is there whoever answers.

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "support/postgres.hpp"

namespace loam::test {
namespace {

constexpr const char* kLeaseSeconds = "1";

int rounds() { return std::getenv("LOAM_LONG") != nullptr ? 25 : 2; }

/// Two processes on one database, which take turns.
class TwoServers : public testing::Test {
 protected:
  ServerOptions options(bool standby) const {
    ServerOptions options;
    options.settings = {"signup_grant_bdt=1000", "api_requests_per_minute=1000000000",
                        "biome_trades_per_minute=1000000000", std::string("lease_seconds=") + kLeaseSeconds,
                        "world_size=64x64"};
    options.environment = {"LOAM_DATABASE=" + database_.url()};
    if (standby) options.arguments = {"--standby"};
    return options;
  }

  std::unique_ptr<ServerProcess> start(bool standby) { return std::make_unique<ServerProcess>(options(standby)); }

  /// Registers somebody and buys with him, until the server answers no more. Each bought row is kept.
  void trade(HttpClient http, const std::string& name) {
    const HttpHeaders json{{"Content-Type", "application/json"}};
    const auto registered = http.request(
        "POST", "/api/v1/auth/register", json,
        R"({"username":")" + name + R"(","email":")" + name + R"(@example.com","password":"a long enough password"})");
    if (!registered || registered->status != 201) return;
    HttpHeaders headers = json;
    headers.emplace_back("Authorization", "Bearer " + Json(registered->body).text("access_token"));
    for (;;) {
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
  auto writer = start(false);
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
  EXPECT_TRUE(verified());
}

TEST_F(TwoServers, F25_A_writer_that_slept_past_its_lease_commits_nothing_more_and_stops) {
  auto writer = start(false);
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
