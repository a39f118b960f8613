#include "api/feed/feed_listing_render.hpp"

#include "api/catalogue/catalogue.hpp"
#include "api/render.hpp"

namespace loam {
namespace {

std::string_view to_string(ListingNews news) {
  switch (news) {
    case ListingNews::opened: return "opened";
    case ListingNews::bid: return "bid";
    case ListingNews::end_moved: return "end_moved";
    case ListingNews::closed: return "closed";
  }
  return "unknown";
}

std::string_view to_string(AuctionRole role) {
  switch (role) {
    case AuctionRole::anybody: break;
    case AuctionRole::seller: return "seller";
    case AuctionRole::winner: return "winner";
    case AuctionRole::bidder: return "bidder";
  }
  return "unknown";
}

Uuid sale_id(const Listing& listing) {
  if (listing.sale_seq == 0) return {};
  return make_numbered_uuid7(listing.closed_at, static_cast<std::uint64_t>(listing.sale_seq));
}

bool reserve_met(const Listing& listing) {
  return listing.terms->reserve_price == Money::zero() || listing.standing.reserve_met;
}

void write_box(JsonWriter& json, std::string_view name, const Box& box) {
  json.key(name).begin_array();
  for (const std::uint32_t side : {box.x0, box.y0, box.x1, box.y1}) json.value(side);
  json.end_array();
}

void write_place_of(JsonWriter& json, const LandView& land) {
  json.begin_object()
      .member("land_id", land.place.id)
      .key("coordinates")
      .begin_object()
      .member("x", land.place.cell.x)
      .member("y", land.place.cell.y)
      .end_object();
  write_id_or_null(json, "owner_id", land.owner);
  write_text_or_null(json, "owner_username", land.owner_name);
  json.member("for_sale", !land.listing.is_nil());
  write_id_or_null(json, "listing_id", land.listing);
  json.end_object();
}

}  // namespace

FeedListing feed_listing(const State& state, const FeedChanges& changes, ListingNo number, Time now) {
  FeedListing listing;
  listing.view = view_listing(state, number, now);
  listing.news = changes.listings.at(number);
  if (const auto buyer = changes.buyers.find(number); buyer != changes.buyers.end()) listing.buyer = buyer->second;
  if (const User* user = state.identity.user(listing.buyer)) {
    listing.buyer_id = user->id;
    listing.buyer_name = user->username;
  }
  return listing;
}

AuctionRole role_of(const FeedListing& ended, AccountNo account) {
  if (account == ended.view.listing.terms->seller) return AuctionRole::seller;
  return account == ended.buyer ? AuctionRole::winner : AuctionRole::bidder;
}

FeedOutbid feed_outbid(const State& state, AccountNo account, const Bid& bid) {
  const ListingTerms& terms = *state.marketplace.listing(bid.listing).terms;
  const BidIncrements increments = state.settings.marketplace_rules().increments;
  return {account,          terms.id(),
          bid.after.price,  minimum_bid(terms, bid.after, increments),
          bid.number,       terms.reserve_price == Money::zero() || bid.after.reserve_met,
          bid.ends_at_after};
}

std::string subscribed_listing_text(const MessageHead& head, const ListingView& view) {
  return feed_message("subscribed_listing", head, [&](JsonWriter& json) {
    json.key("listing");
    write_listing(json, view, kNoAccount);
  });
}

std::string listing_update_text(const MessageHead& head, const FeedListing& update) {
  return feed_message("listing_update", head, [&](JsonWriter& json) {
    const ListingView& view = update.view;
    const Listing& listing = view.listing;
    const bool open = listing.status == ListingStatus::active && view.now < listing.ends_at;
    json.member("listing_id", listing.terms->id())
        .member("event", to_string(update.news))
        .member("status", to_string(listing.status))
        .member("current_price_bdt", current_price(listing))
        .key("minimum_next_bid_bdt");
    open&& listing.terms->is_auction() ? json.value(view.minimum_bid) : json.value(nullptr);
    json.member("bids_count", listing.bids);
    write_id_or_null(json, "leader_id", view.leader);
    write_text_or_null(json, "leader_username", view.leader_name);
    json.member("reserve_met", reserve_met(listing))
        .member("buy_now_available", open && listing.buy_now_offered())
        .member("ends_at", listing.ends_at)
        .member("extensions", listing.extensions)
        .key("closed_at");
    listing.closed_at == Time{} ? json.value(nullptr) : json.value(listing.closed_at);
    write_id_or_null(json, "transaction_id", sale_id(listing));
    json.member("server_time", view.now);
  });
}

std::string auction_ended_text(const MessageHead& head, const FeedListing& ended, AuctionRole role) {
  return feed_message("auction_ended", head, [&](JsonWriter& json) {
    const Listing& listing = ended.view.listing;
    json.member("listing_id", listing.terms->id()).key("your_role");
    role == AuctionRole::anybody ? json.value(nullptr) : json.value(to_string(role));
    json.member("status", to_string(listing.status))
        .member("current_price_bdt", current_price(listing))
        .member("bids_count", listing.bids)
        .member("reserve_met", reserve_met(listing));
    write_id_or_null(json, "seller_id", ended.view.seller);
    write_id_or_null(json, "winner_id", ended.buyer_id);
    write_text_or_null(json, "winner_username", ended.buyer_name);
    write_id_or_null(json, "transaction_id", sale_id(listing));
    json.member("closed_at", listing.closed_at).member("server_time", ended.view.now);
  });
}

std::string outbid_text(const MessageHead& head, const FeedOutbid& outbid) {
  return feed_message("outbid", head, [&](JsonWriter& json) {
    json.member("listing_id", outbid.listing_id)
        .member("current_price_bdt", outbid.price)
        .member("minimum_next_bid_bdt", outbid.minimum_bid)
        .member("bids_count", outbid.bids)
        .member("reserve_met", outbid.reserve_met)
        .member("ends_at", outbid.ends_at)
        .member("server_time", head.at);
  });
}

std::string subscribed_map_text(const MessageHead& head, const Box& box, const Box& covers) {
  return feed_message("subscribed_map", head, [&](JsonWriter& json) {
    write_box(json, "bbox", box);
    write_box(json, "covers", covers);
  });
}

std::string map_update_text(const MessageHead& head, const Newest<LandView>& lands) {
  return feed_message("map_update", head, [&](JsonWriter& json) {
    json.key("lands").begin_array();
    for (const LandView& land : lands.items) write_place_of(json, land);
    json.end_array().member("omitted", lands.omitted);
  });
}

}  // namespace loam
