#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loam {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of the bytes.
Digest sha256(std::span<const std::uint8_t> bytes);
Digest sha256(std::string_view bytes);

inline constexpr std::string_view kHexDigits = "0123456789abcdef";
/// Of either case; -1 for what is no digit.
int hex_value(char digit);

/// Lower-case hexadecimal.
std::string to_hex(std::span<const std::uint8_t> bytes);
/// Refuses (nullopt) anything but an even number of hexadecimal digits.
std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text);

/// Compares in a time that depends on the lengths alone.
bool equal_constant_time(std::string_view left, std::string_view right);

/// Writes canonical bytes: fixed width, big-endian; text as a 32-bit length and its bytes. What is hashed or stored is
/// written with it, so its encoding is a promise.
class ByteWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(value); }
  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  void i64(std::int64_t value) { u64(static_cast<std::uint64_t>(value)); }
  void raw(std::span<const std::uint8_t> value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }
  void text(std::string_view value);

  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  template <std::size_t Bytes>
  void big_endian(std::uint64_t value);

  std::vector<std::uint8_t> bytes_;
};

/// Reads what ByteWriter wrote. After a read past the end `ok()` is false and every further read gives zero.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  std::string text();

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::span<const std::uint8_t> take(std::size_t count);

  std::span<const std::uint8_t> rest_;
  bool ok_ = true;
};

}  // namespace loam
