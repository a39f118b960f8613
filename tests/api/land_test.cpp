// Lands through the API: what they are, whose they are, claims and gifts.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sodium.h>

#include "land_scene.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

constexpr int kWidth = 32;
constexpr int kHeight = 24;

class Lands : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(land_options());
    root_ = new Caller(make_overseer(*server_, "root"));
    ann_ = new Caller(make_player(*server_, "ann"));
    ben_ = new Caller(make_player(*server_, "ben"));
  }
  static void TearDownTestSuite() {
    for (Caller* caller : {root_, ann_, ben_}) delete caller;
    delete server_;
  }
  static ServerProcess& server() { return *server_; }
  static Caller& root() { return *root_; }
  static Caller& ann() { return *ann_; }
  static Caller& ben() { return *ben_; }
  static std::int64_t paisa(const std::string& text) { return parse_decimal(text, kMoneyDecimals).units.value_or(-1); }
  static std::string lands_of(const Caller& caller) { return "/api/v1/users/" + caller.user_id + "/lands"; }

 private:
  static inline ServerProcess* server_ = nullptr;
  static inline Caller* root_ = nullptr;
  static inline Caller* ann_ = nullptr;
  static inline Caller* ben_ = nullptr;
};

TEST_F(Lands, F04_the_server_sets_the_price_of_a_claim) {
  const std::string target = std::string(kLands) + "/claim";
  for (const char* name : {"price", "price_bdt", "price_base_bdt", "amount_bdt"}) {
    const Told told = ann().post(target, std::string(R"({"x":1,"y":1,")") + name + R"(":-1000000})");
    EXPECT_EQ(told.status, 422) << told.body;
    EXPECT_EQ(told.error_at(std::string("/") + name), "unknown_field");
  }
  EXPECT_EQ(balance(ann()), "100000");

  const Told before = ann().get(std::string(kLands) + "/coordinates/1/1");
  const Told claimed = ann().post(target, place(1, 1), "claim-1");
  ASSERT_EQ(claimed.status, 201) << claimed.body;
  EXPECT_EQ(claimed.at("transaction_type"), "FIXED_PRICE");
  EXPECT_EQ(claimed.at("seller_id"), "null");
  EXPECT_EQ(claimed.at("amount_bdt"), before.at("price_base_bdt"));
  EXPECT_EQ(claimed.at("land/owner_username"), "ann");
  EXPECT_EQ(paisa(balance(ann())), 10'000'000 - paisa(claimed.at("amount_bdt")));
  const Told again = ann().post(target, place(1, 1), "claim-1");
  EXPECT_EQ(again.body, claimed.body);
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
  EXPECT_EQ(ben().post(target, place(1, 1)).code(), "land_taken");
}

TEST_F(Lands, a_claim_that_makes_no_sense_is_refused_where_it_is_wrong) {
  const std::string target = std::string(kLands) + "/claim";
  EXPECT_EQ(ann().post(target, R"({"x":1})").error_at("/y"), "required");
  EXPECT_EQ(ann().post(target, R"({"x":-1,"y":0})").error_at("/x"), "out_of_range");
  EXPECT_EQ(ann().post(target, R"({"x":"one","y":0})").error_at("/x"), "not_an_integer");
  EXPECT_EQ(ann().post(target, place(kWidth, 0)).code(), "land_unknown");
  EXPECT_EQ(ann().post(target, place(kWidth, 0)).status, 404);
  EXPECT_EQ(Caller(server()).post(target, place(9, 9)).status, 401);
}

TEST_F(Lands, one_land_is_found_by_id_and_by_place) {
  const Told by_place = ben().get(std::string(kLands) + "/coordinates/5/6");
  ASSERT_EQ(by_place.status, 200);
  EXPECT_EQ(by_place.at("coordinates/x"), "5");
  EXPECT_EQ(by_place.at("coordinates/y"), "6");
  EXPECT_EQ(by_place.at("owner_id"), "null");
  EXPECT_EQ(by_place.at("for_sale"), "false");
  EXPECT_EQ(ben().get(std::string(kLands) + '/' + by_place.at("land_id")).body, by_place.body);
  for (const char* nowhere : {"/coordinates/32/0", "/coordinates/-1/0", "/coordinates/a/b", "/nonsense",
                              "/0190a000-0000-7000-8000-000000000000", "/coordinates/1/99999999999999999999"}) {
    const Told told = ben().get(std::string(kLands) + nowhere);
    EXPECT_EQ(told.status, 404) << nowhere;
    EXPECT_EQ(told.code(), "land_unknown") << nowhere;
  }
}

TEST_F(Lands, pages_give_every_land_once_in_their_order) {
  const auto xs = all_pages(ben(), std::string(kLands) + "?limit=100", "lands", "land_id");
  EXPECT_EQ(xs.size(), static_cast<std::size_t>(kWidth * kHeight));
  EXPECT_EQ(std::set<std::string>(xs.begin(), xs.end()).size(), xs.size());
  EXPECT_TRUE(std::is_sorted(xs.begin(), xs.end()));  // ids carry the number
  EXPECT_EQ(ben().get(std::string(kLands) + "?limit=3&page=2").at("lands/0/coordinates/x"), "3");
  EXPECT_EQ(ben().get(std::string(kLands) + "?limit=3&offset=33").at("lands/0/coordinates/y"), "1");
}

/// What a filter should find, from all lands.
std::size_t count_if(Caller& caller, const std::function<bool(const Told&, const std::string&)>& wanted) {
  const Told all = caller.get(std::string(kLands) + "?limit=500");
  const Told rest = caller.get(std::string(kLands) + "?limit=500&cursor=" + all.at("pagination/next_cursor"));
  std::size_t count = 0;
  for (const Told* told : {&all, &rest}) {
    for (std::size_t i = 0; i < told->size("lands"); ++i) {
      if (wanted(*told, "lands/" + std::to_string(i))) ++count;
    }
  }
  return count;
}

TEST_F(Lands, F41_filters_count_what_they_show_and_unknown_values_are_422) {
  const auto own = claim_row(ben(), 10, 20, 4);
  const std::string listing = list(ben(), {own[0], own[1]}, kFixed);
  const auto money = [](const Told& told, const std::string& land) { return paisa(told.at(land + "/price_base_bdt")); };
  struct Row {
    std::string query;
    std::function<bool(const Told&, const std::string&)> wanted;
  };
  const std::vector<Row> rows{
      {"biome=forest", [](const Told& t, const std::string& l) { return t.at(l + "/biome") == "forest"; }},
      {"owner_id=" + ben().user_id,
       [&](const Told& t, const std::string& l) { return t.at(l + "/owner_id") == ben().user_id; }},
      {"for_sale=true", [](const Told& t, const std::string& l) { return t.at(l + "/for_sale") == "true"; }},
      {"for_sale=false", [](const Told& t, const std::string& l) { return t.at(l + "/for_sale") == "false"; }},
      {"for_sale=false&max_price_bdt=60",
       [&](const Told& t, const std::string& l) { return t.at(l + "/for_sale") == "false" && money(t, l) <= 6'000; }},
      {"min_price_bdt=100&max_price_bdt=120",
       [&](const Told& t, const std::string& l) { return money(t, l) >= 10'000 && money(t, l) <= 12'000; }},
      {"bbox=9,19,11,21",
       [](const Told& t, const std::string& l) {
         const int x = std::stoi(t.at(l + "/coordinates/x"));
         const int y = std::stoi(t.at(l + "/coordinates/y"));
         return x >= 9 && x <= 11 && y >= 19 && y <= 21;
       }},
      {"owner_id=" + ben().user_id + "&for_sale=false", [&](const Told& t, const std::string& l) {
         return t.at(l + "/owner_id") == ben().user_id && t.at(l + "/for_sale") == "false";
       }}};
  for (const Row& row : rows) {
    const std::size_t expected = count_if(ann(), row.wanted);
    const auto found = all_pages(ann(), std::string(kLands) + "?limit=2&" + row.query, "lands", "land_id");
    EXPECT_EQ(found.size(), expected) << row.query;
    EXPECT_EQ(ann().get(std::string(kLands) + "?" + row.query).at("pagination/total"), std::to_string(expected))
        << row.query;
    EXPECT_GT(expected, 0U) << row.query;
  }
  for (const char* wrong : {"biome=moon", "owner_id=me", "for_sale=perhaps", "min_price_bdt=-1", "bbox=1,2,3",
                            "bbox=5,5,4,4", "bbox=0,0,99999,1", "limit=501", "cursor=ff", "colour=red"}) {
    EXPECT_EQ(ann().get(std::string(kLands) + "?" + wrong).status, 422) << wrong;
  }
  EXPECT_EQ(ann().get(std::string(kLands) + "?owner_id=0190a000-0000-7000-8000-000000000000").status, 404);
  EXPECT_EQ(ann().get(std::string(kLands) + "?biome=&for_sale=").at("pagination/total"), "768");
  const std::string cursor = ann().get(std::string(kLands) + "?biome=forest&limit=1").at("pagination/next_cursor");
  EXPECT_EQ(ann().get(std::string(kLands) + "?biome=snow&cursor=" + cursor).error_at("/query/cursor"), "combined");

  EXPECT_EQ(ann().get(lands_of(ben())).at("pagination/total"), "4");
  EXPECT_EQ(ann().get(lands_of(ben())).at("lands/0/listing_id"), listing);
  const Told stats = ann().get("/api/v1/users/" + ben().user_id + "/stats");
  EXPECT_EQ(stats.at("lands_owned"), "4");
  EXPECT_EQ(stats.at("active_listings"), "1");
}

std::vector<std::uint8_t> bytes_of(const std::string& text) {
  std::vector<std::uint8_t> bytes(text.size());
  std::size_t size = 0;
  EXPECT_EQ(sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                              sodium_base64_VARIANT_ORIGINAL),
            0);
  bytes.resize(size);
  return bytes;
}

TEST_F(Lands, a_piece_of_the_map_says_cell_by_cell_what_the_lands_say) {
  const auto own = claim_row(ann(), 20, 10, 2);
  list(ann(), {own[1]}, kAuction);
  const Told map = ben().get(std::string(kLands) + "/map?bbox=18,9,23,11");
  ASSERT_EQ(map.status, 200) << map.body;
  EXPECT_EQ(map.at("world/width"), "32");
  EXPECT_EQ(map.at("width"), "6");
  EXPECT_EQ(map.at("height"), "3");
  const auto biome = bytes_of(map.at("biome"));
  const auto elevation = bytes_of(map.at("elevation"));
  const auto owner = bytes_of(map.at("owner"));
  const auto listing = bytes_of(map.at("listing"));
  ASSERT_EQ(biome.size(), 18U);
  ASSERT_EQ(elevation.size(), 18U);
  ASSERT_EQ(owner.size(), 36U);
  ASSERT_EQ(listing.size(), 18U);
  for (std::size_t cell = 0; cell < 18; ++cell) {
    const Told land = ben().get(std::string(kLands) + "/coordinates/" + std::to_string(18 + cell % 6) + '/' +
                                std::to_string(9 + cell / 6));
    EXPECT_EQ(map.at("biomes/" + std::to_string(biome[cell])), land.at("biome")) << cell;
    const auto thousandths = parse_decimal(land.at("elevation"), 3).units.value_or(-1);
    EXPECT_EQ(elevation[cell], (thousandths * 255 + 500) / 1000) << cell;
    const int name = owner[2 * cell] + 256 * owner[2 * cell + 1];
    const std::string id = name == 0 ? "null" : map.at("owners/" + std::to_string(name - 1) + "/owner_id");
    EXPECT_EQ(id, land.at("owner_id")) << cell;
    EXPECT_EQ(listing[cell] != 0, land.at("for_sale") == "true") << cell;
  }
  EXPECT_EQ(listing[9], 2);  // 21, 10: in an auction
}

TEST_F(Lands, a_piece_of_the_map_has_an_end) {
  const std::string map = std::string(kLands) + "/map";
  EXPECT_EQ(ben().get(map).error_at("/query/bbox"), "required");
  EXPECT_EQ(ben().get(map + "?bbox=0,0,256,1").error_at("/query/bbox"), "out_of_range");
  EXPECT_EQ(ben().get(map + "?bbox=40,0,41,1").error_at("/query/bbox"), "out_of_range");
  EXPECT_EQ(ben().get(map + "?bbox=0;0;1;1").error_at("/query/bbox"), "malformed");
  const Told whole = ben().get(map + "?bbox=0,0,255,255");
  EXPECT_EQ(whole.at("bbox"), "[0,0,31,23]");
  EXPECT_EQ(bytes_of(whole.at("biome")).size(), 768U);
}

TEST_F(Lands, F42_a_gift_leaves_a_row_with_its_land) {
  const std::string land = claim(ann(), 0, 23);
  const std::string target = std::string(kLands) + '/' + land + "/transfer";
  const std::string to_ben = R"({"new_owner_id":")" + ben().user_id + R"("})";
  EXPECT_EQ(ben().post(target, to_ben).code(), "not_owner");
  EXPECT_EQ(ben().post(target, to_ben).status, 403);
  EXPECT_EQ(ann().post(target, R"({"new_owner_id":")" + ann().user_id + R"("})").code(), "own_land");
  EXPECT_EQ(ann().post(target, R"({"new_owner_id":"0190a000-0000-7000-8000-000000000000"})").code(), "user_unknown");
  EXPECT_EQ(ann().post(target, R"({})").error_at("/new_owner_id"), "required");

  const Told given = ann().post(target, to_ben, "gift");
  ASSERT_EQ(given.status, 200) << given.body;
  EXPECT_EQ(given.at("transaction_type"), "TRANSFER");
  EXPECT_EQ(given.at("amount_bdt"), "0");
  EXPECT_EQ(given.at("user_role"), "seller");
  EXPECT_EQ(given.at("land/owner_username"), "ben");
  EXPECT_EQ(ann().post(target, to_ben, "gift").body, given.body);
  EXPECT_EQ(ben().get(std::string(kLands) + '/' + land).at("owner_username"), "ben");

  for (Caller* caller : {&ann(), &ben()}) {
    const Told rows = caller->get(std::string(kTrail) + "?land_id=" + land + "&transaction_type=TRANSFER");
    EXPECT_EQ(rows.at("pagination/total"), "1");
    EXPECT_EQ(rows.at("transactions/0/land_ids"), "[\"" + land + "\"]");
    EXPECT_EQ(rows.at("transactions/0/user_role"), caller == &ann() ? "seller" : "buyer");
  }
  EXPECT_EQ(root().get(std::string(kTrail) + "?land_id=" + land).at("pagination/total"), "2");  // the claim too
  EXPECT_TRUE(proven(root()));
}

TEST_F(Lands, F21_listed_land_is_not_given_away) {
  const std::string land = claim(ann(), 3, 23);
  const std::string listing = list(ann(), {land}, kFixed);
  const Told told =
      ann().post(std::string(kLands) + '/' + land + "/transfer", R"({"new_owner_id":")" + ben().user_id + R"("})");
  EXPECT_EQ(told.status, 409);
  EXPECT_EQ(told.code(), "land_listed");
  EXPECT_EQ(ann().post(kListings, offer({land}, kFixed)).code(), "land_listed");
  ASSERT_EQ(ann().del(at(listing)).status, 200);
  EXPECT_EQ(ann()
                .post(std::string(kLands) + '/' + land + "/transfer", R"({"new_owner_id":")" + ben().user_id + R"("})")
                .status,
            200);
  Caller third = make_player(server(), "third");
  EXPECT_EQ(buy(third, listing).code(), "listing_ended");
  EXPECT_EQ(ann().get(std::string(kLands) + '/' + land).at("owner_username"), "ben");
}

}  // namespace
}  // namespace loam::test
