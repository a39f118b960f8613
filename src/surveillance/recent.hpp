#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/time.hpp"
#include "ledger/account.hpp"

namespace loam {

/// Accounts, or accounts in a market, that one detector remembers at once; about 200 bytes each. Who has been quiet for
/// the detector's window is forgotten first; in a flood of new ones everybody is. A world of ten thousand traders in
/// seven markets fits.
inline constexpr std::size_t kMaxRemembered = 100'000;

/// What is remembered of each key, and forgotten when nothing was heard of it for `window`.
template <class What>
class Recent {
 public:
  explicit Recent(Duration window) : window_(window) {}

  /// Stays where it is until the next call.
  What& at(std::uint64_t key, Time now) {
    if (entries_.size() >= kMaxRemembered && !entries_.contains(key)) make_room(now);
    Entry& entry = entries_[key];
    if (entry.heard + window_ < now) entry.what = What{};
    entry.heard = now;
    return entry.what;
  }
  /// nullptr where nothing is remembered.
  What* find(std::uint64_t key, Time now) {
    const auto found = entries_.find(key);
    return found == entries_.end() || found->second.heard + window_ < now ? nullptr : &found->second.what;
  }
  void forget(std::uint64_t key) { entries_.erase(key); }

  /// Calls `look(key, what)` for all that were heard of within the window.
  template <class Look>
  void each(Time now, Look look) {
    for (auto& [key, entry] : entries_) {
      if (entry.heard + window_ >= now) look(key, entry.what);
    }
  }

 private:
  struct Entry {
    What what;
    Time heard;
  };

  void make_room(Time now) {
    erase_if(entries_, [&](const auto& entry) { return entry.second.heard + window_ < now; });
    if (entries_.size() >= kMaxRemembered) entries_.clear();
  }

  Duration window_;
  boost::unordered_flat_map<std::uint64_t, Entry> entries_;
};

/// Moments within the last `window`.
class Moments {
 public:
  /// How many there are, this one included.
  std::size_t add(Time now, Duration window) {
    const auto recent = std::find_if(times_.begin(), times_.end(), [&](Time time) { return time + window >= now; });
    times_.erase(times_.begin(), recent);
    times_.push_back(now);
    return times_.size();
  }
  [[nodiscard]] Time first() const { return times_.empty() ? Time{} : times_.front(); }
  void clear() { times_.clear(); }

 private:
  std::vector<Time> times_;  // a deque would take half a kilobyte before its first entry
};

/// An account in a market.
inline std::uint64_t key_of(AccountNo account, Biome biome) {
  return static_cast<std::uint64_t>(account.value) * kBiomes + index_of(biome);
}

}  // namespace loam
