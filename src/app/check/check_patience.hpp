#pragma once

#include <chrono>
#include <mutex>
#include <string>

namespace loam {

/// How long a run may wait, in all, for limits that an earlier run has used up and for a proof of a long record. Any
/// thread.
class CheckPatience {
 public:
  explicit CheckPatience(std::chrono::seconds most) : left_(most) {}

  /// Sleeps, and says on standard error for what, once for each reason. False where it would be too long.
  bool wait(std::chrono::seconds pause, const std::string& reason);
  /// What was waited so far.
  [[nodiscard]] std::chrono::seconds waited() const;

 private:
  mutable std::mutex mutex_;
  std::chrono::seconds left_;
  std::chrono::seconds waited_{0};
  std::string told_;
};

}  // namespace loam
