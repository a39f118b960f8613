#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace loam::bench {

/// How long things took, in buckets that grow with the value: a percentile is right to within 2 %, and recording costs
/// a few instructions. Not for several threads at once: each has its own, and `add` joins them.
class Latencies {
 public:
  void record_ns(std::int64_t ns);
  void add(const Latencies& other);

  [[nodiscard]] std::int64_t count() const { return count_; }
  /// The upper edge of the bucket in which this part (0..1) of all values lies; 0 where there are none.
  [[nodiscard]] double percentile_ms(double part) const;
  [[nodiscard]] double p50_ms() const { return percentile_ms(0.50); }
  [[nodiscard]] double p99_ms() const { return percentile_ms(0.99); }

 private:
  static constexpr unsigned kStepBits = 6;  // 64 buckets from one power of two to the next
  static constexpr std::size_t kBuckets = (64 - kStepBits) << kStepBits;

  static std::size_t bucket_of(std::uint64_t ns);
  static std::uint64_t upper_edge(std::size_t bucket);

  std::array<std::int64_t, kBuckets> buckets_{};
  std::int64_t count_ = 0;
};

}  // namespace loam::bench
