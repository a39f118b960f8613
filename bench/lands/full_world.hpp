#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "base/uuid.hpp"

namespace loam::bench {

/// How much land there is and what is for sale.
struct LandWorldSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int listings = 0;
  int auctions = 0;  ///< of the listings; the others have a fixed price
};

/// What a bench has to know of a world to bid in it.
struct LandWorld {
  std::vector<Uuid> bidders;
  std::vector<Uuid> auctions;
};

/// Settings that keep limits out of the way; the world is made and served with the same.
const std::vector<std::pair<const char*, const char*>>& land_settings();

/// A world in `directory` as years of play would leave it: every listing of one land, each owner with 50 of them.
LandWorld make_land_world(const std::filesystem::path& directory, const LandWorldSize& size, Time at);

}  // namespace loam::bench
