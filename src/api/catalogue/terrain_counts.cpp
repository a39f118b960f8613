#include "api/catalogue/terrain_counts.hpp"

#include <algorithm>

namespace loam {
namespace {

constexpr std::uint32_t kLandsPerLook = 50'000;  // some 100 us, while commits wait

}  // namespace

void TerrainCounts::count_all() {
  std::vector<std::int64_t> counts(kBiomes * (kMaxElevation + 1));
  std::size_t size = 0;
  for (std::uint32_t next = 0;;) {
    size = view_.read([&](const State& state) {
      const auto lands = static_cast<std::uint32_t>(state.land.size());
      for (const std::uint32_t end = std::min(lands, next + kLandsPerLook); next < end; ++next) {
        ++counts[TerrainChoice::place(state.land.biome({next}), state.land.elevation({next}))];
      }
      return state.land.size();
    });
    if (next >= size) break;
  }
  if (size > 0) counts_ = std::move(counts);
}

std::int64_t TerrainCounts::count(const TerrainChoice& choice) {
  const std::lock_guard lock(mutex_);
  if (counts_.empty()) count_all();
  std::int64_t wanted = 0;
  if (counts_.empty()) return wanted;
  for (const Biome biome : kAllBiomes) {
    for (std::int32_t elevation = 0; elevation <= kMaxElevation; ++elevation) {
      if (choice.wants(biome, elevation)) wanted += counts_[TerrainChoice::place(biome, elevation)];
    }
  }
  return wanted;
}

}  // namespace loam
