#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/time.hpp"

namespace loam {

/// 128 bits that name one thing. All zero is `nil` and names nothing.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
};

/// Version 7 of RFC 9562: sorts by its time. The other 74 bits are random.
Uuid make_uuid7(Time at, Random& random);
/// Version 7 whose 62 low bits are `number`: an id that names a numbered thing and needs no place of its own in a
/// store.
Uuid make_numbered_uuid7(Time at, std::uint64_t number);
/// The number inside an id of make_numbered_uuid7.
std::uint64_t number_of(const Uuid& id);
/// The time inside an id of version 7.
Time time_of(const Uuid& id);

std::string to_string(const Uuid& id);
std::optional<Uuid> parse_uuid(std::string_view text);

struct UuidHash {
  std::size_t operator()(const Uuid& id) const {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, id.bytes.data(), 8);
    std::memcpy(&low, id.bytes.data() + 8, 8);
    return static_cast<std::size_t>(high ^ (low * 0x9E3779B97F4A7C15ULL));
  }
};

}  // namespace loam
