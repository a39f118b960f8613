// What the hub tells of land and the marketplace. Listings, tiles of the map and accounts are rendered only where
// somebody watches them, so a first look asks whom a change concerns, and a second one copies what will be told.

#include <algorithm>

#include "api/feed/feed_hub.hpp"
#include "api/feed/feed_round.hpp"

namespace loam {
namespace {

void add_lands(const FeedChanges& changes, const State& state, std::vector<LandNo>& lands) {
  for (const std::vector<LandNo>* some : changes.lands) lands.insert(lands.end(), some->begin(), some->end());
  for (const auto& [number, news] : changes.listings) {
    // A sale names its lands itself.
    if (news != ListingNews::closed || changes.buyers.contains(number)) continue;
    const std::vector<LandNo>& some = state.marketplace.listing(number).terms->lands;
    lands.insert(lands.end(), some.begin(), some.end());
  }
  std::ranges::sort(lands);
  lands.erase(std::ranges::unique(lands).begin(), lands.end());
}

}  // namespace

void FeedHub::ask_who_is_concerned(const FeedChanges& changes, Round& round) {
  for (const auto& [who, bid] : changes.outbid) round.outbid.emplace_back(who.first, bid);
  if (changes.listings.empty() && changes.lands.empty()) return;
  sources_.view->read([&](const State& state) {
    for (const auto& [number, news] : changes.listings) {
      const Listing& listing = state.marketplace.listing(number);
      Round::Concern concern{number, listing.terms->seller, listing.standing.leader, kNoAccount, false};
      if (const auto buyer = changes.buyers.find(number); buyer != changes.buyers.end()) concern.buyer = buyer->second;
      concern.auction_ended = news == ListingNews::closed && listing.terms->is_auction();
      round.concerns.push_back(concern);
    }
    std::vector<LandNo> lands;
    add_lands(changes, state, lands);
    for (const LandNo land : lands) round.lands.emplace_back(topic_of(state.land.cell(land)), land);
    return 0;
  });
}

/// Forgets what nobody watches. Under the mutex.
void FeedHub::keep_watched(Round& round) {
  const auto watched = [&](Topic topic) { return subscribers_.watches(topic, round.at); };
  std::erase_if(round.concerns, [&](const Round::Concern& concern) {
    if (watched(topic_of(concern.listing))) return false;
    if (!concern.auction_ended) return true;
    return !watched(topic_of(concern.seller)) && !watched(topic_of(concern.leader)) &&
           !watched(topic_of(concern.buyer));
  });
  std::erase_if(round.outbid, [&](const auto& outbid) { return !watched(topic_of(outbid.first)); });
  std::erase_if(round.lands, [&](const auto& land) { return !watched(land.first); });
}

void FeedHub::look_at_marketplace(const State& state, const FeedChanges& changes, Round& round) const {
  for (const Round::Concern& concern : round.concerns) {
    round.listings.push_back(feed_listing(state, changes, concern.listing, round.at));
  }
  for (const auto& [account, bid] : round.outbid) round.outbids.push_back(feed_outbid(state, account, *bid));
  for (const auto& [tile, land] : round.lands) round.tiles[tile].add(view_land(state, land));
}

void FeedHub::render_marketplace(Round& round) {
  for (std::size_t i = 0; i < round.listings.size(); ++i) {
    const FeedListing& listing = round.listings[i];
    const Uuid id = listing.view.listing.terms->id();
    add(round, topic_of(round.concerns[i].listing), listing_update_text(next_head(round), listing),
        http::conflation_key("listing_update:" + to_string(id)));
    if (listing.auction_ended()) render_end(round, i);
  }
  for (const FeedOutbid& outbid : round.outbids) {
    add(round, topic_of(outbid.account), outbid_text(next_head(round), outbid));
  }
  for (const auto& [tile, lands] : round.tiles) add(round, tile, map_update_text(next_head(round), lands));
}

/// To those who follow the listing, and to those whose land or money it was about.
void FeedHub::render_end(Round& round, std::size_t listing) {
  const Round::Concern& concern = round.concerns[listing];
  const FeedListing& ended = round.listings[listing];
  add(round, topic_of(concern.listing), auction_ended_text(next_head(round), ended, AuctionRole::anybody));
  std::vector<AccountNo> told;
  for (const AccountNo account : {concern.seller, concern.buyer, concern.leader}) {
    if (!account.exists() || std::ranges::find(told, account) != told.end()) continue;
    told.push_back(account);
    add(round, topic_of(account), auction_ended_text(next_head(round), ended, role_of(ended, account)));
  }
}

}  // namespace loam
