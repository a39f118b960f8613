#include "sim/compare_land.hpp"

#include <algorithm>
#include <map>

#include "sim/compare.hpp"

namespace loam::sim {
namespace {

void compare_listing(const ModelListing& wanted, const Listing& listing) {
  const std::uint64_t number = wanted.terms.number.value;
  const auto leader = wanted.leading().value_or(ModelListing::Maximum{});
  const Standing& standing = listing.standing;
  expect(leader.bidder.value, standing.leader.value, "leader of listing", number);
  expect(leader.paisa, standing.leader_max.paisa, "leading maximum of listing", number);
  expect(wanted.second(), standing.second_max.paisa, "second maximum of listing", number);
  expect(wanted.price, standing.price.paisa, "price of listing", number);
  expect(wanted.reserve_met() ? 1 : 0, standing.reserve_met ? 1 : 0, "reserve met of listing", number);
  expect(wanted.buy_now_offered() ? 1 : 0, listing.buy_now_offered() ? 1 : 0, "buy-now of listing", number);
  expect(static_cast<int>(wanted.status), static_cast<int>(listing.status), "status of listing", number);
  expect(wanted.ends_at.ms, listing.ends_at.ms, "end of listing", number);
  expect(wanted.closed_at.ms, listing.closed_at.ms, "closing of listing", number);
  expect(wanted.extensions, listing.extensions, "extensions of listing", number);
  expect(static_cast<std::int64_t>(wanted.maxima.size()), listing.bids, "bids of listing", number);
  expect(wanted.last_bid, listing.last_bid_entry, "last bid of listing", number);
  expect(wanted.sale, listing.sale_seq, "sale of listing", number);
}

}  // namespace

void compare_auctions(const Model& model, const State& state) {
  expect(static_cast<std::int64_t>(model.lands.listings.size()), static_cast<std::int64_t>(state.marketplace.size()),
         "listings", 0);
  expect(model.lands.entries, state.marketplace.last_entry(), "entries of the journal", 0);
  std::map<AccountNo, std::int64_t> promised;
  std::int64_t all = 0;
  std::int64_t active = 0;
  for (const ModelListing& each : model.lands.listings) {
    if (!each.active()) continue;
    ++active;
    compare_listing(each, state.marketplace.listing(each.terms.number));
    if (const auto leader = each.leading()) {
      promised[leader->bidder] += leader->paisa;
      all += leader->paisa;
    }
  }
  expect(active, static_cast<std::int64_t>(state.marketplace.active()), "active listings", 0);
  expect(all, state.ledger.held_total().paisa, "held by all", 0);
  expect(all, state.marketplace.held().paisa, "leading maxima of all", 0);
  for (std::uint32_t number = 1; number < model.balances.size(); ++number) {
    expect(promised[{number}], state.ledger.account({number}).held.paisa, "held", number);
  }
}

void compare_lands(const Model& model, const State& state) {
  const Lands& lands = model.lands;
  if (!(lands.map.world() == state.land.world())) broken("the worlds differ");
  expect(static_cast<std::int64_t>(lands.map.size()), static_cast<std::int64_t>(state.land.size()), "lands", 0);
  std::map<std::uint32_t, ListingNo> listed;
  for (const ModelListing& each : lands.listings) {
    const Listing& listing = state.marketplace.listing(each.terms.number);
    compare_listing(each, listing);
    if (!(each.terms == *listing.terms)) broken("the terms of listing " + std::to_string(each.terms.number.value));
    if (state.marketplace.find(each.terms.id()) != each.terms.number) {
      broken("the id of listing " + std::to_string(each.terms.number.value));
    }
    for (const LandNo land : each.terms.lands) {
      if (each.active()) listed[land.value] = each.terms.number;
    }
  }
  for (std::uint32_t number = 0; number < state.land.size(); ++number) {
    expect(lands.owner({number}).value, state.land.owner({number}).value, "owner of land", number);
    expect(listed[number].value, state.marketplace.listed_in({number}).value, "listing of land", number);
  }
  for (std::uint32_t number = 1; number < model.balances.size(); ++number) {
    const auto wanted = lands.lands_of({number});
    const auto owned = state.land.lands_of({number});
    if (!std::equal(wanted.begin(), wanted.end(), owned.begin(), owned.end())) {
      broken("the lands of account " + std::to_string(number));
    }
  }
}

}  // namespace loam::sim
