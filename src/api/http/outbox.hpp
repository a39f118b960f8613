#pragma once

#include <cstddef>
#include <vector>

#include "api/http/feed.hpp"

namespace loam::http {

/// What waits to be sent to one subscriber, in order, within limits. Not safe for several threads: its session locks.
class Outbox {
 public:
  explicit Outbox(FeedLimits limits) : limits_(limits) {}

  /// Replaces a waiting message of the same key, which leaves its place: the queue stays in the order of `seq`. False,
  /// and nothing queued, where the message would exceed a limit.
  bool push(FeedMessage message);
  /// The oldest message; the queue must not be empty.
  FeedMessage pop();
  void clear();

  [[nodiscard]] bool empty() const { return first_ == waiting_.size(); }
  [[nodiscard]] std::size_t size() const { return waiting_.size() - first_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  FeedLimits limits_;
  std::vector<FeedMessage> waiting_;
  std::size_t first_ = 0;  // those before it are gone
  std::size_t bytes_ = 0;
};

}  // namespace loam::http
