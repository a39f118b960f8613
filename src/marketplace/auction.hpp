#pragma once

#include "base/result.hpp"
#include "ledger/refusal.hpp"
#include "marketplace/listing.hpp"
#include "marketplace/rules.hpp"

namespace loam {

/// What somebody offers at an auction.
struct Offer {
  AccountNo bidder;
  Money amount;  ///< what the bid stands at by itself, paisa
  Money max;     ///< how far the house may bid for him, paisa; not below the amount
};

/// The least that the next bidder has to offer: the starting price, later one increment above the price.
Money minimum_bid(const ListingTerms& terms, const Standing& standing, const BidIncrements& increments);

/// An accepted offer: where the auction stands then, and what stood against each other.
struct Accepted {
  Standing standing;
  Money amount;     ///< what the bid stands at; the minimum where less was named, as a raise what was named
  Money increment;  ///< as Bid::increment; zero where there is no second maximum
};

/// Standing maximum bids, as on eBay:
///  1. The highest maximum leads; of two equal ones the first.
///  2. The price is one increment above the second maximum, never above the first. It never falls, and whoever takes
///     the lead pays at least what he named as his amount.
///  3. Whoever leads may raise his maximum. That does not raise the price, unless his former maximum had kept it less
///     than one increment above the second: then the increment is made whole.
///  4. As soon as the leading maximum covers the reserve, the reserve is met and the price is not below it.
/// Refuses amount_not_positive and bid_too_low (limit: the least maximum that would do, value: this one).
Result<Accepted, Refusal> standing_after(const ListingTerms& terms, const Standing& standing, const Offer& offer,
                                         const BidIncrements& increments);

/// Where the end is after an accepted bid, and how often it has been moved: `window` from now where the bid came in the
/// last `window`, at most `extensions_most` times.
struct End {
  Time at;
  std::int32_t extensions = 0;
};
End end_after_bid(End end, const MarketplaceRules& rules, Time at);

}  // namespace loam
