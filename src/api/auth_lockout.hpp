#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace loam {

/// How wrong passwords slow down further ones.
struct LockoutRules {
  int free_attempts = 5;                        ///< of one address on one account; people mistype
  int free_attempts_under_attack = 1;           ///< the same while many addresses fail on the account
  int attack_failures = 20;                     ///< failures on one account, over all addresses, that are an attack
  Duration first_delay = Duration::seconds(1);  ///< doubles with each further failure
  Duration longest_delay = Duration::minutes(15);
  Duration memory = Duration::hours(1);  ///< without a further failure all is forgiven
  std::size_t entries_max = 100'000;     ///< 15 MiB; the longest untouched are forgotten first
};

/// Who has to wait before he may try a password again. In memory: a restart forgives.
///
/// Invariants:
///  1. A delay ends by itself, and waiting attempts do not lengthen it.
///  2. An address that has not failed on an account is never delayed on it, whatever others do: nobody locks another
///     out. What others do only takes the patience with addresses that fail.
///  3. Attempts under way count as failures until they are told to be none, so that many at once gain nothing.
///
/// Any thread.
class Lockout {
 public:
  explicit Lockout(LockoutRules rules = {}) : rules_(rules) {}
  Lockout(const Lockout&) = delete;
  Lockout& operator=(const Lockout&) = delete;

  /// Zero: the attempt may be made and counts as failed from here on. Else how long to wait; nothing is counted.
  /// @param account the account's number, or what was given as its name where there is none
  Duration begin(std::string_view account, std::string_view address, Time now);
  /// The attempt had the right password: the address is forgiven.
  void succeeded(std::string_view account, std::string_view address);
  /// The attempt was not made after all.
  void withdrawn(std::string_view account, std::string_view address);

 private:
  struct Failures {
    int count = 0;
    Time last;
  };
  using Table = std::unordered_map<std::string, Failures>;

  Failures& failures_of(const std::string& key, Time now);
  void forgive(const std::string& key, int count);
  [[nodiscard]] Duration delay_after(int failures, int free) const;

  const LockoutRules rules_;
  std::mutex mutex_;
  // Two generations: what is touched moves to the recent one; when that is full it becomes the older one.
  Table recent_;
  Table older_;
};

}  // namespace loam
