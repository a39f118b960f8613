#pragma once

#include <cstdint>
#include <string>

#include "api/box.hpp"
#include "api/feed/feed_changes.hpp"
#include "api/feed/feed_message.hpp"
#include "api/land_render.hpp"
#include "api/listing_render.hpp"

namespace loam {

/// A listing that something became of, copied out of one moment.
struct FeedListing {
  ListingView view;
  ListingNews news{};
  AccountNo buyer;  ///< none: not sold
  Uuid buyer_id;
  std::string buyer_name;

  [[nodiscard]] bool auction_ended() const { return news == ListingNews::closed && view.listing.terms->is_auction(); }
};
/// Requires state.marketplace.has(listing).
FeedListing feed_listing(const State& state, const FeedChanges& changes, ListingNo listing, Time now);

/// What an auction's end is to the account that is told of it.
enum class AuctionRole : std::uint8_t { anybody, seller, winner, bidder };
AuctionRole role_of(const FeedListing& ended, AccountNo account);

/// A bid as whoever does not lead after it is told of it.
struct FeedOutbid {
  AccountNo account;
  Uuid listing_id;
  Money price;        ///< of the auction, after the bid
  Money minimum_bid;  ///< to lead again, a maximum above the leader's is needed, which nobody else knows
  std::int32_t bids = 0;
  bool reserve_met = false;
  Time ends_at;
};
/// Requires state.marketplace.has(bid.listing).
FeedOutbid feed_outbid(const State& state, AccountNo account, const Bid& bid);

// As everybody may hear them: neither a reserve nor anybody's maximum is in any of them.

std::string subscribed_listing_text(const MessageHead& head, const ListingView& view);
std::string listing_update_text(const MessageHead& head, const FeedListing& listing);
std::string auction_ended_text(const MessageHead& head, const FeedListing& ended, AuctionRole role);
std::string outbid_text(const MessageHead& head, const FeedOutbid& outbid);
/// @param covers what is told: the tiles that the box lies in
std::string subscribed_map_text(const MessageHead& head, const Box& box, const Box& covers);
std::string map_update_text(const MessageHead& head, const Newest<LandView>& lands);

}  // namespace loam
