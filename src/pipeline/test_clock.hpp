#pragma once

#include <atomic>

#include "base/time.hpp"

namespace loam {

/// A clock that stands until it is moved, for tests that let days pass in a moment. Never runs backwards. Safe from any
/// thread.
class TestClock final : public Clock {
 public:
  explicit TestClock(Time now) : ms_(now.ms) {}

  [[nodiscard]] Time now() const override { return {ms_.load()}; }
  /// Forward; a moment before `now` changes nothing.
  void advance_to(Time to) {
    std::int64_t ms = ms_.load();
    while (ms < to.ms && !ms_.compare_exchange_weak(ms, to.ms)) {
    }
  }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace loam
