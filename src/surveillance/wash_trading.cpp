#include "surveillance/wash_trading.hpp"

#include <string>

namespace loam {

bool WashTrading::closes(const Trades& trades, const Transaction& sale, Time at) {
  if (trades.bought == Shares::zero() || at - trades.bought_at > kTripTime) return false;
  return static_cast<Int128>(sale.shares.micro) * 5 >= static_cast<Int128>(trades.bought.micro) * 4;
}

void WashTrading::see(const Event& event, Time at, std::vector<Finding>& found) {
  const auto* row = std::get_if<Transaction>(&event);
  if (row == nullptr || !row->biome) return;
  const bool buy = row->type == TransactionType::biome_buy;
  if (!buy && row->type != TransactionType::biome_sell) return;

  const AccountNo account = buy ? row->buyer : row->seller;
  Trades& trades = trades_.at(key_of(account, *row->biome), at);
  if (trades.rows.size() == kMaxEvidence) trades.rows.erase(trades.rows.begin());
  trades.rows.push_back(row->id());
  trades.volume = checked_add(trades.volume, row->amount).value_or(trades.volume);
  if (buy) {
    if (at - trades.bought_at > kTripTime) trades.bought = Shares::zero();
    trades.bought = checked_add(trades.bought, row->shares).value_or(trades.bought);
    trades.bought_at = at;
    return;
  }
  if (!closes(trades, *row, at)) return;
  trades.bought = Shares::zero();
  const std::size_t trips = trades.trips.add(at, kWindow);
  if (trips < kTrips) return;

  Finding finding;
  finding.kind = AlertKind::wash_trading;
  finding.biome = row->biome;
  finding.account = account;
  finding.from = trades.trips.first();
  finding.to = at;
  finding.rows.assign(trades.rows.begin(), trades.rows.end());
  finding.detail = "The account bought and sold the same shares of " + std::string(to_string(*row->biome)) + " " +
                   std::to_string(trips) + " times within minutes: " + to_string(trades.volume) +
                   " BDT of volume that is nobody's change of mind.";
  found.push_back(std::move(finding));
  trades = Trades{};
}

}  // namespace loam
