#include <utility>

#include "api/http/problem.hpp"
#include "api/land_routes.hpp"
#include "api/listing_query.hpp"
#include "api/listing_render.hpp"
#include "api/refusals.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr std::size_t kListingsPerLook = 50;  // with up to 50 lands each: under a millisecond, while commits wait

constexpr std::string_view kBidList = "bids";

std::vector<ListingView> look_at(Api& api, const std::vector<OrderKey>& places, Time now) {
  std::vector<ListingView> views;
  views.reserve(places.size());
  while (views.size() < places.size()) {
    api.view().read([&](const State& state) {
      const std::size_t end = std::min(places.size(), views.size() + kListingsPerLook);
      while (views.size() < end) views.push_back(view_listing(state, {places[views.size()].number}, now));
      return 0;
    });
  }
  return views;
}

http::Response found_listings(Api& api, const Catalogue& catalogue, const ListingQuery& query, AccountNo viewer,
                              Time now) {
  const ListPage& page = query.page;
  const std::int64_t total = page.total >= 0 ? page.total : static_cast<std::int64_t>(catalogue.count(query.filter));
  std::optional<OrderKey> after;
  if (page.place > 0) after = OrderKey{page.key, static_cast<std::uint32_t>(page.place)};
  const ListingPlaces found = catalogue.find(query.filter, query.order, after, static_cast<std::size_t>(page.offset),
                                             static_cast<std::size_t>(page.limit));
  std::vector<ListingView> views = look_at(api, found.places, now);
  // The view may be a batch ahead of the catalogue: what has ended in it is not shown as if it had not.
  std::erase_if(views, [&](const ListingView& view) {
    return query.filter.status && view.listing.status != *query.filter.status;
  });
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("listings").begin_array();
  for (const ListingView& view : views) write_listing(json, view, viewer);
  json.end_array();
  const OrderKey last = found.more ? found.places.back() : OrderKey{};
  write_pagination(json, kListingList, page, views.size(), total, last.number, last.key);
  json.end_object();
  return http::Response::json(200, std::move(text));
}

/// On a reader's thread although it reads memory: there may be millions of listings.
void list_listings(Api& api, Call call, const Catalogue& catalogue) {
  http::QueryReader reader(call.request);
  ListingQuery query = read_listing_query(reader, api.view());
  if (!reader.finish()) return call.respond(http::unprocessable(call.request, reader.errors()));
  if (!query.known) return call.respond(http::not_found(call.request, "There is no such user."));
  const AccountNo viewer = call.who.account;
  const Time now = call.now;
  api.query(std::move(call), [&api, &catalogue, query = std::move(query), viewer, now](Reader&, const http::Request&) {
    return found_listings(api, catalogue, query, viewer, now);
  });
}

void get_listing(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  const auto view = api.view().read([&](const State& state) {
    const auto number = id ? state.marketplace.find(*id) : std::nullopt;
    return number ? std::optional(view_listing(state, *number, call.now)) : std::nullopt;
  });
  if (!view) return call.respond(refusal_response(call.request, {RefusalCode::listing_unknown}));
  std::string text;
  JsonWriter json(text);
  write_listing(json, *view, call.who.account);
  call.respond(http::Response::json(200, std::move(text)));
}

std::vector<BidView> name_bidders(Api& api, const LogPage<Bid>& page, std::size_t offset) {
  std::vector<BidView> views;
  api.view().read([&](const State& state) {
    for (std::size_t i = offset; i < page.rows.size(); ++i) {
      const Bid& bid = page.rows[i].second;
      const User* bidder = state.identity.user(bid.bidder);
      views.push_back({bid, bidder == nullptr ? Uuid{} : bidder->id, bidder == nullptr ? "" : bidder->username});
    }
    return 0;
  });
  return views;
}

void list_bids(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  const auto listing = api.view().read([&](const State& state) {
    const auto number = id ? state.marketplace.find(*id) : std::nullopt;
    return number ? std::optional(state.marketplace.listing(*number)) : std::nullopt;
  });
  if (!listing) return call.respond(refusal_response(call.request, {RefusalCode::listing_unknown}));
  http::QueryReader query(call.request);
  const ListPage page = read_list_page(query, kBidList, to_string(*id));
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  const AccountNo viewer = call.who.account;
  api.query(std::move(call), [&api, listing = *listing, page, viewer](Reader& reader, const http::Request& request) {
    const auto log = reader.bids(listing.terms->number, listing.last_bid_entry, page.place,
                                 static_cast<std::size_t>(page.offset + page.limit));
    if (!log) return store_unavailable(request, log.error());
    const auto views = name_bidders(api, *log, static_cast<std::size_t>(page.offset));
    std::string text;
    JsonWriter json(text);
    json.begin_object().member("listing_id", listing.terms->id()).key("bids").begin_array();
    for (const BidView& view : views) write_bid(json, view, viewer);
    json.end_array();
    write_pagination(json, kBidList, page, views.size(), page.total >= 0 ? page.total : listing.bids, log->next_before);
    json.end_object();
    return http::Response::json(200, std::move(text));
  });
}

}  // namespace

void add_marketplace_routes(Api& api, const Catalogue& catalogue) {
  using http::Method;
  const std::string listings = "/api/v1/marketplace/listings";
  api.add(Method::get, listings, "list_listings", access::guest,
          [&catalogue](Api& self, Call call) { list_listings(self, std::move(call), catalogue); });
  api.add(Method::get, listings + "/{id}", "get_listing", access::guest, get_listing);
  api.add(Method::get, listings + "/{id}/bids", "list_bids", access::guest, list_bids);
  add_marketplace_write_routes(api);
}

}  // namespace loam
