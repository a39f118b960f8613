#pragma once

#include <string_view>

namespace loam {

/// Above it one sign-in would take a processor for seconds: 2^15 rounds are two.
inline constexpr int kMaxBcryptCost = 15;

/// Whether the text is a bcrypt hash of a former world (`$2a$`, `$2b$`, `$2y$`) that may be computed here: 60
/// characters, a cost of 4 to kMaxBcryptCost.
bool is_bcrypt_hash(std::string_view text);

}  // namespace loam
