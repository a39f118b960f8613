#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <vector>

#include "land/terrain.hpp"
#include "pipeline/view.hpp"

namespace loam {

/// For each biome and elevation whether it is wanted: what a filter by biome and price comes to.
class TerrainChoice {
 public:
  /// Nothing is wanted yet.
  TerrainChoice() : wanted_(kBiomes * (kMaxElevation + 1)) {}

  void want(Biome biome, std::int32_t elevation) { wanted_[place(biome, elevation)] = 1; }
  [[nodiscard]] bool wants(Biome biome, std::int32_t elevation) const { return wanted_[place(biome, elevation)] != 0; }

  static std::size_t place(Biome biome, std::int32_t elevation) {
    return index_of(biome) * (kMaxElevation + 1) + static_cast<std::size_t>(elevation);
  }

 private:
  std::vector<std::uint8_t> wanted_;
};

/// How many lands of each biome there are at each elevation: counted once, since the terrain never changes. Any thread.
class TerrainCounts {
 public:
  explicit TerrainCounts(const View& view) : view_(view) {}

  /// The lands whose terrain is wanted.
  [[nodiscard]] std::int64_t count(const TerrainChoice& choice);

 private:
  void count_all();

  const View& view_;
  std::mutex mutex_;
  std::vector<std::int64_t> counts_;  // empty until they are counted
};

}  // namespace loam
