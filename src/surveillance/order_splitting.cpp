#include "surveillance/order_splitting.hpp"

#include <string>

namespace loam {

void OrderSplitting::see(const Event& event, Time at, std::vector<Finding>& found) {
  if (const auto* row = std::get_if<Transaction>(&event)) {
    if (row->type != TransactionType::biome_buy && row->type != TransactionType::biome_sell) return;
    Orders& orders = orders_.at(key_of(row->buyer.exists() ? row->buyer : row->seller, *row->biome), at);
    if (orders.trades.size() == kMaxEvidence) orders.trades.erase(orders.trades.begin());
    orders.trades.push_back(row->id());
    orders.traded = checked_add(orders.traded, row->amount).value_or(orders.traded);
    return;
  }
  const auto* safeguard = std::get_if<SafeguardEvent>(&event);
  if (safeguard == nullptr || safeguard->kind != SafeguardKind::order_rate || !safeguard->biome) return;
  Orders& orders = orders_.at(key_of(safeguard->account, *safeguard->biome), at);
  const std::size_t refusals = orders.refusals.add(at, kWindow);
  if (refusals < kRefusals) return;

  Finding finding;
  finding.kind = AlertKind::order_splitting;
  finding.biome = safeguard->biome;
  finding.account = safeguard->account;
  finding.from = orders.refusals.first();
  finding.to = at;
  finding.rows.assign(orders.trades.begin(), orders.trades.end());
  finding.detail = std::to_string(refusals) + " orders in " + std::string(to_string(*safeguard->biome)) +
                   " were refused because the account's rolling size was used up; it traded " +
                   to_string(orders.traded) + " BDT there meanwhile.";
  found.push_back(std::move(finding));
  orders.refusals.clear();
}

}  // namespace loam
