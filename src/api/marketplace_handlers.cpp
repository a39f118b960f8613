#include <utility>

#include "api/http/problem.hpp"
#include "api/land_routes.hpp"
#include "api/listing_render.hpp"
#include "api/listing_terms.hpp"
#include "api/marketplace_limit.hpp"
#include "api/refusals.hpp"
#include "api/render.hpp"

namespace loam {
namespace {

/// Puts the numbers of the lands in; false where one of them is no land.
bool find_lands(const View& view, const std::vector<Uuid>& ids, std::vector<LandNo>& lands) {
  return view.read([&](const State& state) {
    for (const Uuid& id : ids) {
      const auto land = state.land.find(id);
      if (!land) return false;
      lands.push_back(*land);
    }
    return true;
  });
}

/// The listing that the path names. Where there is none, the call is answered.
std::optional<ListingNo> find_named(Api& api, const Call& call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  const auto number =
      api.view().read([&](const State& state) { return id ? state.marketplace.find(*id) : std::nullopt; });
  if (!number) call.respond(refusal_response(call.request, {RefusalCode::listing_unknown}));
  return number;
}

/// The listing as it was born, whatever has become of it since: a repeated key gets the same.
http::Response born(Api& api, const Uuid& id, AccountNo seller) {
  const ListingView view =
      api.view().read([&](const State& state) { return view_newborn(state, *state.marketplace.find(id)); });
  std::string text;
  JsonWriter json(text);
  write_listing(json, view, seller);
  return http::Response::json(201, std::move(text)).with("Location", "/api/v1/marketplace/listings/" + to_string(id));
}

void open_listing(Api& api, Call call) {
  const Duration longest =
      api.view().read([](const State& state) { return state.settings.marketplace_rules().longest; });
  JsonReader body(call.request.body());
  ListingRequest read = read_listing(body, longest);
  const bool names_one_land = body->given("land_id");
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  ListingTerms& terms = read.command.terms;
  if (!find_lands(api.view(), read.lands, terms.lands)) {
    return call.respond(refusal_response(call.request, {RefusalCode::land_unknown}));
  }
  if (!within_marketplace_limit(api, call)) return;
  terms.seller = call.who.account;
  const AccountNo seller = terms.seller;
  const bool names_end = read.names_end;
  api.submit(
      std::move(call), std::move(read.command),
      [&api, seller](const http::Request&, const Answer& answer, const Transaction*) {
        return born(api, std::get<IdAnswer>(answer).id, seller);
      },
      [names_end, names_one_land](const http::Request& request, const Refusal& refusal) {
        return refusal_response(request, refusal, pointer_of(refusal.code, names_end, names_one_land));
      });
}

void place_bid(Api& api, Call call) {
  JsonReader body(call.request.body());
  PlaceBid command;
  command.offer.bidder = call.who.account;
  command.offer.amount = body->money("amount_bdt");
  const auto max = body->optional_money("max_amount_bdt");
  command.offer.max = max.value_or(command.offer.amount);
  if (max && *max < command.offer.amount) {
    body->refuse("max_amount_bdt", "out_of_range", "A maximum is not below the amount.");
  }
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  const auto listing = find_named(api, call);
  if (!listing || !within_marketplace_limit(api, call)) return;
  command.listing = *listing;
  api.submit(std::move(call), command, [](const http::Request& request, const Answer& answer, const Transaction*) {
    std::string text;
    JsonWriter json(text);
    write_bid_answer(json, std::get<BidAnswer>(answer), *parse_uuid(request.path_parameter("id")));
    return http::Response::json(201, std::move(text));
  });
}

/// A body may be left out; where there is one it says nothing.
bool has_empty_body(const Call& call) {
  if (call.request.body().empty()) return true;
  JsonReader body(call.request.body());
  if (body.finish()) return true;
  call.respond(http::unprocessable(call.request, body.errors()));
  return false;
}

void buy_now(Api& api, Call call) {
  if (!has_empty_body(call)) return;
  const auto listing = find_named(api, call);
  if (!listing || !within_marketplace_limit(api, call)) return;
  const AccountNo buyer = call.who.account;
  api.submit(std::move(call), BuyListing{*listing, buyer},
             [&api, buyer](const http::Request&, const Answer&, const Transaction* row) {
               const Parties parties = api.view().read([&](const State& state) { return parties_of(*row, state); });
               std::string text;
               JsonWriter json(text);
               json.begin_object();
               write_transaction(json, *row, parties, buyer, false);
               json.end_object();
               return http::Response::json(200, std::move(text));
             });
}

void cancel_listing(Api& api, Call call) {
  if (!has_empty_body(call)) return;
  const auto listing = find_named(api, call);
  if (!listing || !within_marketplace_limit(api, call)) return;
  const AccountNo seller = call.who.account;
  api.submit(std::move(call), CancelListing{*listing, seller},
             [](const http::Request&, const Answer& answer, const Transaction*) {
               std::string text;
               JsonWriter json(text);
               json.begin_object()
                   .member("listing_id", std::get<IdAnswer>(answer).id)
                   .member("status", to_string(ListingStatus::cancelled))
                   .end_object();
               return http::Response::json(200, std::move(text));
             });
}

}  // namespace

void add_marketplace_write_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kWrite = access::account | access::write | access::batch;
  const std::string listings = "/api/v1/marketplace/listings";
  api.add(Method::post, listings, "open_listing", kWrite, open_listing);
  api.add(Method::post, listings + "/{id}/bids", "place_bid", kWrite, place_bid);
  api.add(Method::post, listings + "/{id}/buy-now", "buy_listing", kWrite, buy_now);
  api.add(Method::del, listings + "/{id}", "cancel_listing", kWrite, cancel_listing);
}

}  // namespace loam
