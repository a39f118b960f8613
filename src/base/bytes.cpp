#include "base/bytes.hpp"

#include <memory>

#include <openssl/evp.h>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

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

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

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

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text.push_back(kHexDigits[byte >> 4U]);
    text.push_back(kHexDigits[byte & 0x0FU]);
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
  unsigned int difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    difference |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned int>(static_cast<unsigned char>(right[i]));
  }
  return difference == 0;
}

void ByteWriter::u32(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) u8(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
}

void ByteWriter::u64(std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) u8(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
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
