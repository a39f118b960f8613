#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loam::http {

enum class PercentPart : std::uint8_t { path, query };

/// Undoes `%XX`, and `+` for a space in a query. nullopt for a broken escape, bytes that are not UTF-8, control
/// characters, and in a path for `%2F`, which would change where its segments end.
std::optional<std::string> percent_decode(std::string_view text, PercentPart part);

/// Whether a path without escapes may be taken as it is.
bool is_plain_path(std::string_view path);

}  // namespace loam::http
