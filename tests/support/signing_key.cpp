#include "support/signing_key.hpp"

#include <array>
#include <cstdint>

namespace loam::test {

std::shared_ptr<const SigningKey> signing_key() {
  constexpr std::array<std::uint8_t, SigningKey::kSeedBytes> kSeed{1, 2, 3};
  static const auto key = std::make_shared<const SigningKey>(kSeed);
  return key;
}

}  // namespace loam::test
