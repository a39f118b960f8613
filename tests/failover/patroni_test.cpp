// The database fails over under load: a real etcd, two nodes under Patroni, and the primary killed.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "failover/order_load.hpp"
#include "failover/patroni_cluster.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

constexpr std::size_t kClients = 8;
constexpr std::size_t kOrdersAround = 200;  // answered before the primary is killed, and again after it

int rounds() { return std::getenv("LOAM_LONG") != nullptr ? 10 : 2; }

/// A server under a supervisor: where it ends by itself it is started again, until it comes up.
class SupervisedServer {
 public:
  explicit SupervisedServer(ServerOptions options)
      : server_(std::move(options)), port_(server_.port()), supervisor_([this] { supervise(); }) {}
  SupervisedServer(const SupervisedServer&) = delete;
  SupervisedServer& operator=(const SupervisedServer&) = delete;
  ~SupervisedServer() { end_supervision(); }

  /// Of the server that runs now.
  [[nodiscard]] const std::atomic<std::uint16_t>& port() const { return port_; }
  /// While it is supervised, only for what a start does not change.
  [[nodiscard]] ServerProcess& server() { return server_; }
  void end_supervision() {
    ending_ = true;
    if (supervisor_.joinable()) supervisor_.join();
  }
  [[nodiscard]] int starts_again() const { return starts_again_; }

 private:
  void supervise() {
    while (!ending_) {
      if (server_.wait_for_exit(Duration{100})) start_again();
    }
  }
  /// It may end again at once, where the database is not back yet.
  void start_again() {
    while (!ending_) {
      try {
        server_.restart();
        port_ = server_.port();
        ++starts_again_;
        return;
      } catch (const std::runtime_error&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
      }
    }
  }

  ServerProcess server_;
  std::atomic<std::uint16_t> port_;
  std::atomic<bool> ending_{false};
  std::atomic<int> starts_again_{0};
  std::thread supervisor_;
};

class Failover : public testing::Test {
 protected:
  void SetUp() override {
    cluster_ = std::make_unique<PatroniCluster>();
    cluster_->run("postgres", "CREATE ROLE loam LOGIN PASSWORD 'of-loam'");
    cluster_->run("postgres", "CREATE DATABASE loam OWNER loam");
    url_ = cluster_->url("loam", "of-loam", "loam");
    ServerOptions options =
        with_settings({"signup_grant_bdt=1000000", "biome_initial_cash_bdt=1000000000", "biome_initial_shares=10000000",
                       "api_requests_per_minute=1000000000", "biome_trades_per_minute=1000000000", "world_size=64x64"},
                      {"LOAM_DATABASE=" + url_});
    options.start_time = Duration::seconds(90);
    supervised_ = std::make_unique<SupervisedServer>(std::move(options));
  }

  std::vector<std::string> register_players() {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < kClients; ++i) {
      tokens.push_back(make_player(supervised_->server(), "player" + std::to_string(i)).token);
    }
    return tokens;
  }

  /// The buys on record, sorted.
  std::vector<std::string> bought() {
    auto rows = cluster_->run("loam", "SELECT transaction_id FROM transactions WHERE transaction_type = 'BIOME_BUY'");
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  testing::AssertionResult verified() {
    const auto result = run_command({"verify", "--data", supervised_->server().data(), "--set", "database=" + url_}, {},
                                    Duration::seconds(240));
    if (result.exit_code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << result.out << result.err;
  }

  /// Kills the primary under this load, and sees the other node take its place and the orders go on.
  void fail_over(const OrderLoad& load) {
    ASSERT_TRUE(wait_until([&, before = load.acknowledged()] { return load.acknowledged() >= before + kOrdersAround; }))
        << supervised_->server().log();
    const auto primary = cluster_->primary();
    ASSERT_TRUE(primary.has_value()) << cluster_->log();
    const std::size_t other = PatroniCluster::kNodes - 1 - *primary;
    cluster_->kill_hard(*primary);
    ASSERT_TRUE(wait_until([&] { return cluster_->primary() == other; })) << cluster_->log();
    // Strictly synchronous, no commit is answered before there is a standby again. Its supervisor brings it back.
    cluster_->start(*primary);
    ASSERT_TRUE(wait_until([&] { return cluster_->is_synchronous(*primary); })) << cluster_->log();
    ASSERT_TRUE(wait_until([&, before = load.acknowledged()] { return load.acknowledged() >= before + kOrdersAround; }))
        << supervised_->server().log();
  }

  std::unique_ptr<PatroniCluster> cluster_;
  std::string url_;
  std::unique_ptr<SupervisedServer> supervised_;
};

TEST_F(Failover, F40_F50_ThePrimaryIsKilledUnderLoadAndNothingAcknowledgedIsLost) {
  OrderLoad load(supervised_->port(), register_players());
  for (int round = 0; round < rounds(); ++round) {
    ASSERT_NO_FATAL_FAILURE(fail_over(load)) << "round " << round;
  }
  load.finish();
  supervised_->end_supervision();
  RecordProperty("server_started_again", supervised_->starts_again());
  RecordProperty("orders_acknowledged", static_cast<int>(load.acknowledged()));

  EXPECT_EQ(load.complaints(), std::vector<std::string>()) << supervised_->server().log();
  auto acknowledged = load.rows();
  std::sort(acknowledged.begin(), acknowledged.end());
  EXPECT_EQ(std::adjacent_find(acknowledged.begin(), acknowledged.end()), acknowledged.end()) << "two orders, one row";
  const auto there = bought();
  std::vector<std::string> lost;
  std::set_difference(acknowledged.begin(), acknowledged.end(), there.begin(), there.end(), std::back_inserter(lost));
  EXPECT_EQ(lost, std::vector<std::string>());
  EXPECT_EQ(there.size(), acknowledged.size()) << "every order got its answer, so each has one row";
  EXPECT_TRUE(verified());
}

}  // namespace
}  // namespace loam::test
