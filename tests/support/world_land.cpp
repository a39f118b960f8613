// What players do with land, through the real engine.

#include <algorithm>
#include <utility>

#include "support/world.hpp"

namespace loam::test {
namespace {

constexpr std::uint32_t kSide = 16;
constexpr std::int64_t kFirstLands = 5;  // that each player claims, side by side

template <class Things>
auto any_of(const Things& things, SeededRandom& random) {
  return things[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(things.size())))];
}

}  // namespace

void World::settle() {
  run(MakeWorld{{.seed = random_.next(), .width = kSide, .height = kSide, .made_at = {}}});
  for (std::size_t i = 0; i < players_.size(); ++i) {
    for (std::int64_t x = 0; x < kFirstLands; ++x) {
      run(ClaimLand{players_[i], *engine_.state().land.at(x, static_cast<std::int64_t>(i))});
      pass(Duration{random_.below(500)});
    }
  }
}

void World::list_some_land() {
  const LandMap& map = engine_.state().land;
  const AccountNo seller = any_of(players_, random_);
  const auto owned = map.lands_of(seller);
  if (owned.empty()) return;
  OpenListing listing;
  listing.terms.seller = seller;
  listing.terms.lands = {any_of(owned, random_)};
  const Cell cell = map.cell(listing.terms.lands.front());
  const auto neighbour = map.at(std::int64_t{cell.x} + 1, cell.y);
  if (neighbour && map.owner(*neighbour) == seller && random_.below(2) == 0) listing.terms.lands.push_back(*neighbour);
  listing.terms.type =
      any_of(std::array{ListingType::fixed_price, ListingType::auction, ListingType::auction_with_buy_now}, random_);
  if (listing.terms.type != ListingType::fixed_price) {
    listing.terms.starting_price = Money::bdt(50 + random_.below(200));
    if (random_.below(3) == 0) listing.terms.reserve_price = Money::bdt(300 + random_.below(900));
  }
  if (listing.terms.type != ListingType::auction) listing.terms.buy_now_price = Money{130'001 + random_.below(300'000)};
  if (random_.below(2) == 0) listing.terms.description = "land with a \"view\" — it's " + std::to_string(cell.x);
  listing.duration = Duration::hours(1 + random_.below(12));
  run(std::move(listing));
}

void World::deal_with_a_listing() {
  const Marketplace& marketplace = engine_.state().marketplace;
  if (marketplace.size() == 0) return;
  // The newest are those that may still be open.
  const std::int64_t newest = static_cast<std::int64_t>(marketplace.size());
  const ListingNo number{static_cast<std::uint32_t>(newest - random_.below(std::min<std::int64_t>(newest, 12)))};
  const Listing& listing = marketplace.listing(number);
  const AccountNo player = any_of(players_, random_);
  switch (random_.below(8)) {
    case 0: run(BuyListing{number, player}); break;
    case 1: run(CancelListing{number, listing.terms->seller}); break;
    default: {
      const Money least = std::max(listing.terms->starting_price, listing.standing.price);
      const Money amount{least.paisa + random_.below(40'000)};
      run(PlaceBid{number, {player, amount, Money{amount.paisa + random_.below(60'000)}}});
    }
  }
}

void World::deal_in_land(int turns) {
  if (!engine_.state().land.made()) settle();
  for (int turn = 0; turn < turns; ++turn) {
    pass(Duration::minutes(1 + random_.below(20)));
    run(EndListings{}, false);
    const auto land = LandNo{static_cast<std::uint32_t>(random_.below(kSide * kSide))};
    const AccountNo player = any_of(players_, random_);
    switch (random_.below(10)) {
      case 0: run(ClaimLand{player, land}); break;
      case 1: {
        const AccountNo owner = engine_.state().land.owner(land);
        run(TransferLand{owner.exists() ? owner : player, land, any_of(players_, random_)});
        break;
      }
      case 2:
      case 3: list_some_land(); break;
      default: deal_with_a_listing();
    }
  }
}

}  // namespace loam::test
