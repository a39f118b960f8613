#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loam {

/// A span of time in milliseconds.
struct Duration {
  std::int64_t ms = 0;

  static constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
  static constexpr Duration minutes(std::int64_t n) { return {n * 60'000}; }
  static constexpr Duration hours(std::int64_t n) { return {n * 3'600'000}; }
  static constexpr Duration days(std::int64_t n) { return {n * 86'400'000}; }

  constexpr auto operator<=>(const Duration&) const = default;
};

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Enters the economy as data; only Clock knows what time it is.
struct Time {
  std::int64_t ms = 0;

  constexpr auto operator<=>(const Time&) const = default;
  constexpr Time operator+(Duration d) const { return {ms + d.ms}; }
  constexpr Time operator-(Duration d) const { return {ms - d.ms}; }
  constexpr Duration operator-(Time other) const { return {ms - other.ms}; }
};

/// RFC 3339 in UTC with milliseconds: `2026-01-01T00:00:00.000Z`.
std::string to_rfc3339(Time time);
void append_rfc3339(std::string& out, Time time);
/// Takes RFC 3339 with `Z` or a numeric offset, and a bare date as its first moment in UTC. Years 1970 to 9999.
std::optional<Time> parse_rfc3339(std::string_view text);

/// What time it is. Handed in wherever time is needed.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual Time now() const = 0;
};

}  // namespace loam
