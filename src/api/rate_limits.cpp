#include "api/rate_limits.hpp"

#include <algorithm>

#include "money/money.hpp"

namespace loam {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kUnit = 1'000;

std::uint64_t fnv1a(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

}  // namespace

RateLimits::Verdict RateLimits::take(std::uint64_t name, std::int64_t per_minute, Time now, std::int64_t cost) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMaxRateBuckets) forget_full(now);
  Bucket& bucket = buckets_[name];
  const std::int64_t elapsed = std::clamp<std::int64_t>(now.ms - bucket.at.ms, 0, kMinuteMs);
  const std::int64_t refilled = mul_div_floor(per_minute * kUnit, elapsed, kMinuteMs).value_or(0);
  bucket.spent = std::max<std::int64_t>(0, bucket.spent - refilled);
  bucket.at = std::max(bucket.at, now);

  Verdict verdict;
  verdict.limit = per_minute;
  const std::int64_t left = per_minute * kUnit - bucket.spent;
  verdict.allowed = left >= cost * kUnit;
  if (verdict.allowed) {
    bucket.spent += cost * kUnit;
    verdict.remaining = (left - cost * kUnit) / kUnit;
    return verdict;
  }
  const std::int64_t missing = cost * kUnit - left;
  const std::int64_t wait_ms = mul_div_ceil(missing, kMinuteMs, per_minute * kUnit).value_or(kMinuteMs);
  verdict.retry_after_s = static_cast<int>(std::min<std::int64_t>((wait_ms + 999) / 1000, 60));
  return verdict;
}

void RateLimits::forget_full(Time now) {
  std::erase_if(buckets_, [now](const auto& entry) { return now.ms - entry.second.at.ms >= kMinuteMs; });
  if (buckets_.size() >= kMaxRateBuckets) buckets_.clear();  // a flood of names: everybody starts anew
}

std::uint64_t rate_bucket(std::string_view kind, std::string_view of) {
  return fnv1a(fnv1a(0xcbf29ce484222325ULL, kind), of);
}

std::uint64_t rate_bucket(std::string_view kind, std::uint64_t of) {
  return fnv1a(0xcbf29ce484222325ULL, kind) ^ (of * 0x9E3779B97F4A7C15ULL);
}

}  // namespace loam
