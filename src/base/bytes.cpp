#include "base/bytes.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include <openssl/evp.h>

#include "base/check.hpp"

namespace loam {
namespace {

/// The fetched algorithm and one context a thread: fetching anew for each digest costs more than the digest.
struct Sha256 {
  Sha256() : algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context(EVP_MD_CTX_new()) {
    LOAM_CHECK(algorithm != nullptr && context != nullptr);
  }
  ~Sha256() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(algorithm);
  }
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  EVP_MD* algorithm;
  EVP_MD_CTX* context;
};

}  // namespace

Digest sha256(std::span<const std::uint8_t> bytes) {
  thread_local Sha256 hasher;
  Digest digest{};
  unsigned int size = 0;
  const bool done = EVP_DigestInit_ex2(hasher.context, hasher.algorithm, nullptr) == 1 &&
                    EVP_DigestUpdate(hasher.context, bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(hasher.context, digest.data(), &size) == 1;
  LOAM_CHECK(done && size == digest.size());
  return digest;
}

Digest sha256(std::string_view bytes) {
  return sha256(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.size() * 2, '0');
  char* digit = text.data();
  for (const std::uint8_t byte : bytes) {
    *digit++ = kHexDigits[byte >> 4U];
    *digit++ = kHexDigits[byte & 0x0FU];
  }
  return text;
}

std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

bool equal_constant_time(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  std::uint64_t difference = 0;
  for (std::size_t at = 0; at < left.size(); at += sizeof difference) {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    const std::size_t size = std::min(sizeof a, left.size() - at);
    std::memcpy(&a, left.data() + at, size);
    std::memcpy(&b, right.data() + at, size);
    difference |= a ^ b;
  }
  return difference == 0;
}

void ByteWriter::u32(std::uint32_t value) { big_endian<4>(value); }
void ByteWriter::u64(std::uint64_t value) { big_endian<8>(value); }

template <std::size_t Bytes>
void ByteWriter::big_endian(std::uint64_t value) {
  std::array<std::uint8_t, Bytes> bytes;
  for (std::size_t i = Bytes; i > 0; --i) {
    bytes[i - 1] = static_cast<std::uint8_t>(value);
    value >>= 8U;
  }
  raw(bytes);
}

void ByteWriter::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  raw(std::span(reinterpret_cast<const std::uint8_t*>(value.data()), value.size()));
}

std::span<const std::uint8_t> ByteReader::take(std::size_t count) {
  if (rest_.size() < count) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  const auto taken = rest_.first(count);
  rest_ = rest_.subspan(count);
  return taken;
}

std::uint8_t ByteReader::u8() {
  const auto taken = take(1);
  return taken.empty() ? std::uint8_t{0} : taken[0];
}

std::uint32_t ByteReader::u32() {
  std::uint32_t value = 0;
  for (const std::uint8_t byte : take(4)) value = (value << 8U) | byte;
  return value;
}

std::uint64_t ByteReader::u64() {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : take(8)) value = (value << 8U) | byte;
  return value;
}

std::string ByteReader::text() {
  const auto taken = take(u32());
  return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

}  // namespace loam
