#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/event.hpp"
#include "ledger/refusal.hpp"

namespace loam::sim {

using Wide = Int128;
using Indexes = std::array<std::int64_t, kBiomes>;

/// The settings that the markets read.
struct MarketRules {
  std::int64_t fee_ppm = 0;
  std::int64_t pool_ppm = 0;
  std::int64_t move_ppm = 0;
  std::int64_t band_ppm = 0;
  std::int64_t order_ppm = 0;
  std::int64_t cycle_ms = 0;
  std::int64_t half_life_ms = 0;
  bool classic = false;
};

struct ModelHolding {
  std::int64_t shares = 0;
  std::int64_t cost = 0;
  std::int64_t gain = 0;
};

struct ModelMarket {
  std::int64_t cash = 0;
  std::int64_t shares = 0;
  std::int64_t index = 0;
  std::int64_t prior = 0;
  std::int64_t established_us = 0;
  std::int64_t fresh_us = 0;
  MarketHalts halts;
  std::vector<std::pair<std::int64_t, std::int64_t>> prices;  ///< since when, millionths of a BDT
  Time last_redistribution;
};

/// What an order comes to.
struct ModelFill {
  std::int64_t amount = 0;
  std::int64_t fee = 0;
  std::int64_t shares = 0;
  ModelHolding holding;
  std::int64_t bucket = 0;
};

/// The seven markets, after docs/market.md.
struct Markets {
  std::array<ModelMarket, kBiomes> each;
  std::map<std::pair<std::uint32_t, std::size_t>, ModelHolding> holdings;
  struct Bucket {
    std::int64_t level = 0;
    std::int64_t at = 0;
  };
  std::map<std::pair<std::uint32_t, std::size_t>, Bucket> order_buckets;
  std::map<std::uint32_t, Bucket> attention_buckets;
  std::int64_t cycles = 0;

  [[nodiscard]] bool made() const;
  void make(std::int64_t cash, std::int64_t shares, Time at);

  [[nodiscard]] MarketStatus status(std::size_t market, Time at) const {
    return status(market, each[market].halts, at);
  }
  [[nodiscard]] MarketStatus status(std::size_t market, const MarketHalts& halts, Time at) const;
  [[nodiscard]] std::int64_t price(std::size_t market) const;
  [[nodiscard]] std::int64_t largest_order(std::size_t market, const MarketRules& rules) const;
  [[nodiscard]] ModelHolding holding(AccountNo account, std::size_t market) const;

  [[nodiscard]] Result<ModelFill, Refusal> order(const Order& order, const MarketRules& rules, Time at) const;
  void fill(const Order& order, const ModelFill& fill, Time at);

  AttentionAnswer look(AccountNo account, bool established, std::span<const AttentionShare> shares, Time at);
  void set_trading(std::size_t market, TradingState state, Time at);
  /// The safeguards that act. Throws where `indexes` are not what they have to be.
  std::vector<SafeguardEvent> tick(const MarketRules& rules, Time at, const std::optional<Indexes>& indexes);

 private:
  struct Plan;
  [[nodiscard]] Indexes attention(const MarketRules& rules) const;
  [[nodiscard]] std::int64_t mean_price(std::size_t market, const MarketHalts& halts, Time at) const;
  void plan_moves(Plan& plan, const MarketRules& rules, Time at) const;
  void check_indexes(const Plan& plan, const MarketRules& rules) const;
};

/// A check of the model or of the simulation that did not hold.
[[noreturn]] void broken(const std::string& what);

}  // namespace loam::sim
