#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/json/json_field.hpp"

namespace loam {

/// A text as a value, or the word and the sentence that say why it is none. One place for bodies and query parameters.
template <class T>
struct Converted {
  std::optional<T> value;
  std::string_view code;
  std::string detail;
};

/// A decimal of `scale` decimals as its units.
Converted<std::int64_t> to_units(std::string_view text, int scale, Sign sign);
/// The same within a range of units.
Converted<std::int64_t> to_units(std::string_view text, int scale, IntegerRange range);
Converted<std::int64_t> to_integer(std::string_view text, IntegerRange range);
Converted<std::string> to_text(std::string_view text, LengthRange length);
Converted<Uuid> to_uuid(std::string_view text);
Converted<Time> to_time(std::string_view text);
Converted<std::size_t> to_word(std::string_view text, std::span<const std::string_view> words);

/// Unicode code points of valid UTF-8.
std::size_t count_characters(std::string_view text);

}  // namespace loam
