#include "surveillance/surveillance.hpp"

#include <utility>

namespace loam {

Surveillance::Surveillance(Random& random, Submit submit, IdOf id_of)
    : registry_(std::make_shared<prometheus::Registry>()),
      metrics_(*registry_),
      alerts_(random),
      submit_(std::move(submit)),
      id_of_(std::move(id_of)),
      detectors_(make_detectors()) {}

Surveillance::~Surveillance() = default;

void Surveillance::begin(const State& state, std::span<const AuditEntry> newest_entries) {
  for (const auto& detector : detectors_) detector->begin(state);
  // Oldest first: an acknowledgement comes after its alert.
  for (std::size_t i = newest_entries.size(); i-- > 0;) {
    if (auto alert = from_audit_entry(newest_entries[i], state.identity)) {
      alerts_.restore(*std::move(alert));
    } else {
      see_acknowledgement(newest_entries[i]);
    }
  }
}

std::vector<Alert> Surveillance::observe(Time at, std::span<const Event> events, const CommitFigures& figures) {
  metrics_.committed(figures);
  std::vector<Finding> found;
  for (const Event& event : events) {
    metrics_.see(event, at);
    for (const auto& detector : detectors_) detector->see(event, at, found);
    if (const auto* entry = std::get_if<AuditEntry>(&event)) see_acknowledgement(*entry);
  }
  std::vector<Alert> changed;
  for (Finding& finding : found) {
    AlertList::Raised raised = alerts_.raise(std::move(finding), at);
    if (raised.is_new) {
      metrics_.raised(raised.alert);
      if (unwritten_.size() == kMaxUnwrittenAlerts) unwritten_.pop_front();
      unwritten_.push_back(to_audit_entry(raised.alert, id_of_(raised.alert.finding.account)));
    }
    changed.push_back(std::move(raised.alert));
  }
  write_down();
  return changed;
}

void Surveillance::write_down() {
  while (!unwritten_.empty()) {
    const AuditEntry& entry = unwritten_.front();
    Command command{LogAccess{entry.action, entry.target, entry.detail}, Actor{kNoAccount, entry.actor}, std::nullopt};
    if (!submit_(std::move(command))) return;  // tried again with the next batch
    unwritten_.pop_front();
  }
}

void Surveillance::see_acknowledgement(const AuditEntry& entry) {
  if (entry.action != kAcknowledgeAction) return;
  if (const auto id = parse_uuid(entry.target)) alerts_.acknowledge(*id, {entry.at, entry.actor, entry.detail});
}

}  // namespace loam
