#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/routes.hpp"
#include "api/user_render.hpp"

namespace loam {
namespace {

http::Response no_such_user(const http::Request& request) { return http::not_found(request, "There is no such user."); }

http::Response not_yours(const http::Request& request) {
  return http::problem(request, {403, "forbidden", "This belongs to somebody else.", nullptr});
}

/// The user that the path names, and what the caller is to him.
struct Named {
  UserView view;
  bool self = false;
  bool private_part = false;  ///< may be told what is not public
};

std::optional<Named> find_named(Api& api, const Call& call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  auto view = id ? api.view().read([&](const State& state) { return find_user(state, *id); }) : std::nullopt;
  if (!view) return std::nullopt;
  const bool self = call.who.account.exists() && call.who.account == view->user.account;
  return Named{std::move(*view), self, self || call.who.oversees()};
}

/// Whoever reads what is another's, by his role, leaves an entry in the audit log.
void note_reading(Api& api, Call& call, const Named& named, std::string_view action) {
  if (named.self || !named.private_part) return;
  api.note(call, LogAccess{std::string(action), to_string(named.view.user.id)});
}

void get_user(Api& api, Call call) {
  const auto named = find_named(api, call);
  if (!named) return call.respond(no_such_user(call.request));
  note_reading(api, call, *named, "user.read");
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  if (named->private_part) {
    write_whole_user(json, named->view);
  } else {
    write_public_part(json, named->view.user);
  }
  json.end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

void get_balance(Api& api, Call call) {
  const auto named = find_named(api, call);
  // Whether there is such a user is not said to whom it does not concern.
  if (!named && call.who.oversees()) return call.respond(no_such_user(call.request));
  if (!named || !named->private_part) return call.respond(not_yours(call.request));
  note_reading(api, call, *named, "balance.read");
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("user_id", named->view.user.id);
  write_balance(json, named->view.account);
  json.end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

struct TradeStats {
  Money realized_gain;
  std::int64_t markets = 0;
  bool established = false;
  std::size_t lands = 0;
  std::size_t listings = 0;
};

TradeStats trade_stats(const State& state, AccountNo account, Time now) {
  TradeStats stats;
  stats.lands = state.land.count_of(account);
  stats.listings = state.marketplace.active_of(account);
  stats.established = state.established(account, now);
  for (const Biome biome : kAllBiomes) {
    const Holding holding = state.exchange.holding(account, biome);
    stats.realized_gain = add_within(stats.realized_gain, holding.realized_gain);
    if (holding.shares > Shares::zero()) ++stats.markets;
  }
  return stats;
}

/// How busy somebody is may be seen by all, unless he hides; what it earned him only by himself and overseers.
void get_stats(Api& api, Call call) {
  const auto named = find_named(api, call);
  if (!named) return call.respond(no_such_user(call.request));
  note_reading(api, call, *named, "user.stats.read");
  const TradeStats stats =
      api.view().read([&](const State& state) { return trade_stats(state, named->view.user.account, call.now); });
  const bool shown = named->private_part || !named->view.user.hidden;
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write_public_part(json, named->view.user);
  // Whose a land is and who lists it is on the map for all to see.
  json.member("lands_owned", stats.lands).member("active_listings", stats.listings).key("transactions_count");
  shown ? json.value(named->view.account.rows) : json.value(nullptr);
  json.key("biomes_held");
  shown ? json.value(stats.markets) : json.value(nullptr);
  if (named->private_part) {
    json.member("established", stats.established)
        .member("platform_fees_paid_bdt", named->view.account.fees_paid)
        .member("realized_gain_bdt", stats.realized_gain);
  }
  json.end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

void change_user(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  if (!id || *id != call.who.user_id) return call.respond(not_yours(call.request));
  JsonReader body(call.request.body());
  const bool hidden = body->boolean("hidden");
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  ChangeUser command;
  command.account = call.who.account;
  command.hidden = hidden;
  api.submit(
      std::move(call), std::move(command), [hidden](const http::Request&, const Answer& answer, const Transaction*) {
        std::string text;
        JsonWriter json(text);
        json.begin_object().member("user_id", std::get<IdAnswer>(answer).id).member("hidden", hidden).end_object();
        return http::Response::json(200, std::move(text));
      });
}

}  // namespace

void add_user_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/users/{id}", "get_user", access::guest, get_user);
  api.add(Method::patch, "/api/v1/users/{id}", "change_user", access::account | access::write | access::batch,
          change_user);
  api.add(Method::get, "/api/v1/users/{id}/balance", "get_balance", access::signed_in, get_balance);
  api.add(Method::get, "/api/v1/users/{id}/stats", "get_user_stats", access::guest, get_stats);
}

}  // namespace loam
