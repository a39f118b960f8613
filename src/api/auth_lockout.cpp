#include "api/auth_lockout.hpp"

#include <algorithm>
#include <utility>

namespace loam {
namespace {

std::string pair_key(std::string_view account, std::string_view address) {
  std::string key(account);
  key += '\n';
  key += address;
  return key;
}

}  // namespace

Duration Lockout::begin(std::string_view account, std::string_view address, Time now) {
  const std::lock_guard lock(mutex_);
  Failures& all = failures_of(std::string(account), now);
  const bool attack = all.count >= rules_.attack_failures;
  Failures& own = failures_of(pair_key(account, address), now);
  const Time free_from =
      own.last + delay_after(own.count, attack ? rules_.free_attempts_under_attack : rules_.free_attempts);
  if (own.count > 0 && free_from > now) return free_from - now;
  own.count += 1;
  own.last = now;
  Failures& counted = failures_of(std::string(account), now);  // the place may have moved with the one after it
  counted.count += 1;
  counted.last = now;
  return Duration{};
}

void Lockout::succeeded(std::string_view account, std::string_view address) {
  const std::lock_guard lock(mutex_);
  const std::string pair = pair_key(account, address);
  recent_.erase(pair);
  older_.erase(pair);
  forgive(std::string(account), 1);
}

void Lockout::withdrawn(std::string_view account, std::string_view address) {
  const std::lock_guard lock(mutex_);
  forgive(pair_key(account, address), 1);
  forgive(std::string(account), 1);
}

Lockout::Failures& Lockout::failures_of(const std::string& key, Time now) {
  const auto found = recent_.find(key);
  if (found != recent_.end()) {
    if (now - found->second.last >= rules_.memory) found->second = {};
    return found->second;
  }
  if (recent_.size() >= rules_.entries_max / 2) {
    older_ = std::move(recent_);
    recent_.clear();
  }
  Failures failures;
  const auto old = older_.find(key);
  if (old != older_.end()) {
    if (now - old->second.last < rules_.memory) failures = old->second;
    older_.erase(old);
  }
  return recent_.emplace(key, failures).first->second;
}

void Lockout::forgive(const std::string& key, int count) {
  for (Table* table : {&recent_, &older_}) {
    const auto found = table->find(key);
    if (found != table->end()) found->second.count = std::max(0, found->second.count - count);
  }
}

Duration Lockout::delay_after(int failures, int free) const {
  if (failures < free) return Duration{};
  Duration delay = rules_.first_delay;
  for (int i = free; i < failures && delay < rules_.longest_delay; ++i) delay.ms *= 2;
  return std::min(delay, rules_.longest_delay);
}

}  // namespace loam
