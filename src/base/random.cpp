#include "base/random.hpp"

#include <openssl/rand.h>

#include "base/check.hpp"

namespace loam {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  LOAM_CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
}

}  // namespace loam
