#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace loam {

/// Ed25519 (RFC 8032): the same key and bytes give the same signature.
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// What signs. Its secret never leaves it, and is wiped at its end.
class SigningKey {
 public:
  static constexpr std::size_t kSeedBytes = 32;

  /// @param seed the secret: whoever knows it can sign
  explicit SigningKey(std::span<const std::uint8_t, kSeedBytes> seed);
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  ~SigningKey();

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] Signature sign(std::span<const std::uint8_t> bytes) const;

 private:
  PublicKey public_key_{};
  std::array<std::uint8_t, 64> secret_{};
};

[[nodiscard]] bool is_signed_by(const PublicKey& key, std::span<const std::uint8_t> bytes, const Signature& signature);

}  // namespace loam
