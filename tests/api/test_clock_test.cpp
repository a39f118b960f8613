// The clock that an operator moves: what falls due on the way ends at its own moment, in order.

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"

namespace loam::test {
namespace {

constexpr const char* kClock = "/api/v1/admin/test-clock";

ServerOptions with_clock() {
  ServerOptions options = land_options();
  options.arguments = {"--test-clock", "2026-01-01T00:00:00Z"};
  return options;
}

Told move(Caller& caller, const std::string& now) { return caller.post(kClock, R"({"now":")" + now + R"("})"); }

TEST(TestClock, is_404_where_the_clock_is_real) {
  ServerProcess server(land_options());
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  EXPECT_EQ(move(root, "2030-01-01T00:00:00Z").status, 404);
  EXPECT_EQ(move(ann, "2030-01-01T00:00:00Z").status, 403);
  Caller guest(server);
  EXPECT_EQ(move(guest, "2030-01-01T00:00:00Z").status, 401);
}

TEST(TestClock, goes_forward_and_ends_everything_at_its_moment) {
  ServerProcess server(with_clock());
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  const auto lands = claim_row(ann, 0, 0, 4);
  // Opened in another order than they end in.
  const std::string later =
      list(ann, {lands[0]}, R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":9)");
  const std::string sooner =
      list(ann, {lands[1]}, R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":2)");
  const std::string open = list(
      ann, {lands[2]}, R"("listing_type":"auction","starting_price_bdt":100,"ends_at":"2026-01-02T00:00:00.001Z")");
  ASSERT_EQ(bid(ben, later, "150").status, 201);
  ASSERT_EQ(bid(ben, sooner, "100", "500").status, 201);
  EXPECT_EQ(balance(ben, "held_bdt"), "650");

  EXPECT_EQ(move(root, "2025-12-31T23:59:59Z").error_at("/now"), "out_of_range");
  EXPECT_EQ(move(root, "soon").error_at("/now"), "not_a_time");
  EXPECT_EQ(root.post(kClock, "{}").error_at("/now"), "required");
  const Told moved = move(root, "2026-01-02T00:00:00Z");
  ASSERT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(moved.at("now"), "2026-01-02T00:00:00.000Z");

  Caller guest(server);
  const Told first = guest.get(at(sooner));
  const Told second = guest.get(at(later));
  EXPECT_EQ(first.at("status"), "sold");
  EXPECT_EQ(first.at("closed_at"), "2026-01-01T02:00:00.000Z");
  EXPECT_EQ(first.at("current_price_bdt"), "100");
  EXPECT_EQ(second.at("closed_at"), "2026-01-01T09:00:00.000Z");
  EXPECT_LT(first.at("transaction_id"), second.at("transaction_id"));
  EXPECT_EQ(guest.get(at(open)).at("status"), "active");
  EXPECT_EQ(guest.get(at(open)).at("server_time"), "2026-01-02T00:00:00.000Z");
  ASSERT_EQ(sign_in(root, "root", kPassword).status, 200);  // a day has passed: the token with it
  EXPECT_EQ(root.get("/api/v1/users/" + ben.user_id + "/balance").at("held_bdt"), "0");
  EXPECT_EQ(root.get(std::string(kTrail) + "?transaction_type=AUCTION").at("pagination/total"), "2");
  ASSERT_EQ(move(root, "2026-01-02T00:00:00.001Z").status, 200);
  EXPECT_EQ(guest.get(at(open)).at("status"), "expired");
  EXPECT_TRUE(proven(root));
}

TEST(TestClock, is_moved_by_one_request_at_a_time) {
  constexpr int kMovers = 6;
  ServerOptions options = with_clock();
  options.settings.push_back("max_listings_per_user=1000");
  ServerProcess server(options);
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  for (int i = 0; i < 300; ++i) {  // each ends in a commit of its own
    const std::string ends =
        "2026-01-02T00:0" + std::to_string(i / 60) + ":" + (i % 60 < 10 ? "0" : "") + std::to_string(i % 60);
    list(ann, {claim(ann, i % 32, i / 32)},
         R"("listing_type":"auction","starting_price_bdt":100,"ends_at":")" + ends + R"(Z")");
  }
  // A session would be over in the middle of it, a key is not.
  const Told key = root.post("/api/v1/admin/api-keys", R"({"name":"mover","role":"operator"})");
  std::vector<Caller> movers;
  for (int i = 0; i < kMovers; ++i) movers.emplace_back(server, key.at("secret"));
  std::vector<Told> told(kMovers);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kMovers; ++i) {
    threads.emplace_back([&, i] { told[i] = move(movers[i], "2026-01-02T00:10:00Z"); });
  }
  for (std::thread& thread : threads) thread.join();
  int moved = 0;
  for (const Told& one : told) {
    if (one.status == 200) {
      ++moved;
    } else {
      EXPECT_EQ(one.status, 409) << one.body;
      EXPECT_EQ(one.code(), "test_clock_busy");
    }
  }
  EXPECT_GE(moved, 1);
  EXPECT_LT(moved, kMovers);
  Caller guest(server);
  EXPECT_EQ(guest.get(std::string(kListings) + "?status=expired").at("pagination/total"), "300");
}

TEST(TestClock, F32_nothing_is_bought_after_the_end) {
  ServerProcess server(with_clock());
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  const std::string land = claim(ann, 0, 0);
  const std::string id = list(
      ann, {land},
      R"("listing_type":"auction_with_buynow","starting_price_bdt":100,"buy_now_price_bdt":900,"duration_hours":1)");
  EXPECT_EQ(ben.get(at(id)).at("buy_now_available"), "true");
  ASSERT_EQ(move(root, "2026-01-01T01:00:00Z").status, 200);
  ASSERT_EQ(sign_in(ben, "ben", kPassword).status, 200);
  const Told late = buy(ben, id);
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.code(), "listing_ended");
  EXPECT_NE(late.at("detail").find("2026-01-01T01:00:00.000Z"), std::string::npos) << late.body;
  EXPECT_EQ(ben.get(at(id)).at("status"), "expired");
  EXPECT_EQ(ben.get(at(id)).at("buy_now_available"), "false");
  EXPECT_EQ(balance(ben), "100000");
}

TEST(TestClock, R36_there_is_one_end_for_everybody) {
  ServerProcess server(with_clock());
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  const auto lands = claim_row(ann, 0, 0, 2);
  const std::string id =
      list(ann, {lands[0]}, R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":1)");
  ASSERT_EQ(move(root, "2026-01-01T00:58:00Z").status, 200);
  const Told late = bid(ben, id, "100");  // two minutes before the end: it moves to three minutes from now
  ASSERT_EQ(late.status, 201) << late.body;
  EXPECT_EQ(late.at("ends_at"), "2026-01-01T01:01:00.000Z");
  const Told shown = ann.get(at(id));
  EXPECT_EQ(shown.at("ends_at"), late.at("ends_at"));
  EXPECT_EQ(shown.at("original_ends_at"), "2026-01-01T01:00:00.000Z");
  EXPECT_EQ(shown.at("extensions"), "1");
  ASSERT_EQ(move(root, "2026-01-01T01:00:59.999Z").status, 200);
  Caller guest(server);
  EXPECT_EQ(guest.get(at(id)).at("status"), "active");
  ASSERT_EQ(sign_in(root, "root", kPassword).status, 200);
  ASSERT_EQ(move(root, "2026-01-01T01:01:00Z").status, 200);
  EXPECT_EQ(guest.get(at(id)).at("status"), "sold");
  ASSERT_EQ(sign_in(ben, "ben", kPassword).status, 200);
  EXPECT_EQ(bid(ben, id, "500").code(), "listing_ended");
}

TEST(TestClock, R33_a_refused_bid_moves_no_end_and_extensions_are_bounded) {
  ServerOptions options = with_clock();
  options.settings.push_back("anti_sniping_max_extensions=2");
  ServerProcess server(options);
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  Caller cem = make_player(server, "cem");
  const std::string id =
      list(ann, {claim(ann, 0, 0)}, R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":1)");
  const auto end = [&] { return Caller(server).get(at(id)).at("ends_at"); };
  ASSERT_EQ(move(root, "2026-01-01T00:58:00Z").status, 200);
  for (Caller* caller : {&root, &ben, &cem}) {
    ASSERT_EQ(sign_in(*caller, caller->username, kPassword).status, 200);  // tokens of an hour ago would end on the way
  }

  // Each of the refused bids comes so late that an accepted one would move the end.
  EXPECT_EQ(bid(ben, id, "50").code(), "bid_too_low");
  EXPECT_EQ(end(), "2026-01-01T01:00:00.000Z");
  ASSERT_EQ(bid(ben, id, "100").status, 201);
  EXPECT_EQ(end(), "2026-01-01T01:01:00.000Z");
  ASSERT_EQ(move(root, "2026-01-01T01:00:00Z").status, 200);
  EXPECT_EQ(bid(cem, id, "199.99").code(), "bid_too_low");
  EXPECT_EQ(end(), "2026-01-01T01:01:00.000Z");
  ASSERT_EQ(bid(cem, id, "200").status, 201);
  EXPECT_EQ(end(), "2026-01-01T01:03:00.000Z");
  ASSERT_EQ(move(root, "2026-01-01T01:02:00Z").status, 200);
  const Told third = bid(ben, id, "300");
  ASSERT_EQ(third.status, 201) << third.body;
  EXPECT_EQ(end(), "2026-01-01T01:03:00.000Z");  // twice is enough
  ASSERT_EQ(move(root, "2026-01-01T01:03:00Z").status, 200);
  EXPECT_EQ(Caller(server).get(at(id)).at("leader_id"), ben.user_id);
  EXPECT_TRUE(proven(root));
}

TEST(TestClock, many_that_fall_due_at_once_all_end) {
  ServerOptions options = with_clock();
  options.settings.push_back("max_listings_per_user=1000");
  ServerProcess server(options);
  Caller root = make_overseer(server, "root");
  Caller ann = make_player(server, "ann");
  for (int i = 0; i < 200; ++i) {
    const std::string land = claim(ann, i % 32, i / 32);
    list(ann, {land},
         R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":)" + std::to_string(1 + i % 3));
  }
  ASSERT_EQ(move(root, "2026-01-01T03:00:00Z").status, 200);
  Caller guest(server);
  EXPECT_EQ(guest.get(std::string(kListings) + "?status=active").at("pagination/total"), "0");
  EXPECT_EQ(guest.get(std::string(kListings) + "?status=expired").at("pagination/total"), "200");
  EXPECT_EQ(guest.get(std::string(kLands) + "?for_sale=true").at("pagination/total"), "0");
}

}  // namespace
}  // namespace loam::test
