#include "api/rate_limits.hpp"

#include <algorithm>

#include "money/money.hpp"

namespace loam {
namespace {

constexpr std::int64_t kUnit = 1'000;

std::uint64_t fnv1a(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

}  // namespace

RateLimits::Verdict RateLimits::take(std::uint64_t name, std::int64_t allowance, Time now, Duration period) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMaxRateBuckets) forget_full(now);
  Bucket& bucket = buckets_[name];
  const std::int64_t elapsed = std::clamp<std::int64_t>(now.ms - bucket.at.ms, 0, period.ms);
  const std::int64_t refilled = mul_div_floor(allowance * kUnit, elapsed, period.ms).value_or(0);
  const std::int64_t spent = std::max<std::int64_t>(0, bucket.spent - refilled);

  Verdict verdict;
  verdict.limit = allowance;
  const std::int64_t left = allowance * kUnit - spent;
  verdict.allowed = left >= kUnit;
  if (verdict.allowed) {
    bucket = {spent + kUnit, std::max(bucket.at, now), period};
    verdict.remaining = (left - kUnit) / kUnit;
    return verdict;
  }
  // The bucket stays as it was: whoever knocks often loses no fraction of what comes back meanwhile.
  const std::int64_t missing = kUnit - left;
  const std::int64_t wait_ms = mul_div_ceil(missing, period.ms, allowance * kUnit).value_or(period.ms);
  verdict.retry_after_s = static_cast<int>(std::min(wait_ms + 999, period.ms) / 1000);
  return verdict;
}

void RateLimits::forget_full(Time now) {
  erase_if(buckets_, [now](const auto& entry) { return now - entry.second.at >= entry.second.period; });
  if (buckets_.size() >= kMaxRateBuckets) buckets_.clear();  // a flood of names: everybody starts anew
}

std::uint64_t rate_bucket(std::string_view kind, std::string_view of) {
  return fnv1a(fnv1a(0xcbf29ce484222325ULL, kind), of);
}

std::uint64_t rate_bucket(std::string_view kind, std::uint64_t of) {
  return fnv1a(0xcbf29ce484222325ULL, kind) ^ (of * 0x9E3779B97F4A7C15ULL);
}

}  // namespace loam
