// What made a biome's price move, and whom it touches: docs/links.md.

#include <algorithm>
#include <memory>
#include <utility>

#include "api/biomes.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/land_census.hpp"
#include "api/link_render.hpp"
#include "api/link_routes.hpp"
#include "api/price_move_reading.hpp"

namespace loam {
namespace {

constexpr Duration kLongestSpan = Duration::hours(24);
constexpr std::size_t kMaxAccounts = 20;
constexpr std::size_t kMaxOwners = 10;
constexpr std::size_t kMaxOwnLands = 100;
constexpr int kSecondDecimals = 6;

struct Asked {
  MarketSpan span;
  AccountNo who;
  bool oversees = false;
  Time now;
};

MarketSpan read_span(http::QueryReader& query, Biome biome, Time now) {
  const auto from = query.time("from");
  const auto to = query.time("to");
  const Time end = now + Duration{1};  // what is committed in this millisecond belongs to it
  MarketSpan span{biome, {}, std::min(to.value_or(end), end), true, kMaxMoveRows};
  span.from = from.value_or(span.to - kLongestSpan);
  if (span.from > span.to) query.refuse("from", "out_of_range", "`from` must not be after `to`.");
  if (span.to - span.from > kLongestSpan) query.refuse("from", "out_of_range", "At most 24 hours at once.");
  return span;
}

/// Whose parts are told one by one, and how many others there are.
struct Told {
  std::vector<PriceMove::Share> shares;
  std::int64_t others = 0;
};

/// An overseer is told the largest, a player his own.
Told told_of(const PriceMove& move, const Asked& asked) {
  auto shares = move.shares();
  const std::size_t all = shares.size();
  if (asked.oversees) {
    const auto size_of = [](const PriceMove::Share& share) { return share.move < 0 ? -share.move : share.move; };
    std::ranges::sort(shares, [&](const auto& a, const auto& b) {
      return size_of(a) != size_of(b) ? size_of(a) > size_of(b) : a.account < b.account;
    });
    shares.resize(std::min(shares.size(), kMaxAccounts));
  } else {
    std::erase_if(shares, [&](const PriceMove::Share& share) { return share.account != asked.who; });
  }
  const auto others = static_cast<std::int64_t>(all - shares.size());
  return {std::move(shares), others};
}

void write_user(JsonWriter& json, const State& state, AccountNo account) {
  const User* user = state.identity.user(account);
  json.key("user_id");
  user == nullptr ? json.value(nullptr) : json.value(user->id);
  json.key("username");
  user == nullptr ? json.value(nullptr) : json.value(user->username);
}

void write_share(JsonWriter& json, const State& state, const PriceMove::Share& share) {
  json.begin_object();
  write_user(json, state, share.account);
  json.key("looked_here_score").decimal(share.here_us, kSecondDecimals);
  json.key("looked_elsewhere_score").decimal(share.elsewhere_us, kSecondDecimals);
  json.member("move_bdt", Price{share.move}).end_object();
}

/// Told, the rest and earlier attention sum to the move of all redistributions.
void write_attention(JsonWriter& json, const State& state, const PriceMove::Cycles& cycles, const Told& told) {
  Int128 rest = cycles.here + cycles.elsewhere;
  json.key("attention").begin_object().key("accounts").begin_array();
  for (const PriceMove::Share& share : told.shares) {
    write_share(json, state, share);
    rest -= share.move;
  }
  json.end_array();
  json.key("rest").begin_object().member("accounts", told.others).member("move_bdt", part_of_price(rest)).end_object();
  json.key("earlier_attention")
      .begin_object()
      .member("move_bdt", part_of_price(cycles.earlier))
      .end_object()
      .end_object();
}

void write_owners(JsonWriter& json, const State& state, const BiomeLands& lands, const Asked& asked) {
  json.key("largest_owners").begin_array();
  std::size_t written = 0;
  for (const BiomeLands::Owner& owner : lands.largest) {
    if (written == kMaxOwners) break;
    const User* user = state.identity.user(owner.account);
    if (user == nullptr || (user->hidden && !asked.oversees && owner.account != asked.who)) continue;
    ++written;
    json.begin_object();
    write_user(json, state, owner.account);
    json.member("lands", owner.lands).end_object();
  }
  json.end_array();
}

void write_own_lands(JsonWriter& json, const State& state, const Asked& asked) {
  json.key("own_lands");
  if (!asked.who.exists()) {
    json.value(nullptr);
    return;
  }
  std::vector<LandNo> first;
  std::int64_t count = 0;
  for (const LandNo land : state.land.lands_of(asked.who)) {
    if (state.land.biome(land) != asked.span.biome) continue;
    if (++count <= static_cast<std::int64_t>(kMaxOwnLands)) first.push_back(land);
  }
  json.begin_object().member("count", count).key("land_ids").begin_array();
  for (const LandNo land : first) json.value(state.land.id_of(land));
  json.end_array().end_object();
}

std::string impact_body(const View& view, const PriceMove& move, const BiomeLands& lands, const Asked& asked) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("biome", to_string(asked.span.biome))
      .member("from", asked.span.from)
      .member("to", asked.span.to);
  write_move(json, move);
  const Told told = told_of(move, asked);
  view.read([&](const State& state) {
    json.key("parts").begin_object();
    write_parts(json, move);
    write_attention(json, state, move.cycles(), told);
    json.end_object();
    json.key("touches")
        .begin_object()
        .member("lands", lands.lands)
        .member("claimed_lands", lands.claimed)
        .member("owners", lands.owners);
    write_owners(json, state, lands, asked);
    write_own_lands(json, state, asked);
    json.end_object();
    return 0;
  });
  json.end_object();
  return text;
}

http::Response range_too_busy(const http::Request& request) {
  return http::unprocessable(
      request, {{"/query/from", "range_too_busy", "Too much has happened in this time: take a shorter one."}});
}

http::Response range_rolled_up(const http::Request& request) {
  return http::unprocessable(request, {{"/query/from", "range_rolled_up",
                                        "What happened then is rolled up into prices by the minute "
                                        "(cycle_retention_days): take a later time."}});
}

void get_land_impact(Api& api, Call call, const std::shared_ptr<LandCensus>& census) {
  const auto biome = parse_biome(call.request.path_parameter("biome"));
  if (!biome) return call.respond(http::not_found(call.request, "There is no such biome."));
  http::QueryReader query(call.request);
  const Asked asked{read_span(query, *biome, call.now), call.who.account, call.who.oversees(), call.now};
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  api.query(std::move(call), [&api, census, asked](Reader& reader, const http::Request& request) {
    const auto reading = read_price_move(reader, asked.span);
    if (!reading) return store_unavailable(request, reading.error());
    if (reading->rolled_up) return range_rolled_up(request);
    if (!reading->move) return range_too_busy(request);
    const auto lands = census->read(asked.now);
    return http::Response::json(200,
                                impact_body(api.view(), *reading->move, (*lands)[index_of(asked.span.biome)], asked));
  });
}

}  // namespace

void add_land_impact_route(Api& api) {
  const auto census = std::make_shared<LandCensus>(api.view());
  api.add(http::Method::get, "/api/v1/biome-market/{biome}/land-impact", "get_land_impact", access::guest,
          [census](Api& self, Call call) { get_land_impact(self, std::move(call), census); });
}

}  // namespace loam
