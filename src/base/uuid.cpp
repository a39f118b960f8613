#include "base/uuid.hpp"

#include "base/bytes.hpp"

namespace loam {
namespace {

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
  std::string text = to_hex(id.bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) digits.push_back(text[i]);
  }
  const auto bytes = from_hex(digits);
  if (!bytes) return std::nullopt;
  Uuid id;
  std::memcpy(id.bytes.data(), bytes->data(), id.bytes.size());
  return id;
}

}  // namespace loam
