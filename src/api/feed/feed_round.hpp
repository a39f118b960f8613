#pragma once

#include <map>
#include <utility>
#include <vector>

#include "api/feed/feed_hub.hpp"
#include "api/feed/feed_listing_render.hpp"

namespace loam {

/// One round of messages: what was looked up for it, and what came of it.
struct FeedHub::Round {
  /// A listing that something became of, and whose business that is.
  struct Concern {
    ListingNo listing;
    AccountNo seller;
    AccountNo leader;
    AccountNo buyer;
    bool auction_ended = false;
  };

  Time at;
  bool pictures = false;
  FeedMarkets markets{};
  std::vector<FeedAccount> accounts;          ///< touched and watched
  std::vector<std::vector<Parties>> parties;  ///< of the rows of each
  std::vector<Uuid> alerts_of;                ///< whom each alert is about
  std::vector<Uuid> safeguards_of;

  // What is watched of the marketplace, and how it is.
  std::vector<Concern> concerns;
  std::vector<std::pair<AccountNo, const Bid*>> outbid;
  std::vector<std::pair<Topic, LandNo>> lands;
  std::vector<FeedListing> listings;  ///< of each concern
  std::vector<FeedOutbid> outbids;
  std::map<Topic, Newest<LandView>> tiles;

  std::vector<Outgoing> messages;

  [[nodiscard]] bool concerns_marketplace() const { return !concerns.empty() || !outbid.empty() || !lands.empty(); }
};

}  // namespace loam
