#include "api/market_render.hpp"

#include "api/refusals.hpp"
#include "api/render.hpp"

namespace loam {
namespace {

constexpr int kIndexBits = 40;
constexpr std::int64_t kMicro = 1'000'000;

std::string message_of(const Transaction& row) {
  std::string text;
  text.reserve(96);
  text += row.type == TransactionType::biome_buy ? "Bought " : "Sold ";
  text += to_string(row.shares);
  text += " shares of ";
  text += to_string(*row.biome);
  text += " for ";
  text += to_string(row.amount);
  text += " BDT.";
  return text;
}

Money balance_after(const Transaction& row) {
  return row.buyer.exists() ? row.buyer_balance_after : row.seller_balance_after;
}

}  // namespace

std::array<MarketSnapshot, kBiomes> snapshot_markets(const State& state, Time at) {
  std::array<MarketSnapshot, kBiomes> markets;
  for (const Biome biome : kAllBiomes) {
    const Market& market = state.exchange.market(biome);
    markets[index_of(biome)] = {biome,
                                market.cash,
                                market.shares,
                                state.exchange.price(biome),
                                market.index,
                                state.exchange.status(biome, at),
                                market.halts.halted_until,
                                market.last_redistribution};
  }
  return markets;
}

void write_index(JsonWriter& json, std::string_view name, std::int64_t index) {
  const Int128 micro = (static_cast<Int128>(index) * kMicro) >> kIndexBits;
  json.key(name).decimal(static_cast<std::int64_t>(micro), 6);
}

void write_change_percent(JsonWriter& json, std::string_view name, std::int64_t now, std::int64_t before) {
  json.key(name);
  const auto change = before > 0 ? mul_div_floor(now - before, 10'000, before) : std::nullopt;
  change ? json.decimal(*change, 2) : json.value(nullptr);
}

void write_market(JsonWriter& json, const MarketSnapshot& market, std::optional<Price> day_ago, Time now) {
  json.begin_object()
      .member("biome", to_string(market.biome))
      .member("share_price_bdt", market.price)
      .member("current_price_bdt", market.price)
      .member("market_cash_bdt", market.cash)
      .member("total_shares", market.shares);
  write_index(json, "attention_score", market.index);
  json.member("status", to_string(market.status));
  json.key("halted_until");
  market.halted_until > now ? json.value(market.halted_until) : json.value(nullptr);
  write_change_percent(json, "price_change_24h_percent", market.price.micro_bdt, day_ago.value_or(Price{}).micro_bdt);
  json.key("last_redistribution");
  market.last_redistribution == Time{} ? json.value(nullptr) : json.value(market.last_redistribution);
  json.member("updated_at", now).end_object();
}

void write_quote(JsonWriter& json, const Order& order, const Quote& quote, Money largest_order, Money order_left,
                 Money available) {
  const bool buy = order.side == Side::buy;
  json.begin_object().member("biome", to_string(order.biome)).member("side", buy ? "buy" : "sell");
  if (quote.fill) {
    const Fill& fill = *quote.fill;
    json.member("shares", fill.shares)
        .member("amount_bdt", fill.amount)
        .member("fee_bdt", fill.fee)
        .member("total_bdt", buy ? add_within(fill.amount, fill.fee) : sub_within(fill.amount, fill.fee))
        .member("price_per_share_bdt", fill.price)
        .member("realized_gain_bdt", fill.realized_gain);
  }
  json.member("available_bdt", available)
      .member("balance_after_bdt", quote.balance_after)
      .member("largest_order_bdt", largest_order)
      .member("order_left_bdt", order_left)
      .key("refusal");
  if (quote.refusal) {
    json.begin_object()
        .member("code", to_string(quote.refusal->code))
        .member("detail", sentence_of(*quote.refusal))
        .end_object();
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

Money worth_of(Shares shares, const MarketSnapshot& market) {
  if (market.shares <= Shares::zero()) return Money::zero();
  return {mul_div_floor(shares.micro, market.cash.paisa, market.shares.micro).value_or(0)};
}

void write_holding(JsonWriter& json, const Holding& holding, const MarketSnapshot& market) {
  const Money worth = worth_of(holding.shares, market);
  const Money gain = sub_within(worth, holding.cost);
  json.begin_object()
      .member("biome", to_string(market.biome))
      .member("shares", holding.shares)
      .member("average_buy_price_bdt", price_of(holding.cost, holding.shares).value_or(Price{}))
      .member("total_invested_bdt", holding.cost)
      .member("current_price_bdt", market.price)
      .member("current_value_bdt", worth)
      .member("unrealized_gain_bdt", gain);
  write_change_percent(json, "unrealized_gain_percent", worth.paisa, holding.cost.paisa);
  json.member("realized_gain_bdt", holding.realized_gain).end_object();
}

std::string order_answer(const Transaction& row, const Uuid& user_id) {
  const bool buy = row.type == TransactionType::biome_buy;
  std::string body;
  body.reserve(1200);
  JsonWriter json(body);
  json.begin_object();
  write_transaction(json, row, {buy ? user_id : Uuid{}, buy ? Uuid{} : user_id}, buy ? row.buyer : row.seller, false);
  json.member("user_id", user_id)
      .member("type", buy ? "buy" : "sell")
      .member("total_amount_bdt", row.amount)
      .member("executed_at", row.at)
      .member("balance_bdt", balance_after(row))
      .member("message", message_of(row))
      .end_object();
  return body;
}

}  // namespace loam
