// What the settings of land and its marketplace change, seen from outside: see admin_settings_effects_test.cpp.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "money/money.hpp"
#include "settings_effects.hpp"

namespace loam::test {
namespace {

/// A small world, its operator and two players with money. A setting of the marketplace is at its default, and free to
/// be turned; `fixed` are not.
struct Scene {
  ServerProcess server;
  Caller root;
  Caller ann;
  Caller ben;

  explicit Scene(std::vector<std::string> fixed = {}, std::vector<std::string> arguments = {})
      : server(options(std::move(fixed), std::move(arguments))),
        root(make_overseer(server, "root")),
        ann(make_player(server, "ann")),
        ben(make_player(server, "ben")) {}

  void set(const std::string& name, const std::string& value) {
    const Told told = root.patch("/api/v1/admin/config/economy", R"({")" + name + R"(":)" + value + "}");
    ASSERT_EQ(told.status, 200) << told.body;
  }
  Told open(int land, std::string_view rest = kAuction) {
    return ann.post(kListings, offer({claim(ann, land, 0)}, rest));
  }
  /// The fee of a land sold at a fixed price of 500.
  std::string fee_of_sale(int land) { return buy(ben, open(land, kFixed).at("listing_id")).at("platform_fee_bdt"); }
  /// What the next bid has to be after one of 100.
  std::string next_bid(int land) {
    const std::string listing = open(land).at("listing_id");
    EXPECT_EQ(bid(ben, listing, "100").status, 201);
    return ann.get(at(listing)).at("minimum_next_bid_bdt");
  }
  std::string first_land(const std::string& biome, const std::string& member) {
    return ann.get(std::string(kLands) + "?limit=1&biome=" + biome).at("lands/0/" + member);
  }

 private:
  static ServerOptions options(std::vector<std::string> fixed, std::vector<std::string> arguments) {
    for (const char* each :
         {"api_requests_per_minute=1000000", "signup_grant_bdt=100000", "world_size=32x24", "world_seed=7"}) {
      fixed.emplace_back(each);
    }
    ServerOptions options = with_settings(std::move(fixed));
    options.arguments = std::move(arguments);
    return options;
  }
};

const std::vector<std::string> kNoWait{"listing_cooldown_minutes=0"};

void land_fee() {
  Scene scene(kNoWait);
  EXPECT_EQ(scene.fee_of_sale(0), "25");
  scene.set("land_fee_percent", "2.5");
  EXPECT_EQ(scene.fee_of_sale(1), "12.5");
}

void land_tiers() {
  Scene scene(kNoWait);
  scene.set("land_fee_tiers", R"("0:5,100:1")");
  EXPECT_EQ(scene.fee_of_sale(0), "9");
  scene.set("land_fee_tiers", R"("none")");
  EXPECT_EQ(scene.fee_of_sale(1), "25");
}

void increments() {
  Scene scene(kNoWait);
  EXPECT_EQ(scene.next_bid(0), "200");
  scene.set("bid_increments", R"("ebay")");
  EXPECT_EQ(scene.next_bid(1), "102.5");
}

/// Where an auction that ends at midnight ends after bids at these times.
std::string end_after(const std::string& setting, const std::vector<std::string>& bids) {
  Scene scene({}, {"--test-clock", "2026-01-01T00:00:00Z"});
  scene.set(setting.substr(0, setting.find('=')), setting.substr(setting.find('=') + 1));
  const std::string listing = scene.open(0).at("listing_id");
  int amount = 0;
  for (const std::string& time : bids) {
    const Told moved = scene.root.post("/api/v1/admin/test-clock", R"({"now":")" + time + R"("})");
    EXPECT_EQ(moved.status, 200) << moved.body;
    // A day has passed for their tokens too.
    EXPECT_EQ(sign_in(scene.root, "root", kPassword).status, 200);
    EXPECT_EQ(sign_in(scene.ben, "ben", kPassword).status, 200);
    EXPECT_EQ(bid(scene.ben, listing, std::to_string(amount += 1'000)).status, 201);
  }
  return scene.ben.get(at(listing)).at("ends_at");
}

void sniping() {
  const std::vector<std::string> late{"2026-01-01T23:59:00Z"};
  EXPECT_EQ(end_after("anti_sniping_minutes=3", late), "2026-01-02T00:02:00.000Z");
  EXPECT_EQ(end_after("anti_sniping_minutes=10", late), "2026-01-02T00:09:00.000Z");
  EXPECT_EQ(end_after("anti_sniping_minutes=0", late), "2026-01-02T00:00:00.000Z");
}

void extensions() {
  const std::vector<std::string> late{"2026-01-01T23:59:00Z", "2026-01-02T00:01:00Z"};
  EXPECT_EQ(end_after("anti_sniping_max_extensions=20", late), "2026-01-02T00:04:00.000Z");
  EXPECT_EQ(end_after("anti_sniping_max_extensions=1", late), "2026-01-02T00:02:00.000Z");
}

void shortest() {
  Scene scene(kNoWait);
  EXPECT_EQ(scene.open(0).status, 201);
  scene.set("auction_min_duration_hours", "25");
  EXPECT_EQ(scene.open(1).error_at("/duration_hours"), "duration_out_of_range");
}

void longest() {
  Scene scene(kNoWait);
  EXPECT_EQ(scene.open(0).status, 201);
  scene.set("auction_max_duration_hours", "23");
  EXPECT_EQ(scene.open(1).error_at("/duration_hours"), "duration_out_of_range");
}

void cooldown() {
  Scene scene;
  EXPECT_EQ(scene.open(0).status, 201);
  EXPECT_EQ(scene.open(1).code(), "listing_cooldown");
  scene.set("listing_cooldown_minutes", "0");
  EXPECT_EQ(scene.open(2).status, 201);
}

void parcel() {
  Scene scene;
  const auto lands = claim_row(scene.ann, 0, 0, 2);
  scene.set("max_lands_per_listing", "1");
  EXPECT_EQ(scene.ann.post(kListings, offer(lands, kAuction)).error_at("/land_ids"), "too_many_lands_listed");
  scene.set("max_lands_per_listing", "2");
  EXPECT_EQ(scene.ann.post(kListings, offer(lands, kAuction)).status, 201);
}

void listings() {
  Scene scene(kNoWait);
  scene.set("max_listings_per_user", "1");
  EXPECT_EQ(scene.open(0).status, 201);
  EXPECT_EQ(scene.open(1).code(), "too_many_listings");
  scene.set("max_listings_per_user", "2");
  EXPECT_EQ(scene.open(2).status, 201);
}

void reserve() {
  Scene scene;
  const std::string low = std::string(kAuction) + R"(,"reserve_price_bdt":20)";
  EXPECT_EQ(scene.open(0, low).error_at("/reserve_price_bdt"), "reserve_too_low");
  scene.set("min_reserve_price_percent", "20");
  EXPECT_EQ(scene.open(1, low).status, 201);
}

void owner() {
  Scene scene;
  scene.set("max_lands_per_owner", "1");
  claim(scene.ann, 0, 0);
  const std::string target = std::string(kLands) + "/claim";
  EXPECT_EQ(scene.ann.post(target, place(1, 0)).code(), "too_many_lands");
  scene.set("max_lands_per_owner", "2");
  claim(scene.ann, 1, 0);
}

void actions() {
  Scene scene;
  scene.set("marketplace_actions_per_hour", "2");
  const std::string target = std::string(kLands) + "/claim";
  int limited = 0;
  for (int x = 0; x < 4; ++x) limited += scene.ann.post(target, place(x, 0)).code() == "marketplace_rate_limited";
  EXPECT_EQ(limited, 2);
}

void trading() {
  Scene scene;
  const std::string land = claim(scene.ann, 0, 0);
  scene.set("enable_land_trading", "false");
  EXPECT_EQ(scene.ann.post(std::string(kLands) + "/claim", place(1, 0)).code(), "land_trading_disabled");
  EXPECT_EQ(scene.ann.post(kListings, offer({land}, kAuction)).code(), "land_trading_disabled");
  scene.set("enable_land_trading", "true");
  EXPECT_EQ(scene.ann.post(kListings, offer({land}, kAuction)).status, 201);
}

/// The price of a biome's first land by its elevation, as the settings are by default: 80 % and 40 % of `bdt`.
std::string price_at(const std::string& elevation, std::int64_t bdt, std::int64_t base = 80, std::int64_t slope = 40) {
  const std::int64_t thousandths = parse_decimal(elevation, 3).units.value_or(-1);
  // BDT x (percent + percent x thousandths) is paisa x 1000: rounded up, once.
  return to_string(Money{(bdt * (base * 1'000 + slope * thousandths) + 999) / 1'000});
}

std::function<void()> land_price(const std::string& biome, std::int64_t initial) {
  return [biome, initial] {
    Scene scene;
    const std::string elevation = scene.first_land(biome, "elevation");
    EXPECT_EQ(scene.first_land(biome, "price_base_bdt"), price_at(elevation, initial));
    scene.set("land_price_" + biome + "_bdt", "1000");
    EXPECT_EQ(scene.first_land(biome, "price_base_bdt"), price_at(elevation, 1'000));
  };
}

void price_base() {
  Scene scene;
  scene.set("land_price_base_percent", "150");
  EXPECT_EQ(scene.first_land("snow", "price_base_bdt"), price_at(scene.first_land("snow", "elevation"), 45, 150, 40));
}

void price_slope() {
  Scene scene;
  scene.set("land_price_elevation_percent", "300");
  const std::string elevation = scene.first_land("snow", "elevation");
  ASSERT_NE(elevation, "0") << "a land where it makes a difference";
  EXPECT_EQ(scene.first_land("snow", "price_base_bdt"), price_at(elevation, 45, 80, 300));
}

}  // namespace

const SettingEffects& land_setting_effects() {
  static const SettingEffects kEffects{
      {"land_fee_percent", land_fee},
      {"land_fee_tiers", land_tiers},
      {"bid_increments", increments},
      {"anti_sniping_minutes", sniping},
      {"anti_sniping_max_extensions", extensions},
      {"auction_min_duration_hours", shortest},
      {"auction_max_duration_hours", longest},
      {"listing_cooldown_minutes", cooldown},
      {"max_lands_per_listing", parcel},
      {"max_listings_per_user", listings},
      {"min_reserve_price_percent", reserve},
      {"max_lands_per_owner", owner},
      {"marketplace_actions_per_hour", actions},
      {"enable_land_trading", trading},
      {"land_price_ocean_bdt", land_price("ocean", 30)},
      {"land_price_beach_bdt", land_price("beach", 90)},
      {"land_price_plains_bdt", land_price("plains", 125)},
      {"land_price_forest_bdt", land_price("forest", 100)},
      {"land_price_desert_bdt", land_price("desert", 55)},
      {"land_price_mountain_bdt", land_price("mountain", 80)},
      {"land_price_snow_bdt", land_price("snow", 45)},
      {"land_price_base_percent", price_base},
      {"land_price_elevation_percent", price_slope},
  };
  return kEffects;
}

}  // namespace loam::test
