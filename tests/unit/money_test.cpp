// The arithmetic of money as tables: every rounding, every refusal of a number.

#include "money/money.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

TEST(Money, F07_sums_that_leave_64_bits_are_nothing_never_a_wrap) {
  struct Row {
    const char* name;
    std::int64_t a, b;
    std::optional<std::int64_t> sum, difference;
  };
  const Row rows[] = {
      {"small", 2, 3, 5, -1},
      {"to zero", -3, 3, 0, -6},
      {"highest", kMax, 0, kMax, kMax},
      {"past the highest", kMax, 1, std::nullopt, kMax - 1},
      {"lowest", kMin, 0, kMin, kMin},
      {"past the lowest", kMin, 1, kMin + 1, std::nullopt},
      {"minus the lowest", 0, kMin, kMin, std::nullopt},
      {"both highest", kMax, kMax, std::nullopt, 0},
      {"both lowest", kMin, kMin, std::nullopt, 0},
      {"beyond 32 bits", 2'147'483'647, 1, 2'147'483'648, 2'147'483'646},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto money = checked_add(Money{row.a}, Money{row.b});
    EXPECT_EQ(money ? std::optional(money->paisa) : std::nullopt, row.sum);
    const auto less = checked_sub(Money{row.a}, Money{row.b});
    EXPECT_EQ(less ? std::optional(less->paisa) : std::nullopt, row.difference);
    const auto shares = checked_add(Shares{row.a}, Shares{row.b});
    EXPECT_EQ(shares ? std::optional(shares->micro) : std::nullopt, row.sum);
    const auto fewer = checked_sub(Shares{row.a}, Shares{row.b});
    EXPECT_EQ(fewer ? std::optional(fewer->micro) : std::nullopt, row.difference);
  }
}

TEST(MoneyDeathTest, F07_a_proven_sum_that_leaves_64_bits_stops_the_process) {
  EXPECT_DEATH((void)add_within(Money{kMax}, Money{1}), "check failed");
  EXPECT_DEATH((void)sub_within(Money{kMin}, Money{1}), "check failed");
  EXPECT_DEATH((void)add_within(Shares{kMax}, Shares{1}), "check failed");
  EXPECT_DEATH((void)sub_within(Shares{kMin}, Shares{1}), "check failed");
  EXPECT_DEATH((void)negated(Money{kMin}), "check failed");
  EXPECT_DEATH((void)mul_div_floor(1, 1, 0), "check failed");
  EXPECT_DEATH((void)part_floor(Money{-1}, Ppm::one()), "check failed");
  EXPECT_DEATH((void)part_ceil(Money{1}, Ppm{1'000'001}), "check failed");
}

TEST(Money, products_are_divided_with_a_named_rounding) {
  struct Row {
    const char* name;
    std::int64_t a, b, c;
    std::optional<std::int64_t> floor, ceil;
  };
  const Row rows[] = {
      {"exact", 6, 4, 3, 8, 8},
      {"between", 7, 1, 2, 3, 4},
      {"between, below zero", -7, 1, 2, -4, -3},
      {"exact, below zero", -8, 1, 2, -4, -4},
      {"nothing", 0, kMax, 7, 0, 0},
      {"the highest by itself", kMax, kMax, kMax, kMax, kMax},
      {"the lowest by itself", kMin, kMin, kMax, std::nullopt, std::nullopt},
      {"one too far", kMax, 2, 1, std::nullopt, std::nullopt},
      {"rounds out of range upwards only", kMax, kMax - 1, kMax - 2, std::nullopt, std::nullopt},
      {"the lowest", kMin, 1, 1, kMin, kMin},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(mul_div_floor(row.a, row.b, row.c), row.floor);
    EXPECT_EQ(mul_div_ceil(row.a, row.b, row.c), row.ceil);
  }
}

TEST(Money, F05_a_fee_is_rounded_up_and_at_least_one_paisa) {
  struct Row {
    const char* name;
    std::int64_t paisa;
    Ppm rate;
    std::int64_t fee;
  };
  const Row rows[] = {
      {"49 BDT pay their fee", 4'900, Ppm::percent(2), 98},
      {"one paisa pays one", 1, Ppm::percent(2), 1},
      {"49 paisa pay one", 49, Ppm::percent(2), 1},
      {"50 paisa pay exactly one", 50, Ppm::percent(2), 1},
      {"51 paisa pay two", 51, Ppm::percent(2), 2},
      {"the smallest rate", 1, Ppm{1}, 1},
      {"no rate, no fee", 4'900, Ppm{0}, 0},
      {"the whole", 4'900, Ppm::one(), 4'900},
      {"the highest amount", kMax, Ppm::percent(20), 1'844'674'407'370'955'162},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(fee_on(Money{row.paisa}, row.rate), Money{row.fee});
  }
}

TEST(Money, F05_the_fee_never_falls_as_the_amount_grows) {
  Money before;
  for (std::int64_t paisa = 1; paisa < 1'100'000; paisa += 7) {
    const Money fee = fee_on(Money{paisa}, Ppm::percent(2));
    ASSERT_GE(fee, before);
    before = fee;
  }
}

TEST(Money, parts_say_who_gains_the_remainder) {
  EXPECT_EQ(part_floor(Money{99}, Ppm::percent(10)), Money{9});
  EXPECT_EQ(part_ceil(Money{99}, Ppm::percent(10)), Money{10});
  EXPECT_EQ(part_floor(Money{kMax}, Ppm::one()), Money{kMax});
  EXPECT_EQ(part_ceil(Money{kMax}, Ppm::one()), Money{kMax});
  EXPECT_EQ(part_floor(Money::zero(), Ppm::one()), Money::zero());
}

TEST(Money, a_price_is_cash_by_shares_rounded_down_to_a_millionth) {
  struct Row {
    const char* name;
    Money cash;
    Shares shares;
    std::optional<Price> price;
  };
  const Row rows[] = {
      {"the start", Money::bdt(1'000'000), Shares::whole(10'000), Price{100'000'000}},
      {"a third", Money::bdt(1), Shares::whole(3), Price{333'333}},
      {"one paisa for one millionth", Money{1}, Shares{1}, Price{10'000'000'000}},
      {"no cash", Money::zero(), Shares::whole(1), Price{0}},
      {"no shares", Money::bdt(1), Shares::zero(), Price{0}},
      {"leaves 64 bits", Money{kMax}, Shares{1}, std::nullopt},
      {"all there is", Money{kMax}, Shares{kMax}, Price{10'000'000'000}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(price_of(row.cash, row.shares), row.price);
  }
}

TEST(Money, F04_a_number_is_read_exactly_or_refused_by_name) {
  struct Row {
    const char* text;
    std::optional<std::int64_t> units;
    DecimalError error;
  };
  constexpr DecimalError kNone = DecimalError::not_a_number;  // not looked at where there is a number
  const Row rows[] = {
      {"0", 0, kNone},
      {"5000", 500'000, kNone},
      {"99.5", 9'950, kNone},
      {"99.50", 9'950, kNone},
      {"99.500000", 9'950, kNone},
      {"0.01", 1, kNone},
      {"-0.01", -1, kNone},
      {"1.2e3", 120'000, kNone},
      {"1E2", 10'000, kNone},
      {"1e+2", 10'000, kNone},
      {"120e-1", 1'200, kNone},
      {"0e400", 0, kNone},
      {"0.000", 0, kNone},
      {"92233720368547758.07", kMax, kNone},
      {"-92233720368547758.07", -kMax, kNone},
      {"-92233720368547758.08", std::nullopt, DecimalError::out_of_range},
      {"92233720368547758.08", std::nullopt, DecimalError::out_of_range},
      {"1e400", std::nullopt, DecimalError::out_of_range},
      {"1e99999999999999999999", std::nullopt, DecimalError::out_of_range},
      {"0.001", std::nullopt, DecimalError::too_many_decimals},
      {"1e-3", std::nullopt, DecimalError::too_many_decimals},
      {"12.345", std::nullopt, DecimalError::too_many_decimals},
      {"", std::nullopt, DecimalError::not_a_number},
      {"-", std::nullopt, DecimalError::not_a_number},
      {"+1", std::nullopt, DecimalError::not_a_number},
      {"--1", std::nullopt, DecimalError::not_a_number},
      {".5", std::nullopt, DecimalError::not_a_number},
      {"5.", std::nullopt, DecimalError::not_a_number},
      {"1.2.3", std::nullopt, DecimalError::not_a_number},
      {"1e", std::nullopt, DecimalError::not_a_number},
      {"1e--2", std::nullopt, DecimalError::not_a_number},
      {"e5", std::nullopt, DecimalError::not_a_number},
      {"1e5.5", std::nullopt, DecimalError::not_a_number},
      {" 1", std::nullopt, DecimalError::not_a_number},
      {"1 ", std::nullopt, DecimalError::not_a_number},
      {"1,000", std::nullopt, DecimalError::not_a_number},
      {"0x10", std::nullopt, DecimalError::not_a_number},
      {"NaN", std::nullopt, DecimalError::not_a_number},
      {"Infinity", std::nullopt, DecimalError::not_a_number},
      {"-Infinity", std::nullopt, DecimalError::not_a_number},
      {"00000000000000000000000000000000000000000000000000000000000000001", std::nullopt, DecimalError::not_a_number},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.text);
    const Decimal decimal = parse_decimal(row.text, kMoneyDecimals);
    EXPECT_EQ(decimal.units, row.units);
    if (!row.units) {
      EXPECT_EQ(decimal.error, row.error);
    }
  }
}

TEST(Money, prints_as_a_json_number_without_trailing_zeros) {
  EXPECT_EQ(to_string(Money::bdt(5000)), "5000");
  EXPECT_EQ(to_string(Money{9'950}), "99.5");
  EXPECT_EQ(to_string(Money{-1}), "-0.01");
  EXPECT_EQ(to_string(Money::zero()), "0");
  EXPECT_EQ(to_string(Money{kMax}), "92233720368547758.07");
  EXPECT_EQ(to_string(Money{kMin}), "-92233720368547758.08");
  EXPECT_EQ(to_string(Shares{1}), "0.000001");
  EXPECT_EQ(to_string(Price{100'000'000}), "100");
}

}  // namespace
}  // namespace loam
