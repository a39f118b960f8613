// Live feeds through the real server: twenty idle sockets stopped an API elsewhere (F-54), one slow subscriber stalled
// everyone (F-55). And what a page needs of them: the account's own messages, what was missed, an end when the session
// ends.

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "feeds_client.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

const std::vector<std::string> kSettings{"api_requests_per_minute=100000000", "biome_trades_per_minute=100000000",
                                         "signup_grant_bdt=100000", "cycle_ms=500"};

Told buy(Caller& player, std::string_view amount, std::string_view biome = "forest") {
  return player.post("/api/v1/biome-market/buy",
                     R"({"biome":")" + std::string(biome) + R"(","amount_bdt":)" + std::string(amount) + "}");
}

/// What was committed just before a subscription may be told once more: waits for the update that says this.
Told wait_for_balance(FeedClient& feed, std::string_view balance) {
  Told told = feed.next("balance_update");
  while (!told.body.empty() && told.at("balance_bdt") != balance) told = feed.next("balance_update");
  return told;
}

double metric(Caller& caller, const std::string& line_begin) {
  const std::string text = caller.get("/metrics").body;
  const std::size_t at = text.find("\n" + line_begin + " ");
  return at == std::string::npos ? -1 : std::stod(text.substr(at + line_begin.size() + 2));
}

/// The address sanitizer puts red zones around every block and keeps freed ones for a while.
#ifdef __SANITIZE_ADDRESS__
constexpr double kIdleSubscriberBytes = 256 * 1024;
#else
constexpr double kIdleSubscriberBytes = 64 * 1024;
#endif

class Feeds : public testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = new ServerProcess(with_settings(kSettings)); }
  static void TearDownTestSuite() { delete server_; }
  static ServerProcess& server() { return *server_; }

 private:
  static inline ServerProcess* server_ = nullptr;
};

TEST_F(Feeds, F54_idle_sockets_hold_nothing_that_the_API_needs) {
  Caller player = make_player(server(), "f54");
  ASSERT_EQ(buy(player, "1").status, 201);
  const double memory_before = metric(player, "process_resident_memory_bytes");
  constexpr std::size_t kSockets = 400;
  std::vector<std::unique_ptr<FeedClient>> idle;
  for (std::size_t i = 0; i < kSockets; ++i) {
    idle.push_back(std::make_unique<FeedClient>(server(), i % 2 == 0 ? std::string_view() : player.token));
  }
  EXPECT_EQ(metric(player, "loam_feeds"), static_cast<double>(kSockets));

  for (int i = 0; i < 100; ++i) ASSERT_EQ(buy(player, "1").status, 201);
  EXPECT_EQ(player.get("/api/v1/biome-market/transactions").status, 200) << "history is read, too";
  const double memory_each = (metric(player, "process_resident_memory_bytes") - memory_before) / kSockets;
  EXPECT_LT(memory_each, kIdleSubscriberBytes) << "bytes for each idle subscriber";
}

TEST_F(Feeds, F55_a_subscriber_who_does_not_read_costs_the_others_nothing_and_is_closed_in_the_end) {
  Caller player = make_player(server(), "f55");
  FeedClient slow(server());
  slow.say(R"({"type":"subscribe_biome_market"})");
  for (const char* biome : {"ocean", "beach", "plains", "forest", "desert", "mountain", "snow"}) {
    slow.say(R"({"type":"subscribe_biome_market","biome":")" + std::string(biome) + R"("})");
  }
  FeedClient quick(server());
  quick.say(R"({"type":"subscribe_biome_market"})");
  ASSERT_FALSE(quick.next("subscribed_biome_market").body.empty());

  // Trades by the hundred: `slow` would be sent every one of them twice, and reads none.
  std::string batch = "[";
  for (int i = 0; i < 700; ++i) {
    const char* biomes[] = {"ocean", "beach", "plains", "forest", "desert", "mountain", "snow"};
    batch += std::string(i == 0 ? "" : ",") + R"({"method":"POST","path":"/biome-market/buy","body":{"biome":")" +
             biomes[i % 7] + R"(","amount_bdt":0.05}})";
  }
  batch += "]";
  const auto until = SteadyClock::now() + 60s;
  bool closed = false;
  while (!closed && SteadyClock::now() < until) {
    ASSERT_EQ(player.post("/api/v1/batch", batch).status, 200);
    ASSERT_FALSE(quick.next("trade").body.empty()) << "the quick one is kept waiting";
    closed = metric(player, "loam_feeds_too_slow_total") > 0;
  }
  EXPECT_TRUE(closed) << "a hopeless reader is closed";
  const auto end = slow.wait_closed(Duration::seconds(20));
  ASSERT_TRUE(end.has_value());
}

TEST_F(Feeds, An_account_hears_of_itself_and_of_nobody_else) {
  Caller anika = make_player(server(), "anika");
  Caller bilal = make_player(server(), "bilal");
  FeedClient hers(server(), anika.token);
  EXPECT_EQ(hers.socket().subprotocol(), "bearer");
  EXPECT_EQ(hers.next("authenticated").at("user_id"), anika.user_id);
  hers.say(R"({"type":"subscribe_account","ref":"mine"})");
  const Told snapshot = hers.next("subscribed_account");
  EXPECT_EQ(snapshot.at("ref"), "mine");
  EXPECT_EQ(snapshot.at("balance_bdt"), "100000");

  ASSERT_EQ(buy(bilal, "10").status, 201);
  const Told trade = buy(anika, "100");
  ASSERT_EQ(trade.status, 201);
  // What was committed just before may be told once more, so the trade is looked for.
  Told rows = hers.next("account_transactions");
  while (!rows.body.empty() && rows.body.find(trade.at("transaction_id")) == std::string::npos) {
    rows = hers.next("account_transactions");
  }
  EXPECT_NE(rows.body.find(R"("balance_after_bdt":99898)"), std::string::npos) << rows.body;
  EXPECT_FALSE(wait_for_balance(hers, "99898").body.empty());
  for (const std::string& text : hers.heard()) EXPECT_EQ(text.find(bilal.user_id), std::string::npos) << text;
}

TEST_F(Feeds, The_end_of_a_session_ends_the_accounts_feed) {
  Caller player = make_player(server(), "leaver");
  FeedClient feed(server(), player.token);
  feed.say(R"({"type":"subscribe_account"})");
  ASSERT_FALSE(feed.next("subscribed_account").body.empty());
  ASSERT_EQ(player.post("/api/v1/auth/logout", "").status, 204);
  EXPECT_EQ(feed.next("signed_out").at("reason"), "session_ended");
  feed.say(R"({"type":"subscribe_account"})");
  EXPECT_EQ(feed.next("error").at("code"), "unauthorized");
  feed.say(R"({"type":"subscribe_biome_market"})");
  EXPECT_FALSE(feed.next("subscribed_biome_market").body.empty()) << "public channels are everybody's";
}

TEST_F(Feeds, Who_comes_back_catches_up_by_sequence) {
  Caller player = make_player(server(), "returner");
  std::string seen;
  {
    FeedClient before(server(), player.token);
    before.say(R"({"type":"subscribe_account"})");
    ASSERT_FALSE(before.next("subscribed_account").body.empty());
    ASSERT_EQ(buy(player, "1").status, 201);
    seen = wait_for_balance(before, "99998.98").at("seq");
    ASSERT_FALSE(seen.empty());
  }
  FeedClient witness(server(), player.token);
  witness.say(R"({"type":"subscribe_account"})");
  ASSERT_FALSE(witness.next("subscribed_account").body.empty());
  const Told missed = buy(player, "2");
  ASSERT_FALSE(wait_for_balance(witness, "99996.94").body.empty());
  FeedClient after(server(), player.token);
  after.say(R"({"type":"subscribe_account"})");
  after.say(R"({"type":"resume","from_seq":)" + seen + "}");
  EXPECT_EQ(after.next("account_transactions").at("transactions/0/transaction_id"), missed.at("transaction_id"));
  EXPECT_EQ(after.next("resumed").at("replayed"), "1");
}

TEST_F(Feeds, Wrong_tokens_do_not_become_a_socket) {
  WebSocketClient socket;
  EXPECT_FALSE(
      socket
          .connect("127.0.0.1", server().port(), "/api/v1/ws/connect", {{"Sec-WebSocket-Protocol", "bearer, nonsense"}})
          .has_value());
  EXPECT_EQ(socket.status(), 401);
  WebSocketClient other;
  EXPECT_FALSE(other.connect("127.0.0.1", server().port(), "/api/v1/ws/connect", {{"Authorization", "Bearer nonsense"}})
                   .has_value());
  EXPECT_EQ(other.status(), 401);
}

TEST_F(Feeds, A_flood_of_messages_ends_the_connection) {
  FeedClient feed(server());
  for (int i = 0; i < 200; ++i) {
    if (!feed.socket().send(R"({"type":"ping"})")) break;
  }
  const auto closed = feed.wait_closed(Duration::seconds(10));
  ASSERT_TRUE(closed.has_value());
  EXPECT_EQ(closed->code, 1008);
  EXPECT_EQ(closed->reason, "too many messages");
}

// ---------------------------------------------------------------------------------------------------------------------
// Server-sent events

TEST_F(Feeds, Plain_HTTP_clients_hear_the_same) {
  Caller player = make_player(server(), "listener");
  Events events(server(), "/api/v1/events?channels=biome_market,trades,account",
                "Authorization: Bearer " + player.token + "\r\n");
  ASSERT_TRUE(events.wait_for(R"("type":"subscribed_account")")) << events.text();
  EXPECT_NE(events.text().find("text/event-stream"), std::string::npos);
  EXPECT_NE(events.text().find(R"("type":"subscribed_biome_market")"), std::string::npos);
  ASSERT_EQ(buy(player, "3").status, 201);
  EXPECT_TRUE(events.wait_for(R"("type":"trade")"));
  EXPECT_TRUE(events.wait_for(R"("type":"balance_update")"));
  const std::string seen = events.last_id();

  ASSERT_EQ(buy(player, "4").status, 201);
  ASSERT_TRUE(events.wait_for(R"("balance_bdt":99992.86)")) << events.text();
  Events again(server(), "/api/v1/events?channels=account",
               "Last-Event-ID: " + seen + "\r\nAuthorization: Bearer " + player.token + "\r\n");
  ASSERT_TRUE(again.wait_for(R"("type":"resumed")")) << again.text();
  EXPECT_NE(again.text().find(R"("amount_bdt":4)"), std::string::npos);
  EXPECT_TRUE(again.wait_for(R"("type":"subscribed_account")"));

  ASSERT_EQ(player.post("/api/v1/auth/logout", "").status, 204);
  EXPECT_TRUE(events.wait_for(R"("reason":"session_ended")"));
  EXPECT_TRUE(events.wait_for_end());
}

TEST_F(Feeds, Streams_are_refused_by_their_own_rules) {
  Caller guest(server());
  EXPECT_EQ(guest.get("/api/v1/events?channels=account").status, 401);
  EXPECT_EQ(guest.get("/api/v1/events?channels=alerts").status, 403);
  EXPECT_EQ(guest.get("/api/v1/events?channels=gossip").status, 422);
  EXPECT_EQ(guest.get("/api/v1/events?surprise=1").status, 422);
}

TEST(FeedsRestart, Clients_notice_a_restart_by_its_epoch) {
  ServerProcess server(with_settings(kSettings));
  std::string epoch;
  std::string seq;
  {
    FeedClient before(server);
    const Told hello = before.next("hello");
    epoch = hello.at("epoch");
    seq = hello.at("seq");
    server.kill_hard();
    EXPECT_TRUE(before.wait_closed(Duration::seconds(5)).has_value());
  }
  server.restart();
  FeedClient after(server);
  const Told hello = after.next("hello");
  EXPECT_GT(std::stoll(hello.at("epoch")), std::stoll(epoch));
  EXPECT_GT(std::stoll(hello.at("seq")), std::stoll(seq));
  after.say(R"({"type":"subscribe_biome_market"})");
  after.say(R"({"type":"resume","from_seq":)" + seq + "}");
  EXPECT_EQ(after.next("resync").at("reason"), "too_old");
}

}  // namespace
}  // namespace loam::test
