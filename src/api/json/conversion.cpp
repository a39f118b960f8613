#include "api/json/conversion.hpp"

#include <algorithm>

namespace loam {
namespace {

template <class T>
Converted<T> refused(std::string_view code, std::string detail) {
  return {std::nullopt, code, std::move(detail)};
}

/// parse_decimal reads at most 64 characters, which no amount needs more of. A longer run of digits is still a number.
constexpr std::size_t kDecimalCharactersMax = 64;

Converted<std::int64_t> to_signed_units(std::string_view text, int scale) {
  if (text.size() > kDecimalCharactersMax) return refused<std::int64_t>("out_of_range", "This number is too long.");
  const Decimal decimal = parse_decimal(text, scale);
  if (decimal.units) return {decimal.units, {}, {}};
  switch (decimal.error) {
    case DecimalError::not_a_number: return refused<std::int64_t>("not_a_number", "This must be a decimal number.");
    case DecimalError::too_many_decimals:
      return refused<std::int64_t>("too_many_decimals",
                                   "At most " + std::to_string(scale) + " decimals are kept; none is dropped.");
    case DecimalError::out_of_range: return refused<std::int64_t>("out_of_range", "This number is too large.");
  }
  return refused<std::int64_t>("not_a_number", "This must be a decimal number.");
}

std::string range_sentence(const std::string& min, const std::string& max) {
  return "This must be from " + min + " to " + max + ".";
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

Converted<std::int64_t> to_units(std::string_view text, int scale, Sign sign) {
  auto units = to_signed_units(text, scale);
  if (!units.value) return units;
  if (sign == Sign::positive && *units.value <= 0)
    return refused<std::int64_t>("must_be_positive", "This must be more than zero.");
  if (sign == Sign::zero_or_more && *units.value < 0) {
    return refused<std::int64_t>("must_not_be_negative", "This must be zero or more.");
  }
  return units;
}

Converted<std::int64_t> to_units(std::string_view text, int scale, IntegerRange range) {
  auto units = to_signed_units(text, scale);
  if (units.value && (*units.value < range.min || *units.value > range.max)) {
    return refused<std::int64_t>("out_of_range",
                                 range_sentence(to_decimal(range.min, scale), to_decimal(range.max, scale)));
  }
  return units;
}

Converted<std::int64_t> to_integer(std::string_view text, IntegerRange range) {
  const Decimal decimal = parse_decimal(text, 0);
  if (!decimal.units && decimal.error != DecimalError::out_of_range) {
    return refused<std::int64_t>("not_an_integer", "This must be a whole number.");
  }
  if (!decimal.units || *decimal.units < range.min || *decimal.units > range.max) {
    return refused<std::int64_t>("out_of_range", range_sentence(std::to_string(range.min), std::to_string(range.max)));
  }
  return {decimal.units, {}, {}};
}

Converted<std::string> to_text(std::string_view text, LengthRange length) {
  if (std::any_of(text.begin(), text.end(), is_control)) {
    return refused<std::string>("control_character", "Control characters are not taken.");
  }
  const std::size_t characters = count_characters(text);
  if (characters < length.min) {
    return refused<std::string>("too_short", "This must have at least " + std::to_string(length.min) + " characters.");
  }
  if (characters > length.max) {
    return refused<std::string>("too_long", "This must have at most " + std::to_string(length.max) + " characters.");
  }
  return {std::string(text), {}, {}};
}

Converted<Uuid> to_uuid(std::string_view text) {
  const auto id = parse_uuid(text);
  if (!id) return refused<Uuid>("not_a_uuid", "This must be a UUID.");
  return {id, {}, {}};
}

Converted<Time> to_time(std::string_view text) {
  const auto time = parse_rfc3339(text);
  if (!time) return refused<Time>("not_a_time", "This must be a time as RFC 3339 writes it, or a date.");
  return {time, {}, {}};
}

Converted<std::size_t> to_word(std::string_view text, std::span<const std::string_view> words) {
  const auto found = std::find(words.begin(), words.end(), text);
  if (found != words.end()) return {static_cast<std::size_t>(found - words.begin()), {}, {}};
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return refused<std::size_t>("unknown_value", "This must be one of: " + list + ".");
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace loam
