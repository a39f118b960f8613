#include "surveillance/supply_jump.hpp"

#include <string>

namespace loam {
namespace {

/// What this row adds to the money outside the treasury.
Money added_by(const Transaction& row) {
  Money added;
  for (const Posting& leg : postings_of(row)) {
    if (leg.account == kOutside || leg.account == kTreasury) added = sub_within(added, leg.amount);
  }
  return added;
}

}  // namespace

void SupplyJump::begin(const State& state) {
  const Money outside = state.ledger.account(kOutside).balance();
  supply_ = negated(add_within(outside, state.ledger.account(kTreasury).balance()));
}

void SupplyJump::see(const Event& event, Time at, std::vector<Finding>& found) {
  const auto* row = std::get_if<Transaction>(&event);
  if (row == nullptr) return;
  const Money added = added_by(*row);
  if (added == Money::zero()) return;
  while (!samples_.empty() && samples_.front().at + kWindow < at) samples_.pop_front();
  if (samples_.empty() || samples_.back().at + kStep <= at) samples_.push_back({at, supply_});
  supply_ = add_within(supply_, added);
  // The first cash of the markets is the world's beginning, not a jump.
  if (row->type == TransactionType::market_seed) {
    samples_.clear();
    return;
  }
  if (rows_.size() == kMaxEvidence) rows_.erase(rows_.begin());
  rows_.push_back(row->id());

  const Sample first = samples_.front();
  const Money growth = sub_within(supply_, first.supply);
  if (growth < kAtLeast || growth.paisa < first.supply.paisa / kPart) return;
  Finding finding;
  finding.kind = AlertKind::supply_jump;
  finding.severity = Severity::critical;
  finding.from = first.at;
  finding.to = at;
  finding.rows.assign(rows_.begin(), rows_.end());
  finding.detail = "The money outside the treasury grew by " + to_string(growth) + " BDT within an hour, from " +
                   to_string(first.supply) + " to " + to_string(supply_) + " BDT.";
  found.push_back(std::move(finding));
  samples_.clear();  // from here on only what is added anew counts
  rows_.clear();
}

}  // namespace loam
