#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace loam {

/// The number of a land: its cell of the map, row by row from the north-west corner. Stored.
struct LandNo {
  std::uint32_t value = 0;

  constexpr auto operator<=>(const LandNo&) const = default;
};

/// The number of a listing: dense, in order of opening, from 1, never used again. 0 is none. Stored.
struct ListingNo {
  std::uint32_t value = 0;

  constexpr auto operator<=>(const ListingNo&) const = default;
  [[nodiscard]] constexpr bool exists() const { return value != 0; }
};

inline constexpr ListingNo kNoListing{0};

struct LandNoHash {
  std::size_t operator()(LandNo land) const { return land.value * 0x9E3779B97F4A7C15ULL; }
};

}  // namespace loam
