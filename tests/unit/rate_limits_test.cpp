// Buckets that refill evenly: by the minute, by the hour, and however often somebody knocks.

#include "api/rate_limits.hpp"

#include <gtest/gtest.h>

namespace loam::testing {
namespace {

constexpr Time kStart{1'700'000'000'000};

TEST(RateLimits, AMinutesAllowanceComesBackEvenly) {
  RateLimits limits;
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(limits.take(1, 6, kStart).allowed);
  const auto refused = limits.take(1, 6, kStart);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.limit, 6);
  EXPECT_EQ(refused.retry_after_s, 10);
  EXPECT_FALSE(limits.take(1, 6, kStart + Duration{9'999}).allowed);
  EXPECT_TRUE(limits.take(1, 6, kStart + Duration::seconds(10)).allowed);
  EXPECT_TRUE(limits.take(2, 6, kStart).allowed);  // each bucket for itself
}

TEST(RateLimits, AnHoursAllowanceComesBackInAnHour) {
  RateLimits limits;
  const Duration hour = Duration::hours(1);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(limits.take(1, 4, kStart, hour).allowed);
  EXPECT_EQ(limits.take(1, 4, kStart, hour).retry_after_s, 900);
  EXPECT_FALSE(limits.take(1, 4, kStart + Duration::minutes(14), hour).allowed);
  EXPECT_TRUE(limits.take(1, 4, kStart + Duration::minutes(15), hour).allowed);
  EXPECT_EQ(limits.take(1, 4, kStart + Duration::hours(3), hour).remaining, 3);
}

TEST(RateLimits, KnockingOftenLosesNothingOfWhatComesBack) {
  RateLimits limits;
  const Duration hour = Duration::hours(1);
  EXPECT_TRUE(limits.take(1, 1, kStart, hour).allowed);
  int allowed = 0;
  const std::int64_t end = 2 * hour.ms + Duration::minutes(1).ms;
  for (std::int64_t ms = 1; ms <= end; ++ms) {
    if (limits.take(1, 1, kStart + Duration{ms}, hour).allowed) ++allowed;
  }
  EXPECT_EQ(allowed, 2);
}

}  // namespace
}  // namespace loam::testing
