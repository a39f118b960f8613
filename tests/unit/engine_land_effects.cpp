// What the settings of land and its marketplace change: see engine_settings_effect_test.cpp.

#include <vector>

#include <gtest/gtest.h>

#include "unit/engine_effects.hpp"

namespace loam::testing {
namespace {

constexpr Money kRich = Money::bdt(10'000'000);

/// A map with three rich players; ann has claimed the first four lands, a row.
struct Market {
  explicit Market(World& over) : world(over) {
    world.run(MakeWorld{{7, 64, 64, {}}});
    ann = world.user("ann", kRich);
    ben = world.user("ben", kRich);
    cem = world.user("cem", kRich);
    for (std::uint32_t land = 0; land < 4; ++land) claims += world.word(ClaimLand{ann, {land}}) + ' ';
  }

  std::string open(ListingType type, std::vector<LandNo> lands, Money starting, Money reserve = {}) {
    OpenListing command;
    command.terms.seller = ann;
    command.terms.type = type;
    command.terms.lands = std::move(lands);
    (type == ListingType::fixed_price ? command.terms.buy_now_price : command.terms.starting_price) = starting;
    command.terms.reserve_price = reserve;
    command.duration = Duration::hours(24);
    return world.word(command);
  }
  std::string bid(AccountNo who, Money amount, Money max) { return world.word(PlaceBid{{1}, {who, amount, max}}); }
  [[nodiscard]] const Listing& listing() const { return world.state().marketplace.listing({1}); }

  World& world;
  AccountNo ann, ben, cem;
  std::string claims;
};

std::string fee_of_a_sale(World& world) {
  Market market(world);
  EXPECT_EQ(market.open(ListingType::fixed_price, {{0}}, Money::bdt(1'000)), "ok");
  EXPECT_EQ(world.word(BuyListing{{1}, market.ben}), "ok");
  return to_string(world.balance(kPlatformFees));
}

std::string price_of_two_bids(World& world) {
  Market market(world);
  EXPECT_EQ(market.open(ListingType::auction, {{0}}, Money::bdt(100)), "ok");
  EXPECT_EQ(market.bid(market.ben, Money::bdt(100), Money::bdt(500)), "ok");
  EXPECT_EQ(market.bid(market.cem, Money::bdt(200), Money::bdt(900)), "ok");
  return to_string(market.listing().standing.price);
}

/// Where the end is after a bid a minute before it.
std::string end_after_a_late_bid(World& world) {
  Market market(world);
  EXPECT_EQ(market.open(ListingType::auction, {{0}}, Money::bdt(100)), "ok");
  world.later(Duration::minutes(24 * 60 - 1));
  EXPECT_EQ(market.bid(market.ben, Money::bdt(100), Money::bdt(100)), "ok");
  return std::to_string(market.listing().ends_at.ms);
}

std::string a_day_long_auction(World& world) {
  return Market(world).open(ListingType::auction, {{0}}, Money::bdt(100));
}

std::string two_listings_in_a_minute(World& world) {
  Market market(world);
  EXPECT_EQ(market.open(ListingType::auction, {{0}}, Money::bdt(100)), "ok");
  world.later(Duration::minutes(1));
  return market.open(ListingType::auction, {{1}}, Money::bdt(100));
}

std::string two_listings_in_an_hour(World& world) {
  Market market(world);
  EXPECT_EQ(market.open(ListingType::auction, {{0}}, Money::bdt(100)), "ok");
  world.later(Duration::hours(1));
  return market.open(ListingType::auction, {{1}}, Money::bdt(100));
}

std::string a_parcel_of_two(World& world) {
  return Market(world).open(ListingType::auction, {{0}, {1}}, Money::bdt(100));
}

std::string a_low_reserve(World& world) {
  return Market(world).open(ListingType::auction, {{0}}, Money::bdt(100), Money::bdt(20));
}

std::string four_claims(World& world) { return Market(world).claims; }

/// The price of the highest land of a biome: its elevation counts too.
std::string claim_of(World& world, Biome biome) {
  const Market market(world);
  const LandMap& map = world.state().land;
  LandNo highest;
  std::int32_t elevation = -1;
  for (LandNo land; map.has(land); ++land.value) {
    if (map.biome(land) != biome || map.owner(land).exists() || map.elevation(land) <= elevation) continue;
    highest = land;
    elevation = map.elevation(land);
  }
  EXPECT_GE(elevation, 0) << "no free land of " << to_string(biome);
  EXPECT_EQ(world.word(ClaimLand{market.ben, highest}), "ok");
  return to_string(world.last_row().amount);
}

Effect price_of(Biome biome) {
  return {10'000, 20'000, [biome](World& world) { return claim_of(world, biome); }};
}
std::string claim_of_a_mountain(World& world) { return claim_of(world, Biome::mountain); }

}  // namespace

const std::map<SettingId, Effect>& land_effects() {
  static const std::map<SettingId, Effect> all{
      {SettingId::land_fee_percent, {50'000, 20'000, fee_of_a_sale}},
      {SettingId::land_fee_tiers, {0, 0, fee_of_a_sale, false, "none", "0:5,100:1"}},
      {SettingId::bid_increments, {0, 0, price_of_two_bids, false, "flat:100", "ebay"}},
      {SettingId::anti_sniping_minutes, {3, 0, end_after_a_late_bid}},
      {SettingId::anti_sniping_max_extensions, {20, 0, end_after_a_late_bid}},
      {SettingId::auction_min_duration_hours, {1, 25, a_day_long_auction}},
      {SettingId::auction_max_duration_hours, {720, 23, a_day_long_auction}},
      {SettingId::listing_cooldown_minutes, {5, 1, two_listings_in_a_minute}},
      {SettingId::max_lands_per_listing, {50, 1, a_parcel_of_two}},
      {SettingId::max_listings_per_user, {10, 1, two_listings_in_an_hour}},
      {SettingId::min_reserve_price_percent, {500'000, 200'000, a_low_reserve}},
      {SettingId::max_lands_per_owner, {10'000, 3, four_claims}},
      {SettingId::enable_land_trading, {1, 0, four_claims}},
      {SettingId::land_price_ocean_bdt, price_of(Biome::ocean)},
      {SettingId::land_price_beach_bdt, price_of(Biome::beach)},
      {SettingId::land_price_plains_bdt, price_of(Biome::plains)},
      {SettingId::land_price_forest_bdt, price_of(Biome::forest)},
      {SettingId::land_price_desert_bdt, price_of(Biome::desert)},
      {SettingId::land_price_mountain_bdt, price_of(Biome::mountain)},
      {SettingId::land_price_snow_bdt, price_of(Biome::snow)},
      {SettingId::land_price_base_percent, {800'000, 900'000, claim_of_a_mountain}},
      {SettingId::land_price_elevation_percent, {400'000, 900'000, claim_of_a_mountain}},
  };
  return all;
}

}  // namespace loam::testing
