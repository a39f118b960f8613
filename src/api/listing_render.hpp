#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/json/json_writer.hpp"
#include "api/land_render.hpp"
#include "engine/state.hpp"

namespace loam {

/// A listing as clients see it, copied out of one moment.
struct ListingView {
  Listing listing;
  Uuid seller;
  std::string seller_name;
  Uuid leader;  ///< nil: none
  std::string leader_name;
  Money minimum_bid;  ///< what the next bidder has to offer; zero where no bids are taken
  std::vector<LandPlace> lands;
  Time now;  ///< the server's, of the look
};

/// Requires state.marketplace.has(listing).
ListingView view_listing(const State& state, ListingNo listing, Time now);
/// The same listing as it was when it was opened: the same for ever.
ListingView view_newborn(const State& state, ListingNo listing);

/// One object.
/// @param viewer who looks: the reserve is told to the seller, the leader's maximum to the leader
void write_listing(JsonWriter& json, const ListingView& view, AccountNo viewer);

/// A bid with its bidder's name.
struct BidView {
  Bid bid;
  Uuid bidder;
  std::string bidder_name;
};
/// One object. @param viewer a maximum is told to its own bidder
void write_bid(JsonWriter& json, const BidView& view, AccountNo viewer);

/// What a bid came to at its moment, as one object.
void write_bid_answer(JsonWriter& json, const BidAnswer& answer, const Uuid& listing_id);

}  // namespace loam
