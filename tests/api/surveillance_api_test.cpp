// F-60: detectors existed with no caller. Each one here is fired by its own scenario through the running server, and
// what it says reaches operators: in the list, over the feed, in the audit log, and after a restart.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/signatures.hpp"
#include "feeds_client.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAlerts = "/api/v1/admin/alerts";
constexpr const char* kBuy = "/api/v1/biome-market/buy";

ServerOptions options(std::vector<std::string> settings = {}) {
  settings.emplace_back("api_requests_per_minute=100000000");
  settings.emplace_back("biome_trades_per_minute=100000000");
  return with_settings(std::move(settings), {"LOAM_GATEWAY_SECRET_BKASH=secret"});
}

/// Waits until there is an alert of this kind; the answer with the newest one first.
/// Alerts come from a thread of their own, soon after the commit.
Told wait_for_alert(Caller& operator_, const std::string& kind, std::size_t count = 1) {
  const auto until = std::chrono::steady_clock::now() + 10s;
  for (;;) {
    Told told = operator_.get(std::string(kAlerts) + "?kind=" + kind);
    if (told.size("alerts") >= count || std::chrono::steady_clock::now() > until) return told;
    std::this_thread::sleep_for(50ms);
  }
}

std::string order(std::string_view biome, std::string_view amount) {
  return R"({"biome":")" + std::string(biome) + R"(","amount_bdt":)" + std::string(amount) + "}";
}

TEST(Surveillance, F60_order_splitting) {
  ServerProcess server(options({"signup_grant_bdt=1000000"}));
  Caller root = make_overseer(server, "root");
  Caller whale = make_player(server, "whale");
  int refused = 0;
  for (int i = 0; i < 30 && refused < 5; ++i) {
    if (whale.post(kBuy, order("forest", "30000")).code() == "order_rate_exceeded") ++refused;
  }
  const Told told = wait_for_alert(root, "order_splitting");
  ASSERT_EQ(told.size("alerts"), 1U) << told.body;
  EXPECT_EQ(told.at("alerts/0/user_id"), whale.user_id);
  EXPECT_EQ(told.at("alerts/0/biome"), "forest");
  EXPECT_GT(told.size("alerts/0/evidence/transaction_ids"), 0U);
}

TEST(Surveillance, F60_wash_trading) {
  ServerProcess server(options({"signup_grant_bdt=10000"}));
  Caller root = make_overseer(server, "root");
  Caller trader = make_player(server, "trader");
  for (int i = 0; i < 5; ++i) {
    const Told bought = trader.post(kBuy, order("snow", "100"));
    ASSERT_EQ(bought.status, 201) << bought.body;
    ASSERT_EQ(
        trader.post("/api/v1/biome-market/sell", R"({"biome":"snow","shares":)" + bought.at("shares") + "}").status,
        201);
  }
  const Told told = wait_for_alert(root, "wash_trading");
  ASSERT_EQ(told.size("alerts"), 1U) << told.body;
  EXPECT_EQ(told.at("alerts/0/user_id"), trader.user_id);
  // The rows that prove it are in the trader's audit trail.
  const std::string proof = told.at("alerts/0/evidence/transaction_ids/0");
  EXPECT_NE(root.get("/api/v1/users/" + trader.user_id + "/transactions").body.find(proof), std::string::npos);
}

TEST(Surveillance, F60_large_adjustment_and_supply_jump) {
  ServerProcess server(options({"biome_initial_cash_bdt=1000"}));
  Caller root = make_overseer(server, "root");
  Caller friend_ = make_player(server, "friend");
  FeedClient feed(server, root.token);
  feed.say(R"({"type":"subscribe_alerts"})");
  ASSERT_FALSE(feed.next("subscribed_alerts").body.empty());
  give(root, friend_, "150000");
  const Told adjusted = wait_for_alert(root, "large_adjustment");
  ASSERT_EQ(adjusted.size("alerts"), 1U) << adjusted.body;
  EXPECT_EQ(adjusted.at("alerts/0/severity"), "critical");
  EXPECT_EQ(adjusted.at("alerts/0/user_id"), friend_.user_id);
  EXPECT_NE(adjusted.at("alerts/0/detail").find("root"), std::string::npos) << "it says who did it";
  EXPECT_EQ(wait_for_alert(root, "supply_jump").size("alerts"), 1U);
  EXPECT_FALSE(feed.next("alert").body.empty()) << "operators hear of it at once";
}

TEST(Surveillance, F60_market_halted) {
  ServerProcess server(options());
  Caller root = make_overseer(server, "root");
  ASSERT_EQ(root.post("/api/v1/admin/markets/desert/halt", R"({"reason":"odd trades"})").status, 200);
  const Told told = wait_for_alert(root, "market_halted");
  ASSERT_EQ(told.size("alerts"), 1U) << told.body;
  EXPECT_EQ(told.at("alerts/0/biome"), "desert");
  EXPECT_NE(told.at("alerts/0/detail").find("odd trades"), std::string::npos);
}

TEST(Surveillance, F60_market_halted_by_its_band) {
  // A wild world: the price runs into a narrow band within seconds and is halted fifteen seconds later.
  ServerProcess server(options({"price_band_percent=1", "market_profile=classic", "attention_half_life_minutes=1",
                                "cycle_ms=100", "max_price_move_percent=5"}));
  Caller root = make_overseer(server, "root");
  Caller crowd = make_player(server, "crowd");
  const auto until = std::chrono::steady_clock::now() + 45s;
  Told told;
  while (told.size("alerts") == 0 && std::chrono::steady_clock::now() < until) {
    crowd.post("/api/v1/biome-market/track-attention", R"({"biome":"forest","score":0.1})");
    told = root.get(std::string(kAlerts) + "?kind=market_halted");
    std::this_thread::sleep_for(80ms);
  }
  ASSERT_GT(told.size("alerts"), 0U) << root.get("/api/v1/biome-market/markets").body;
  EXPECT_EQ(told.at("alerts/0/severity"), "critical");
}

TEST(Surveillance, F60_attention_farm) {
  ServerProcess server(options({"signup_grant_bdt=10000", "attention_half_life_minutes=1", "cycle_ms=100"}));
  Caller root = make_overseer(server, "root");
  const Told key = root.post("/api/v1/admin/api-keys", R"({"name":"farm","scopes":["act_as","attention","users"]})");
  Caller holder = make_player(server, "holder");
  Caller bots(server, key.at("secret"));
  std::vector<std::string> ids;
  for (int i = 0; i < 12; ++i) {
    const Told made = bots.post("/api/v1/admin/users", R"({"username":"bot)" + std::to_string(i) + R"("})");
    ASSERT_EQ(made.status, 201) << made.body;
    ids.push_back(made.at("user_id"));
  }
  ASSERT_EQ(holder.post(kBuy, order("ocean", "5000")).status, 201);
  const auto until = std::chrono::steady_clock::now() + 30s;
  Told told;
  while (told.size("alerts") == 0 && std::chrono::steady_clock::now() < until) {
    for (const std::string& id : ids) {
      bots.post("/api/v1/biome-market/track-attention", R"({"biome":"ocean","score":20,"user_id":")" + id + R"("})");
    }
    told = root.get(std::string(kAlerts) + "?kind=attention_farm");
    std::this_thread::sleep_for(100ms);
  }
  ASSERT_EQ(told.size("alerts"), 1U) << root.get("/api/v1/biome-market/markets").body;
  EXPECT_EQ(told.at("alerts/0/user_id"), holder.user_id);
  EXPECT_EQ(told.at("alerts/0/biome"), "ocean");
}

TEST(Surveillance, F60_payment_refused) {
  ServerProcess server(options());
  Caller root = make_overseer(server, "root");
  Caller stranger(server);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(stranger.post("/api/v1/payments/webhook/bkash", R"({"reference_id":"x"})").status, 401);
  }
  EXPECT_EQ(wait_for_alert(root, "payment_refused").size("alerts"), 1U);
}

// ---------------------------------------------------------------------------------------------------------------------
// What operators do with alerts

TEST(Alerts, AreAcknowledgedWithANoteAndSurviveARestart) {
  ServerProcess server(options());
  Caller root = make_overseer(server, "root");
  Caller looker = make_overseer(server, "looker", "auditor");
  for (const char* biome : {"desert", "snow"}) {
    ASSERT_EQ(root.post("/api/v1/admin/markets/" + std::string(biome) + "/halt", R"({"reason":"to look"})").status,
              200);
  }
  const Told before = wait_for_alert(root, "market_halted", 2);
  ASSERT_EQ(before.size("alerts"), 2U) << before.body;
  const std::string id = before.at("alerts/1/alert_id");
  const std::string ack = std::string(kAlerts) + "/" + id + "/ack";

  EXPECT_EQ(looker.get(kAlerts).status, 200);
  EXPECT_EQ(looker.post(ack, R"({"note":"x"})").status, 403) << "auditors change nothing";
  EXPECT_EQ(root.post(std::string(kAlerts) + "/0198f6c2-a4be-7d3f-8a10-5f2b6c7d8e9f/ack", "{}").status, 404);
  EXPECT_EQ(root.post(ack, R"({"remark":"x"})").status, 422);
  const Told done = root.post(ack, R"({"note":"it was me"})", "ack-1");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.at("acknowledged_by"), "root");
  EXPECT_EQ(done.at("note"), "it was me");
  const Told again = root.post(ack, R"({"note":"it was me"})", "ack-1");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
  EXPECT_EQ(root.get(std::string(kAlerts) + "?acknowledged=false").size("alerts"), 1U);
  EXPECT_EQ(root.get(std::string(kAlerts) + "?acknowledged=true").at("alerts/0/alert_id"), id);
  EXPECT_EQ(root.get(std::string(kAlerts) + "?kind=gossip").status, 422);

  const auto until = std::chrono::steady_clock::now() + 5s;
  Told log;
  while (log.body.find("alert.market_halted") == std::string::npos && std::chrono::steady_clock::now() < until) {
    log = root.get("/api/v1/admin/audit-logs");
  }
  EXPECT_NE(log.body.find("alert.market_halted"), std::string::npos) << log.body;
  EXPECT_NE(log.body.find("alert.acknowledge"), std::string::npos);

  server.kill_hard();
  server.restart();
  Caller later(server, root.token);
  const Told after = later.get(kAlerts);
  ASSERT_EQ(after.size("alerts"), 2U) << after.body;
  const Told kept = later.get(std::string(kAlerts) + "?acknowledged=true");
  ASSERT_EQ(kept.size("alerts"), 1U) << kept.body;
  EXPECT_EQ(kept.at("alerts/0/alert_id"), id);
  EXPECT_EQ(kept.at("alerts/0/note"), "it was me");
}

}  // namespace
}  // namespace loam::test
