#include "marketplace/auction.hpp"

#include <algorithm>
#include <limits>

namespace loam {
namespace {

/// No auction reaches it: more money than there is.
constexpr Money kCeiling{std::numeric_limits<std::int64_t>::max()};

Money above(Money price, const BidIncrements& increments) {
  return checked_add(price, increments.at(price)).value_or(kCeiling);
}

Standing with_reserve(Standing standing, const ListingTerms& terms) {
  if (standing.leader_max >= terms.reserve_price) {
    standing.reserve_met = true;
    standing.price = std::max(standing.price, terms.reserve_price);
  }
  return standing;
}

}  // namespace

Money minimum_bid(const ListingTerms& terms, const Standing& standing, const BidIncrements& increments) {
  return standing.leader.exists() ? above(standing.price, increments) : terms.starting_price;
}

Result<Accepted, Refusal> standing_after(const ListingTerms& terms, const Standing& standing, const Offer& offer,
                                         const BidIncrements& increments) {
  if (offer.amount <= Money::zero()) return Unexpected{Refusal{RefusalCode::amount_not_positive}};
  const bool leads = standing.leader.exists() && standing.leader == offer.bidder;
  const Money least =
      leads ? checked_add(standing.leader_max, Money{1}).value_or(kCeiling) : minimum_bid(terms, standing, increments);
  const Money max = std::max(offer.max, offer.amount);
  if (max < least) return Unexpected{Refusal{RefusalCode::bid_too_low, least.paisa, max.paisa}};

  Accepted accepted;
  accepted.standing = standing;
  Standing& after = accepted.standing;
  if (leads) {
    accepted.amount = offer.amount;
    after.leader_max = max;
  } else if (!standing.leader.exists()) {
    accepted.amount = std::max(offer.amount, least);
    after = {offer.bidder, max, accepted.amount, false};
  } else if (max > standing.leader_max) {
    accepted.amount = std::max(offer.amount, least);
    accepted.increment = increments.at(standing.leader_max);
    const Money beats = std::min(max, above(standing.leader_max, increments));
    after = {offer.bidder, max, std::max(accepted.amount, beats), standing.reserve_met};
  } else {
    accepted.amount = std::max(offer.amount, least);
    accepted.increment = increments.at(max);
    after.price = std::min(standing.leader_max, above(max, increments));
  }
  after = with_reserve(after, terms);
  return accepted;
}

End end_after_bid(End end, const MarketplaceRules& rules, Time at) {
  if (end.at - at >= rules.snipe_window || end.extensions >= rules.extensions_most) return end;
  return {at + rules.snipe_window, end.extensions + 1};
}

}  // namespace loam
