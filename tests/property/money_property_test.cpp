// The arithmetic of money against numbers without bounds.

#include <string>

#include "money/money.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

using test::any_number;
using test::Big;
using test::ceil_div;
using test::floor_div;
using test::kMax;
using test::kMin;
using test::magnitude;

std::optional<std::int64_t> narrow(const Big& value) {
  if (value > kMax || value < kMin) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

template <class T>
std::optional<std::int64_t> bare(std::optional<T> value) {
  if (!value) return std::nullopt;
  if constexpr (std::is_same_v<T, Money>) return value->paisa;
  if constexpr (std::is_same_v<T, Shares>) return value->micro;
  if constexpr (std::is_same_v<T, Price>) return value->micro_bdt;
}

RC_GTEST_PROP(MoneyLaws, F07_sums_are_exact_or_nothing, ()) {
  const std::int64_t a = *any_number();
  const std::int64_t b = *any_number();
  RC_ASSERT(bare(checked_add(Money{a}, Money{b})) == narrow(Big(a) + b));
  RC_ASSERT(bare(checked_sub(Money{a}, Money{b})) == narrow(Big(a) - b));
  RC_ASSERT(bare(checked_add(Shares{a}, Shares{b})) == narrow(Big(a) + b));
  RC_ASSERT(bare(checked_sub(Shares{a}, Shares{b})) == narrow(Big(a) - b));
}

RC_GTEST_PROP(MoneyLaws, F07_products_are_divided_exactly_or_nothing, ()) {
  const std::int64_t a = *any_number();
  const std::int64_t b = *any_number();
  const std::int64_t c = std::max<std::int64_t>(1, *magnitude(63));
  RC_ASSERT(mul_div_floor(a, b, c) == narrow(floor_div(Big(a) * b, c)));
  RC_ASSERT(mul_div_ceil(a, b, c) == narrow(ceil_div(Big(a) * b, c)));
}

RC_GTEST_PROP(MoneyLaws, a_part_and_its_remainder_are_the_whole, ()) {
  const Money amount{*magnitude(63)};
  const Ppm rate{*rc::gen::inRange<std::int64_t>(0, 1'000'001)};
  const Ppm rest{1'000'000 - rate.value};
  RC_ASSERT(part_floor(amount, rate).paisa == narrow(floor_div(Big(amount.paisa) * rate.value, 1'000'000)));
  RC_ASSERT(part_ceil(amount, rate).paisa == narrow(ceil_div(Big(amount.paisa) * rate.value, 1'000'000)));
  RC_ASSERT(add_within(part_floor(amount, rate), part_ceil(amount, rest)) == amount);
}

RC_GTEST_PROP(MoneyLaws, F05_an_amount_in_pieces_pays_no_less_than_whole, ()) {
  const Ppm rate{*rc::gen::inRange<std::int64_t>(0, 200'001)};
  const auto pieces = *rc::gen::container<std::vector<std::int64_t>>(magnitude(50));
  Big whole = 0;
  Big fees = 0;
  for (const std::int64_t piece : pieces) {
    whole += piece;
    fees += fee_on(Money{piece}, rate).paisa;
    if (piece > 0 && rate.value > 0) {
      RC_ASSERT(fee_on(Money{piece}, rate) >= Money{1});
    }
  }
  RC_PRE(whole <= kMax);
  RC_ASSERT(fees >= fee_on(Money{static_cast<std::int64_t>(whole)}, rate).paisa);
}

RC_GTEST_PROP(MoneyLaws, a_price_is_exact_to_its_last_decimal, ()) {
  const Money cash{*magnitude(63)};
  const Shares shares{*magnitude(63)};
  const auto price = price_of(cash, shares);
  if (shares == Shares::zero()) {
    RC_ASSERT(price == Price{0});
    return;
  }
  RC_ASSERT(bare(price) == narrow(Big(cash.paisa) * 10'000'000'000 / shares.micro));
}

RC_GTEST_PROP(MoneyLaws, F04_what_is_printed_is_read_back, ()) {
  const std::int64_t units = *any_number();
  RC_PRE(units != kMin);
  const int scale = *rc::gen::inRange(0, 7);
  RC_ASSERT(parse_decimal(to_decimal(units, scale), scale).units == units);
}

RC_GTEST_PROP(MoneyLaws, F04_a_number_is_read_exactly_whatever_its_exponent, ()) {
  const std::int64_t digits = *magnitude(63);
  const int point = *rc::gen::inRange(0, 19);
  const int exponent = *rc::gen::inRange(-30, 31);
  const bool negative = *rc::gen::arbitrary<bool>();
  const std::string text =
      (negative && digits != 0 ? "-" : "") + to_decimal(digits, point) + "e" + std::to_string(exponent);
  RC_PRE(text.size() <= 64);

  // digits * 10^(exponent - point + 2) paisa
  const int power = exponent - point + 2;
  Big units = negative ? -Big(digits) : Big(digits);
  Big divisor = 1;
  for (int i = 0; i < power; ++i) units *= 10;
  for (int i = 0; i > power; --i) divisor *= 10;
  const Decimal read = parse_decimal(text, 2);
  if (units % divisor != 0) {
    RC_ASSERT(!read.units && read.error == DecimalError::too_many_decimals);
  } else if (abs(units / divisor) > kMax) {
    RC_ASSERT(!read.units && read.error == DecimalError::out_of_range);
  } else {
    RC_ASSERT(read.units == narrow(units / divisor));
  }
}

RC_GTEST_PROP(MoneyLaws, F04_no_text_is_read_as_more_than_it_says, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("00112233445566778899.-+eE ,xN")));
  const Decimal read = parse_decimal(text, 2);
  if (!read.units) return;
  RC_ASSERT(text.find_first_not_of("0123456789.-+eE") == std::string::npos);
  RC_ASSERT(parse_decimal(to_decimal(*read.units, 2), 2).units == read.units);
}

}  // namespace
}  // namespace loam
