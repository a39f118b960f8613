#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/box.hpp"
#include "pipeline/view.hpp"

namespace loam {

inline constexpr std::uint32_t kMaxMapSide = 256;    // cells: a screen of them, and 330 KiB of text at most
inline constexpr std::size_t kMaxMapOwners = 4'096;  // of one piece, that it names: 350 KiB more
inline constexpr std::uint16_t kNobody = 0;
inline constexpr std::uint16_t kUnnamedOwner = 0xFFFF;  // somebody beyond kMaxMapOwners

/// A piece of the map for drawing, copied out of the view; rows from north to south, cells from west to east.
struct MapPiece {
  World world;
  Box box;
  std::vector<std::uint8_t> biomes;      ///< by number
  std::vector<std::uint8_t> elevations;  ///< 0..255
  std::vector<std::uint8_t> owners;      ///< two bytes a cell, the lower first: kNobody, or a place in `names` from 1
  std::vector<std::uint8_t> listings;    ///< the number of the active listing's type; 0: not for sale
  std::vector<std::pair<Uuid, std::string>> names;  ///< ids and usernames of owners
};

/// Looks at some rows at a time, so that no commit waits for the whole. Requires a box of the world, kMaxMapSide x
/// kMaxMapSide at most.
MapPiece view_map(const View& view, const Box& box);
std::string map_body(const MapPiece& piece);

}  // namespace loam
