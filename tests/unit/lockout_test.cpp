// F-53: five wrong passwords locked an account for ever. Here delays grow, end by themselves, and reach nobody else.

#include <string>

#include <gtest/gtest.h>

#include "api/auth_lockout.hpp"

namespace loam {
namespace {

constexpr Time kStart{1'700'000'000'000};

LockoutRules small_rules() {
  LockoutRules rules;
  rules.free_attempts = 3;
  rules.free_attempts_under_attack = 1;
  rules.attack_failures = 10;
  rules.first_delay = Duration::seconds(1);
  rules.longest_delay = Duration::seconds(8);
  rules.memory = Duration::minutes(1);
  return rules;
}

/// Fails as soon as it may, `times` times; gives the moment of the last failure.
Time fail(Lockout& lockout, std::string_view account, std::string_view address, int times, Time now) {
  for (int i = 0; i < times; ++i) {
    const Duration wait = lockout.begin(account, address, now);
    if (wait > Duration{}) {
      now = now + wait;
      EXPECT_EQ(lockout.begin(account, address, now), Duration{});
    }
  }
  return now;
}

TEST(Lockout, F53_the_delay_grows_with_each_failure_and_has_an_end) {
  Lockout lockout(small_rules());
  const std::int64_t expected_ms[] = {0, 0, 0, 1'000, 2'000, 4'000, 8'000, 8'000, 8'000};
  Time now = kStart;
  for (const std::int64_t delay : expected_ms) {
    EXPECT_EQ(lockout.begin("16", "10.0.0.1", now).ms, delay);
    now = now + Duration{delay};
    if (delay > 0) {
      EXPECT_EQ(lockout.begin("16", "10.0.0.1", now).ms, 0);
    }
  }
}

TEST(Lockout, F53_attempts_while_waiting_do_not_lengthen_the_wait) {
  Lockout lockout(small_rules());
  const Time last = fail(lockout, "16", "10.0.0.1", 5, kStart);
  for (int i = 0; i < 100; ++i) EXPECT_GT(lockout.begin("16", "10.0.0.1", last + Duration{10 * i}), Duration{});
  EXPECT_EQ(lockout.begin("16", "10.0.0.1", last + Duration::seconds(4)), Duration{});
}

TEST(Lockout, F53_no_delay_is_for_ever) {
  Lockout lockout;
  const Time last = fail(lockout, "16", "10.0.0.1", 1'000, kStart);
  EXPECT_LE(lockout.begin("16", "10.0.0.1", last), Duration::minutes(15));
  EXPECT_EQ(lockout.begin("16", "10.0.0.1", last + Duration::minutes(15)), Duration{});
}

TEST(Lockout, F53_nobody_locks_another_out) {
  Lockout lockout(small_rules());
  for (int attacker = 0; attacker < 200; ++attacker) {
    fail(lockout, "16", "10.9.0." + std::to_string(attacker), 5, kStart);
  }
  EXPECT_EQ(lockout.begin("16", "192.0.2.1", kStart), Duration{}) << "the owner, from an address that never failed";
  EXPECT_EQ(lockout.begin("17", "10.9.0.1", kStart), Duration{}) << "another account";
}

TEST(Lockout, under_attack_each_address_has_one_attempt_before_it_waits) {
  Lockout lockout(small_rules());
  for (int attacker = 0; attacker < 10; ++attacker) {
    EXPECT_EQ(lockout.begin("16", "10.9.0." + std::to_string(attacker), kStart), Duration{});
  }
  EXPECT_EQ(lockout.begin("16", "10.9.1.1", kStart), Duration{});
  EXPECT_EQ(lockout.begin("16", "10.9.1.1", kStart), Duration::seconds(1));
}

TEST(Lockout, many_attempts_at_once_gain_nothing) {
  Lockout lockout(small_rules());
  int made = 0;
  for (int i = 0; i < 100; ++i) made += lockout.begin("16", "10.0.0.1", kStart) == Duration{} ? 1 : 0;
  EXPECT_EQ(made, 3);
}

TEST(Lockout, the_right_password_is_forgiven_at_once) {
  Lockout lockout(small_rules());
  const Time last = fail(lockout, "16", "10.0.0.1", 4, kStart) + Duration::seconds(2);
  EXPECT_EQ(lockout.begin("16", "10.0.0.1", last), Duration{});
  lockout.succeeded("16", "10.0.0.1");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(lockout.begin("16", "10.0.0.1", last), Duration{});
}

TEST(Lockout, an_attempt_that_was_not_made_does_not_count) {
  Lockout lockout(small_rules());
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(lockout.begin("16", "10.0.0.1", kStart), Duration{});
    lockout.withdrawn("16", "10.0.0.1");
  }
}

TEST(Lockout, all_is_forgotten_after_a_while_without_failures) {
  Lockout lockout(small_rules());
  const Time last = fail(lockout, "16", "10.0.0.1", 7, kStart);
  const Time later = last + Duration::minutes(1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(lockout.begin("16", "10.0.0.1", later), Duration{});
}

TEST(Lockout, a_flood_of_names_takes_bounded_memory_and_forgets_the_longest_untouched) {
  LockoutRules rules = small_rules();
  rules.entries_max = 100;
  Lockout lockout(rules);
  fail(lockout, "16", "10.0.0.1", 3, kStart);
  for (int i = 0; i < 20; ++i) {
    EXPECT_GT(lockout.begin("16", "10.0.0.1", kStart), Duration{}) << "what is touched stays";
    fail(lockout, "name:" + std::to_string(i), "10.0.0.2", 1, kStart);
  }
  for (int i = 0; i < 1'000; ++i) fail(lockout, "name:" + std::to_string(i), "10.0.0.2", 1, kStart);
  EXPECT_EQ(lockout.begin("16", "10.0.0.1", kStart), Duration{});
}

}  // namespace
}  // namespace loam
