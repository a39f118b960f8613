// F-41 and R-45 for listings: filters that filter, totals that count, orders that hold over pages; and leaderboards.

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

std::int64_t paisa(const std::string& text) { return parse_decimal(text, kMoneyDecimals).units.value_or(-1); }

/// Thirty listings of all types, prices and states, of two sellers.
class MarketplaceLists : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(land_options({"max_listings_per_user=1000"}));
    ann_ = new Caller(make_player(*server_, "ann"));
    ben_ = new Caller(make_player(*server_, "ben"));
    cem_ = new Caller(make_player(*server_, "cem"));
    for (int i = 0; i < 30; ++i) add(i);
  }
  static void TearDownTestSuite() {
    for (Caller* caller : {ann_, ben_, cem_}) delete caller;
    delete server_;
  }
  /// Every fifth is sold, every seventh withdrawn, some auctions have bids.
  static void add(int i) {
    Caller& seller = i % 2 == 0 ? ann() : ben();
    const std::string land = claim(seller, i % 32, i / 32);
    const std::string price = std::to_string(100 + 37 * (i % 9));
    const bool fixed = i % 3 != 0;
    const std::string id = list(seller, {land},
                                fixed ? R"("listing_type":"fixed_price","buy_now_price_bdt":)" + price
                                      : R"("listing_type":"auction","starting_price_bdt":)" + price +
                                            R"(,"duration_hours":)" + std::to_string(1 + i % 11));
    if (i % 5 == 0 && fixed) static_cast<void>(buy(cem(), id));
    if (i % 7 == 0) static_cast<void>(seller.del(at(id)));
    if (i % 9 == 3) static_cast<void>(bid(cem(), id, std::to_string(1'000 + i)));
  }
  static Caller& ann() { return *ann_; }
  static Caller& ben() { return *ben_; }
  static Caller& cem() { return *cem_; }
  static std::string target(const std::string& query) { return std::string(kListings) + "?" + query; }
  static Told everything() { return cem().get(target("status=all&limit=500")); }
  static std::string row(std::size_t i, const std::string& member) {
    return "listings/" + std::to_string(i) + '/' + member;
  }

 private:
  static inline ServerProcess* server_ = nullptr;
  static inline Caller* ann_ = nullptr;
  static inline Caller* ben_ = nullptr;
  static inline Caller* cem_ = nullptr;
};

TEST_F(MarketplaceLists, F41_filters_count_what_they_show) {
  using Wanted = std::function<bool(const Told&, std::size_t)>;
  const auto says = [](const std::string& member, const std::string& value) -> Wanted {
    return [=](const Told& told, std::size_t i) { return told.at(row(i, member)) == value; };
  };
  const auto both = [](const Wanted& a, const Wanted& b) -> Wanted {
    return [=](const Told& told, std::size_t i) { return a(told, i) && b(told, i); };
  };
  const Wanted active = says("status", "active");
  const std::vector<std::pair<std::string, Wanted>> rows{
      {"", active},
      {"status=active", active},
      {"status=sold", says("status", "sold")},
      {"status=cancelled", says("status", "cancelled")},
      {"status=all", [](const Told&, std::size_t) { return true; }},
      {"listing_type=auction", both(active, says("listing_type", "auction"))},
      {"seller_id=" + ann().user_id, both(active, says("seller_username", "ann"))},
      {"seller_id=" + ben().user_id + "&status=all", says("seller_username", "ben")},
      {"status=all&biome=plains", says("lands/0/biome", "plains")},
      {"status=all&min_price_bdt=200&max_price_bdt=300",
       [](const Told& told, std::size_t i) {
         const std::int64_t price = paisa(told.at(row(i, "current_price_bdt")));
         return price >= 20'000 && price <= 30'000;
       }},
      {"status=all&bbox=4,0,9,0", [](const Told& told, std::size_t i) {
         const int x = std::stoi(told.at(row(i, "lands/0/coordinates/x")));
         return x >= 4 && x <= 9;
       }}};
  const Told all = everything();
  ASSERT_EQ(all.size("listings"), 30U);
  for (const auto& [query, wanted] : rows) {
    std::set<std::string> expected;
    for (std::size_t i = 0; i < all.size("listings"); ++i) {
      if (wanted(all, i)) expected.insert(all.at(row(i, "listing_id")));
    }
    EXPECT_FALSE(expected.empty()) << query;
    const auto found = all_pages(cem(), target("limit=4&" + query), "listings", "listing_id");
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()), expected) << query;
    EXPECT_EQ(found.size(), expected.size()) << query;
    EXPECT_EQ(cem().get(target(query)).at("pagination/total"), std::to_string(expected.size())) << query;
  }
}

TEST_F(MarketplaceLists, F41_unknown_values_are_422) {
  for (const char* wrong : {"status=open", "listing_type=raffle", "sort_by=price", "seller_id=me", "biome=moon",
                            "min_price_bdt=x", "bbox=1", "limit=0", "cursor=00", "colour=red", "page=0"}) {
    EXPECT_EQ(cem().get(target(wrong)).status, 422) << wrong;
  }
  EXPECT_EQ(cem().get(target("seller_id=0190a000-0000-7000-8000-000000000000")).status, 404);
  EXPECT_EQ(cem().get(target("status=&sort_by=")).status, 200);
  const std::string cursor = cem().get(target("status=all&limit=3")).at("pagination/next_cursor");
  EXPECT_EQ(cem().get(target("status=all&cursor=" + cursor)).status, 200);
  EXPECT_EQ(cem().get(target("status=active&cursor=" + cursor)).error_at("/query/cursor"), "combined");
  EXPECT_EQ(cem().get(target("sort_by=price_asc&cursor=" + cursor)).error_at("/query/cursor"), "combined");
  EXPECT_EQ(cem().get(std::string(kLands) + "?cursor=" + cursor).error_at("/query/cursor"), "malformed");
}

TEST_F(MarketplaceLists, orders_hold_over_pages) {
  const auto sorted = [](const std::string& order, const std::string& member, bool rises) {
    const auto values = all_pages(cem(), target("status=all&limit=4&sort_by=" + order), "listings", member);
    EXPECT_EQ(values.size(), 30U) << order;
    const auto below = [&](const std::string& a, const std::string& b) {
      return member == "current_price_bdt" ? paisa(a) < paisa(b) : a < b;
    };
    const auto above = [&](const std::string& a, const std::string& b) { return below(b, a); };
    EXPECT_TRUE(rises ? std::is_sorted(values.begin(), values.end(), below)
                      : std::is_sorted(values.begin(), values.end(), above))
        << order;
  };
  sorted("price_asc", "current_price_bdt", true);
  sorted("price_desc", "current_price_bdt", false);
  sorted("created_at_desc", "listing_id", false);
  sorted("created_at_asc", "listing_id", true);
  sorted("ending_soon", "ends_at", true);
  EXPECT_EQ(cem().get(target("")).body.substr(0, 400),
            cem().get(target("sort_by=created_at_desc")).body.substr(0, 400));
}

TEST_F(MarketplaceLists, R45_pages_give_every_listing_once_while_others_come_in) {
  for (const std::string order : {"created_at_desc", "price_asc", "price_desc", "ending_soon", "created_at_asc"}) {
    const auto before = all_pages(cem(), target("limit=500&sort_by=" + order), "listings", "listing_id");
    const auto paged = all_pages(cem(), target("limit=3&sort_by=" + order), "listings", "listing_id", [] {
      static int next = 32;
      const std::string land = claim(ann(), next % 32, next / 32);
      list(ann(), {land},
           R"("listing_type":"fixed_price","buy_now_price_bdt":)" + std::to_string(90 + 31 * (next % 13)));
      ++next;
    });
    std::set<std::string> seen(paged.begin(), paged.end());
    EXPECT_EQ(seen.size(), paged.size()) << order;
    for (const std::string& id : before) EXPECT_TRUE(seen.contains(id)) << order;
  }
}

TEST_F(MarketplaceLists, what_was_answered_is_in_the_list) {
  for (int i = 0; i < 20; ++i) {
    const std::string land = claim(ben(), i, 20);
    const std::string id = list(ben(), {land}, kFixed);
    EXPECT_EQ(cem().get(target("limit=1")).at(row(0, "listing_id")), id);
    EXPECT_EQ(cem().get(std::string(kLands) + "?for_sale=true&bbox=0,20,31,20").at("pagination/total"), "1");
    ASSERT_EQ(ben().del(at(id)).status, 200);
    EXPECT_NE(cem().get(target("limit=1")).at(row(0, "listing_id")), id);
    EXPECT_EQ(cem().get(target("limit=1&status=cancelled")).at(row(0, "listing_id")), id);
  }
}

TEST(MarketplaceListsStart, a_start_brings_lists_and_boards_back) {
  ServerProcess server(land_options());
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  const auto lands = claim_row(ann, 0, 0, 3);
  const std::string active = list(ann, {lands[0]}, kFixed);
  const std::string sold = list(ann, {lands[1], lands[2]}, kFixed);
  ASSERT_EQ(buy(ben, sold).status, 200);
  ASSERT_EQ(ben.post("/api/v1/biome-market/buy", R"({"biome":"ocean","amount_bdt":100})").status, 201);
  const std::vector<std::string> targets{
      std::string(kListings) + "?status=sold&sort_by=price_asc", std::string(kLands) + "?for_sale=true",
      "/api/v1/marketplace/leaderboard/sellers", "/api/v1/marketplace/leaderboard/traders"};
  const std::vector<std::string> members{"listings/0/listing_id", "lands/0/listing_id", "places/0/sold_bdt",
                                         "places/0/traded_bdt"};
  std::vector<std::string> before;
  for (std::size_t i = 0; i < targets.size(); ++i) before.push_back(ann.get(targets[i]).at(members[i]));
  EXPECT_EQ(before, (std::vector<std::string>{sold, active, "500", "100"}));
  server.kill_hard();
  server.restart();
  Caller guest(server);
  for (std::size_t i = 0; i < targets.size(); ++i) EXPECT_EQ(guest.get(targets[i]).at(members[i]), before[i]);
}

TEST(Leaderboard, ranks_those_who_show_themselves) {
  ServerProcess server(land_options());
  Caller ann = make_player(server, "ann");
  Caller ben = make_player(server, "ben");
  Caller cem = make_player(server, "cem");
  Caller guest(server);
  const std::string board = "/api/v1/marketplace/leaderboard/";
  claim_row(ann, 0, 0, 3);
  claim_row(ben, 0, 1, 2);
  claim_row(cem, 0, 2, 1);
  const Told first = guest.get(board + "landowners");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.at("places/0/username"), "ann");
  EXPECT_EQ(first.at("places/0/lands_owned"), "3");
  EXPECT_EQ(first.at("places/2/rank"), "3");
  EXPECT_EQ(first.at("own"), "null");
  EXPECT_EQ(guest.get(board + "landowners?limit=1").size("places"), 1U);
  EXPECT_EQ(cem.get(board + "landowners?limit=1").at("own/rank"), "3");
  EXPECT_EQ(guest.get(board + "richest").at("places/0/username"), "cem");
  EXPECT_EQ(guest.get(board + "richest").at("places/0/total_assets_bdt"), balance(cem));

  ASSERT_EQ(ann.patch("/api/v1/users/" + ann.user_id, R"({"hidden":true})").status, 200);
  const Told hidden = guest.get(board + "landowners");
  EXPECT_EQ(hidden.size("places"), 2U);
  EXPECT_EQ(hidden.at("places/0/username"), "ben");
  EXPECT_EQ(hidden.at("places/0/rank"), "1");
  EXPECT_EQ(hidden.at("total"), "2");
  EXPECT_EQ(ann.get(board + "landowners").at("own/lands_owned"), "3");
  EXPECT_EQ(ann.get(board + "landowners").at("own/rank"), "1");

  EXPECT_EQ(guest.get(board + "tallest").status, 404);
  EXPECT_EQ(guest.get(board + "richest?limit=501").error_at("/query/limit"), "out_of_range");
}

}  // namespace
}  // namespace loam::test
