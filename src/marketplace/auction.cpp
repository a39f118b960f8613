#include "marketplace/auction.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace loam {
namespace {

/// What stands for a sum that 64 bits do not hold: more money than there is.
constexpr Money kCeiling{std::numeric_limits<std::int64_t>::max()};

/// The least maximum that would do; nullopt where nothing that 64 bits hold is enough.
std::optional<Money> least_maximum(const ListingTerms& terms, const Standing& standing, AccountNo bidder,
                                   const BidIncrements& increments) {
  if (!standing.leader.exists()) return terms.starting_price;
  if (standing.leader == bidder) return checked_add(standing.leader_max, Money{1});
  return checked_add(standing.price, increments.at(standing.price));
}

}  // namespace

Money minimum_bid(const ListingTerms& terms, const Standing& standing, const BidIncrements& increments) {
  return least_maximum(terms, standing, kNoAccount, increments).value_or(kCeiling);
}

Result<Accepted, Refusal> standing_after(const ListingTerms& terms, const Standing& standing, const Offer& offer,
                                         const BidIncrements& increments) {
  if (offer.amount <= Money::zero()) return Unexpected{Refusal{RefusalCode::amount_not_positive}};
  const auto least = least_maximum(terms, standing, offer.bidder, increments);
  const Money max = std::max(offer.max, offer.amount);
  if (!least || max < *least) {
    return Unexpected{Refusal{RefusalCode::bid_too_low, least.value_or(kCeiling).paisa, max.paisa}};
  }

  const bool leads = standing.leader.exists() && standing.leader == offer.bidder;
  Accepted accepted;
  accepted.amount = leads ? offer.amount : std::max(offer.amount, *least);
  Standing& after = accepted.standing;
  after = standing;
  if (leads) {
    after.leader_max = max;
  } else if (max > standing.leader_max) {
    after.leader = offer.bidder;
    after.leader_max = max;
    after.second_max = standing.leader_max;
    after.price = accepted.amount;
  } else {
    after.second_max = std::max(standing.second_max, max);
  }
  if (after.second_max > Money::zero()) {
    accepted.increment = increments.at(after.second_max);
    const Money beats = checked_add(after.second_max, accepted.increment).value_or(kCeiling);
    // A raise moves the price only where the former maximum had cut the increment, not where increments have grown.
    const bool moves = !leads || standing.leader_max < beats;
    if (moves) after.price = std::max(after.price, std::min(after.leader_max, beats));
  }
  if (after.leader_max >= terms.reserve_price) {
    after.reserve_met = true;
    after.price = std::max(after.price, terms.reserve_price);
  }
  return accepted;
}

End end_after_bid(End end, const MarketplaceRules& rules, Time at) {
  if (end.at - at >= rules.snipe_window || end.extensions >= rules.extensions_most) return end;
  return {at + rules.snipe_window, end.extensions + 1};
}

}  // namespace loam
