#include "bench/support/latencies.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace loam::bench {

std::size_t Latencies::bucket_of(std::uint64_t ns) {
  const auto width = static_cast<unsigned>(std::bit_width(ns));
  if (width <= kStepBits) return static_cast<std::size_t>(ns);
  const unsigned shift = width - kStepBits - 1;
  // `ns >> shift` has its leading bit at kStepBits: the bits below it number the bucket within the power of two.
  return (static_cast<std::size_t>(shift) << kStepBits) + static_cast<std::size_t>(ns >> shift);
}

std::uint64_t Latencies::upper_edge(std::size_t bucket) {
  constexpr std::size_t kSteps = std::size_t{1} << kStepBits;
  if (bucket < 2 * kSteps) return bucket;
  const std::size_t shift = (bucket >> kStepBits) - 1;
  return ((kSteps + (bucket & (kSteps - 1)) + 1) << shift) - 1;
}

void Latencies::record_ns(std::int64_t ns) {
  const std::size_t bucket = bucket_of(static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0)));
  buckets_[std::min(bucket, kBuckets - 1)] += 1;
  count_ += 1;
}

void Latencies::add(const Latencies& other) {
  for (std::size_t i = 0; i < kBuckets; ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
}

double Latencies::percentile_ms(double part) const {
  if (count_ == 0) return 0;
  const auto wanted = static_cast<std::int64_t>(std::ceil(part * static_cast<double>(count_)));
  std::int64_t seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return static_cast<double>(upper_edge(i)) / 1e6;
  }
  return static_cast<double>(upper_edge(kBuckets - 1)) / 1e6;
}

}  // namespace loam::bench
