#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/check.hpp"

namespace loam {

__extension__ using Int128 = __int128;

/// An amount of BDT in paisa (1/100 BDT). Signed: a difference may be negative, a balance of a player never is.
struct Money {
  std::int64_t paisa = 0;

  static constexpr Money zero() { return {0}; }
  static constexpr Money bdt(std::int64_t whole) { return {whole * 100}; }
  constexpr auto operator<=>(const Money&) const = default;
};

/// A number of biome shares in millionths of a share.
struct Shares {
  std::int64_t micro = 0;

  static constexpr Shares zero() { return {0}; }
  static constexpr Shares whole(std::int64_t n) { return {n * 1'000'000}; }
  constexpr auto operator<=>(const Shares&) const = default;
};

/// A price of one share in millionths of a BDT.
struct Price {
  std::int64_t micro_bdt = 0;

  constexpr auto operator<=>(const Price&) const = default;
};

/// A proportion in parts per million.
struct Ppm {
  std::int64_t value = 0;

  static constexpr Ppm percent(std::int64_t n) { return {n * 10'000}; }
  static constexpr Ppm one() { return {1'000'000}; }
  constexpr auto operator<=>(const Ppm&) const = default;
};

// Sums stand here so that they can be compiled into their callers: an order makes some sixty of them.

/// nullopt where the sum leaves 64 bits.
constexpr std::optional<Money> checked_add(Money a, Money b) {
  Money sum;
  return __builtin_add_overflow(a.paisa, b.paisa, &sum.paisa) ? std::nullopt : std::optional(sum);
}
constexpr std::optional<Money> checked_sub(Money a, Money b) {
  Money difference;
  return __builtin_sub_overflow(a.paisa, b.paisa, &difference.paisa) ? std::nullopt : std::optional(difference);
}
constexpr std::optional<Shares> checked_add(Shares a, Shares b) {
  Shares sum;
  return __builtin_add_overflow(a.micro, b.micro, &sum.micro) ? std::nullopt : std::optional(sum);
}
constexpr std::optional<Shares> checked_sub(Shares a, Shares b) {
  Shares difference;
  return __builtin_sub_overflow(a.micro, b.micro, &difference.micro) ? std::nullopt : std::optional(difference);
}

/// For sums whose range was proven before: leaving 64 bits is a bug and stops the process.
template <class T>
constexpr T proven(std::optional<T> value) {
  LOAM_CHECK(value.has_value());
  return *value;
}
constexpr Money add_within(Money a, Money b) { return proven(checked_add(a, b)); }
constexpr Money sub_within(Money a, Money b) { return proven(checked_sub(a, b)); }
constexpr Shares add_within(Shares a, Shares b) { return proven(checked_add(a, b)); }
constexpr Shares sub_within(Shares a, Shares b) { return proven(checked_sub(a, b)); }
constexpr Money negated(Money a) { return sub_within(Money::zero(), a); }

/// floor(a * b / c), towards minus infinity, with a 128-bit product; c > 0. nullopt where the result leaves 64 bits.
std::optional<std::int64_t> mul_div_floor(std::int64_t a, std::int64_t b, std::int64_t c);
/// ceil(a * b / c), the same otherwise.
std::optional<std::int64_t> mul_div_ceil(std::int64_t a, std::int64_t b, std::int64_t c);

/// floor(amount * rate): who pays this share of the amount gains the remainder. amount >= 0, rate 0..1.
Money part_floor(Money amount, Ppm rate);
/// ceil(amount * rate): who takes this share of the amount gains the remainder. amount >= 0, rate 0..1.
Money part_ceil(Money amount, Ppm rate);
/// The fee on `amount` > 0: rounded up, at least 1 paisa unless the rate is zero; the house gains the remainder.
Money fee_on(Money amount, Ppm rate);

/// cash / shares, rounded down to a millionth of a BDT; zero where there are no shares. nullopt where it leaves 64
/// bits.
std::optional<Price> price_of(Money cash, Shares shares);

/// Why a decimal was not taken.
enum class DecimalError : std::uint8_t { not_a_number, too_many_decimals, out_of_range };

/// Reads a decimal number (`12`, `12.50`, `1.2e3`) exactly into units of 10^-scale. No rounding: what does not fit
/// `scale` decimals is too_many_decimals, what leaves 64 bits out_of_range; so is -2^63, so that what was read can be
/// negated. Takes a minus sign; trailing zeros are harmless.
struct Decimal {
  std::optional<std::int64_t> units;
  DecimalError error = DecimalError::not_a_number;
};
Decimal parse_decimal(std::string_view text, int scale);

/// `99.50` is written `99.5`, `5000.00` as `5000`: a JSON number, exact.
std::string to_decimal(std::int64_t units, int scale);
std::string to_string(Money amount);
std::string to_string(Shares shares);
std::string to_string(Price price);

inline constexpr int kMoneyDecimals = 2;
inline constexpr int kShareDecimals = 6;
inline constexpr int kPriceDecimals = 6;

}  // namespace loam
