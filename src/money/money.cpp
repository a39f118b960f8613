#include "money/money.hpp"

#include <limits>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr Int128 kMax64 = std::numeric_limits<std::int64_t>::max();
constexpr Int128 kMin64 = std::numeric_limits<std::int64_t>::min();

std::optional<std::int64_t> narrow(Int128 value) {
  if (value > kMax64 || value < kMin64) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// Towards zero, as the language divides.
struct Division {
  Int128 quotient;
  Int128 remainder;
};

Division divide(Int128 product, std::int64_t by) {
  // 128 bits are divided by a function that is ten times slower, once for the quotient and once for the remainder.
  if (const auto small = narrow(product)) return {*small / by, *small % by};
  const Int128 quotient = product / by;
  return {quotient, product - quotient * by};
}

/// Splits a decimal's text into its digits (sign and point removed) and the power of ten that they are scaled by.
struct Digits {
  std::string digits;
  std::int64_t exponent = 0;
  bool negative = false;
};

constexpr std::int64_t kMaxExponent = 400;  // beyond it every non-zero number is out of range anyway

std::optional<std::int64_t> parse_exponent(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    if (value < 10 * kMaxExponent) value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::optional<Digits> split(std::string_view text) {
  constexpr std::size_t kMaxLength = 64;  // an exact amount needs no more
  if (text.empty() || text.size() > kMaxLength) return std::nullopt;
  Digits parts;
  if (text.front() == '-') {
    parts.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    const auto exponent = parse_exponent(text.substr(e + 1));
    if (!exponent) return std::nullopt;
    parts.exponent = *exponent;
    text = text.substr(0, e);
  }
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos && (point == 0 || point + 1 == text.size())) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    parts.digits.push_back(text[i]);
    if (point != std::string_view::npos && i > point) --parts.exponent;
  }
  if (parts.digits.empty()) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<std::int64_t> mul_div_floor(std::int64_t a, std::int64_t b, std::int64_t c) {
  LOAM_CHECK(c > 0);
  const Division exact = divide(static_cast<Int128>(a) * b, c);
  return narrow(exact.remainder < 0 ? exact.quotient - 1 : exact.quotient);
}

std::optional<std::int64_t> mul_div_ceil(std::int64_t a, std::int64_t b, std::int64_t c) {
  LOAM_CHECK(c > 0);
  const Division exact = divide(static_cast<Int128>(a) * b, c);
  return narrow(exact.remainder > 0 ? exact.quotient + 1 : exact.quotient);
}

Money part_floor(Money amount, Ppm rate) {
  LOAM_CHECK(amount >= Money::zero() && rate.value >= 0 && rate <= Ppm::one());
  return {proven(mul_div_floor(amount.paisa, rate.value, Ppm::one().value))};
}

Money part_ceil(Money amount, Ppm rate) {
  LOAM_CHECK(amount >= Money::zero() && rate.value >= 0 && rate <= Ppm::one());
  return {proven(mul_div_ceil(amount.paisa, rate.value, Ppm::one().value))};
}

Money fee_on(Money amount, Ppm rate) { return part_ceil(amount, rate); }

std::optional<Price> price_of(Money cash, Shares shares) {
  if (shares.micro <= 0) return Price{0};
  // paisa per micro-share, times 10^6 micro-shares a share, times 10^4 micro-BDT a paisa
  const Int128 product = static_cast<Int128>(cash.paisa) * 10'000'000'000;
  const auto price = narrow(product / shares.micro);
  return price ? std::optional(Price{*price}) : std::nullopt;
}

Decimal parse_decimal(std::string_view text, int scale) {
  const auto parts = split(text);
  if (!parts) return {std::nullopt, DecimalError::not_a_number};
  std::string digits = parts->digits;
  std::int64_t exponent = parts->exponent + scale;
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  if (digits.find_first_not_of('0') == std::string::npos) return {0, {}};
  if (exponent < 0) return {std::nullopt, DecimalError::too_many_decimals};
  Int128 value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > kMax64) return {std::nullopt, DecimalError::out_of_range};
  }
  for (; exponent > 0; --exponent) {
    value *= 10;
    if (value > kMax64) return {std::nullopt, DecimalError::out_of_range};
  }
  return {static_cast<std::int64_t>(parts->negative ? -value : value), {}};
}

std::string to_decimal(std::int64_t units, int scale) {
  const bool negative = units < 0;
  std::string text = std::to_string(units);
  if (negative) text.erase(0, 1);
  auto decimals = static_cast<std::size_t>(scale);
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  for (; decimals > 0 && text.back() == '0'; --decimals) text.pop_back();
  if (decimals > 0) text.insert(text.size() - decimals, 1, '.');
  if (negative) text.insert(0, 1, '-');
  return text;
}

std::string to_string(Money amount) { return to_decimal(amount.paisa, kMoneyDecimals); }
std::string to_string(Shares shares) { return to_decimal(shares.micro, kShareDecimals); }
std::string to_string(Price price) { return to_decimal(price.micro_bdt, kPriceDecimals); }

}  // namespace loam
