// The map: what a world may be, what its cells are, who owns them.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "land/land_map.hpp"

namespace loam {
namespace {

constexpr Time kMade{1'767'225'600'000};
constexpr AccountNo kAnn{16};
constexpr AccountNo kBen{17};

LandMap map_of(std::uint32_t width, std::uint32_t height) {
  LandMap map;
  map.make({.seed = 7, .width = width, .height = height, .made_at = kMade});
  return map;
}

Digest digest(const LandMap& map) {
  ByteWriter out;
  map.digest(out);
  return sha256(out.bytes());
}

std::vector<LandNo> lands(std::initializer_list<std::uint32_t> numbers) {
  std::vector<LandNo> lands;
  for (const std::uint32_t number : numbers) lands.push_back({number});
  return lands;
}

std::vector<LandNo> owned(const LandMap& map, AccountNo account) {
  const auto lands = map.lands_of(account);
  return {lands.begin(), lands.end()};
}

// ---------------------------------------------------------------------------------------------------------------------
// What a world may be

struct LimitRow {
  const char* name;
  std::uint32_t width;
  std::uint32_t height;
  bool allowed;
};

class WorldLimits : public testing::TestWithParam<LimitRow> {};

TEST_P(WorldLimits, Hold) {
  const LimitRow& row = GetParam();
  EXPECT_EQ(within_limits({.seed = 1, .width = row.width, .height = row.height, .made_at = {}}), row.allowed);
}

constexpr LimitRow kLimitRows[] = {
    {"Usual", 512, 512, true},
    {"Smallest", 8, 8, true},
    {"TooNarrow", 7, 8, false},
    {"TooLow", 8, 7, false},
    {"Nothing", 0, 0, false},
    {"TenMillion", 3'163, 3'162, true},
    {"LargestSquare", 4'096, 4'096, true},
    {"ARowTooMany", 4'096, 4'097, false},
    {"LongestStrip", 16'384, 1'024, true},
    {"TooLong", 16'385, 8, false},
    {"TooHigh", 8, 16'385, false},
    {"ProductsDoNotWrap", 0xFFFF'FFFF, 0xFFFF'FFFF, false},
};

INSTANTIATE_TEST_SUITE_P(Table, WorldLimits, testing::ValuesIn(kLimitRows),
                         [](const testing::TestParamInfo<LimitRow>& row) { return std::string{row.param.name}; });

// ---------------------------------------------------------------------------------------------------------------------
// Who owns what

TEST(LandMap, WithoutAWorldThereIsNoLand) {
  const LandMap map;
  EXPECT_FALSE(map.made());
  EXPECT_EQ(map.size(), 0U);
  EXPECT_EQ(map.claimed(), 0U);
  EXPECT_FALSE(map.has({0}));
  EXPECT_EQ(map.at(0, 0), std::nullopt);
  EXPECT_EQ(map.find(Uuid{}), std::nullopt);
  EXPECT_FALSE(map.connected(lands({0})));
  EXPECT_TRUE(map.lands_of(kAnn).empty());
  map.check_invariants();
  EXPECT_NE(digest(map), digest(map_of(8, 8)));
}

TEST(LandMap, LandsAreNumberedRowByRowFromTheNorthWest) {
  const LandMap map = map_of(10, 8);
  EXPECT_EQ(map.size(), 80U);
  EXPECT_EQ(map.at(0, 0), LandNo{0});
  EXPECT_EQ(map.at(9, 0), LandNo{9});
  EXPECT_EQ(map.at(0, 1), LandNo{10});
  EXPECT_EQ(map.at(9, 7), LandNo{79});
  EXPECT_EQ(map.cell({73}), (Cell{3, 7}));
  EXPECT_TRUE(map.has({79}));
  EXPECT_FALSE(map.has({80}));
}

TEST(LandMap, NothingLiesBeyondTheEdges) {
  const LandMap map = map_of(10, 8);
  constexpr std::int64_t kFar = INT64_MAX;
  for (const auto& [x, y] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {-1, 0}, {0, -1}, {10, 0}, {0, 8}, {kFar, kFar}, {INT64_MIN, 0}, {0, INT64_MIN}, {0x1'0000'0000, 0}}) {
    EXPECT_EQ(map.at(x, y), std::nullopt) << x << ", " << y;
  }
}

TEST(LandMap, AnIdNamesOneLandOfThisWorldAndNothingElseDoes) {
  const LandMap map = map_of(10, 8);
  for (const std::uint32_t number : {0U, 1U, 79U}) EXPECT_EQ(map.find(map.id_of({number})), LandNo{number});
  EXPECT_EQ(to_string(map.id_of({1})), "019b76da-a800-7000-8000-000000000001");

  EXPECT_EQ(map.find(Uuid{}), std::nullopt);
  EXPECT_EQ(map.find(make_numbered_uuid7(kMade, 80)), std::nullopt) << "a number beyond the map";
  EXPECT_EQ(map.find(make_numbered_uuid7(kMade + Duration{1}, 1)), std::nullopt) << "another world's";
  Uuid noisy = map.id_of({1});
  noisy.bytes[7] = 1;
  EXPECT_EQ(map.find(noisy), std::nullopt) << "bits that no land's id has";
}

TEST(LandMap, GivenLandsAreListedInOrderAndTakenFromWhoeverHadThem) {
  LandMap map = map_of(10, 8);
  EXPECT_EQ(map.owner({5}), kNoAccount);
  for (const std::uint32_t number : {30U, 5U, 79U, 0U}) map.give({number}, kAnn);
  map.give({6}, kBen);
  EXPECT_EQ(owned(map, kAnn), lands({0, 5, 30, 79}));
  EXPECT_EQ(map.owner({5}), kAnn);
  EXPECT_EQ(map.claimed(), 5U);

  map.give({5}, kBen);
  EXPECT_EQ(owned(map, kAnn), lands({0, 30, 79}));
  EXPECT_EQ(owned(map, kBen), lands({5, 6}));
  EXPECT_EQ(map.owner({5}), kBen);
  EXPECT_EQ(map.claimed(), 5U) << "a land that changes hands is claimed once";
  map.check_invariants();
}

TEST(LandMap, GivingALandToItsOwnerChangesNothing) {
  LandMap map = map_of(10, 8);
  map.give({5}, kAnn);
  const Digest before = digest(map);
  map.give({5}, kAnn);
  EXPECT_EQ(digest(map), before);
  EXPECT_EQ(map.count_of(kAnn), 1U);
}

TEST(LandMap, OwnersAreVisitedInOrderOfTheirAccounts) {
  LandMap map = map_of(10, 8);
  map.give({1}, {40});
  map.give({2}, kBen);
  map.give({3}, {40});
  map.give({4}, kAnn);
  map.give({4}, kBen);
  std::vector<std::pair<std::uint32_t, std::size_t>> seen;
  map.for_each_owner([&](AccountNo account, std::size_t count) { seen.emplace_back(account.value, count); });
  EXPECT_EQ(seen, (std::vector<std::pair<std::uint32_t, std::size_t>>{{17, 2}, {40, 2}})) << "Ann has none any more";
}

TEST(LandMap, ACopyGoesItsOwnWay) {
  LandMap map = map_of(10, 8);
  map.give({1}, kAnn);
  LandMap copy = map;
  EXPECT_EQ(digest(copy), digest(map));
  copy.give({1}, kBen);
  EXPECT_EQ(map.owner({1}), kAnn);
  EXPECT_EQ(copy.owner({1}), kBen);
  EXPECT_NE(digest(copy), digest(map));
  EXPECT_EQ(copy.biome({33}), map.biome({33}));
}

TEST(LandMap, TheDigestSaysWhoOwnsWhatAndNotHowThatCame) {
  LandMap one = map_of(10, 8);
  LandMap other = map_of(10, 8);
  for (const std::uint32_t number : {1U, 2U, 3U}) one.give({number}, kAnn);
  for (const std::uint32_t number : {3U, 1U, 2U}) other.give({number}, kBen);
  EXPECT_NE(digest(one), digest(other));
  for (const std::uint32_t number : {2U, 3U, 1U}) other.give({number}, kAnn);
  EXPECT_EQ(digest(one), digest(other));

  LandMap later;
  later.make({.seed = 7, .width = 10, .height = 8, .made_at = kMade + Duration{1}});
  EXPECT_NE(digest(later), digest(map_of(10, 8)));
  LandMap turned;
  turned.make({.seed = 7, .width = 8, .height = 10, .made_at = kMade});
  EXPECT_NE(digest(turned), digest(map_of(10, 8)));
}

TEST(LandMap, WhatOnlyABugCanAskForStopsTheProcess) {
  LandMap map = map_of(10, 8);
  EXPECT_DEATH(map.make(map.world()), "check failed") << "a world is made once";
  EXPECT_DEATH(map.give({80}, kAnn), "check failed");
  EXPECT_DEATH(map.give({1}, kNoAccount), "check failed") << "a land is never given to nobody";
  EXPECT_DEATH((void)map.biome({80}), "check failed");
  LandMap other;
  EXPECT_DEATH(other.make({.seed = 1, .width = 7, .height = 8, .made_at = {}}), "check failed");
}

// ---------------------------------------------------------------------------------------------------------------------
// Parcels, on a map of 10 x 8

struct ParcelRow {
  const char* name;
  std::vector<LandNo> parcel;
  bool connected;
};

class Parcels : public testing::TestWithParam<ParcelRow> {};

TEST_P(Parcels, AreConnectedOverEdges) { EXPECT_EQ(map_of(10, 8).connected(GetParam().parcel), GetParam().connected); }

std::vector<LandNo> first_rows(std::uint32_t count) {
  std::vector<LandNo> lands;
  for (std::uint32_t i = 0; i < count; ++i) lands.push_back({i});
  return lands;
}

const ParcelRow kParcelRows[] = {
    {"One", lands({79}), true},
    {"None", {}, false},
    {"EastAndWest", lands({12, 11}), true},
    {"NorthAndSouth", lands({11, 21}), true},
    {"CornersOnly", lands({11, 22}), false},
    {"AcrossTheEdgeOfTheMap", lands({9, 10}), false},
    {"FromBottomToTop", lands({3, 73}), false},
    {"AGap", lands({11, 13}), false},
    {"TwoPieces", lands({11, 12, 31, 32}), false},
    {"AHook", lands({11, 12, 13, 23, 33, 32, 31}), true},
    {"ARingWithAHole", lands({11, 12, 13, 21, 23, 31, 32, 33}), true},
    {"ARingAndItsNeighbourAcrossACorner", lands({11, 12, 13, 21, 23, 31, 32, 33, 44}), false},
    {"Repeated", lands({11, 12, 11}), false},
    {"OneTwice", lands({11, 11}), false},
    {"BeyondTheMap", lands({79, 80}), false},
    {"FarBeyondTheMap", lands({0xFFFF'FFFF}), false},
    {"Fifty", first_rows(50), true},
    {"TheWholeMap", first_rows(80), true},
};

INSTANTIATE_TEST_SUITE_P(Table, Parcels, testing::ValuesIn(kParcelRows),
                         [](const testing::TestParamInfo<ParcelRow>& row) { return std::string{row.param.name}; });

}  // namespace
}  // namespace loam
