// What one land has to do with its biome's market, and what it may be worth: docs/links.md.

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/land_render.hpp"
#include "api/link_render.hpp"
#include "api/link_routes.hpp"
#include "api/market_render.hpp"
#include "api/price_move_reading.hpp"
#include "api/refusals.hpp"
#include "marketplace/land_estimate.hpp"
#include "marketplace/land_price.hpp"

namespace loam {
namespace {

constexpr std::int64_t kRadius = 5;      // cells either way: 121 lands are looked up
constexpr std::size_t kMaxSales = 10;    // the newest
constexpr std::size_t kRowsOfALand = 8;  // looked at for sales among gifts and claims

struct Exposed {
  LandView land;
  std::vector<LandNo> nearby;  ///< with the land itself
  Price price;                 ///< of its biome, now
};

std::optional<Exposed> look_at(const State& state, const std::optional<Uuid>& id) {
  const auto land = id ? state.land.find(*id) : std::nullopt;
  if (!land) return std::nullopt;
  Exposed exposed{view_land(state, *land), {}, {}};
  const Cell cell = exposed.land.place.cell;
  for (std::int64_t y = cell.y - kRadius; y <= cell.y + kRadius; ++y) {
    for (std::int64_t x = cell.x - kRadius; x <= cell.x + kRadius; ++x) {
      if (const auto near = state.land.at(x, y)) exposed.nearby.push_back(*near);
    }
  }
  exposed.price = state.exchange.price(exposed.land.place.biome);
  return exposed;
}

/// Between two players: a gift and a claim say nothing about what land is worth to somebody.
bool is_sale(const Transaction& row) { return row.seller.exists() && row.amount > Money::zero(); }

/// The newest sales of lands nearby, newest first.
Result<std::vector<Transaction>, Fault> sales_nearby(Reader& reader, const std::vector<LandNo>& nearby) {
  std::map<std::int64_t, Transaction> by_seq;  // a parcel is sold once, however many of its lands are near
  for (const LandNo land : nearby) {
    RecordFilter filter;
    filter.land = land;
    auto page = reader.record(filter, 0, kRowsOfALand);
    if (!page) return Unexpected{page.error()};
    for (Transaction& row : page->rows) {
      if (is_sale(row)) by_seq.try_emplace(-row.seq, std::move(row));
    }
    while (by_seq.size() > kMaxSales) by_seq.erase(std::prev(by_seq.end()));
  }
  std::vector<Transaction> sales;
  sales.reserve(by_seq.size());
  for (auto& [seq, row] : by_seq) sales.push_back(std::move(row));
  return sales;
}

LandSales sum_of(const State& state, const std::vector<Transaction>& sales) {
  const MarketplaceRules rules = state.settings.marketplace_rules();
  LandSales sum;
  for (const Transaction& row : sales) {
    Money asked;
    for (const LandNo land : row.lands) {
      asked = add_within(asked, land_price(state.land.biome(land), state.land.elevation(land), rules));
    }
    const auto paid = checked_add(sum.paid, row.amount);
    if (!paid) break;  // more money than there is: the newest sales have said enough
    ++sum.count;
    sum.paid = *paid;
    sum.claim_prices = add_within(sum.claim_prices, asked);
  }
  return sum;
}

void write_sales(JsonWriter& json, const State& state, const std::vector<Transaction>& sales, const LandSales& sum) {
  json.key("sales")
      .begin_object()
      .member("radius_cells", kRadius)
      .member("count", sum.count)
      .member("paid_bdt", sum.paid)
      .member("claim_prices_bdt", sum.claim_prices)
      .key("newest")
      .begin_array();
  for (const Transaction& row : sales) {
    json.begin_object().member("transaction_id", row.id()).member("sold_at", row.at).member("amount_bdt", row.amount);
    json.key("land_ids").begin_array();
    for (const LandNo land : row.lands) json.value(state.land.id_of(land));
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

void write_value(JsonWriter& json, const State& state, const Exposed& exposed, const std::vector<Transaction>& sales,
                 std::optional<Price> first) {
  const LandSales sum = sum_of(state, sales);
  const auto by_sales = estimate_by_sales(exposed.land.price, sum);
  const auto by_biome = estimate_by_biome(exposed.land.price, exposed.price, first);
  json.key("value")
      .begin_object()
      .member("estimate", true)
      .member("value_estimate_bdt", by_sales ? by_sales : by_biome)
      .member("by_sales_estimate_bdt", by_sales)
      .member("by_biome_estimate_bdt", by_biome)
      .key("made_from")
      .begin_object()
      .member("claim_price_bdt", exposed.land.price)
      .member("share_price_bdt", exposed.price)
      .member("first_share_price_bdt", first);
  write_sales(json, state, sales, sum);
  json.end_object().end_object();
}

void write_biome_price(JsonWriter& json, const Exposed& exposed, const DayMoves::Entry& day) {
  json.key("biome_price").begin_object().member("now_bdt", exposed.price).key("last_24h");
  if (!day.move) {
    json.value(nullptr).end_object();
    return;
  }
  json.begin_object().member("from", day.from).member("to", day.to);
  write_move(json, *day.move);
  write_change_percent(json, "change_percent", day.move->after().micro_bdt, day.move->before().micro_bdt);
  json.key("parts").begin_object();
  write_parts(json, *day.move);
  json.end_object().end_object().end_object();
}

http::Response exposure(Reader& reader, const http::Request& request, const View& view, const Exposed& exposed,
                        const DayMoves::Entry& day) {
  const auto sales = sales_nearby(reader, exposed.nearby);
  if (!sales) return store_unavailable(request, sales.error());
  const auto firsts = first_prices(reader);
  if (!firsts) return store_unavailable(request, firsts.error());
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("land");
  write_land(json, exposed.land);
  write_biome_price(json, exposed, day);
  view.read([&](const State& state) {
    write_value(json, state, exposed, *sales, (*firsts)[index_of(exposed.land.place.biome)]);
    return 0;
  });
  json.end_object();
  return http::Response::json(200, std::move(text));
}

void get_land_exposure(Api& api, Call call, const std::shared_ptr<DayMoves>& moves) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  http::QueryReader query(call.request);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  const auto exposed = api.view().read([&](const State& state) { return look_at(state, id); });
  if (!exposed) return call.respond(refusal_response(call.request, {RefusalCode::land_unknown}));
  const Time now = call.now;
  api.query(std::move(call), [&api, moves, exposed = *exposed, now](Reader& reader, const http::Request& request) {
    const auto day = moves->read(reader, exposed.land.place.biome, now);
    if (!day) return store_unavailable(request, day.error());
    return exposure(reader, request, api.view(), exposed, *day);
  });
}

}  // namespace

void add_land_exposure_route(Api& api) {
  const auto moves = std::make_shared<DayMoves>();
  api.add(http::Method::get, "/api/v1/lands/{id}/exposure", "get_land_exposure", access::guest,
          [moves](Api& self, Call call) { get_land_exposure(self, std::move(call), moves); });
}

}  // namespace loam
