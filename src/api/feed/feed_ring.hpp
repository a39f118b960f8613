#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "api/feed/feed_topic.hpp"
#include "api/http/feed.hpp"
#include "base/time.hpp"

namespace loam {

/// What a client that was away for a moment can be told afterwards. Beyond any of these it reads everything anew.
inline constexpr std::size_t kRingMessages = 10'000;
inline constexpr std::size_t kRingBytes = 16 * 1024 * 1024;
inline constexpr Duration kRingTime = Duration::seconds(60);

/// The latest messages that no later message replaces, in order of their sequence. Messages that are replaced are not
/// kept: a snapshot is newer than all of them.
class FeedRing {
 public:
  struct Entry {
    Topic topic;
    Time at;
    http::FeedMessage message;
  };

  /// @param epoch every sequence of this process is above it
  explicit FeedRing(std::uint64_t epoch) : forgotten_(epoch) {}

  void add(Entry entry);
  /// Ends a round of messages: `seq` is the last one, kept here or not. Forgets what is older than kRingTime.
  void round(Time now, std::uint64_t seq);
  /// Forgets all up to `seq`: something was lost.
  void forget(std::uint64_t seq);

  /// Whether every message above `seq` is still here.
  [[nodiscard]] bool covers(std::uint64_t seq) const { return seq >= forgotten_; }
  /// Calls `look(entry)` for all above `seq`, in order.
  template <class Look>
  void each_above(std::uint64_t seq, Look look) const {
    const auto above = [](std::uint64_t value, const Entry& entry) { return value < entry.message.seq; };
    for (auto at = std::upper_bound(entries_.begin(), entries_.end(), seq, above); at != entries_.end(); ++at)
      look(*at);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Mark {
    Time at;
    std::uint64_t seq = 0;
  };
  void pop();

  std::deque<Entry> entries_;
  std::deque<Mark> marks_;  // the ends of rounds within kRingTime
  std::size_t bytes_ = 0;
  std::uint64_t forgotten_;
};

}  // namespace loam
