#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "ledger/account.hpp"
#include "money/money.hpp"

namespace loam {

/// What one market brings to a redistribution. In the fixed order of the biomes.
struct Participant {
  Money cash;
  Shares shares;
  std::int64_t weight = 0;  ///< 0..kWeightMax
  Money up;                 ///< its cash rises by no more, >= 0
  Money down;               ///< its cash falls by no more, 0..cash
  bool active = false;      ///< not halted
};

/// Bounds the products: the pool (63 bits) times the sum of seven weights stays far inside 128 bits.
inline constexpr std::int64_t kWeightMax = std::int64_t{1} << 40;

struct Move {
  Money wanted;  ///< what the weights alone would move
  Money made;    ///< after the market's own limits and the balance of both sides

  bool operator==(const Move&) const = default;
};

/// One redistribution. Each active market with cash and shares puts `pool` of its cash into a common pot and takes out
/// of it by weight; the difference is cut to the market's limits, and the larger side, takers or givers, to the smaller
/// one.
///
/// The moves sum to zero. Remainders: every difference is cut towards no move, so that a rounding never moves money.
/// Requires that the cash of all markets together fits 64 bits.
std::array<Move, kBiomes> redistribute(std::span<const Participant, kBiomes> participants, Ppm pool);

/// Webster's apportionment: `total` units over `claims`, the units going one by one to the highest claim / (2 * units +
/// 1), ties to the lower index. Requires 0 <= total <= sum of the claims, claims >= 0, their sum within 64 bits; then
/// nobody gets more than his claim.
std::array<std::int64_t, kBiomes> apportion(std::int64_t total, std::span<const std::int64_t, kBiomes> claims);

}  // namespace loam
