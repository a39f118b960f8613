#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "money/money.hpp"

namespace loam {

/// A number of a former world in whole units of ours.
struct RoundedNumber {
  std::int64_t units = 0;
  /// What the rounding left, in millionths of a unit, itself rounded towards zero; of the number's sign.
  std::int64_t remainder = 0;

  bool operator==(const RoundedNumber&) const = default;
};

/// Reads what a database writes for a floating-point number (`12.5`, `1e-07`) into units of 10^-scale, towards zero:
/// who has something is never given more than he had. Exact, in whole numbers alone. nullopt for NaN, Infinity, what is
/// no number, and what leaves 64 bits.
std::optional<RoundedNumber> parse_rounded(std::string_view text, int scale);

/// A whole number in 64 bits, and nothing else.
std::optional<std::int64_t> parse_whole(std::string_view text);

/// Whole BDT, or such with two decimals; nullopt for anything finer.
std::optional<Money> parse_bdt(std::string_view text);

}  // namespace loam
