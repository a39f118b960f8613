#pragma once

#include <cstdint>

#include "ledger/account.hpp"

namespace loam::bench {

/// Every order buys for this much, on both sides: small beside a market, so that no safeguard has anything to say.
inline constexpr std::int64_t kAmountPaisa = 50;
inline constexpr const char* kAmountText = "50";  // paisa
inline constexpr const char* kAmountBdtText = "0.5";

/// Whose order, and in which market.
struct Pick {
  int user = 0;  ///< from 0
  Biome biome{};
};

/// Whose orders: `users` accounts from the `first` on. One account is the hot one.
struct Spread {
  int first = 0;
  int users = 1;
};

/// An endless row of picks, evenly spread; the same for the same seed.
class Picks {
 public:
  Picks(Spread spread, std::uint64_t seed) : spread_(spread), state_(seed * kStep + kStep) {}

  Pick next() {
    const std::uint64_t bits = mixed();
    const auto user = static_cast<int>((bits >> 16) % static_cast<std::uint64_t>(spread_.users));
    return {spread_.first + user, static_cast<Biome>((bits & 0xFFFF) % kBiomes)};
  }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ULL;

  std::uint64_t mixed() {  // SplitMix64
    std::uint64_t z = (state_ += kStep);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  Spread spread_;
  std::uint64_t state_;
};

}  // namespace loam::bench
