#include "base/signature.hpp"

#include <sodium.h>

#include "base/check.hpp"

namespace loam {
namespace {

static_assert(crypto_sign_PUBLICKEYBYTES == std::tuple_size_v<PublicKey> &&
              crypto_sign_BYTES == std::tuple_size_v<Signature> && crypto_sign_SEEDBYTES == SigningKey::kSeedBytes);

/// libsodium picks its code for this processor once; calling it again is harmless, from any thread.
void ensure_sodium() { LOAM_CHECK(sodium_init() >= 0); }

}  // namespace

SigningKey::SigningKey(std::span<const std::uint8_t, kSeedBytes> seed) {
  ensure_sodium();
  LOAM_CHECK(crypto_sign_seed_keypair(public_key_.data(), secret_.data(), seed.data()) == 0);
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

Signature SigningKey::sign(std::span<const std::uint8_t> bytes) const {
  Signature signature{};
  LOAM_CHECK(crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(), secret_.data()) == 0);
  return signature;
}

bool is_signed_by(const PublicKey& key, std::span<const std::uint8_t> bytes, const Signature& signature) {
  ensure_sodium();
  return crypto_sign_verify_detached(signature.data(), bytes.data(), bytes.size(), key.data()) == 0;
}

}  // namespace loam
