#include "api/listing_render.hpp"

#include <algorithm>
#include <utility>

#include "api/catalogue/catalogue.hpp"
#include "api/render.hpp"

namespace loam {
namespace {

void write_price_or_null(JsonWriter& json, std::string_view name, Money price) {
  json.key(name);
  price == Money::zero() ? json.value(nullptr) : json.value(price);
}

void write_time_or_null(JsonWriter& json, std::string_view name, Time at) {
  json.key(name);
  at == Time{} ? json.value(nullptr) : json.value(at);
}

void name_parties(const State& state, ListingView& view) {
  if (const User* seller = state.identity.user(view.listing.terms->seller)) {
    view.seller = seller->id;
    view.seller_name = seller->username;
  }
  if (bought_outright(view.listing)) return;  // nobody leads any more, and who bought it stands on the record
  if (const User* leader = state.identity.user(view.listing.standing.leader)) {
    view.leader = leader->id;
    view.leader_name = leader->username;
  }
}

ListingView view_of(const State& state, Listing listing, Time now) {
  ListingView view;
  view.listing = std::move(listing);
  view.now = now;
  name_parties(state, view);
  const ListingTerms& terms = *view.listing.terms;
  view.lands.reserve(terms.lands.size());
  for (const LandNo land : terms.lands) view.lands.push_back(place_of(state, land));
  return view;
}

bool takes_offers(const ListingView& view) {
  return view.listing.status == ListingStatus::active && view.now < view.listing.ends_at;
}

void write_prices(JsonWriter& json, const ListingView& view, AccountNo viewer) {
  const Listing& listing = view.listing;
  const ListingTerms& terms = *listing.terms;
  write_price_or_null(json, "starting_price_bdt", terms.starting_price);
  json.member("has_reserve", terms.reserve_price > Money::zero());
  if (viewer.exists() && viewer == terms.seller) write_price_or_null(json, "reserve_price_bdt", terms.reserve_price);
  json.member("reserve_met", terms.reserve_price == Money::zero() || listing.standing.reserve_met);
  write_price_or_null(json, "buy_now_price_bdt", terms.buy_now_price);
  json.member("buy_now_available", takes_offers(view) && listing.buy_now_offered())
      .member("current_price_bdt", current_price(listing));
  write_price_or_null(json, "minimum_next_bid_bdt", takes_offers(view) ? view.minimum_bid : Money::zero());
  json.member("bids_count", listing.bids);
  write_id_or_null(json, "leader_id", view.leader);
  write_text_or_null(json, "leader_username", view.leader_name);
  if (!view.leader.is_nil() && viewer == listing.standing.leader) {
    json.member("leader_max_bdt", listing.standing.leader_max);
  }
}

}  // namespace

ListingView view_listing(const State& state, ListingNo number, Time now) {
  ListingView view = view_of(state, state.marketplace.listing(number), now);
  if (view.listing.terms->is_auction()) {
    view.minimum_bid =
        minimum_bid(*view.listing.terms, view.listing.standing, state.settings.marketplace_rules().increments);
  }
  return view;
}

ListingView view_newborn(const State& state, ListingNo number) {
  Listing listing;
  listing.terms = state.marketplace.listing(number).terms;
  listing.ends_at = listing.terms->ends_at;
  const Time born = listing.terms->opened_at;
  ListingView view = view_of(state, std::move(listing), born);
  view.minimum_bid = view.listing.terms->starting_price;
  return view;
}

void write_listing(JsonWriter& json, const ListingView& view, AccountNo viewer) {
  const Listing& listing = view.listing;
  const ListingTerms& terms = *listing.terms;
  json.begin_object().member("listing_id", terms.id());
  json.member("seller_id", view.seller).member("seller_username", view.seller_name);
  json.member("listing_type", to_string(terms.type)).member("status", to_string(listing.status));
  write_text_or_null(json, "description", terms.description);
  json.key("lands").begin_array();
  for (const LandPlace& land : view.lands) {
    json.begin_object();
    write_place(json, land);
    json.end_object();
  }
  json.end_array();
  write_prices(json, view, viewer);
  json.member("ends_at", listing.ends_at)
      .member("original_ends_at", terms.ends_at)
      .member("extensions", listing.extensions)
      .member("created_at", terms.opened_at);
  write_time_or_null(json, "closed_at", listing.closed_at);
  // The sale stands on record under its own number, of the moment when the listing closed.
  write_id_or_null(json, "transaction_id",
                   listing.sale_seq == 0
                       ? Uuid{}
                       : make_numbered_uuid7(listing.closed_at, static_cast<std::uint64_t>(listing.sale_seq)));
  json.member("server_time", view.now).end_object();
}

void write_bid(JsonWriter& json, const BidView& view, AccountNo viewer) {
  const Bid& bid = view.bid;
  const bool own = viewer.exists() && viewer == bid.bidder;
  // A leader who raises his maximum may name more than the price comes to: that is nobody else's business.
  const Money shown = own ? bid.amount : std::min(bid.amount, bid.after.price);
  json.begin_object()
      .member("bid_id", bid.id())
      .member("bid_number", bid.number)
      .member("bidder_id", view.bidder)
      .member("bidder_username", view.bidder_name)
      .member("amount_bdt", shown);
  if (own) json.member("max_amount_bdt", bid.max);
  json.member("leads", bid.after.leader == bid.bidder)
      .member("price_after_bdt", bid.after.price)
      .member("reserve_met", bid.after.reserve_met)
      .member("ends_at_after", bid.ends_at_after)
      .member("created_at", bid.at)
      .end_object();
}

void write_bid_answer(JsonWriter& json, const BidAnswer& answer, const Uuid& listing_id) {
  json.begin_object()
      .member("bid_id", answer.bid)
      .member("listing_id", listing_id)
      .member("bid_number", answer.number)
      .member("amount_bdt", answer.amount)
      .member("max_amount_bdt", answer.max)
      .member("current_price_bdt", answer.price)
      .member("leads", answer.leads)
      .member("reserve_met", answer.reserve_met)
      .member("ends_at", answer.ends_at)
      .member("created_at", time_of(answer.bid))
      .end_object();
}

}  // namespace loam
