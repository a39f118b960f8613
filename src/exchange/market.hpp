#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string_view>

#include "base/time.hpp"
#include "ledger/account.hpp"
#include "money/money.hpp"

namespace loam {

/// What an operator (or surveillance, by command) allows. Stored: never renumber.
enum class TradingState : std::uint8_t { open = 0, reduce_only = 1, halted = 2 };
std::string_view to_string(TradingState state);

/// What a client sees: the trading state and the safeguards together.
enum class MarketStatus : std::uint8_t { open = 0, limit_up = 1, limit_down = 2, reduce_only = 3, halted = 4 };
std::string_view to_string(MarketStatus status);

/// What one account has in one market. Average cost, buy fees included.
struct Holding {
  Shares shares;
  Money cost;
  Money realized_gain;

  bool operator==(const Holding&) const = default;
};

/// A price and since when it stands.
struct PricePoint {
  Time at;
  Price price;

  bool operator==(const PricePoint&) const = default;
};

/// The attention that one cycle has gathered for one market, in millionths of a user-second.
struct CycleAttention {
  std::int64_t established_us = 0;
  std::int64_t fresh_us = 0;  ///< of accounts that are not established, already weighted

  bool operator==(const CycleAttention&) const = default;
};

/// The parts of a market that only change by a stored status row. See market.md, "Safeguards".
struct MarketHalts {
  TradingState trading = TradingState::open;  ///< set by an operator or surveillance
  MarketStatus limit = MarketStatus::open;    ///< open, limit_up or limit_down
  Time limit_since;                           ///< since when the price presses against the band; zero where it does not
  Time halted_until;                          ///< end of a halt by the band; zero where there is none
  Time band_from;                             ///< prices before this moment do not count for the band's mean

  bool operator==(const MarketHalts&) const = default;
};

struct Market {
  Money cash;
  Shares shares;           ///< those of the treasury included
  std::int64_t index = 0;  ///< E, the attention index: users present, in 2^-40
  std::int64_t prior = 0;  ///< the part of the index that stands for the prior of kPriorUsers, in 2^-40
  CycleAttention attention;
  MarketHalts halts;
  std::deque<PricePoint> prices;  ///< the last five minutes, and the point before them
  Time last_redistribution;
};

}  // namespace loam
