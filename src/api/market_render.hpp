#pragma once

#include <array>
#include <optional>
#include <string>

#include "api/json/json_writer.hpp"
#include "engine/state.hpp"
#include "exchange/exchange.hpp"
#include "store/store.hpp"

namespace loam {

/// A market as clients see it, copied out of one moment of the state.
struct MarketSnapshot {
  Biome biome{};
  Money cash;
  Shares shares;
  Price price;
  std::int64_t index = 0;
  MarketStatus status{};
  Time halted_until;
  Time last_redistribution;
};
std::array<MarketSnapshot, kBiomes> snapshot_markets(const State& state, Time at);

/// @param day_ago the price 24 hours ago; empty: unknown
void write_market(JsonWriter& json, const MarketSnapshot& market, std::optional<Price> day_ago, Time now);
/// The attention index in users present, six decimals.
void write_index(JsonWriter& json, std::string_view name, std::int64_t index);
/// 100 * (now - before) / before with two decimals, rounded down; null where there is no price before.
void write_change_percent(JsonWriter& json, std::string_view name, std::int64_t now, std::int64_t before);

void write_quote(JsonWriter& json, const Order& order, const Quote& quote, Money largest_order, Money order_left,
                 Money available);

/// One holding with its worth at the market's price.
void write_holding(JsonWriter& json, const Holding& holding, const MarketSnapshot& market);
/// What the shares are worth at the market's price before fees, rounded down.
Money worth_of(Shares shares, const MarketSnapshot& market);

/// The answer to an order: the transaction, and the names that older clients read.
std::string order_answer(const Transaction& row, const Uuid& user_id);

}  // namespace loam
