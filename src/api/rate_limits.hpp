#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/time.hpp"

namespace loam {

inline constexpr std::size_t kMaxRateBuckets = 200'000;  // 10 MiB; full buckets are forgotten first

/// Token buckets that hold the allowance of a period and refill evenly. One for each name: an account, an address, an
/// account's orders. Any thread.
class RateLimits {
 public:
  struct Verdict {
    bool allowed = true;
    std::int64_t limit = 0;      ///< a period
    std::int64_t remaining = 0;  ///< whole requests left now
    int retry_after_s = 0;       ///< where not allowed
  };

  /// Takes one from the bucket, where it has as much.
  /// @param allowance how many fit in it, and come back in a period
  Verdict take(std::uint64_t bucket, std::int64_t allowance, Time now, Duration period = Duration::minutes(1));

 private:
  struct Bucket {
    std::int64_t spent = 0;  // thousandths of a request that were not refilled when one was last taken
    Time at;
    Duration period;
  };
  void forget_full(Time now);

  std::mutex mutex_;
  boost::unordered_flat_map<std::uint64_t, Bucket> buckets_;
};

/// Names a bucket: a kind and what it is of.
std::uint64_t rate_bucket(std::string_view kind, std::string_view of);
std::uint64_t rate_bucket(std::string_view kind, std::uint64_t of);

}  // namespace loam
