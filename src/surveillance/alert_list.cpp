#include "surveillance/alert_list.hpp"

#include <algorithm>
#include <utility>

namespace loam {

AlertList::Raised AlertList::raise(Finding finding, Time at) {
  const std::lock_guard lock(mutex_);
  if (Alert* same = find_same(finding, at)) {
    same->count += 1;
    same->last_seen_at = at;
    const Time first = same->finding.from;
    same->finding = std::move(finding);
    same->finding.from = std::min(first, same->finding.from);
    return {*same, false};
  }
  make_room();
  Alert alert;
  alert.id = make_uuid7(at, random_);
  alert.finding = std::move(finding);
  alert.raised_at = at;
  alert.last_seen_at = at;
  alerts_.push_back(alert);
  return {std::move(alert), true};
}

void AlertList::restore(Alert alert) {
  const std::lock_guard lock(mutex_);
  make_room();
  const auto place = std::ranges::upper_bound(alerts_, alert.raised_at, {}, &Alert::raised_at);
  alerts_.insert(place, std::move(alert));
}

std::optional<Alert> AlertList::acknowledge(const Uuid& id, const Acknowledgement& acknowledgement) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(alerts_, id, &Alert::id);
  if (found == alerts_.end()) return std::nullopt;
  if (!found->acknowledged) found->acknowledged = acknowledgement;
  return *found;
}

std::optional<Alert> AlertList::find(const Uuid& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(alerts_, id, &Alert::id);
  return found == alerts_.end() ? std::nullopt : std::optional(*found);
}

std::vector<Alert> AlertList::all() const {
  const std::lock_guard lock(mutex_);
  return {alerts_.rbegin(), alerts_.rend()};
}

Alert* AlertList::find_same(const Finding& finding, Time at) {
  for (auto alert = alerts_.rbegin(); alert != alerts_.rend(); ++alert) {
    if (!alert->acknowledged && alert->finding.same_as(finding) && at - alert->last_seen_at <= kSameAlertWithin) {
      return &*alert;
    }
  }
  return nullptr;
}

void AlertList::make_room() {
  if (alerts_.size() < kMaxAlerts) return;
  // What somebody has dealt with goes first.
  const auto done = std::ranges::find_if(alerts_, [](const Alert& alert) { return alert.acknowledged.has_value(); });
  alerts_.erase(done == alerts_.end() ? alerts_.begin() : done);
}

}  // namespace loam
