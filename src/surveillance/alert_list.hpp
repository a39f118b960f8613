#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "base/random.hpp"
#include "surveillance/alert.hpp"

namespace loam {

inline constexpr std::size_t kMaxAlerts = 1'000;                  // the audit log has them all
inline constexpr Duration kSameAlertWithin = Duration::hours(1);  // later, the same thing is news again

/// The latest alerts. Any thread.
class AlertList {
 public:
  explicit AlertList(Random& random) : random_(random) {}

  struct Raised {
    Alert alert;
    bool is_new = true;  ///< else the same thing was seen again, and only counted
  };
  /// An alert that nobody has acknowledged takes up the same thing seen again.
  Raised raise(Finding finding, Time at);
  /// Puts back what an earlier process had.
  void restore(Alert alert);
  /// The alert as acknowledged, also where it was before: the first acknowledgement stands. nullopt: no such alert.
  std::optional<Alert> acknowledge(const Uuid& id, const Acknowledgement& acknowledgement);

  [[nodiscard]] std::optional<Alert> find(const Uuid& id) const;
  /// Newest first.
  [[nodiscard]] std::vector<Alert> all() const;

 private:
  Alert* find_same(const Finding& finding, Time at);
  void make_room();

  Random& random_;
  mutable std::mutex mutex_;
  std::deque<Alert> alerts_;  // oldest first
};

}  // namespace loam
