// The marketplace through the API: listing, bidding, buying, withdrawing; who is told what, and what is on record.

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "land_scene.hpp"

namespace loam::test {
namespace {

class Marketplace : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(land_options({"max_listings_per_user=1000"}));
    root_ = new Caller(make_overseer(*server_, "root"));
    ann_ = new Caller(make_player(*server_, "ann"));
    ben_ = new Caller(make_player(*server_, "ben"));
    cem_ = new Caller(make_player(*server_, "cem"));
  }
  static void TearDownTestSuite() {
    for (Caller* caller : {root_, ann_, ben_, cem_}) delete caller;
    delete server_;
  }
  static ServerProcess& server() { return *server_; }
  static Caller& root() { return *root_; }
  static Caller& ann() { return *ann_; }
  static Caller& ben() { return *ben_; }
  static Caller& cem() { return *cem_; }
  /// Ann's next free land.
  static std::string land() {
    const int number = next_++;
    return claim(ann(), number % 32, number / 32);
  }

 private:
  static inline int next_ = 0;
  static inline ServerProcess* server_ = nullptr;
  static inline Caller* root_ = nullptr;
  static inline Caller* ann_ = nullptr;
  static inline Caller* ben_ = nullptr;
  static inline Caller* cem_ = nullptr;
};

TEST_F(Marketplace, F44_a_parcel_is_sold_with_all_its_lands_on_record) {
  Caller seller = make_player(server(), "parcels");
  const auto lands = claim_row(seller, 0, 20, 3);
  const std::string before = balance(seller);
  const std::string listing = list(seller, lands, kFixed);
  const Told sold = buy(ben(), listing);
  ASSERT_EQ(sold.status, 200) << sold.body;
  EXPECT_EQ(sold.at("transaction_type"), "FIXED_PRICE");
  EXPECT_EQ(sold.at("amount_bdt"), "500");
  EXPECT_EQ(sold.at("platform_fee_bdt"), "25");
  EXPECT_EQ(sold.at("seller_receives_bdt"), "475");
  EXPECT_EQ(sold.at("land_ids"), listed(lands));
  EXPECT_EQ(sold.at("land_id"), lands[0]);
  EXPECT_EQ(sold.at("listing_id"), listing);
  EXPECT_EQ(sold.at("user_role"), "buyer");

  for (const std::string& filter :
       {"?listing_id=" + listing, "?land_id=" + lands[2] + "&transaction_type=FIXED_PRICE"}) {
    const Told rows = ben().get(kTrail + filter);
    EXPECT_EQ(rows.at("pagination/total"), "1") << filter;
    EXPECT_EQ(rows.at("transactions/0/land_ids"), listed(lands)) << filter;
    EXPECT_EQ(rows.at("transactions/0/transaction_id"), sold.at("transaction_id")) << filter;
  }
  EXPECT_EQ(seller.get(std::string(kTrail) + "?listing_id=" + listing).at("transactions/0/user_role"), "seller");
  EXPECT_EQ(cem().get(std::string(kTrail) + "?listing_id=" + listing).at("pagination/total"), "0");
  for (const std::string& id : lands) EXPECT_EQ(ben().get(std::string(kLands) + '/' + id).at("owner_username"), "ben");
  const Told after = ann().get(at(listing));
  EXPECT_EQ(after.at("status"), "sold");
  EXPECT_EQ(after.at("transaction_id"), sold.at("transaction_id"));
  EXPECT_EQ(after.at("buy_now_available"), "false");

  const Told csv = ben().get(std::string(kTrail) + "/export?format=csv&listing_id=" + listing);
  EXPECT_NE(csv.body.find("land_id,land_ids,listing_id"), std::string::npos);
  EXPECT_NE(csv.body.find(lands[0] + "," + lands[0] + ";" + lands[1] + ";" + lands[2] + "," + listing),
            std::string::npos)
      << csv.body;
  EXPECT_TRUE(proven(root()));
}

TEST_F(Marketplace, a_listing_tells_all_and_secrets_only_to_their_owners) {
  const std::string id = list(ann(), {land()},
                              R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"reserve_price_bdt":400,
                                 "buy_now_price_bdt":900,"duration_hours":24,"description":"by the river")");
  const Told fresh = ben().get(at(id));
  EXPECT_EQ(fresh.at("seller_username"), "ann");
  EXPECT_EQ(fresh.at("listing_type"), "auction_with_buynow");
  EXPECT_EQ(fresh.at("description"), "by the river");
  EXPECT_EQ(fresh.at("current_price_bdt"), "100");
  EXPECT_EQ(fresh.at("minimum_next_bid_bdt"), "100");
  EXPECT_EQ(fresh.at("reserve_met"), "false");
  EXPECT_EQ(fresh.at("has_reserve"), "true");
  EXPECT_FALSE(fresh.has("reserve_price_bdt"));
  EXPECT_EQ(ann().get(at(id)).at("reserve_price_bdt"), "400");
  EXPECT_FALSE(Caller(server()).get(at(id)).has("reserve_price_bdt"));

  const Told first = bid(ben(), id, "100", "300");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.at("leads"), "true");
  EXPECT_EQ(first.at("current_price_bdt"), "100");
  EXPECT_EQ(first.at("reserve_met"), "false");
  EXPECT_EQ(first.at("bid_number"), "1");
  const Told second = bid(cem(), id, "250");
  ASSERT_EQ(second.status, 201) << second.body;
  EXPECT_EQ(second.at("leads"), "false");
  EXPECT_EQ(second.at("current_price_bdt"), "300");  // one increment above 250, and not above 300
  const Told listing = cem().get(at(id));
  EXPECT_EQ(listing.at("leader_username"), "ben");
  EXPECT_EQ(listing.at("minimum_next_bid_bdt"), "400");
  EXPECT_EQ(listing.at("bids_count"), "2");
  EXPECT_EQ(listing.at("buy_now_available"), "true");
  EXPECT_FALSE(listing.has("leader_max_bdt"));
  EXPECT_EQ(ben().get(at(id)).at("leader_max_bdt"), "300");
  EXPECT_FALSE(ann().get(at(id)).has("leader_max_bdt"));

  const Told bids = ben().get(at(id, "/bids"));
  EXPECT_EQ(bids.size("bids"), 2U);
  EXPECT_EQ(bids.at("bids/0/bidder_username"), "cem");
  EXPECT_FALSE(bids.has("bids/0/max_amount_bdt"));
  EXPECT_EQ(bids.at("bids/1/max_amount_bdt"), "300");
  EXPECT_FALSE(Caller(server()).get(at(id, "/bids")).has("bids/1/max_amount_bdt"));

  ASSERT_EQ(bid(ben(), id, "800", "800").status, 201);  // his own maximum, and by that the reserve
  EXPECT_EQ(cem().get(at(id)).at("current_price_bdt"), "400");
  EXPECT_EQ(cem().get(at(id, "/bids")).at("bids/0/amount_bdt"), "400");  // not what he would go to
  EXPECT_EQ(ben().get(at(id, "/bids")).at("bids/0/amount_bdt"), "800");
}

TEST_F(Marketplace, F30_R34_R35_held_money_cannot_be_spent_and_is_freed_when_outbid) {
  Caller dan = make_player(server(), "dan");
  Caller eve = make_player(server(), "eve");
  const std::string id = list(ann(), {land()}, kAuction);
  ASSERT_EQ(bid(dan, id, "100", "90000").status, 201);
  EXPECT_EQ(balance(dan, "held_bdt"), "90000");
  EXPECT_EQ(balance(dan, "available_bdt"), "10000");
  EXPECT_EQ(balance(dan), "100000");
  const Told spent = dan.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":20000})");
  EXPECT_EQ(spent.status, 409);
  EXPECT_EQ(spent.code(), "insufficient_funds");
  const Told taken = root().post("/api/v1/admin/users/" + dan.user_id + "/adjust-balance",
                                 R"({"amount_bdt":-20000,"reason":"taken back"})");
  EXPECT_EQ(taken.code(), "insufficient_funds");
  const std::string other = list(ann(), {land()}, kAuction);
  EXPECT_EQ(bid(dan, other, "10001").code(), "insufficient_funds");
  ASSERT_EQ(bid(eve, id, "95000").status, 201);
  EXPECT_EQ(balance(dan, "held_bdt"), "0");  // in the very commit that outbid him
  EXPECT_EQ(balance(dan, "available_bdt"), "100000");
  EXPECT_EQ(balance(eve, "held_bdt"), "95000");
  EXPECT_TRUE(proven(root()));
}

TEST_F(Marketplace, F32_buy_now_closes_the_auction_and_frees_the_leader_or_is_refused) {
  const std::string terms = R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"reserve_price_bdt":500,
                               "buy_now_price_bdt":900,"duration_hours":24)";
  const std::string id = list(ann(), {land()}, terms);
  const std::string held = balance(ben(), "held_bdt");
  ASSERT_EQ(bid(ben(), id, "300").status, 201);
  const Told sold = buy(cem(), id);
  ASSERT_EQ(sold.status, 200) << sold.body;
  EXPECT_EQ(sold.at("transaction_type"), "BUY_NOW");
  EXPECT_EQ(sold.at("amount_bdt"), "900");
  EXPECT_EQ(balance(ben(), "held_bdt"), held);
  const Told after = ben().get(at(id));
  EXPECT_EQ(after.at("status"), "sold");
  EXPECT_EQ(after.at("current_price_bdt"), "900");
  EXPECT_EQ(after.at("leader_id"), "null");
  EXPECT_EQ(bid(ben(), id, "1000").code(), "listing_ended");
  EXPECT_EQ(buy(ben(), id).code(), "listing_ended");

  const std::string met = list(ann(), {land()}, terms);
  ASSERT_EQ(bid(ben(), met, "100", "500").status, 201);
  EXPECT_EQ(buy(cem(), met).code(), "buy_now_unavailable");
  EXPECT_EQ(cem().get(at(met)).at("buy_now_available"), "false");
}

TEST_F(Marketplace, rules_say_no_with_their_own_status) {
  const std::string id = list(ann(), {land()}, kAuction);
  const std::string fixed = list(ann(), {land()}, kFixed);
  const std::string nobody = "0190a000-0000-7000-8000-000000000000";
  const auto is = [](const Told& told, int status, const char* code) {
    EXPECT_EQ(told.status, status) << told.body;
    EXPECT_EQ(told.code(), code);
    EXPECT_FALSE(told.at("detail").empty());
  };
  is(bid(ann(), id, "100"), 409, "own_listing");
  is(bid(ben(), id, "99.99"), 409, "bid_too_low");
  is(bid(ben(), fixed, "600"), 409, "not_an_auction");
  is(bid(ben(), nobody, "600"), 404, "listing_unknown");
  is(bid(ben(), "nonsense", "600"), 404, "listing_unknown");
  is(buy(ann(), fixed), 409, "own_listing");
  is(buy(ben(), id), 409, "buy_now_unavailable");
  is(ben().del(at(id)), 403, "not_seller");
  is(ben().del(at(nobody)), 404, "listing_unknown");
  is(ben().get(at(nobody)), 404, "listing_unknown");
  is(ben().get(at(nobody, "/bids")), 404, "listing_unknown");
  ASSERT_EQ(bid(ben(), id, "100").status, 201);
  is(ann().del(at(id)), 409, "listing_has_bids");
  is(bid(cem(), id, "150"), 409, "bid_too_low");
  is(ben().post(kListings, offer({land()}, kFixed)), 403, "not_owner");
  is(ben().post(kListings, offer({nobody}, kFixed)), 404, "land_unknown");
  const auto apart = std::vector<std::string>{claim(ann(), 0, 22), claim(ann(), 5, 22)};
  is(ann().post(kListings, offer(apart, kFixed)), 409, "lands_not_connected");
  is(ann().post(kListings, offer({apart[0], apart[0]}, kFixed)), 409, "lands_not_connected");
  EXPECT_EQ(Caller(server()).post(kListings, "{}").status, 401);
  EXPECT_EQ(Caller(server()).get(at(id)).status, 200);
}

TEST_F(Marketplace, what_is_malformed_is_422_at_its_place) {
  const std::string mine = land();
  struct Row {
    std::string rest;
    std::string pointer;
    std::string code;
  };
  const std::vector<Row> rows{
      {R"("listing_type":"raffle","buy_now_price_bdt":5)", "/listing_type", "unknown_value"},
      {R"("buy_now_price_bdt":5)", "/listing_type", "required"},
      {R"("listing_type":"fixed_price")", "/buy_now_price_bdt", "required"},
      {R"("listing_type":"fixed_price","buy_now_price_bdt":5,"starting_price_bdt":4)", "/starting_price_bdt",
       "not_of_this_type"},
      {R"("listing_type":"fixed_price","buy_now_price_bdt":0)", "/buy_now_price_bdt", "must_be_positive"},
      {R"("listing_type":"fixed_price","buy_now_price_bdt":1.001)", "/buy_now_price_bdt", "too_many_decimals"},
      {R"("listing_type":"auction","duration_hours":24)", "/starting_price_bdt", "required"},
      {R"("listing_type":"auction","starting_price_bdt":9,"buy_now_price_bdt":99,"duration_hours":24)",
       "/buy_now_price_bdt", "not_of_this_type"},
      {R"("listing_type":"auction","starting_price_bdt":9)", "/duration_hours", "required"},
      {R"("listing_type":"auction","starting_price_bdt":9,"duration_hours":24,"ends_at":"2030-01-01T00:00:00Z")",
       "/ends_at", "combined"},
      {R"("listing_type":"auction","starting_price_bdt":9,"ends_at":"tomorrow")", "/ends_at", "not_a_time"},
      {R"("listing_type":"auction","starting_price_bdt":9,"ends_at":"2020-01-01T00:00:00Z")", "/ends_at",
       "duration_out_of_range"},
      {R"("listing_type":"auction","starting_price_bdt":9,"duration_hours":721)", "/duration_hours",
       "duration_out_of_range"},
      {R"("listing_type":"auction","starting_price_bdt":100,"reserve_price_bdt":49.99,"duration_hours":24)",
       "/reserve_price_bdt", "reserve_too_low"},
      {R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"buy_now_price_bdt":100,"duration_hours":24)",
       "/buy_now_price_bdt", "buy_now_too_low"},
      {R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"reserve_price_bdt":300,"buy_now_price_bdt":299.99,"duration_hours":24)",
       "/buy_now_price_bdt", "buy_now_too_low"},
      {R"("listing_type":"auction","starting_price_bdt":9,"duration_hours":24,"fee":1)", "/fee", "unknown_field"},
      {R"("land_id":")" + mine + R"(","listing_type":"fixed_price","buy_now_price_bdt":5)", "/land_ids", "combined"},
      {R"("listing_type":"fixed_price","buy_now_price_bdt":5,"description":")" + std::string(1'001, 'x') + '"',
       "/description", "too_long"},
  };
  for (const Row& row : rows) {
    const Told told = ann().post(kListings, offer({mine}, row.rest));
    EXPECT_EQ(told.status, 422) << row.rest << ' ' << told.body;
    EXPECT_EQ(told.error_at(row.pointer), row.code) << row.rest << ' ' << told.body;
  }
  EXPECT_EQ(ann().post(kListings, offer(std::vector<std::string>(51, mine), kFixed)).error_at("/land_ids"),
            "too_many_items");
  EXPECT_EQ(ann().post(kListings, offer({}, kFixed)).error_at("/land_ids"), "too_few_items");
  EXPECT_EQ(ann().post(kListings, "{" + std::string(kFixed) + "}").error_at("/land_ids"), "required");
  EXPECT_EQ(ann().post(kListings, offer({"x"}, kFixed)).error_at("/land_ids/0"), "not_a_uuid");
  const std::string id = list(ann(), {mine}, kAuction);
  EXPECT_EQ(bid(ben(), id, "-5").error_at("/amount_bdt"), "must_be_positive");
  EXPECT_EQ(bid(ben(), id, "1e400").status, 422);
  EXPECT_EQ(bid(ben(), id, "200", "150").error_at("/max_amount_bdt"), "out_of_range");
  EXPECT_EQ(ben().post(at(id, "/bids"), "{}").error_at("/amount_bdt"), "required");
  EXPECT_EQ(ben().post(at(id, "/buy-now"), R"({"price":1})").error_at("/price"), "unknown_field");
}

TEST_F(Marketplace, a_repeated_key_gets_the_same_answer_whatever_has_happened_since) {
  const std::string body = offer({land()}, kAuction);
  const Told opened = ann().post(kListings, body, "open-it");
  ASSERT_EQ(opened.status, 201) << opened.body;
  const std::string id = opened.at("listing_id");
  EXPECT_EQ(opened.raw.header("location"), at(id));
  const std::string offer_body = R"({"amount_bdt":100,"max_amount_bdt":300})";
  const Told first = ben().post(at(id, "/bids"), offer_body, "bid-it");
  ASSERT_EQ(first.status, 201) << first.body;
  ASSERT_EQ(bid(cem(), id, "200", "1000").status, 201);
  const Told low = ben().post(at(id, "/bids"), R"({"amount_bdt":250})", "too-low");
  EXPECT_EQ(low.code(), "bid_too_low");

  EXPECT_EQ(ann().post(kListings, body, "open-it").body, opened.body);
  EXPECT_EQ(ben().post(at(id, "/bids"), offer_body, "bid-it").body, first.body);
  EXPECT_EQ(ben().post(at(id, "/bids"), R"({"amount_bdt":250})", "too-low").code(), "bid_too_low");
  EXPECT_EQ(ben().post(at(id, "/bids"), R"({"amount_bdt":101})", "bid-it").code(), "idempotency_key_reused");
  EXPECT_EQ(ann().get(at(id)).at("bids_count"), "2");

  const std::string fixed = list(ann(), {land()}, kFixed);
  const Told sold = cem().post(at(fixed, "/buy-now"), "{}", "buy-it");
  ASSERT_EQ(sold.status, 200);
  const Told again = cem().post(at(fixed, "/buy-now"), "{}", "buy-it");
  EXPECT_EQ(again.body, sold.body);
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
}

TEST_F(Marketplace, bids_are_paged_from_the_newest_on) {
  const std::string id = list(ann(), {land()}, kAuction);
  for (int i = 1; i <= 23; ++i) {
    Caller& bidder = i % 2 == 0 ? ben() : cem();
    ASSERT_EQ(bid(bidder, id, std::to_string(i * 100)).status, 201) << i;
  }
  int more = 24;
  const auto numbers = all_pages(ann(), at(id, "/bids?limit=5"), "bids", "bid_number", [&] {
    ASSERT_EQ(bid(more % 2 == 0 ? ben() : cem(), id, std::to_string(more * 100)).status, 201);
    ++more;
  });
  std::vector<std::string> expected;
  for (int i = 23; i >= 1; --i) expected.push_back(std::to_string(i));
  EXPECT_EQ(numbers, expected);  // what came in meanwhile is not in it, and nothing is missing
  EXPECT_EQ(ann().get(at(id, "/bids?limit=3&offset=2")).at("bids/0/bid_number"), std::to_string(more - 3));
  EXPECT_EQ(ann().get(at(id, "/bids?limit=0")).error_at("/query/limit"), "out_of_range");
}

TEST(MarketplaceBatch, writes_stand_in_a_batch_and_act_for_players) {
  ApiWorld world({"signup_grant_bdt=10000", "world_size=16x16", "world_seed=7"});
  const std::string anna = world.add_player("anna");
  const std::string berta = world.add_player("berta");
  const auto claimed = world.post(std::string(kLands) + "/claim", place(2, 2), world.as_player(anna));
  ASSERT_EQ(claimed.status, 201) << claimed.body;
  const std::string land = text_of(Json(claimed.body).root().find("land").find("land_id"));
  const auto opened = world.post(kListings, offer({land}, kAuction), world.as_player(anna));
  ASSERT_EQ(opened.status, 201) << opened.body;
  const std::string id = Json(opened.body).text("listing_id");
  const std::string body = R"([{"method":"POST","path":"/lands/claim","user_id":")" + berta +
                           R"(","body":{"x":3,"y":2}},
    {"method":"POST","path":"/marketplace/listings/)" +
                           id + R"(/bids","user_id":")" + berta +
                           R"(","idempotency_key":"b","body":{"amount_bdt":100}},
    {"method":"POST","path":"/marketplace/listings/)" +
                           id + R"(/bids","user_id":")" + berta +
                           R"(","idempotency_key":"b","body":{"amount_bdt":100}},
    {"method":"DELETE","path":"/marketplace/listings/)" +
                           id + R"(","user_id":")" + anna + R"("}])";
  const auto answer = world.post("/api/v1/batch", body, {{"Authorization", "Bearer " + world.service_key()}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  std::vector<std::string> statuses;
  const Json results(answer.body);
  for (JsonValue result = results.root().find("results").first(); result.exists(); result = result.next()) {
    statuses.push_back(text_of(result.find("status")));
  }
  EXPECT_EQ(statuses, (std::vector<std::string>{"201", "201", "201", "409"})) << answer.body;
  EXPECT_TRUE(world.holds());
}

TEST(MarketplaceLimit, actions_of_an_hour_are_limited_by_account) {
  ServerProcess server(land_options({"marketplace_actions_per_hour=3"}));
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  for (int x = 0; x < 3; ++x) claim(ann, x, 0);
  const Told limited = ann.post(std::string(kLands) + "/claim", place(3, 0));
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.code(), "marketplace_rate_limited");
  EXPECT_FALSE(limited.raw.header("retry-after").empty());
  EXPECT_EQ(limited.raw.header("ratelimit-limit"), "3");
  claim(ben, 3, 0);  // each for himself
}

}  // namespace
}  // namespace loam::test
