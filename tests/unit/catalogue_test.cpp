// What lists are made from: sets of numbers, places in order, the catalogue, held against the plainest way to do the
// same.

#include "api/catalogue/catalogue.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "api/catalogue/number_set.hpp"
#include "api/catalogue/ordered_blocks.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

TEST(NumberSet, FindsTheSameNeighboursAsASet) {
  std::mt19937 random(1);
  NumberSet numbers;
  std::set<std::uint32_t> plain;
  EXPECT_EQ(numbers.at_or_above(0), std::nullopt);
  EXPECT_EQ(numbers.at_or_below(1'000), std::nullopt);
  for (int step = 0; step < 5'000; ++step) {
    const auto number = static_cast<std::uint32_t>(random() % 700);
    if (random() % 3 != 0) {
      numbers.put(number);
      plain.insert(number);
    } else {
      numbers.drop(number);
      plain.erase(number);
    }
    const auto from = static_cast<std::uint32_t>(random() % 800);
    const auto above = plain.lower_bound(from);
    const auto past = plain.upper_bound(from);
    ASSERT_EQ(numbers.size(), plain.size());
    ASSERT_EQ(numbers.has(from), plain.contains(from));
    ASSERT_EQ(numbers.at_or_above(from), above == plain.end() ? std::nullopt : std::optional(*above)) << from;
    ASSERT_EQ(numbers.at_or_below(from), past == plain.begin() ? std::nullopt : std::optional(*std::prev(past)))
        << from;
  }
}

TEST(OrderedBlocks, KeepsTheSameOrderAsASet) {
  std::mt19937 random(2);
  OrderedBlocks blocks;
  std::set<OrderKey> plain;
  for (std::uint32_t number = 1; number <= 700; ++number)
    plain.insert({static_cast<std::int64_t>(random() % 90), number});
  blocks.assign({plain.rbegin(), plain.rend()});
  for (std::uint32_t step = 0; step < 20'000; ++step) {
    // It grows over several blocks, and is emptied in the end.
    const bool grows = step < 9'000 ? random() % 3 != 0 : random() % 3 == 0;
    const OrderKey place{static_cast<std::int64_t>(random() % 90), 1'000 + step};
    if (grows) {
      blocks.insert(place);
      plain.insert(place);
    } else if (!plain.empty()) {
      const auto gone = plain.lower_bound(place) == plain.end() ? plain.begin() : plain.lower_bound(place);
      blocks.erase(*gone);
      plain.erase(gone);
    }
    ASSERT_EQ(blocks.size(), plain.size());
    if (step % 97 != 0) continue;
    std::vector<OrderKey> above;
    std::vector<OrderKey> below;
    blocks.above(place, 600, above);
    blocks.below(place, 600, below);
    std::vector<OrderKey> expected(plain.upper_bound(place), plain.end());
    expected.resize(std::min<std::size_t>(expected.size(), 600));
    ASSERT_EQ(above, expected);
    expected.assign(std::make_reverse_iterator(plain.lower_bound(place)), plain.rend());
    expected.resize(std::min<std::size_t>(expected.size(), 600));
    ASSERT_EQ(below, expected);
  }
}

/// A small map with sellers who list, bidders who bid, buyers who buy, and time that ends it.
struct Bazaar : World {
  Bazaar() : World(settings()) {
    run(MakeWorld{{7, 24, 24, {}}});
    for (const char* name : {"ann", "ben", "cem", "dan"}) players.push_back(user(name, Money::bdt(10'000'000)));
    for (std::uint32_t land = 0; land < 320; ++land) run(ClaimLand{players[land % 2], {land}});
    catalogue.begin(state());
    told = events.size();
  }

  static Settings settings() {
    Settings settings;
    settings.lay(SettingId::listing_cooldown_minutes, 0, SettingSource::file);
    settings.lay(SettingId::max_listings_per_user, 1'000, SettingSource::file);
    return settings;
  }

  std::uint32_t draw(std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); }

  void live() {
    const ListingNo any{1 + draw(static_cast<std::uint32_t>(state().marketplace.size()) + 1)};
    switch (draw(8)) {
      case 0:
      case 1:
      case 2: list(); break;
      case 3:
      case 4:
      case 5: run(PlaceBid{any, {players[2 + draw(2)], Money::bdt(100 + 100 * draw(9)), Money::bdt(1'000)}}); break;
      case 6: run(BuyListing{any, players[2 + draw(2)]}); break;
      default: run(CancelListing{any, players[draw(2)]}); break;
    }
    later(Duration::minutes(draw(20)));
    run(EndListings{});
    catalogue.take(std::span(events).subspan(told), state());
    told = events.size();
  }

  void list() {
    OpenListing command;
    command.terms.seller = players[draw(2)];
    command.terms.type = static_cast<ListingType>(1 + draw(3));
    const std::uint32_t land = draw(320);
    command.terms.lands = {{land}};
    if (draw(3) == 0 && land + 24 < 320) command.terms.lands.push_back({land + 24});
    if (command.terms.is_auction()) command.terms.starting_price = Money::bdt(50 + draw(5) * 50);
    if (command.terms.type != ListingType::auction) command.terms.buy_now_price = Money::bdt(300 + draw(5) * 50);
    command.duration = Duration::hours(1 + draw(6));
    run(command);
  }

  /// The plainest way: all that match, put in order.
  std::vector<OrderKey> plain(const ListingFilter& filter, ListingOrder order) const {
    std::vector<OrderKey> places;
    for (std::uint32_t number = 1; number <= state().marketplace.size(); ++number) {
      const Listing& listing = state().marketplace.listing({number});
      if (!matches(filter, listing)) continue;
      std::int64_t key = 0;
      if (order == ListingOrder::price_asc || order == ListingOrder::price_desc) key = current_price(listing).paisa;
      if (order == ListingOrder::ending_soon) key = listing.ends_at.ms;
      places.push_back({key, number});
    }
    std::sort(places.begin(), places.end());
    const bool falls = order == ListingOrder::created_desc || order == ListingOrder::price_desc;
    if (falls) std::reverse(places.begin(), places.end());
    return places;
  }

  bool matches(const ListingFilter& filter, const Listing& listing) const {
    bool in_box = !filter.box;
    bool in_biome = !filter.biome;
    for (const LandNo land : listing.terms->lands) {
      in_box = in_box || filter.box->has(state().land.cell(land));
      in_biome = in_biome || state().land.biome(land) == *filter.biome;
    }
    return in_box && in_biome && (!filter.status || listing.status == *filter.status) &&
           (!filter.type || listing.terms->type == *filter.type) &&
           (!filter.seller || listing.terms->seller == *filter.seller) && filter.price.has(current_price(listing));
  }

  ListingFilter some_filter() {
    ListingFilter filter;
    if (draw(2) == 0) filter.status = static_cast<ListingStatus>(draw(4));
    if (draw(4) == 0) filter.type = static_cast<ListingType>(1 + draw(3));
    if (draw(4) == 0) filter.biome = static_cast<Biome>(draw(kBiomes));
    if (draw(4) == 0) filter.seller = players[draw(3)];
    if (draw(4) == 0) filter.price.min = Money::bdt(100 + draw(4) * 100);
    if (draw(4) == 0) filter.price.max = Money::bdt(300 + draw(4) * 100);
    if (draw(4) == 0) filter.box = Box{draw(12), draw(6), 12 + draw(12), 6 + draw(8)};
    return filter;
  }

  std::mt19937 random{3};
  std::vector<AccountNo> players;
  Catalogue catalogue;
  std::size_t told = 0;
};

/// Page after page, as cursors do.
std::vector<OrderKey> paged(const Catalogue& catalogue, const ListingFilter& filter, ListingOrder order,
                            std::size_t limit) {
  std::vector<OrderKey> all;
  std::optional<OrderKey> after;
  for (bool more = true; more;) {
    const ListingPlaces page = catalogue.find(filter, order, after, 0, limit);
    all.insert(all.end(), page.places.begin(), page.places.end());
    more = page.more;
    if (more) after = page.places.back();
  }
  return all;
}

TEST(Catalogue, SaysTheSameAsThePlainestSearchInEveryOrder) {
  Bazaar bazaar;
  for (int step = 0; step < 1'500; ++step) {
    bazaar.live();
    const auto order = static_cast<ListingOrder>(step % 5);
    const ListingFilter filter = bazaar.some_filter();
    const std::vector<OrderKey> expected = bazaar.plain(filter, order);
    ASSERT_EQ(paged(bazaar.catalogue, filter, order, 1 + bazaar.draw(40)), expected) << "step " << step;
    ASSERT_EQ(bazaar.catalogue.count(filter), expected.size()) << "step " << step;
  }
  std::set<ListingStatus> seen;
  for (std::uint32_t number = 1; number <= bazaar.state().marketplace.size(); ++number) {
    seen.insert(bazaar.state().marketplace.listing({number}).status);
  }
  EXPECT_EQ(seen.size(), 4U);  // the walk has been everywhere
}

TEST(Catalogue, AStartFromTheStateSaysTheSameAsHavingBeenThere) {
  Bazaar bazaar;
  for (int step = 0; step < 400; ++step) bazaar.live();
  Catalogue anew;
  anew.begin(bazaar.state());
  for (int step = 0; step < 50; ++step) {
    const ListingFilter filter = bazaar.some_filter();
    const auto order = static_cast<ListingOrder>(step % 5);
    EXPECT_EQ(paged(anew, filter, order, 7), paged(bazaar.catalogue, filter, order, 500));
  }
}

TEST(Catalogue, ListedLandsAreThoseOfActiveListings) {
  Bazaar bazaar;
  for (int step = 0; step < 300; ++step) {
    bazaar.live();
    std::vector<LandNo> expected;
    for (std::uint32_t land = 5; land < 320; ++land) {
      if (bazaar.state().marketplace.listed_in({land}).exists()) expected.push_back({land});
    }
    std::vector<LandNo> listed;
    bazaar.catalogue.listed_lands({5}, 1'000, listed);
    ASSERT_EQ(listed, expected);
  }
}

TEST(Catalogue, AnOffsetPassesOver) {
  Bazaar bazaar;
  for (int step = 0; step < 200; ++step) bazaar.live();
  const std::vector<OrderKey> all = bazaar.plain({}, ListingOrder::created_desc);
  ASSERT_GT(all.size(), 20U);
  const ListingPlaces page = bazaar.catalogue.find({}, ListingOrder::created_desc, std::nullopt, 10, 5);
  EXPECT_EQ(page.places, (std::vector<OrderKey>(all.begin() + 10, all.begin() + 15)));
  EXPECT_TRUE(page.more);
  EXPECT_TRUE(bazaar.catalogue.find({}, ListingOrder::created_desc, std::nullopt, all.size(), 5).places.empty());
}

}  // namespace
}  // namespace loam::testing
