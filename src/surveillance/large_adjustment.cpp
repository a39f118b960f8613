#include "surveillance/large_adjustment.hpp"

#include <functional>

namespace loam {

void LargeAdjustment::see(const Event& event, Time at, std::vector<Finding>& found) {
  if (const auto* row = std::get_if<Transaction>(&event)) {
    if (row->type == TransactionType::adjustment) {
      pending_ = {row->id(), row->buyer, row->amount < Money::zero() ? negated(row->amount) : row->amount};
    }
    return;
  }
  const auto* entry = std::get_if<AuditEntry>(&event);
  if (entry == nullptr || entry->action != "balance.adjust" || !pending_.account.exists()) return;

  const std::uint64_t who = std::hash<std::string>{}(entry->actor);
  Adjustments& sum = by_operator_.at(who, at);
  if (sum.rows.empty() || at - sum.first > kWindow) sum = {at, Money::zero(), {}};
  sum.sum = checked_add(sum.sum, pending_.amount).value_or(sum.sum);
  if (sum.rows.size() == kMaxEvidence) sum.rows.erase(sum.rows.begin());
  sum.rows.push_back(pending_.row);
  const AccountNo account = std::exchange(pending_, {}).account;
  if (sum.sum < kThreshold) return;

  Finding finding;
  finding.kind = AlertKind::large_adjustment;
  finding.severity = Severity::critical;
  finding.account = account;
  finding.from = sum.first;
  finding.to = at;
  finding.rows.assign(sum.rows.begin(), sum.rows.end());
  finding.detail = entry->actor + " adjusted balances by " + to_string(sum.sum) +
                   " BDT in all within an hour, the last one that of this account.";
  found.push_back(std::move(finding));
  by_operator_.forget(who);
}

}  // namespace loam
