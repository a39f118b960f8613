#include "sim/turns.hpp"

namespace loam::sim {
namespace {

const char* turn_of_bid(const ModelListing& before, const ModelListing& after) {
  const auto leader = before.leading();
  const auto bidder = after.maxima.back().bidder;
  if (!leader) return "first_bid";
  if (leader->bidder == bidder) return after.price > before.price ? "raise_moved_the_price" : "raise";
  if (after.leading()->bidder == bidder) return "lead_taken";
  return after.maxima.back().paisa == leader->paisa ? "equal_maximum_does_not_lead" : "outbid_at_once";
}

const char* turn_of_closing(const ModelListing& listing, AccountNo new_owner) {
  const auto leader = listing.leading();
  if (listing.status == ListingStatus::cancelled) return "cancelled";
  if (listing.status == ListingStatus::expired) {
    if (!listing.is_auction()) return "fixed_price_expired";
    return leader ? "reserve_not_met" : "nobody_bid";
  }
  if (!listing.is_auction()) return "fixed_price_sold";
  if (listing.closed_at >= listing.ends_at) return "auction_sold";
  if (!leader) return "bought_now";
  return leader->bidder == new_owner ? "bought_now_by_the_leader" : "bought_now_over_a_leader";
}

}  // namespace

void note_bid(const ModelListing& before, const ModelListing& after, const LandRules& rules, Time at, Seen& seen) {
  ++seen[turn_of_bid(before, after)];
  const Wide whole = Wide{after.second()} + increment_at(rules.increments, after.second());
  if (after.second() > 0 && whole > after.leading()->paisa) ++seen["increment_cut"];
  if (after.terms.reserve_price.paisa > 0 && after.reserve_met() && !before.reserve_met()) ++seen["reserve_met"];
  if (after.extensions > before.extensions) ++seen["end_moved"];
  const bool late = before.ends_at.ms - at.ms < rules.window_ms;
  if (late && after.extensions == before.extensions) ++seen["end_moved_often_enough"];
}

void note_closing(const ModelListing& listing, AccountNo new_owner, Seen& seen) {
  ++seen[turn_of_closing(listing, new_owner)];
  if (listing.status == ListingStatus::sold && listing.terms.lands.size() > 1) ++seen["parcel_sold"];
  if (listing.status == ListingStatus::sold && listing.extensions > 0) ++seen["sold_after_its_end_was_moved"];
  if (listing.closed_at > listing.ends_at) ++seen["ended_late"];
}

}  // namespace loam::sim
