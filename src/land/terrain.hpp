#pragma once

#include <cstdint>
#include <vector>

#include "land/world.hpp"
#include "ledger/account.hpp"
#include "ledger/numbers.hpp"

namespace loam {

inline constexpr std::int32_t kMaxElevation = 1'000;

/// What every cell is: its biome and its elevation, computed once from the seed and never changed. Two bytes a cell;
/// while it is computed, six more.
///
/// Heights, cold and wetness are noise, and what a cell becomes is a question of ranks: which part of the map lies
/// lower, is warmer, is drier. So every world, whatever its seed, has all seven biomes in about the same shares, and
/// the elevations of a world spread evenly over their range. docs/land.md has the rules.
class Terrain {
 public:
  /// Requires within_limits(world). `made_at` makes no difference.
  explicit Terrain(const World& world);

  /// Both require a number below land_count(world).
  [[nodiscard]] Biome biome(LandNo land) const { return static_cast<Biome>(cells_[land.value] & kBiomeMask); }
  /// 0..kMaxElevation: how many thousandths of the map lie lower.
  [[nodiscard]] std::int32_t elevation(LandNo land) const { return cells_[land.value] >> kBiomeBits; }

 private:
  static constexpr unsigned kBiomeBits = 3;
  static constexpr unsigned kBiomeMask = (1U << kBiomeBits) - 1;

  std::vector<std::uint16_t> cells_;  // elevation, then three bits of biome
};

}  // namespace loam
