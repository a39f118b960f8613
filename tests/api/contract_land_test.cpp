// Answers about lands and the marketplace, held against the contract member by member.

#include <string>

#include <gtest/gtest.h>

#include "contract_scene.hpp"
#include "feeds_client.hpp"
#include "land_scene.hpp"

namespace loam::test {
namespace {

class ContractLand : public ContractAnswers {};

TEST_F(ContractLand, Lands) {
  Caller guest(server());
  Caller other = make_player(server(), "bilal");
  const Told claimed = post(player(), v1("/lands/claim"), place(3, 4), 201);
  const std::string land = claimed.at("land_id");
  post(player(), v1("/lands/claim"), place(3, 4), 409);
  post(player(), v1("/lands/claim"), place(31, 99), 404);
  post(player(), v1("/lands/claim"), R"({"x":-1})", 422);
  get(guest, v1("/lands"), v1("/lands?limit=3"));
  get(guest, v1("/lands"), v1("/lands?biome=moon"), 422);
  get(guest, v1("/lands/{id}"), v1("/lands/") + land);
  get(guest, v1("/lands/{id}"), v1("/lands/none"), 404);
  get(guest, v1("/lands/coordinates/{x}/{y}"), v1("/lands/coordinates/3/4"));
  get(guest, v1("/lands/map"), v1("/lands/map?bbox=0,0,15,15"));
  get(guest, v1("/lands/map"), v1("/lands/map"), 422);
  get(guest, v1("/users/{id}/lands"), v1("/users/") + player().user_id + "/lands");
  get(guest, v1("/users/{id}/stats"), v1("/users/") + player().user_id + "/stats");
  ask(player(), "POST", v1("/lands/{id}/transfer"), v1("/lands/") + land + "/transfer",
      R"({"new_owner_id":")" + other.user_id + R"("})", 200);
  ask(player(), "POST", v1("/lands/{id}/transfer"), v1("/lands/") + land + "/transfer",
      R"({"new_owner_id":")" + other.user_id + R"("})", 403);
}

TEST_F(ContractLand, Links) {
  Caller guest(server());
  const auto lands = claim_row(player(), 20, 3, 2);
  const std::string impact = v1("/biome-market/{biome}/land-impact");
  post(player(), v1("/biome-market/track-attention"), R"({"biome":"plains","score":2})", 200);
  post(player(), v1("/biome-market/buy"), R"({"biome":"plains","amount_bdt":10})", 201);
  for (Caller* caller : {&guest, &player(), &root()}) {
    get(*caller, impact, v1("/biome-market/plains/land-impact"));
    get(*caller, v1("/lands/{id}/exposure"), v1("/lands/") + lands[0] + "/exposure");
  }
  get(guest, impact, v1("/biome-market/moon/land-impact"), 404);
  get(guest, impact, v1("/biome-market/plains/land-impact?from=2020-01-01"), 422);
  get(guest, v1("/lands/{id}/exposure"), v1("/lands/none/exposure"), 404);
}

TEST_F(ContractLand, Listings) {
  Caller guest(server());
  Caller bidder = make_player(server(), "bidder");
  const std::string path = v1("/marketplace/listings");
  const auto lands = claim_row(player(), 10, 10, 3);
  const Told auction =
      post(player(), path,
           offer({lands[0], lands[1]},
                 R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"reserve_price_bdt":300,
                                     "buy_now_price_bdt":900,"duration_hours":24,"description":"two")"),
           201);
  const Told fixed = post(player(), path, offer({lands[2]}, kFixed), 201);
  post(player(), path, offer({lands[2]}, kFixed), 409);
  post(player(), path, offer({lands[2]}, R"("listing_type":"auction")"), 422);
  const std::string id = auction.at("listing_id");
  const std::string one = path + "/{id}";
  ask(bidder, "POST", one + "/bids", at(id, "/bids"), R"({"amount_bdt":100,"max_amount_bdt":200})", 201);
  ask(bidder, "POST", one + "/bids", at(id, "/bids"), R"({"amount_bdt":1})", 409);
  for (Caller* caller : {&guest, &bidder, &player()}) {
    get(*caller, one, at(id));
    get(*caller, one + "/bids", at(id, "/bids"));
    get(*caller, path, path + "?status=all&sort_by=ending_soon&limit=1");
  }
  get(guest, path, path + "?sort_by=nothing", 422);
  get(guest, one, at("none"), 404);
  ask(bidder, "DELETE", one, at(id), {}, 403);
  ask(player(), "DELETE", one, at(id), {}, 409);
  ask(player(), "DELETE", one, at(fixed.at("listing_id")), {}, 200);
  ask(bidder, "POST", one + "/buy-now", at(id, "/buy-now"), "{}", 200);
  ask(bidder, "POST", one + "/buy-now", at(id, "/buy-now"), "{}", 409);
  get(guest, one, at(id));
  get(bidder, v1("/marketplace/transactions/audit-trail"),
      v1("/marketplace/transactions/audit-trail?listing_id=") + id);
  for (const char* board : {"richest", "landowners", "traders", "sellers"}) {
    get(player(), v1("/marketplace/leaderboard/{board}"), v1("/marketplace/leaderboard/") + board);
  }
  get(guest, v1("/marketplace/leaderboard/{board}"), v1("/marketplace/leaderboard/none"), 404);
  post(root(), v1("/admin/test-clock"), R"({"now":"2030-01-01T00:00:00Z"})", 404);
}

TEST_F(ContractAnswers, EveryMessageOfTheFeedAboutLand) {
  Caller seller = make_player(server(), "feed_seller");
  Caller other = make_player(server(), "feed_bidder");
  const std::string land = claim(seller, 20, 20);
  FeedClient feed(server(), other.token);
  feed.say(R"({"type":"subscribe_map","bbox":[0,0,31,23]})");
  feed.say(R"({"type":"subscribe_account"})");
  ASSERT_FALSE(feed.next("subscribed_map").body.empty());
  const std::string id =
      list(seller, {land},
           R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"reserve_price_bdt":900,)"
           R"("buy_now_price_bdt":1000,"duration_hours":1)");
  feed.say(R"({"type":"subscribe_listing","listing_id":")" + id + R"("})");
  feed.say(R"({"type":"subscribe_listing","listing_id":")" + seller.user_id + R"("})");
  feed.say(R"({"type":"subscribe_map","bbox":[100,0,101,1]})");
  ASSERT_FALSE(feed.next("subscribed_listing").body.empty());
  ASSERT_EQ(bid(other, id, "100", "150").status, 201);
  ASSERT_EQ(bid(player(), id, "300").status, 201);
  ASSERT_EQ(buy(other, id).status, 200);
  for (const char* type : {"listing_update", "outbid", "auction_ended", "map_update", "account_transactions"}) {
    EXPECT_FALSE(feed.next(type).body.empty()) << type;
  }
  EXPECT_FALSE(feed.next("auction_ended").body.empty()) << "to the follower and to the winner";
  feed.say(R"({"type":"unsubscribe_listing","listing_id":")" + id + R"("})");
  feed.say(R"({"type":"unsubscribe_map"})");
  EXPECT_EQ(feed.next("unsubscribed").at("channel"), "listing");
  EXPECT_EQ(feed.next("unsubscribed").at("channel"), "map");
  EXPECT_EQ(feed.next("error").at("code"), "listing_unknown");
  EXPECT_EQ(feed.next("error").at("code"), "outside_world");
  hold_against_contract(feed.heard());
}

TEST(ContractTestClock, Answers) {
  ServerOptions options = land_options();
  options.arguments = {"--test-clock", "2026-01-01T00:00:00Z"};
  ServerProcess server(options);
  Caller root = make_overseer(server, "root");
  const JsonValue operation = contract().operation("post", v1("/admin/test-clock"));
  for (const char* now : {"2026-01-02T00:00:00Z", "2025-01-01T00:00:00Z"}) {
    const Told told = root.post(v1("/admin/test-clock"), R"({"now":")" + std::string(now) + R"("})");
    EXPECT_EQ(contract().problems(operation, told.status, told.raw.header("content-type"), told.body),
              std::vector<std::string>{})
        << told.body;
    if (told.status != 200) continue;
    ASSERT_EQ(sign_in(root, "root", kPassword).status, 200);
  }
}

}  // namespace
}  // namespace loam::test
