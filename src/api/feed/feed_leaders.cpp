#include "api/feed/feed_leaders.hpp"

#include <utility>

namespace loam {

void FeedLeaders::begin(const State& state) {
  known_.clear();
  for (std::uint32_t number = 1; number <= state.marketplace.size(); ++number) {
    const Listing& listing = state.marketplace.listing({number});
    if (listing.status != ListingStatus::active || listing.bids == 0) continue;
    known_[{number}] = {listing.standing.leader, listing.extensions, listing.last_bid_entry};
  }
}

FeedLeaders::Before FeedLeaders::take(const Bid& bid) {
  const Known before = std::exchange(known_[bid.listing], {bid.after.leader, bid.extensions_after, bid.entry});
  if (before.entry != bid.previous_entry) return {};
  return {before.leader, bid.extensions_after > before.extensions};
}

AccountNo FeedLeaders::take(const ListingClosed& closed) {
  const auto found = known_.find(closed.listing);
  if (found == known_.end()) return kNoAccount;
  const AccountNo leader = found->second.leader;
  known_.erase(found);
  return leader;
}

}  // namespace loam
