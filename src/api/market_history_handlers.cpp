#include <algorithm>
#include <utility>

#include "api/biomes.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/market_render.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxHistoryPoints = 1'000;
constexpr std::int64_t kMaxCandles = 5'000;

constexpr Word<std::int64_t> kIntervalWords[] = {
    {"1s", 1'000}, {"1m", 60'000}, {"5m", 300'000}, {"1h", 3'600'000}, {"1d", 86'400'000}};

struct Range {
  Time from;
  Time to;
};

/// `hours`, or `from` and `to`; the last 24 hours without either; never further back than price_history_days.
Range read_range(http::QueryReader& query, Time now, std::int64_t days) {
  const auto hours = query.integer("hours", {1, days * 24});
  const auto from = query.time("from");
  const auto to = query.time("to");
  const Time end = std::min(to.value_or(now), now);
  Time start = from.value_or(end - Duration::hours(hours.value_or(24)));
  if (start > end) query.refuse("from", "out_of_range", "`from` must not be after `to`.");
  return {std::max(start, now - Duration::days(days)), end};
}

std::string history_body(Biome biome, const std::vector<PriceSample>& samples) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().member("biome", to_string(biome)).key("history").begin_array();
  for (const PriceSample& sample : samples) {
    json.begin_object()
        .member("timestamp", sample.at)
        .member("price_bdt", price_of(sample.cash, sample.shares).value_or(Price{}))
        .member("market_cash_bdt", sample.cash);
    write_index(json, "attention_score", sample.index);
    json.end_object();
  }
  json.end_array().end_object();
  return body;
}

std::string candles_body(Biome biome, std::string_view interval, const std::vector<Candle>& candles) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().member("biome", to_string(biome)).member("interval", interval).key("candles").begin_array();
  for (const Candle& candle : candles) {
    json.begin_object()
        .member("timestamp", candle.start)
        .member("open", candle.open)
        .member("high", candle.high)
        .member("low", candle.low)
        .member("close", candle.close)
        .member("volume_bdt", candle.volume)
        .end_object();
  }
  json.end_array().end_object();
  return body;
}

void get_price_history(Api& api, Call call) {
  const auto biome = parse_biome(call.request.path_parameter("biome"));
  if (!biome) return call.respond(http::not_found(call.request, "There is no such biome."));
  const std::int64_t days =
      api.view().read([](const State& state) { return state.settings.value(SettingId::price_history_days); });
  http::QueryReader query(call.request);
  const Range range = read_range(query, call.now, days);
  const auto interval = query.word("interval", kIntervalWords);
  if (interval && (range.to - range.from).ms / *interval > kMaxCandles) {
    query.refuse("interval", "out_of_range", "This would be more than 5000 candles: take a longer interval.");
  }
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));

  api.query(std::move(call), [biome = *biome, range, interval](Reader& reader, const http::Request& request) {
    if (!interval) {
      const auto samples = reader.price_history(biome, range.from, range.to, kMaxHistoryPoints);
      if (!samples) return store_unavailable(request, samples.error());
      return http::Response::json(200, history_body(biome, *samples));
    }
    const auto candles = reader.candles(biome, range.from, range.to, {*interval});
    if (!candles) return store_unavailable(request, candles.error());
    return http::Response::json(200, candles_body(biome, *request.query("interval"), *candles));
  });
}

std::string statistics_body(const std::vector<TradeVolume>& volumes, Time now) {
  std::string body;
  JsonWriter json(body);
  const TradeVolume* busiest = nullptr;
  json.begin_object().key("biomes").begin_array();
  for (const TradeVolume& volume : volumes) {
    if (!volume.biome) continue;
    if (volume.trades > 0 && (busiest == nullptr || volume.amount > busiest->amount)) busiest = &volume;
    json.begin_object()
        .member("biome", to_string(*volume.biome))
        .member("volume_24h_bdt", volume.amount)
        .member("fees_24h_bdt", volume.fees)
        .member("trades_24h", volume.trades)
        .member("traders_24h", volume.traders)
        .end_object();
  }
  json.end_array();
  for (const TradeVolume& volume : volumes) {
    if (volume.biome) continue;
    json.member("volume_24h_bdt", volume.amount)
        .member("fees_24h_bdt", volume.fees)
        .member("trades_24h", volume.trades)
        .member("traders_24h", volume.traders);
  }
  json.key("most_active_biome");
  busiest == nullptr ? json.value(nullptr) : json.value(to_string(*busiest->biome));
  json.member("timestamp", now).end_object();
  return body;
}

void get_statistics(Api& api, Call call) {
  const Time now = call.now;
  api.query(std::move(call), [now](Reader& reader, const http::Request& request) {
    const auto volumes = reader.trade_volume(now - Duration::days(1), now + Duration{1});
    if (!volumes) return store_unavailable(request, volumes.error());
    return http::Response::json(200, statistics_body(*volumes, now));
  });
}

}  // namespace

void add_market_history_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/biome-market/price-history/{biome}", "get_price_history", access::guest,
          get_price_history);
  api.add(Method::get, "/api/v1/biome-market/statistics", "get_statistics", access::guest, get_statistics);
}

}  // namespace loam
