// An auction as two people see it live: one is outbid, both see the end move, and both hear how it ended; the map and
// event streams say the same.

#include <string>

#include <gtest/gtest.h>

#include "feeds_client.hpp"
#include "land_scene.hpp"

namespace loam::test {
namespace {

/// A clock that stands until an operator moves it. Sessions are opened after the hour that the auctions take, or they
/// would end with it.
class LiveAuctions : public testing::Test {
 protected:
  static ServerOptions options() {
    ServerOptions options = land_options();
    options.arguments = {"--test-clock", "2026-01-01T00:00:00Z"};
    return options;
  }
  LiveAuctions()
      : server_(options()),
        root_(make_overseer(server_, "root")),
        ann_(make_player(server_, "ann")),
        ben_(make_player(server_, "ben")),
        cem_(make_player(server_, "cem")) {
    lands_ = claim_row(ann_, 3, 4, 2);
  }

  void move(const std::string& now) {
    const Told told = root_.post("/api/v1/admin/test-clock", R"({"now":"2026-01-01T)" + now + R"(Z"})");
    ASSERT_EQ(told.status, 200) << told.body;
  }
  void sign_all_in() {
    ASSERT_EQ(sign_in(root_, "root", kPassword).status, 200);
    ASSERT_EQ(sign_in(ann_, "ann", kPassword).status, 200);
    ASSERT_EQ(sign_in(ben_, "ben", kPassword).status, 200);
    ASSERT_EQ(sign_in(cem_, "cem", kPassword).status, 200);
  }
  std::string hour_auction(std::string_view more = {}) {
    return list(ann_, lands_,
                R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":1)" + std::string(more));
  }
  static void follow(FeedClient& feed, const std::string& listing) {
    feed.say(R"({"type":"subscribe_listing","listing_id":")" + listing + R"("})");
    feed.say(R"({"type":"subscribe_account"})");
    ASSERT_FALSE(feed.next("subscribed_account").body.empty());
  }
  /// The last update of a moment: those before it may have been told one by one.
  static Told update_with(FeedClient& feed, std::string_view member, std::string_view value) {
    Told told = feed.next("listing_update");
    while (!told.body.empty() && told.at(member) != value) told = feed.next("listing_update");
    return told;
  }
  /// The next change of the map that says this; what was committed before the subscription may be told once more.
  static std::string on_map(FeedClient& feed, std::string_view part) {
    std::string text = feed.next("map_update").body;
    while (!text.empty() && text.find(part) == std::string::npos) text = feed.next("map_update").body;
    return text;
  }

  ServerProcess server_;
  Caller root_;
  Caller ann_;
  Caller ben_;
  Caller cem_;
  std::vector<std::string> lands_;
};

TEST_F(LiveAuctions, R36_two_watch_one_is_outbid_the_end_moves_and_both_see_it_end) {
  const std::string id = hour_auction();
  move("00:58:00");
  sign_all_in();
  FeedClient ben(server_, ben_.token);
  FeedClient cem(server_, cem_.token);
  follow(ben, id);
  follow(cem, id);
  const Told snapshot = ben.next("subscribed_listing");
  EXPECT_EQ(snapshot.at("listing/listing_id"), id);
  EXPECT_EQ(snapshot.at("listing/ends_at"), "2026-01-01T01:00:00.000Z");
  EXPECT_EQ(snapshot.at("listing/server_time"), "2026-01-01T00:58:00.000Z");

  ASSERT_EQ(bid(ben_, id, "100", "300").status, 201);
  for (FeedClient* one : {&ben, &cem}) {
    const Told update = update_with(*one, "bids_count", "1");
    EXPECT_EQ(update.at("event"), "end_moved");
    EXPECT_EQ(update.at("current_price_bdt"), "100");
    EXPECT_EQ(update.at("minimum_next_bid_bdt"), "200");
    EXPECT_EQ(update.at("leader_username"), "ben");
    EXPECT_EQ(update.at("ends_at"), "2026-01-01T01:01:00.000Z");
    EXPECT_EQ(update.at("server_time"), "2026-01-01T00:58:00.000Z");
  }
  EXPECT_EQ(ben.next("balance_update").at("held_bdt"), "300");

  ASSERT_EQ(bid(cem_, id, "400").status, 201);
  const Told outbid = ben.next("outbid");
  EXPECT_EQ(outbid.at("listing_id"), id);
  EXPECT_EQ(outbid.at("current_price_bdt"), "400");
  EXPECT_EQ(outbid.at("ends_at"), "2026-01-01T01:01:00.000Z");
  EXPECT_EQ(ben.next("balance_update").at("held_bdt"), "0");
  EXPECT_EQ(update_with(ben, "bids_count", "2").at("leader_username"), "cem");

  FeedClient ann(server_, ann_.token);
  ann.say(R"({"type":"subscribe_account"})");
  ASSERT_FALSE(ann.next("subscribed_account").body.empty());
  move("01:01:00");
  for (FeedClient* one : {&ben, &cem}) {
    const Told closed = update_with(*one, "event", "closed");
    EXPECT_EQ(closed.at("status"), "sold");
    EXPECT_EQ(closed.at("minimum_next_bid_bdt"), "null");
  }
  const Told lost = ben.next("auction_ended");
  EXPECT_EQ(lost.at("winner_id"), cem_.user_id);
  EXPECT_EQ(lost.at("your_role"), "null");
  EXPECT_EQ(lost.at("closed_at"), "2026-01-01T01:01:00.000Z");
  Told won = cem.next("auction_ended");
  while (!won.body.empty() && won.at("your_role") != "winner") won = cem.next("auction_ended");
  EXPECT_EQ(won.at("current_price_bdt"), "400");
  EXPECT_EQ(won.at("transaction_id"), lost.at("transaction_id"));
  EXPECT_EQ(ann.next("auction_ended").at("your_role"), "seller");
  for (const std::string& text : cem.heard()) EXPECT_EQ(text.find(":300,"), std::string::npos) << text;
}

TEST_F(LiveAuctions, event_streams_and_the_map_say_the_same) {
  const std::string id = hour_auction(R"(,"reserve_price_bdt":4321)");
  Events events(server_, "/api/v1/events?channels=listing,map,account&listing_id=" + id + "&bbox=0,0,9,9",
                "Authorization: Bearer " + cem_.token + "\r\n");
  ASSERT_TRUE(events.wait_for(R"("type":"subscribed_map")")) << events.text();
  EXPECT_NE(events.text().find(R"("type":"subscribed_listing")"), std::string::npos);
  FeedClient map(server_);
  map.say(R"({"type":"subscribe_map","bbox":[0,0,9,9]})");
  EXPECT_EQ(map.next("subscribed_map").at("bbox/3"), "9");

  ASSERT_EQ(bid(cem_, id, "100").status, 201);
  ASSERT_TRUE(events.wait_for(R"("bids_count":1)")) << events.text();
  ASSERT_EQ(bid(ben_, id, "200", "900").status, 201);
  ASSERT_TRUE(events.wait_for(R"("type":"outbid")")) << events.text();
  const std::string mine = claim(ben_, 5, 5);
  EXPECT_NE(on_map(map, mine).find(R"("owner_username":"ben","for_sale":false)"), std::string::npos);
  ASSERT_TRUE(events.wait_for(mine)) << events.text();
  for (const char* secret : {":900,", ":4321"}) EXPECT_EQ(events.text().find(secret), std::string::npos) << secret;

  const std::string fixed = list(ben_, {mine}, kFixed);
  EXPECT_FALSE(on_map(map, fixed).empty());
  FeedClient watcher(server_);
  watcher.say(R"({"type":"subscribe_listing","listing_id":")" + fixed + R"("})");
  EXPECT_EQ(watcher.next("subscribed_listing").at("listing/status"), "active");
  ASSERT_EQ(buy(cem_, fixed).status, 200);
  const Told sold = update_with(watcher, "event", "closed");
  EXPECT_EQ(sold.at("status"), "sold");
  EXPECT_EQ(sold.at("current_price_bdt"), "500");
  EXPECT_FALSE(on_map(map, R"("owner_username":"cem","for_sale":false)").empty());
}

TEST_F(LiveAuctions, a_connection_follows_so_many_listings_and_no_more) {
  std::string ids;
  constexpr int kTooMany = 51;
  ServerOptions options = land_options({"max_listings_per_user=100"});
  ServerProcess server(options);
  Caller ann = make_player(server, "ann");
  FeedClient feed(server);
  for (int i = 0; i < kTooMany; ++i) {
    const std::string id = list(ann, {claim(ann, i % 32, i / 32)}, kFixed);
    feed.say(R"({"type":"subscribe_listing","listing_id":")" + id + R"("})");
    ids += (i == 0 ? "" : ",") + id;
    if (i + 1 == kTooMany) break;
    ASSERT_FALSE(feed.next("subscribed_listing").body.empty()) << i;
  }
  EXPECT_EQ(feed.next("error").at("code"), "too_many_subscriptions");
  Caller guest(server);
  EXPECT_EQ(guest.get("/api/v1/events?channels=listing&listing_id=" + ids).status, 422);
  EXPECT_EQ(guest.get("/api/v1/events?channels=listing").status, 422);
  EXPECT_EQ(guest.get("/api/v1/events?channels=listing&listing_id=" + ann.user_id).status, 422);
  EXPECT_EQ(guest.get("/api/v1/events?channels=map").status, 422);
  EXPECT_EQ(guest.get("/api/v1/events?channels=map&bbox=0,0,256,0").status, 422);
  EXPECT_EQ(guest.get("/api/v1/events?channels=map&bbox=100,100,101,101").status, 422);
}

}  // namespace
}  // namespace loam::test
