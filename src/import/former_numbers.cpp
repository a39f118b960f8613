#include "import/former_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kRemainderDigits = 6;
// Far beyond every double, so that a place can be computed with and no loop is long.
constexpr int kMaxExponent = 400;
constexpr std::size_t kMaxDigits = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 0.DIGITS x 10^point.
struct Digits {
  bool negative = false;
  std::string digits;
  std::int64_t point = 0;
};

std::optional<int> parse_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (exponent < -kMaxExponent || exponent > kMaxExponent) return std::nullopt;
  return exponent;
}

std::optional<Digits> parse_digits(std::string_view text) {
  Digits number;
  number.negative = text.starts_with('-');
  if (number.negative) text.remove_prefix(1);
  const std::size_t e = text.find_first_of("eE");
  std::int64_t exponent = 0;
  if (e != std::string_view::npos) {
    const auto parsed = parse_exponent(text.substr(e + 1));
    if (!parsed) return std::nullopt;
    exponent = *parsed;
    text = text.substr(0, e);
  }
  const std::size_t dot = std::min(text.find('.'), text.size());
  number.digits.append(text.substr(0, dot));
  number.point = static_cast<std::int64_t>(dot) + exponent;
  if (dot < text.size()) number.digits.append(text.substr(dot + 1));
  if (number.digits.empty() || number.digits.size() > kMaxDigits) return std::nullopt;
  if (!std::all_of(number.digits.begin(), number.digits.end(), is_digit)) return std::nullopt;
  return number;
}

/// The digits from place `first` up to `last` as a number; places outside of what is written are zeros.
std::optional<std::int64_t> read(const std::string& digits, std::int64_t first, std::int64_t last) {
  std::int64_t value = 0;
  for (std::int64_t place = std::max<std::int64_t>(first, 0); place < last; ++place) {
    const bool written = place < std::ssize(digits);
    const std::int64_t digit = written ? digits[static_cast<std::size_t>(place)] - '0' : 0;
    if (value > (kMax - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

}  // namespace

std::optional<RoundedNumber> parse_rounded(std::string_view text, int scale) {
  const auto number = parse_digits(text);
  if (!number) return std::nullopt;
  const std::int64_t end = number->point + scale;
  const auto units = read(number->digits, 0, end);
  const auto remainder = read(number->digits, end, end + kRemainderDigits);
  if (!units || !remainder) return std::nullopt;
  const std::int64_t sign = number->negative ? -1 : 1;
  return RoundedNumber{sign * *units, sign * *remainder};
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Money> parse_bdt(std::string_view text) {
  const Decimal amount = parse_decimal(text, kMoneyDecimals);
  return amount.units ? std::optional(Money{*amount.units}) : std::nullopt;
}

}  // namespace loam
