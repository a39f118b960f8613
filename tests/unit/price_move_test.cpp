// How a move is divided: the arithmetic of docs/links.md in rows.

#include "exchange/price_move.hpp"

#include <gtest/gtest.h>

namespace loam {
namespace {

using Numbers = std::vector<std::int64_t>;

Numbers plain(const std::vector<Int128>& parts) {
  Numbers numbers;
  for (const Int128 part : parts) numbers.push_back(static_cast<std::int64_t>(part));
  return numbers;
}

TEST(DivideByWeight, GivesTheRestToTheLargestRemaindersAndOfEqualOnesToTheEarlier) {
  struct Row {
    const char* name;
    std::int64_t total;
    Numbers weights;
    Numbers parts;
  };
  const Row rows[] = {
      {"nobody", 7, {}, {}},
      {"no weight, no part", 7, {0, 0}, {0, 0}},
      {"nothing to divide", 0, {3, 5}, {0, 0}},
      {"one takes all", 7, {0, 9, 0}, {0, 7, 0}},
      {"even", 9, {1, 1, 1}, {3, 3, 3}},
      {"one over: the first of equals", 10, {1, 1, 1}, {4, 3, 3}},
      {"two over: the first two of equals", 11, {1, 1, 1}, {4, 4, 3}},
      {"fewer units than claims", 2, {1, 1, 1, 1}, {1, 1, 0, 0}},
      {"the largest remainder, not the largest weight", 10, {5, 3, 3}, {4, 3, 3}},
      {"2.5, 1.5 and 6", 10, {5, 3, 12}, {3, 1, 6}},
      {"a remainder of a weight of nothing is nothing", 1, {0, 1, 1}, {0, 1, 0}},
      {"by seconds", 1'000'000, {1, 2, 4}, {142'857, 285'714, 571'429}},
  };
  for (const Row& row : rows) EXPECT_EQ(plain(divide_by_weight(row.total, row.weights)), row.parts) << row.name;
}

TEST(RoundTogether, SumsToWhatThePartsSumTo) {
  struct Row {
    const char* name;
    Numbers parts;
    Numbers whole;
  };
  const Row rows[] = {
      {"nothing", {}, {}},
      {"whole already", {20, -30, 0}, {2, -3, 0}},
      {"a half each: the earlier", {15, 15}, {2, 1}},
      {"the largest remainder", {14, 16}, {1, 2}},
      {"below zero: towards minus infinity first", {-15, -15}, {-1, -2}},
      {"rise and fall", {13, -3}, {1, 0}},
      {"many small ones", {1, 1, 1, 1, 6}, {0, 0, 0, 0, 1}},
      {"that cancel out", {4, -4}, {0, 0}},
  };
  for (const Row& row : rows) {
    std::vector<Int128> parts(row.parts.begin(), row.parts.end());
    EXPECT_EQ(round_together(parts, 10), row.whole) << row.name;
  }
}

constexpr AccountNo kAnn{16};
constexpr AccountNo kBen{17};
constexpr AccountNo kCat{18};
constexpr std::int64_t kSecond = 1'000'000;

AttentionCount look(AccountNo account, bool established, Biome biome, std::int64_t us) {
  AttentionCount count;
  count.account = account;
  count.established = established;
  count.counted_us[index_of(biome)] = us;
  return count;
}

/// A cycle after which one share of the forest costs this much, in millionths of a BDT.
Cycle cycle_to(std::int64_t price, std::int64_t forest_us, std::int64_t snow_us) {
  Cycle cycle;
  MarketMove& forest = cycle.markets[index_of(Biome::forest)];
  forest.shares = Shares{10'000'000'000};  // of which a paisa is a unit of the price
  forest.cash_before = Money{1'000};
  forest.cash_after = Money{price};
  forest.attention_us = forest_us;
  cycle.markets[index_of(Biome::snow)].attention_us = snow_us;
  return cycle;
}

Numbers moves(const PriceMove& move) {
  Numbers numbers;
  for (const PriceMove::Share& share : move.shares()) numbers.push_back(share.move);
  return numbers;
}

TEST(PriceMove, DividesAMoveAmongThoseWhoLooked) {
  struct Row {
    const char* name;
    std::int64_t price;  ///< after the cycle; 1000 before it
    std::vector<AttentionCount> looks;
    std::int64_t forest_us;
    std::int64_t snow_us;
    Numbers moves;
    std::int64_t earlier;
  };
  const Biome forest = Biome::forest;
  const Biome snow = Biome::snow;
  const Row rows[] = {
      {"a rise goes to who looked at the forest",
       1'100,
       {look(kAnn, true, forest, kSecond), look(kBen, true, snow, kSecond)},
       kSecond,
       kSecond,
       {100, 0},
       0},
      {"a fall to who looked elsewhere",
       900,
       {look(kAnn, true, forest, kSecond), look(kBen, true, snow, kSecond)},
       kSecond,
       kSecond,
       {0, -100},
       0},
      {"by how much they counted",
       1'100,
       {look(kAnn, true, forest, kSecond), look(kBen, true, forest, 3 * kSecond)},
       4 * kSecond,
       0,
       {25, 75},
       0},
      {"twice the same account",
       1'100,
       {look(kAnn, true, forest, kSecond), look(kBen, true, forest, kSecond), look(kAnn, true, forest, 2 * kSecond)},
       4 * kSecond,
       0,
       {75, 25},
       0},
      {"a fresh account by what its cycle says fresh ones counted",
       1'100,
       {look(kAnn, true, forest, 3 * kSecond), look(kBen, false, forest, 8 * kSecond),
        look(kCat, false, forest, 2 * kSecond)},
       4 * kSecond,
       0,
       {75, 20, 5},
       0},
      {"a rise that nobody looked at", 1'100, {look(kBen, true, snow, kSecond)}, 0, kSecond, {0}, 100},
      {"a fall while all looked at the forest", 900, {look(kAnn, true, forest, kSecond)}, kSecond, 0, {0}, -100},
      {"no move", 1'000, {look(kAnn, true, forest, kSecond)}, kSecond, 0, {0}, 0},
  };
  for (const Row& row : rows) {
    PriceMove move(forest);
    for (const AttentionCount& count : row.looks) move.add(count);
    move.add(cycle_to(row.price, row.forest_us, row.snow_us));
    EXPECT_EQ(moves(move), row.moves) << row.name;
    EXPECT_EQ(static_cast<std::int64_t>(move.cycles().earlier), row.earlier) << row.name;
    EXPECT_EQ(move.move(), row.price - 1'000) << row.name;
  }
}

TEST(PriceMove, RoundsAnAccountOnceAndNotInEveryCycle) {
  PriceMove move(Biome::forest);
  for (std::int64_t i = 1; i <= 90; ++i) {
    for (const AccountNo account : {kAnn, kBen, kCat}) move.add(look(account, true, Biome::forest, kSecond));
    move.add(cycle_to(1'000 + i, 3 * kSecond, 0));
  }
  EXPECT_EQ(moves(move), (Numbers{30, 30, 30}));  // a unit a cycle among three
  EXPECT_EQ(move.cycles().rises, 90);
  EXPECT_EQ(move.shares()[2].here_us, 90 * kSecond);
}

TEST(PriceMove, OfATimeInWhichNothingHappenedIsNone) {
  PriceMove move(Biome::forest);
  move.begin(Price{1'234});
  EXPECT_EQ(move.before(), Price{1'234});
  EXPECT_EQ(move.after(), Price{1'234});
  move.begin(Price{1});  // it has begun
  EXPECT_EQ(move.before(), Price{1'234});
}

TEST(PriceMove, OfTradesIsRoundingAndIsTold) {
  PriceMove move(Biome::forest);
  move.add_trade(Side::buy, Money{500}, {Price{1'000}, Price{1'002}});
  move.add_trade(Side::sell, Money{200}, {Price{1'002}, Price{1'001}});
  move.add_trade(Side::buy, Money{100}, {Price{1'001}, Price{1'001}});
  EXPECT_EQ(move.buys().count, 2);
  EXPECT_EQ(move.buys().amount, Money{600});
  EXPECT_EQ(static_cast<std::int64_t>(move.buys().move), 2);
  EXPECT_EQ(static_cast<std::int64_t>(move.sells().move), -1);
  EXPECT_EQ(move.after(), Price{1'001});
  EXPECT_TRUE(move.shares().empty());
}

}  // namespace
}  // namespace loam
