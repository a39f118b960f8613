#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"

namespace loam::sim {

/// The only source of chance in a simulation: SplitMix64, the same on every machine.
class Random64 final : public Random {
 public:
  explicit Random64(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  /// 0..n-1; n > 0. The tiny bias of the remainder is no matter here.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
  }
  bool chance(std::uint64_t percent) { return below(100) < percent; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  /// 1..most, small numbers as likely as large ones; 0 where `most` is below 1.
  std::int64_t any_size(std::int64_t most) {
    if (most < 1) return 0;
    std::int64_t limit = most;
    limit >>= below(static_cast<std::uint64_t>(64 - __builtin_clzll(static_cast<std::uint64_t>(most))));
    return between(1, limit < 1 ? 1 : limit);
  }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next());
  }

 private:
  std::uint64_t state_;
};

inline constexpr Time kBeginning{1'700'000'000'000};  ///< when every simulated world begins

}  // namespace loam::sim
