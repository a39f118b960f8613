#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "store/store.hpp"

namespace loam::sim {

/// How a commit fails: nothing of it is on the disk, or all of it and only the news did not arrive.
enum class Failure : std::uint8_t { before_durable, after_durable };

/// A store that fails when it is told to, and then, as a broken disk would, for good: until the process is started
/// anew. Counts commits that were tried all the same.
class FaultStore final : public Store {
 public:
  explicit FaultStore(Store& below) : below_(below) {}

  /// The n-th commit from now fails; 1 is the next.
  void fail_commit(std::int64_t n, Failure how) {
    fails_in_ = n;
    how_ = how;
  }
  void fail_probes(bool fails) { probes_fail_ = fails; }
  /// Called on the committing thread before each commit: a test can hold it there. Set before the first commit.
  void before_commit(std::function<void()> hook) { hook_ = std::move(hook); }
  void start_anew() { broken_ = false; }
  [[nodiscard]] bool broken() const { return broken_; }
  [[nodiscard]] std::int64_t commits() const { return commits_; }
  /// The last row of the record that is durable.
  [[nodiscard]] std::int64_t durable_seq() const { return durable_seq_; }
  [[nodiscard]] std::int64_t commits_after_failure() const { return commits_after_failure_; }

  Result<void, Fault> commit(std::span<const Event> events) override {
    if (hook_) hook_();
    if (broken_) {
      ++commits_after_failure_;
      return Unexpected{Fault{"a commit after a failure"}};
    }
    const bool fails = fails_in_ > 0 && --fails_in_ == 0;
    if (!fails || how_ == Failure::after_durable) {
      if (const auto done = below_.commit(events); !done) return done;
      ++commits_;
      for (const Event& event : events) {
        if (const auto* row = std::get_if<Transaction>(&event)) durable_seq_ = row->seq;
      }
    }
    if (!fails) return {};
    broken_ = true;
    return Unexpected{Fault{"the disk is full"}};
  }
  Result<void, Fault> probe() override {
    if (broken_ || probes_fail_) return Unexpected{Fault{"the disk is full"}};
    return below_.probe();
  }
  Result<bool, Fault> roll_up(Time now, std::optional<Time> keep_from) override {
    if (broken_) return Unexpected{Fault{"the disk is full"}};
    return below_.roll_up(now, keep_from);
  }
  using Store::replay;
  Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) override {
    return below_.replay(from, take);
  }
  Result<std::unique_ptr<Reader>, Fault> reader() override { return below_.reader(); }

 private:
  Store& below_;
  std::int64_t fails_in_ = 0;
  Failure how_ = Failure::before_durable;
  std::function<void()> hook_;
  std::atomic<std::int64_t> durable_seq_ = 0;
  std::atomic<bool> probes_fail_ = false;
  std::atomic<bool> broken_ = false;
  std::atomic<std::int64_t> commits_ = 0;
  std::atomic<std::int64_t> commits_after_failure_ = 0;
};

}  // namespace loam::sim
