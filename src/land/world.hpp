#pragma once

#include <cstdint>

#include "base/time.hpp"

namespace loam {

/// The facts of a world's map. Stored; the same facts give the same map on every machine.
struct World {
  std::uint64_t seed = 0;
  std::uint32_t width = 0;   ///< cells from west to east
  std::uint32_t height = 0;  ///< cells from north to south
  Time made_at;              ///< stands in every land's id

  bool operator==(const World&) const = default;
};

/// A place on the map: x counts from the west, y from the north, both from 0.
struct Cell {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  bool operator==(const Cell&) const = default;
};

/// Below this a map has no room for seven biomes.
inline constexpr std::uint32_t kMinWorldSide = 8;
/// A long strip is a world too; its cells still have coordinates that a client can show.
inline constexpr std::uint32_t kMaxWorldSide = 16'384;
/// 2^24: ten million lands fit, and all that a copy of the map takes then is about 200 MB (see LandMap).
inline constexpr std::uint64_t kMaxLands = 16'777'216;

/// Every cell is a land.
constexpr std::uint64_t land_count(const World& world) {
  return std::uint64_t{world.width} * std::uint64_t{world.height};
}

/// Whether the limits allow such a world: both sides, and the lands of both together.
constexpr bool within_limits(const World& world) {
  const auto side = [](std::uint32_t cells) { return cells >= kMinWorldSide && cells <= kMaxWorldSide; };
  return side(world.width) && side(world.height) && land_count(world) <= kMaxLands;
}

}  // namespace loam
