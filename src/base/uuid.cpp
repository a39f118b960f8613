#include "base/uuid.hpp"

#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::size_t kTextSize = 36;

/// Between which digits of the text a dash stands: 8-4-4-4-12.
constexpr bool is_dash(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

void stamp_version7(Uuid& id, Time at) {
  const auto ms = static_cast<std::uint64_t>(at.ms);
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x70U);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
}

}  // namespace

Uuid make_uuid7(Time at, Random& random) {
  Uuid id;
  random.fill(id.bytes);
  stamp_version7(id, at);
  return id;
}

Uuid make_numbered_uuid7(Time at, std::uint64_t number) {
  Uuid id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[8 + i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
  stamp_version7(id, at);
  return id;
}

std::uint64_t number_of(const Uuid& id) {
  std::uint64_t number = id.bytes[8] & 0x3FU;
  for (std::size_t i = 9; i < 16; ++i) number = (number << 8U) | id.bytes[i];
  return number;
}

Time time_of(const Uuid& id) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms * 256 + id.bytes[i];
  return {ms};
}

std::string to_string(const Uuid& id) {
  std::string text(kTextSize, '-');
  std::size_t at = 0;
  for (const std::uint8_t byte : id.bytes) {
    if (is_dash(at)) ++at;
    text[at++] = kHexDigits[byte >> 4U];
    text[at++] = kHexDigits[byte & 0x0FU];
  }
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  Uuid id;
  std::size_t at = 0;
  for (std::uint8_t& byte : id.bytes) {
    if (is_dash(at)) {
      if (text[at] != '-') return std::nullopt;
      ++at;
    }
    const int high = hex_value(text[at++]);
    const int low = hex_value(text[at++]);
    if (high < 0 || low < 0) return std::nullopt;
    byte = static_cast<std::uint8_t>(high * 16 + low);
  }
  return id;
}

}  // namespace loam
