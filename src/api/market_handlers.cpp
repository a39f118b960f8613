#include <memory>
#include <utility>

#include "api/biomes.hpp"
#include "api/day_ago_prices.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/link_routes.hpp"
#include "api/market_render.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxAttentionEvents = 100;                        // of one request
constexpr std::int64_t kMaxScoreUs = 86'400 * std::int64_t{1'000'000};  // a day: more can only be a mistake

constexpr Word<Side> kSideWords[] = {{"buy", Side::buy}, {"sell", Side::sell}};

/// Answers with the markets' day-ago prices at hand, from memory where they are fresh.
void with_day_ago(Api& api, Call call,
                  std::function<http::Response(const DayAgoPrices::Prices&, const http::Request&)> answer) {
  DayAgoPrices& cache = api.day_ago_prices();
  if (const auto prices = cache.fresh(call.now)) return call.respond(answer(*prices, call.request));
  const Time now = call.now;
  api.query(std::move(call), [&cache, now, answer = std::move(answer)](Reader& reader, const http::Request& request) {
    const auto prices = cache.read(reader, now);
    return prices ? answer(*prices, request) : store_unavailable(request, prices.error());
  });
}

std::array<MarketSnapshot, kBiomes> markets_now(Api& api, Time now) {
  return api.view().read([now](const State& state) { return snapshot_markets(state, now); });
}

void get_markets(Api& api, Call call) {
  const auto markets = markets_now(api, call.now);
  const Time now = call.now;
  with_day_ago(api, std::move(call), [markets, now](const DayAgoPrices::Prices& day_ago, const http::Request&) {
    std::string body;
    JsonWriter json(body);
    Money total;
    json.begin_object().key("markets").begin_array();
    for (const MarketSnapshot& market : markets) {
      write_market(json, market, day_ago[index_of(market.biome)], now);
      total = add_within(total, market.cash);
    }
    json.end_array().member("total_market_cash", total).member("total_market_cash_bdt", total).member("timestamp", now);
    json.end_object();
    return http::Response::json(200, std::move(body));
  });
}

void get_market(Api& api, Call call) {
  const auto biome = parse_biome(call.request.path_parameter("biome"));
  if (!biome) return call.respond(http::not_found(call.request, "There is no such biome."));
  const MarketSnapshot market = markets_now(api, call.now)[index_of(*biome)];
  const Time now = call.now;
  with_day_ago(api, std::move(call), [market, now](const DayAgoPrices::Prices& day_ago, const http::Request&) {
    std::string body;
    JsonWriter json(body);
    write_market(json, market, day_ago[index_of(market.biome)], now);
    return http::Response::json(200, std::move(body));
  });
}

Order read_buy(JsonReader& body, AccountNo account) {
  Order order;
  order.account = account;
  order.side = Side::buy;
  order.biome = body->word("biome", kBiomeWords);
  order.amount = body->money("amount_bdt");
  order.price_guard = body->optional_price("max_price_bdt");
  return order;
}

Order read_sell(JsonReader& body, AccountNo account) {
  Order order;
  order.account = account;
  order.side = Side::sell;
  order.biome = body->word("biome", kBiomeWords);
  order.shares = body->shares("shares");
  order.price_guard = body->optional_price("min_price_bdt");
  return order;
}

/// Orders have a limit of their own beside that of all requests.
bool within_order_limit(Api& api, const Call& call) {
  const std::int64_t per_minute =
      api.view().read([](const State& state) { return state.settings.value(SettingId::biome_trades_per_minute); });
  const auto verdict = api.rate_limits().take(rate_bucket("orders", call.who.account.value), per_minute, call.now);
  if (verdict.allowed) return true;
  call.respond(
      http::try_later(call.request, 429, "order_rate_limited", "Too many orders: wait a little.", verdict.retry_after_s)
          .with("RateLimit-Limit", std::to_string(verdict.limit))
          .with("RateLimit-Remaining", "0")
          .with("RateLimit-Reset", std::to_string(verdict.retry_after_s)));
  return false;
}

void place(Api& api, Call call, Order (*read)(JsonReader&, AccountNo)) {
  JsonReader body(call.request.body());
  const Order order = read(body, call.who.account);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  if (!within_order_limit(api, call)) return;
  const Uuid user_id = call.who.user_id;
  api.submit(std::move(call), PlaceOrder{order},
             [user_id](const http::Request&, const Answer&, const Transaction* row) {
               return http::Response::json(201, order_answer(*row, user_id));
             });
}

void buy(Api& api, Call call) { place(api, std::move(call), read_buy); }
void sell(Api& api, Call call) { place(api, std::move(call), read_sell); }

void get_quote(Api& api, Call call) {
  JsonReader body(call.request.body());
  const Side side = body->word("side", kSideWords);
  const Order order = side == Side::buy ? read_buy(body, call.who.account) : read_sell(body, call.who.account);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  std::string text;
  JsonWriter json(text);
  api.view().read([&](const State& state) {
    const ExchangeRules rules = state.settings.exchange_rules();
    write_quote(json, order, quote(state, order, call.now), state.exchange.largest_order(order.biome, rules),
                state.exchange.order_bucket_left(order.account, order.biome, rules, call.now),
                state.ledger.account(order.account).available);
    return 0;
  });
  call.respond(http::Response::json(200, std::move(text)));
}

struct PortfolioView {
  std::array<MarketSnapshot, kBiomes> markets;
  std::array<Holding, kBiomes> holdings;
  Account account;
};

void write_portfolio(JsonWriter& json, const PortfolioView& view, const Uuid& user_id) {
  Money invested;
  Money worth;
  Money realized;
  json.begin_object().member("user_id", user_id).key("holdings").begin_array();
  for (const Biome biome : kAllBiomes) {
    const Holding& holding = view.holdings[index_of(biome)];
    const MarketSnapshot& market = view.markets[index_of(biome)];
    if (holding == Holding{}) continue;
    write_holding(json, holding, market);
    invested = add_within(invested, holding.cost);
    worth = add_within(worth, worth_of(holding.shares, market));
    realized = add_within(realized, holding.realized_gain);
  }
  json.end_array()
      .member("total_invested_bdt", invested)
      .member("total_value_bdt", worth)
      .member("total_unrealized_gain_bdt", sub_within(worth, invested))
      .member("total_realized_gain_bdt", realized);
  write_change_percent(json, "total_unrealized_gain_percent", worth.paisa, invested.paisa);
  json.member("cash_balance_bdt", view.account.available)
      .member("balance_bdt", view.account.balance())
      .member("held_bdt", view.account.held)
      .member("total_assets_bdt", add_within(view.account.balance(), worth))
      .end_object();
}

void get_portfolio(Api& api, Call call) {
  const AccountNo account = call.who.account;
  const PortfolioView view = api.view().read([&](const State& state) {
    PortfolioView copy{snapshot_markets(state, call.now), {}, state.ledger.account(account)};
    for (const Biome biome : kAllBiomes) copy.holdings[index_of(biome)] = state.exchange.holding(account, biome);
    return copy;
  });
  std::string body;
  JsonWriter json(body);
  write_portfolio(json, view, call.who.user_id);
  call.respond(http::Response::json(200, std::move(body)));
}

AttentionShare read_event(ObjectReader event) {
  AttentionShare share;
  share.biome = event.word("biome", kBiomeWords);
  share.us = event.field("score").decimal(6, {1, kMaxScoreUs}).value_or(0);
  return share;
}

std::vector<AttentionShare> read_events(JsonReader& body) {
  std::vector<AttentionShare> shares;
  if (!body->given("events")) {
    shares.push_back({body->word("biome", kBiomeWords), body->field("score").decimal(6, {1, kMaxScoreUs}).value_or(0)});
    return shares;
  }
  const ArrayReader events = body->array("events", {1, kMaxAttentionEvents});
  for (std::size_t i = 0; i < events.size() && i < kMaxAttentionEvents; ++i) {
    shares.push_back(read_event(events.object(i)));
  }
  return shares;
}

std::string attention_answer(const AttentionAnswer& answer) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("counted").begin_array();
  std::int64_t counted = 0;
  for (const Biome biome : kAllBiomes) {
    const std::int64_t us = answer.counted_us[index_of(biome)];
    if (us == 0) continue;
    json.begin_object().member("biome", to_string(biome)).key("score").decimal(us, 6).end_object();
    counted += us;
  }
  json.end_array().key("counted_score").decimal(counted, 6).key("dropped_score").decimal(answer.dropped_us, 6);
  json.member("established", answer.established).key("weight").decimal(answer.established ? 10 : 1, 1).end_object();
  return body;
}

void track_attention(Api& api, Call call) {
  JsonReader body(call.request.body());
  TrackAttention command;
  command.account = call.who.account;
  const auto user_id = body->optional_uuid("user_id");
  command.shares = read_events(body);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  if (user_id && *user_id != call.who.user_id) {
    if (!call.who.allows(Scope::attention)) {
      return call.respond(http::problem(
          call.request, {403, "forbidden", "Only keys with the scope attention post for others.", nullptr}));
    }
    command.account = api.view().read([&](const State& state) {
      const User* user = state.identity.user(*user_id);
      return user == nullptr ? kNoAccount : user->account;
    });
  }
  if (!command.account.exists()) {
    return call.respond(http::not_found(call.request, "There is no such user: name one in user_id."));
  }
  api.submit(std::move(call), std::move(command), [](const http::Request&, const Answer& answer, const Transaction*) {
    return http::Response::json(200, attention_answer(std::get<AttentionAnswer>(answer)));
  });
}

}  // namespace

void add_market_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kOrder = access::account | access::write | access::batch;
  api.add(Method::get, "/api/v1/biome-market/markets", "list_markets", access::guest, get_markets);
  api.add(Method::get, "/api/v1/biome-market/markets/{biome}", "get_market", access::guest, get_market);
  api.add(Method::post, "/api/v1/biome-market/quote", "quote_order", access::account | access::batch, get_quote);
  api.add(Method::post, "/api/v1/biome-market/buy", "buy_shares", kOrder, buy);
  api.add(Method::post, "/api/v1/biome-market/sell", "sell_shares", kOrder, sell);
  api.add(Method::get, "/api/v1/biome-market/portfolio", "get_portfolio", access::account, get_portfolio);
  api.add(Method::post, "/api/v1/biome-market/track-attention", "track_attention",
          access::signed_in | access::write | access::batch, track_attention);
  add_market_history_routes(api);
  add_land_impact_route(api);
}

}  // namespace loam
