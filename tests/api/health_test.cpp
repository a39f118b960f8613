// F-56: health was always red, or always green. Here ready means: a commit succeeds now, and it is tried.

#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/migrations.hpp"
#include "support/caller.hpp"
#include "support/paths.hpp"
#include "support/postgres.hpp"

namespace loam::test {
namespace {

using namespace std::chrono_literals;

/// Holds what every commit needs, as a backup gone wrong or a stuck disk would: the file's write lock, or the row of
/// the writer's lease.
class WriteLock {
 public:
  explicit WriteLock(const std::string& data) : url_(database_for(data)) {
    if (!url_.empty()) {
      server_ = PQconnectdb(url_.c_str());
      PQclear(PQexec(server_, "BEGIN"));
      const auto locked = PQexec(server_, "SELECT 1 FROM writer_lease FOR UPDATE");
      EXPECT_EQ(PQresultStatus(locked), PGRES_TUPLES_OK) << PQerrorMessage(server_);
      PQclear(locked);
      return;
    }
    EXPECT_EQ(sqlite3_open((data + "/loam.sqlite").c_str(), &file_), SQLITE_OK);
    sqlite3_busy_timeout(file_, 5'000);
    EXPECT_EQ(sqlite3_exec(file_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  }
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;
  ~WriteLock() {
    PQfinish(server_);
    if (file_ != nullptr) sqlite3_exec(file_, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(file_);
  }

 private:
  std::string url_;
  PGconn* server_ = nullptr;
  sqlite3* file_ = nullptr;
};

TEST(Health, F56_ready_is_green_while_commits_succeed_and_red_while_they_do_not) {
  ServerProcess server;
  Caller caller(server);
  const Told ready = caller.get("/health/ready");
  EXPECT_EQ(ready.status, 200) << ready.body;
  EXPECT_EQ(ready.at("status"), "ready");
  EXPECT_LT(std::stoll(ready.at("last_commit_age_ms")), 2'000) << "the commit was made just now";
  {
    const WriteLock lock(server.data());
    std::this_thread::sleep_for(600ms);  // until the last answer is no longer fresh
    const Told red = caller.get("/health/ready");
    EXPECT_EQ(red.status, 503) << red.body;
    EXPECT_EQ(red.at("status"), "not_ready");
    EXPECT_FALSE(red.raw.header("retry-after").empty());
    EXPECT_EQ(caller.get("/health/live").status, 200) << "the process runs all the same";
  }
  const auto until = std::chrono::steady_clock::now() + 10s;
  int status = 0;
  while (status != 200 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(200ms);
    status = caller.get("/health/ready").status;
  }
  EXPECT_EQ(status, 200) << "and green again";
}

TEST(Health, F56_asking_often_costs_the_disk_nothing_and_is_never_limited) {
  ServerProcess server(with_settings({"api_requests_per_minute=10"}));
  Caller caller(server);
  const auto commits = [&] {
    const std::string text = caller.get("/metrics").body;
    const std::string name = "\nloam_last_commit_timestamp_seconds ";
    return text.substr(text.find(name) + name.size(), 20);
  };
  const auto begin = std::chrono::steady_clock::now();
  std::string last;
  int changes = 0;
  for (int i = 0; i < 500; ++i) {
    ASSERT_EQ(caller.get(i % 2 == 0 ? "/health/ready" : "/health").status, 200);
    const std::string now = commits();
    changes += now == last ? 0 : 1;
    last = now;
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  EXPECT_LE(changes, took.count() / 500 + 3) << "commits for 500 questions";
}

TEST(Health, TheVersionAndTheSchemaAreTold) {
  ServerProcess server;
  Caller caller(server);
  const Told health = caller.get("/health");
  EXPECT_EQ(health.status, 200);
  EXPECT_FALSE(health.at("version").empty());
  EXPECT_EQ(health.at("schema_step"), sqlite_migrations().back().name);
  EXPECT_FALSE(caller.get("/health/ready").has("schema_step")) << "machines ask it for one thing only";
}

/// A port that was free a moment ago.
int free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

TEST(Health, AnOperatorsPortTakesHealthAndMetricsOffTheApi) {
  const int port = free_port();
  ServerProcess server(with_settings({"operator_listen=127.0.0.1:" + std::to_string(port)}));
  Caller caller(server);
  EXPECT_EQ(caller.get("/health/ready").status, 404);
  EXPECT_EQ(caller.get("/metrics").status, 404);
  EXPECT_EQ(caller.get("/api/v1/biome-market/markets").status, 200);
  HttpClient operators("127.0.0.1", static_cast<std::uint16_t>(port));
  EXPECT_EQ(operators.get("/health/ready")->status, 200);
  EXPECT_EQ(operators.get("/metrics")->status, 200);
  EXPECT_EQ(operators.get("/api/v1/biome-market/markets")->status, 404);
}

TEST(Metrics, CountWhatHappens) {
  ServerProcess server(with_settings({"signup_grant_bdt=1000"}));
  Caller player = make_player(server, "anika");
  ASSERT_EQ(player.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":100})").status, 201);
  ASSERT_EQ(player.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":5000})").status, 409);
  ASSERT_EQ(player.get("/api/v1/no/such/path").status, 404);
  std::string text;
  const auto until = std::chrono::steady_clock::now() + 5s;
  const std::string bought = R"(loam_transactions_total{type="BIOME_BUY"} 1)";
  while (text.find(bought) == std::string::npos && std::chrono::steady_clock::now() < until) {
    text = player.get("/metrics").body;
  }
  for (const char* line :
       {R"(loam_transactions_total{type="BIOME_BUY"} 1)", R"(loam_transactions_total{type="GRANT"} 1)",
        R"(loam_transaction_amount_bdt_total{type="BIOME_BUY"} 100)",
        R"(loam_platform_fees_bdt_total{type="BIOME_BUY"} 2)", R"(loam_refusals_total{code="insufficient_funds"} 1)",
        R"(loam_http_requests_total{operation="buy_shares",status="201"} 1)",
        R"(loam_http_requests_total{operation="buy_shares",status="409"} 1)",
        R"(loam_http_requests_total{operation="none",status="404"} 1)", R"(loam_market_price_bdt{biome="forest"} 100)",
        "loam_users 1", "loam_sessions 1", "loam_accepting 1", "loam_commit_seconds_count", "loam_commit_events_count",
        "process_resident_memory_bytes", "# TYPE loam_transactions_total counter"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
  EXPECT_TRUE(player.get("/metrics").raw.header("content-type").starts_with("text/plain; version=0.0.4"));
}

/// A rule over a name that is not served never fires.
TEST(Metrics, EveryOneThatARuleNamesIsServed) {
  std::ifstream file(loam::test::source_dir() + "/deploy/prometheus-rules.yml");
  const std::string rules((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ServerProcess server;
  Caller caller(server);
  EXPECT_EQ(caller.get("/health/ready").status, 200);
  EXPECT_EQ(caller.get("/api/v1/biome-market/markets").status, 200);  // now one request is counted
  const std::string text = caller.get("/metrics").body;
  std::set<std::string> named;
  const std::regex name(R"(\bloam_[a-z_]+)");
  for (std::sregex_iterator at(rules.begin(), rules.end(), name), end; at != end; ++at) named.insert(at->str());
  EXPECT_GE(named.size(), 8U);
  const auto served = [&text](const std::string& start) { return text.find('\n' + start) != std::string::npos; };
  for (const std::string& metric : named) EXPECT_TRUE(served(metric + '{') || served(metric + ' ')) << metric;
}

TEST(Docs, ThePageRunsNothingThatStandsInIt) {
  ServerProcess server;
  Caller caller(server);
  const Told page = caller.get("/docs");
  EXPECT_EQ(page.status, 200);
  const std::string_view policy = page.raw.header("content-security-policy");
  EXPECT_NE(policy.find("script-src 'self';"), std::string_view::npos) << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string_view::npos) << policy;
  EXPECT_NE(page.body.find("/docs/docs.css?v="), std::string::npos);
  for (std::size_t at = page.body.find("<script"); at != std::string::npos; at = page.body.find("<script", at + 1)) {
    EXPECT_TRUE(page.body.substr(at).starts_with("<script src=\"/docs/")) << page.body.substr(at, 60);
  }
  const std::size_t begin = page.body.find("/docs/docs.css?v=");
  const std::string asset = page.body.substr(begin, page.body.find('"', begin) - begin);
  const Told kept = caller.get(asset);
  EXPECT_EQ(kept.status, 200);
  EXPECT_NE(kept.raw.header("cache-control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(caller.get("/docs/no-such-file").status, 404);

  const Told document = caller.get("/api/v1/openapi.json");
  EXPECT_EQ(document.status, 200);
  const std::string tag(document.raw.header("etag"));
  EXPECT_EQ(caller.send("GET", "/api/v1/openapi.json", {}, {{"If-None-Match", tag}}).status, 304);
}

}  // namespace
}  // namespace loam::test
