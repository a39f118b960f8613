#include "base/signature.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/bytes.hpp"

namespace loam {
namespace {

template <class Bytes>
Bytes bytes_of(std::string_view digits) {
  const auto read = from_hex(digits);
  Bytes bytes{};
  EXPECT_TRUE(read && read->size() == bytes.size());
  std::copy(read->begin(), read->end(), bytes.begin());
  return bytes;
}

// RFC 8032, 7.1, TEST 2.
const auto kSeed = bytes_of<std::array<std::uint8_t, SigningKey::kSeedBytes>>(
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
const auto kPublic = bytes_of<PublicKey>("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const auto kSignature = bytes_of<Signature>(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
constexpr std::array<std::uint8_t, 1> kMessage{0x72};

TEST(Signature, IsThatOfTheStandard) {
  const SigningKey key(kSeed);
  EXPECT_EQ(key.public_key(), kPublic);
  EXPECT_EQ(key.sign(kMessage), kSignature);
  EXPECT_TRUE(is_signed_by(kPublic, kMessage, kSignature));
}

TEST(Signature, HoldsForNothingElse) {
  EXPECT_FALSE(is_signed_by(kPublic, std::array<std::uint8_t, 1>{0x73}, kSignature));
  EXPECT_FALSE(is_signed_by(kPublic, {}, kSignature));
  Signature changed = kSignature;
  changed[5] ^= 1;
  EXPECT_FALSE(is_signed_by(kPublic, kMessage, changed));
  PublicKey other = kPublic;
  other[0] ^= 1;
  EXPECT_FALSE(is_signed_by(other, kMessage, kSignature));
  EXPECT_FALSE(is_signed_by({}, kMessage, {}));
}

}  // namespace
}  // namespace loam
