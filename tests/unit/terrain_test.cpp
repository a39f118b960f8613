// Noise and terrain: the same everywhere, in one piece, with all biomes in every world.

#include "land/terrain.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "land/noise.hpp"

namespace loam {
namespace {

World world(std::uint64_t seed, std::uint32_t width, std::uint32_t height) {
  return {.seed = seed, .width = width, .height = height, .made_at = {}};
}

std::uint32_t lands_in(const World& world) { return static_cast<std::uint32_t>(land_count(world)); }

std::array<std::uint32_t, kBiomes> count_biomes(const World& world) {
  const Terrain terrain(world);
  std::array<std::uint32_t, kBiomes> counts{};
  for (std::uint32_t land = 0; land < lands_in(world); ++land) ++counts[index_of(terrain.biome({land}))];
  return counts;
}

/// SHA-256 over biome and elevation of every land.
std::string checksum(const World& world) {
  const Terrain terrain(world);
  ByteWriter out;
  for (std::uint32_t land = 0; land < lands_in(world); ++land) {
    out.u8(static_cast<std::uint8_t>(terrain.biome({land})));
    out.u32(static_cast<std::uint32_t>(terrain.elevation({land})));
  }
  return to_hex(sha256(out.bytes()));
}

TEST(Terrain, AWorldIsTheSameOnEveryMachine) {
  // Stored lands have no biome: they get it from here. Whoever changes these has changed every world there is.
  EXPECT_EQ(checksum(world(0, 8, 8)), "6e119466a6c2978eb700c9156aecdb3e78648a6f2ba292554c50dc5818056e57");
  EXPECT_EQ(checksum(world(42, 512, 512)), "76812a1cfeafaaa44b8b8355762f633592260ec6fcdd1d4577d3405a06000a1b");
  EXPECT_EQ(checksum(world(0xFFFF'FFFF'FFFF'FFFF, 700, 33)),
            "e8213ad1155d3c31baf3094b44176cfca720d0b9b9da2cb83db201c01d23df9c");
}

TEST(Terrain, TheMomentMakesNoDifferenceAndTheSeedDoes) {
  World later = world(42, 64, 64);
  later.made_at = {1'767'225'600'000};
  EXPECT_EQ(checksum(later), checksum(world(42, 64, 64)));
  EXPECT_NE(checksum(world(43, 64, 64)), checksum(world(42, 64, 64)));
}

TEST(Terrain, EveryUsualWorldHasAUsefulShareOfEachBiome) {
  for (std::uint64_t i = 0; i < 48; ++i) {
    const std::uint64_t seed = i < 24 ? i : i * 0x9E3779B97F4A7C15ULL;
    const auto counts = count_biomes(world(seed, 512, 512));
    for (const Biome biome : kAllBiomes) {
      EXPECT_GE(counts[index_of(biome)], 512U * 512 * 4 / 100) << "seed " << seed << ", " << to_string(biome);
      EXPECT_LE(counts[index_of(biome)], 512U * 512 * 31 / 100) << "seed " << seed << ", " << to_string(biome);
    }
  }
}

TEST(Terrain, TheSmallestWorldsHaveAllBiomesToo) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto counts = count_biomes(world(seed, kMinWorldSide, kMinWorldSide));
    for (const Biome biome : kAllBiomes) {
      EXPECT_GE(counts[index_of(biome)], 1U) << "seed " << seed << ", " << to_string(biome);
    }
  }
}

TEST(Terrain, ElevationsSpreadEvenlyOverTheirRange) {
  const World map = world(3, 300, 200);
  const Terrain terrain(map);
  std::array<int, 10> tenths{};
  for (std::uint32_t land = 0; land < lands_in(map); ++land) {
    const std::int32_t elevation = terrain.elevation({land});
    ASSERT_TRUE(elevation >= 0 && elevation <= kMaxElevation) << elevation;
    ++tenths[static_cast<std::size_t>(std::min(elevation / 100, 9))];
  }
  for (const int count : tenths) EXPECT_NEAR(count, 6'000, 60);
}

TEST(Terrain, OceansLieLowestThenBeachesAndMountainsHigh) {
  const World map = world(11, 512, 512);
  const Terrain terrain(map);
  std::array<std::int32_t, kBiomes> lowest;
  lowest.fill(kMaxElevation);
  std::array<std::int32_t, kBiomes> highest{};
  for (std::uint32_t land = 0; land < lands_in(map); ++land) {
    const std::size_t biome = index_of(terrain.biome({land}));
    lowest[biome] = std::min(lowest[biome], terrain.elevation({land}));
    highest[biome] = std::max(highest[biome], terrain.elevation({land}));
  }
  const auto low = [&](Biome biome) { return lowest[index_of(biome)]; };
  const auto high = [&](Biome biome) { return highest[index_of(biome)]; };
  EXPECT_LT(high(Biome::ocean), low(Biome::beach));
  for (const Biome green : {Biome::plains, Biome::forest, Biome::desert}) {
    EXPECT_LT(high(Biome::beach), low(green));
    EXPECT_LT(high(green), low(Biome::mountain));
  }
  EXPECT_LT(high(Biome::beach), low(Biome::snow));
}

TEST(Terrain, BiomesLieInRegionsAndTheGroundHasNoCliffs) {
  const World map = world(5, 512, 512);
  const Terrain terrain(map);
  int borders = 0;
  std::int32_t steepest = 0;
  for (std::uint32_t y = 0; y < map.height; ++y) {
    for (std::uint32_t x = 1; x < map.width; ++x) {
      const LandNo east{y * map.width + x};
      const LandNo west{east.value - 1};
      if (terrain.biome(east) != terrain.biome(west)) ++borders;
      steepest = std::max(steepest, std::abs(terrain.elevation(east) - terrain.elevation(west)));
    }
  }
  EXPECT_LT(borders, 512 * 512 / 12) << "drawn by lot it would be five of six";
  EXPECT_GT(borders, 512 * 512 / 100);
  EXPECT_LT(steepest, 120);
}

TEST(Noise, ACellDoesNotDependOnTheSizeOfTheField) {
  constexpr NoiseShape kShape{.widest = 5, .octaves = 5};
  const auto large = noise_field(9, 150, 120, kShape);
  for (const auto& [width, height] : {std::pair{150U, 1U}, {1U, 120U}, {97U, 33U}, {32U, 64U}}) {
    const auto small = noise_field(9, width, height, kShape);
    ASSERT_EQ(small.size(), std::size_t{width} * height);
    for (std::uint32_t y = 0; y < height; ++y) {
      for (std::uint32_t x = 0; x < width; ++x) ASSERT_EQ(small[y * width + x], large[y * 150 + x]) << x << ", " << y;
    }
  }
}

TEST(Noise, StaysInsideItsRangeAndUsesMuchOfIt) {
  // A value that left 16 bits would come in again at the other end: next to the highest there would be a lowest.
  for (const unsigned octaves : {1U, 4U, 7U}) {
    const auto field = noise_field(octaves, 2'000, 500, {.widest = 7, .octaves = octaves});
    const auto [lowest, highest] = std::minmax_element(field.begin(), field.end());
    EXPECT_LT(*lowest, 22'000) << octaves;
    EXPECT_GT(*highest, 44'000) << octaves;
    int steepest = 0;
    for (std::size_t i = 1; i < field.size(); ++i) {
      if (i % 2'000 != 0) steepest = std::max(steepest, std::abs(field[i] - field[i - 1]));
    }
    EXPECT_LT(steepest, 8'000) << octaves;
  }
}

}  // namespace
}  // namespace loam
