#include "land/terrain.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/check.hpp"
#include "land/noise.hpp"

namespace loam {
namespace {

// Changing any of these changes every world that was ever made: they are as good as stored.
constexpr NoiseShape kHeightShape{.widest = 7, .octaves = 6};  // continents of some hundred cells, coasts to four
constexpr NoiseShape kWarmthShape{.widest = 8, .octaves = 5};  // climate changes more slowly than the ground
constexpr NoiseShape kWetnessShape{.widest = 7, .octaves = 5};
constexpr std::uint64_t kHeightSalt = 0x4845'4947'4854'0001;
constexpr std::uint64_t kWarmthSalt = 0x5741'524D'5448'0001;
constexpr std::uint64_t kWetnessSalt = 0x5745'544E'4553'0001;

// By elevation, thousandths of the map.
constexpr std::int32_t kOceanBelow = 300;
constexpr std::int32_t kBeachBelow = 350;
constexpr std::int32_t kMountainFrom = 850;
// By rank among their like, thousandths.
constexpr std::int32_t kSnow = 140;    // the coldest of all that lies above the beach
constexpr std::int32_t kDesert = 260;  // the driest of what is then neither snow nor mountain
constexpr std::int32_t kForest = 390;  // the wettest of the same; plains lie between
/// How much an elevation of one thousandth cools, in units of half the noise.
constexpr std::int32_t kCoolingPerElevation = 16;

/// Ranks values among those that were added: where a value stands, in thousandths.
class Ranks {
 public:
  void add(std::uint16_t value) { ++counts_[value]; }

  /// Once all are added: the thousandths that lie below each value, half of its equals counted as below. 0..1000.
  [[nodiscard]] std::vector<std::uint16_t> thousandths() const {
    std::uint64_t all = 0;
    for (const std::uint32_t count : counts_) all += count;
    std::vector<std::uint16_t> ranks(counts_.size());
    std::uint64_t below = 0;
    for (std::size_t value = 0; value < counts_.size() && all > 0; ++value) {
      ranks[value] = static_cast<std::uint16_t>((2 * below + counts_[value]) * 1'000 / (2 * all));
      below += counts_[value];
    }
    return ranks;
  }

 private:
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(65'536);
};

using Field = std::vector<std::uint16_t>;

/// Replaces heights by elevations.
void rank_all(Field& heights) {
  Ranks ranks;
  for (const std::uint16_t height : heights) ranks.add(height);
  const std::vector<std::uint16_t> elevations = ranks.thousandths();
  for (std::uint16_t& height : heights) height = elevations[height];
}

bool above_beach(std::uint16_t elevation) { return elevation >= kBeachBelow; }

/// Replaces warmth by the rank of cold among the cells above the beach: high and far from warmth is cold.
void rank_cold(Field& warmth, const Field& elevations) {
  Ranks ranks;
  for (std::size_t i = 0; i < warmth.size(); ++i) {
    const std::int32_t cold = (65'535 - warmth[i]) / 2 + elevations[i] * kCoolingPerElevation;
    warmth[i] = static_cast<std::uint16_t>(cold);
    if (above_beach(elevations[i])) ranks.add(warmth[i]);
  }
  const std::vector<std::uint16_t> thousandths = ranks.thousandths();
  for (std::uint16_t& value : warmth) value = thousandths[value];
}

bool is_snow(std::uint16_t cold) { return cold >= 1'000 - kSnow; }

/// What is decided by wetness.
bool is_green(std::uint16_t elevation, std::uint16_t cold) {
  return above_beach(elevation) && elevation < kMountainFrom && !is_snow(cold);
}

void rank_wetness(Field& wetness, const Field& elevations, const Field& cold) {
  Ranks ranks;
  for (std::size_t i = 0; i < wetness.size(); ++i) {
    if (is_green(elevations[i], cold[i])) ranks.add(wetness[i]);
  }
  const std::vector<std::uint16_t> thousandths = ranks.thousandths();
  for (std::uint16_t& value : wetness) value = thousandths[value];
}

Biome biome_of(std::uint16_t elevation, std::uint16_t cold, std::uint16_t wetness) {
  if (elevation < kOceanBelow) return Biome::ocean;
  if (elevation < kBeachBelow) return Biome::beach;
  if (is_snow(cold)) return Biome::snow;
  if (elevation >= kMountainFrom) return Biome::mountain;
  if (wetness < kDesert) return Biome::desert;
  if (wetness >= 1'000 - kForest) return Biome::forest;
  return Biome::plains;
}

}  // namespace

Terrain::Terrain(const World& world) {
  LOAM_CHECK(within_limits(world));
  const auto noise = [&](std::uint64_t salt, NoiseShape shape) {
    return noise_field(world.seed ^ salt, world.width, world.height, shape);
  };
  Field elevations = noise(kHeightSalt, kHeightShape);
  rank_all(elevations);
  Field cold = noise(kWarmthSalt, kWarmthShape);
  rank_cold(cold, elevations);
  Field wetness = noise(kWetnessSalt, kWetnessShape);
  rank_wetness(wetness, elevations, cold);

  cells_ = std::move(elevations);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto biome = static_cast<unsigned>(biome_of(cells_[i], cold[i], wetness[i]));
    cells_[i] = static_cast<std::uint16_t>((static_cast<unsigned>(cells_[i]) << kBiomeBits) | biome);
  }
}

}  // namespace loam
