#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <prometheus/registry.h>

#include "base/random.hpp"
#include "engine/command.hpp"
#include "engine/event.hpp"
#include "engine/state.hpp"
#include "surveillance/alert_list.hpp"
#include "surveillance/detector.hpp"
#include "surveillance/economy_metrics.hpp"

namespace loam {

/// Alerts that wait for a place in the queue, to be written to the audit log. More would mean that the queue has been
/// full for a long time; the oldest then stay out of the log and are in memory alone.
inline constexpr std::size_t kMaxUnwrittenAlerts = 100;

/// Watches what is committed: metrics and alerts. It acts by one thing alone, a command that writes an alert to the
/// audit log, and changes nothing of the economy.
class Surveillance {
 public:
  /// Gives the command to the pipeline; false where it could not be taken.
  using Submit = std::function<bool(Command)>;

  /// The id of a user's account; nil for none.
  using IdOf = std::function<Uuid(AccountNo)>;

  Surveillance(Random& random, Submit submit, IdOf id_of);
  Surveillance(const Surveillance&) = delete;
  Surveillance& operator=(const Surveillance&) = delete;
  ~Surveillance();

  /// Before the first event: the state then, and the newest entries of the audit log, newest first, from which the
  /// alerts of earlier processes come back.
  void begin(const State& state, std::span<const AuditEntry> newest_entries);

  /// One committed batch. On one thread. Gives the alerts that are new or were seen again.
  std::vector<Alert> observe(Time at, std::span<const Event> events, const CommitFigures& figures);

  [[nodiscard]] AlertList& alerts() { return alerts_; }
  [[nodiscard]] const AlertList& alerts() const { return alerts_; }
  [[nodiscard]] EconomyMetrics& metrics() { return metrics_; }
  /// Where other rooms add metrics of their own.
  [[nodiscard]] prometheus::Registry& registry() { return *registry_; }

 private:
  void write_down();
  void see_acknowledgement(const AuditEntry& entry);

  std::shared_ptr<prometheus::Registry> registry_;
  EconomyMetrics metrics_;
  AlertList alerts_;
  Submit submit_;
  IdOf id_of_;
  std::vector<std::unique_ptr<Detector>> detectors_;
  std::deque<AuditEntry> unwritten_;
};

}  // namespace loam
