// Tables by price: the increments of bids and the fees of land sales, row by row.

#include "money/price_steps.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

/// `0:1,1:1,2:1,…`
std::string rows_of(std::size_t count) {
  std::string text = "0:1";
  for (std::size_t i = 1; i < count; ++i) text += ',' + std::to_string(i) + ":1";
  return text;
}

TEST(BidIncrements, the_step_at_a_price_is_that_of_the_last_row_at_or_below_it) {
  struct Row {
    const char* name;
    const char* table;
    std::int64_t price, step;
  };
  const Row rows[] = {
      {"flat, at nothing", "flat:100", 0, 10'000},
      {"flat, at the highest", "flat:100", kMax, 10'000},
      {"eBay, at nothing", "ebay", 0, 5},
      {"eBay, the last below 1", "ebay", 99, 5},
      {"eBay, at 1", "ebay", 100, 25},
      {"eBay, at 5", "ebay", 500, 50},
      {"eBay, the last below 25", "ebay", 2499, 50},
      {"eBay, at 25", "ebay", 2500, 100},
      {"eBay, the last below 100", "ebay", 9999, 100},
      {"eBay, at 100", "ebay", 10'000, 250},
      {"eBay, at 250", "ebay", 25'000, 500},
      {"eBay, at 500", "ebay", 50'000, 1000},
      {"eBay, at 1,000", "ebay", 100'000, 2500},
      {"eBay, at 2,500", "ebay", 250'000, 5000},
      {"eBay, the last below 5,000", "ebay", 499'999, 5000},
      {"eBay, at 5,000", "ebay", 500'000, 10'000},
      {"eBay, at the highest", "ebay", kMax, 10'000},
      {"a table may fall too", "0:2,10:1", 1000, 100},
  };
  for (const Row& row : rows) {
    const auto table = BidIncrements::parse(row.table);
    ASSERT_TRUE(table) << row.name;
    EXPECT_EQ(table->at(Money{row.price}), Money{row.step}) << row.name;
  }
}

TEST(BidIncrements, one_table_has_one_spelling) {
  struct Row {
    const char* name;
    const char* text;
    const char* printed;
  };
  const Row rows[] = {
      {"flat", "flat:100", "flat:100"},
      {"zeros that say nothing", "flat:100.00", "flat:100"},
      {"one row is flat", "0:0.5", "flat:0.5"},
      {"the preset", "ebay", "ebay"},
      {"the preset, written out", "0:0.05,1:0.25,5:0.50,25:1,100:2.50,250:5,500:10,1000:25,2500:50,5000:100", "ebay"},
      {"another table", "0:1,100.00:2.50", "0:1,100:2.5"},
      {"the smallest and the largest step", "0:0.01,1000000000000:1000000000", "0:0.01,1000000000000:1000000000"},
  };
  for (const Row& row : rows) {
    const auto table = BidIncrements::parse(row.text);
    ASSERT_TRUE(table) << row.name;
    EXPECT_EQ(table->print(), row.printed) << row.name;
    EXPECT_EQ(BidIncrements::parse(table->print()), table) << row.name;
  }
  EXPECT_EQ(BidIncrements().print(), "flat:100");
}

TEST(BidIncrements, what_is_no_table_is_nothing) {
  struct Row {
    const char* name;
    std::string text;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"another word", "amazon"},
      {"a capital", "Ebay"},
      {"flat without a step", "flat:"},
      {"flat and nothing", "flat:0"},
      {"flat below zero", "flat:-1"},
      {"flat, finer than a paisa", "flat:0.001"},
      {"flat, too large", "flat:1000000000.01"},
      {"a row without a step", "0"},
      {"no row from 0", "1:1"},
      {"a step of nothing", "0:1,10:0"},
      {"a step too large", "0:1,10:1000000000.01"},
      {"a price too large", "0:1,1000000000000.01:2"},
      {"a price below zero", "-1:1,0:1"},
      {"prices that stand still", "0:1,10:2,10:3"},
      {"prices that fall", "0:1,10:2,5:3"},
      {"an empty row", "0:1,,5:2"},
      {"a comma at the end", "0:1,"},
      {"spaces", "0:1, 5:2"},
      {"two colons", "0:1:2"},
      {"33 rows", rows_of(kMaxPriceSteps + 1)},
      {"a text without end", "0:1" + std::string(kMaxPriceStepsText, ' ')},
  };
  for (const Row& row : rows) EXPECT_FALSE(BidIncrements::parse(row.text)) << row.name;
  EXPECT_TRUE(BidIncrements::parse(rows_of(kMaxPriceSteps)));
}

TEST(BidIncrements, the_longest_table_is_read_back) {
  std::string text = "0:999999999.99";
  for (std::int64_t i = 1; i < std::int64_t{kMaxPriceSteps}; ++i) {
    text += ',' + to_string(Money{kMaxStepPrice.paisa - 100 + i}) + ":999999999.99";
  }
  const auto table = BidIncrements::parse(text);
  ASSERT_TRUE(table) << text.size();
  EXPECT_EQ(table->print(), text);
}

TEST(FeeSchedule, F05_a_flat_fee_is_rounded_up_and_at_least_a_paisa) {
  const FeeSchedule five = FeeSchedule::flat(Ppm::percent(5));
  EXPECT_EQ(five.fee_of(Money{0}), Money{0});
  EXPECT_EQ(five.fee_of(Money{1}), Money{1});
  EXPECT_EQ(five.fee_of(Money{20}), Money{1});
  EXPECT_EQ(five.fee_of(Money{21}), Money{2});
  EXPECT_EQ(five.fee_of(Money::bdt(1000)), Money::bdt(50));
  EXPECT_EQ(FeeSchedule().fee_of(Money{kMax}), Money{0});
  EXPECT_EQ(FeeSchedule::flat(Ppm::one()).fee_of(Money{kMax}), Money{kMax});
}

TEST(FeeSchedule, F05_tiers_are_marginal_and_rounded_up_once) {
  struct Row {
    const char* name;
    const char* tiers;
    std::int64_t amount, fee;
  };
  const Row rows[] = {
      {"nothing", "0:5,10000:4,100000:3", 0, 0},
      {"the smallest", "0:5,10000:4,100000:3", 1, 1},
      {"the last below the second tier", "0:5,10000:4,100000:3", 999'999, 50'000},
      {"at the second tier", "0:5,10000:4,100000:3", 1'000'000, 50'000},
      {"one paisa into the second tier", "0:5,10000:4,100000:3", 1'000'001, 50'001},
      {"at the third tier", "0:5,10000:4,100000:3", 10'000'000, 50'000 + 360'000},
      {"far in the third tier", "0:5,10000:4,100000:3", 20'000'000, 50'000 + 360'000 + 300'000},
      {"parts of a paisa are added before they are rounded", "0:50,0.01:50", 2, 1},
      {"a free tier is free", "0:0,10000:5", 1'000'000, 0},
      {"and ends with its last paisa", "0:0,10000:5", 1'000'001, 1},
      {"a free tier at the end", "0:5,10000:0", 100'000'000, 50'000},
      {"no rate at all", "0:0", kMax, 0},
      {"the highest", "0:50,1:50", kMax, kMax / 2 + 1},
  };
  for (const Row& row : rows) {
    const auto tiers = FeeSchedule::parse_tiers(row.tiers);
    ASSERT_TRUE(tiers) << row.name;
    EXPECT_EQ(tiers->fee_of(Money{row.amount}), Money{row.fee}) << row.name;
  }
}

TEST(FeeSchedule, tiers_are_read_and_printed_in_one_spelling) {
  const auto tiers = FeeSchedule::parse_tiers("0:5.00,10000.00:4.5,100000:0.0001");
  ASSERT_TRUE(tiers);
  EXPECT_EQ(tiers->print(), "0:5,10000:4.5,100000:0.0001");
  EXPECT_EQ(FeeSchedule::parse_tiers(tiers->print()), tiers);
  EXPECT_EQ(FeeSchedule::parse_tiers("0:5"), FeeSchedule::flat(Ppm::percent(5)));
  for (const char* no : {"", "none", "5", "flat:5", "ebay", "1:5", "0:50.0001", "0:-1", "0:5,10:4,10:3", "0:5,",
                         "0:0.00001", "0:5,1000000000000.01:4"}) {
    EXPECT_FALSE(FeeSchedule::parse_tiers(no)) << no;
  }
  EXPECT_FALSE(FeeSchedule::parse_tiers(rows_of(kMaxPriceSteps + 1)));
}

TEST(PriceStepsDeathTest, what_no_caller_may_ask_stops_the_process) {
  EXPECT_DEATH((void)BidIncrements().at(Money{-1}), "check failed");
  EXPECT_DEATH((void)BidIncrements::flat(Money{0}), "check failed");
  EXPECT_DEATH((void)FeeSchedule().fee_of(Money{-1}), "check failed");
  EXPECT_DEATH((void)FeeSchedule::flat(Ppm{1'000'001}), "check failed");
}

}  // namespace
}  // namespace loam
