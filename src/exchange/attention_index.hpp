#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/time.hpp"
#include "exchange/exchange.hpp"
#include "exchange/market.hpp"
#include "ledger/account.hpp"
#include "money/money.hpp"

namespace loam {

/// Presence, "users present", is counted in units of 2^-40: a millionth of a user still moves the index by a million
/// units, and four million users fit.
inline constexpr int kIndexBits = 40;
/// More presence counts as this much, so that no sum of it leaves 64 bits.
inline constexpr std::int64_t kIndexMax = std::int64_t{1} << 62;
/// Steps of the index are parts of one in units of 2^-60.
inline constexpr int kStepBits = 60;

/// What one cycle's attention counts in each market, millionths of a user-second. Fair: fresh accounts together count
/// at most a tenth of what established accounts bring, where these bring anything; cut in proportion, rounded down.
/// Classic: all of it.
std::array<std::int64_t, kBiomes> counted_attention(std::span<const Market, kBiomes> markets, MarketProfile profile);

/// The users that this attention says were present through the cycle, in 2^-40, rounded down. us >= 0, cycle > 0.
std::int64_t presence(std::int64_t attention_us, Duration cycle);

/// 1 - 2^(-cycle / half_life) in 2^-60, from whole numbers alone; both > 0.
std::int64_t index_step(Duration cycle, Duration half_life);

/// The index one cycle later: a step towards `target`, cut towards no step.
std::int64_t next_index(std::int64_t index, std::int64_t target, std::int64_t step);

/// The part of the prior of kPriorUsers that a market has: by its starting cash, in 2^-40, rounded down.
std::int64_t prior_of(Money starting_cash, Int128 all_starting_cash);

/// floor(sqrt(n)), n >= 0.
std::int64_t isqrt(std::int64_t n);

/// Shifts all weights right alike until the largest is below 2^40. Weights >= 0.
std::array<std::int64_t, kBiomes> scaled(const std::array<Int128, kBiomes>& weights);

}  // namespace loam
