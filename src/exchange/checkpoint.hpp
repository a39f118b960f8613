#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/signature.hpp"
#include "base/time.hpp"
#include "ledger/account.hpp"
#include "money/money.hpp"

namespace loam {

/// Where the cycles on record begin, once those before have been rolled up into candles: what all of them came to, and
/// a signature of whoever saw them before they went. The rows of the record are all there still.
struct Checkpoint {
  std::int64_t cycle = 0;  ///< the first that is still on record
  Time made_at;
  std::int64_t after_seq = 0;  ///< the last row of the record before that cycle
  Digest record_hash{};        ///< that row's; zeros for none
  Digest previous_hash{};      ///< of the cycle before, which is gone
  Digest cycle_hash{};
  std::array<Money, kBiomes> moved{};  ///< what the cycles that are gone moved into each market; sums to zero
  PublicKey key{};
  Signature signature{};  ///< of the canonical bytes, by the key
};

/// What is signed, version 1: the fields above in their order, without key and signature.
std::vector<std::uint8_t> canonical_bytes(const Checkpoint& checkpoint);

}  // namespace loam
