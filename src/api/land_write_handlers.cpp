#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/land_render.hpp"
#include "api/land_routes.hpp"
#include "api/marketplace_limit.hpp"
#include "api/refusals.hpp"
#include "api/render.hpp"

namespace loam {
namespace {

constexpr IntegerRange kCoordinates{0, kMaxWorldSide - 1};

/// The row, and under `land` the land with its new owner. Told from the row and from what never changes: a repeated key
/// gets it again, whoever owns the land by then.
http::Response land_row_answer(Api& api, int status, const Transaction& row, AccountNo viewer) {
  Parties parties;
  LandPlace place;
  std::string owner;
  api.view().read([&](const State& state) {
    parties = parties_of(row, state);
    place = place_of(state, row.lands.front());
    if (const User* user = state.identity.user(row.buyer)) owner = user->username;
    return 0;
  });
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write_transaction(json, row, parties, viewer, false);
  json.key("land").begin_object();
  write_place(json, place);
  json.member("owner_id", parties.buyer).member("owner_username", owner).end_object().end_object();
  return http::Response::json(status, std::move(text));
}

void claim(Api& api, Call call) {
  JsonReader body(call.request.body());
  const std::int64_t x = body->integer("x", kCoordinates);
  const std::int64_t y = body->integer("y", kCoordinates);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  const auto land = api.view().read([&](const State& state) { return state.land.at(x, y); });
  if (!land) return call.respond(refusal_response(call.request, {RefusalCode::land_unknown}));
  if (!within_marketplace_limit(api, call)) return;
  const AccountNo account = call.who.account;
  api.submit(std::move(call), ClaimLand{account, *land},
             [&api, account](const http::Request&, const Answer&, const Transaction* row) {
               return land_row_answer(api, 201, *row, account);
             });
}

void transfer(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  JsonReader body(call.request.body());
  const Uuid to = body->uuid("new_owner_id");
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  TransferLand command;
  command.account = call.who.account;
  const auto land = api.view().read([&](const State& state) {
    if (const User* user = state.identity.user(to)) command.to = user->account;
    return id ? state.land.find(*id) : std::nullopt;
  });
  if (!land) return call.respond(refusal_response(call.request, {RefusalCode::land_unknown}));
  if (!command.to.exists()) return call.respond(refusal_response(call.request, {RefusalCode::user_unknown}));
  if (!within_marketplace_limit(api, call)) return;
  command.land = *land;
  const AccountNo account = command.account;
  api.submit(std::move(call), command, [&api, account](const http::Request&, const Answer&, const Transaction* row) {
    return land_row_answer(api, 200, *row, account);
  });
}

}  // namespace

void add_land_write_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kWrite = access::account | access::write | access::batch;
  api.add(Method::post, "/api/v1/lands/claim", "claim_land", kWrite, claim);
  api.add(Method::post, "/api/v1/lands/{id}/transfer", "transfer_land", kWrite, transfer);
}

}  // namespace loam
