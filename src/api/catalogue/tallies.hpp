#pragma once

#include <cstddef>
#include <cstdint>
#include <shared_mutex>
#include <span>
#include <vector>

#include "engine/event.hpp"

namespace loam {

/// What an account has traded and sold since the world began.
struct Tally {
  Money traded;  ///< amounts of its biome buys and sells, without fees
  Money sold;    ///< gross, of the lands that it sold to players
  std::uint32_t trades = 0;
  std::uint32_t sales = 0;
};

/// Sums that the state does not keep, because no rule asks for them. Told every row of the record once: all of the past
/// at a start, then each batch after its commit. 24 bytes an account up to the highest that ever did either. Any
/// thread.
class Tallies {
 public:
  void take(const Event& event);
  void take(std::span<const Event> events);

  [[nodiscard]] Tally of(AccountNo account) const;
  /// Calls look(AccountNo, const Tally&) for the accounts from `from` on, at most `most`; gives the next account, or
  /// none at the end.
  template <class Look>
  AccountNo each(AccountNo from, std::size_t most, Look look) const {
    const std::shared_lock lock(mutex_);
    std::uint32_t next = from.value;
    for (; next < tallies_.size() && most > 0; ++next, --most) look(AccountNo{next}, tallies_[next]);
    return next < tallies_.size() ? AccountNo{next} : kNoAccount;
  }

 private:
  void add(const Transaction& row);
  Tally& tally(AccountNo account);

  mutable std::shared_mutex mutex_;
  std::vector<Tally> tallies_;  // by account
};

}  // namespace loam
