#include "api/feed/feed_changes.hpp"

#include <iterator>
#include <utility>

namespace loam {

void FeedChanges::take(std::shared_ptr<const CommittedBatch> batch, std::vector<Alert> raised) {
  for (const Event& event : batch->events) take_event(event);
  std::move(raised.begin(), raised.end(), std::back_inserter(alerts));
  batches_.push_back(std::move(batch));
}

void FeedChanges::take_row(const Transaction& row) {
  for (const AccountNo account : {row.buyer, row.seller}) {
    if (is_user(account)) accounts[account].add(&row);
  }
  if (!row.biome) return;
  markets[index_of(*row.biome)] = true;
  if (row.type != TransactionType::biome_buy && row.type != TransactionType::biome_sell) return;
  trades.add(&row);
  trades_of[index_of(*row.biome)].add(&row);
}

void FeedChanges::take_event(const Event& event) {
  if (const auto* row = std::get_if<Transaction>(&event)) {
    take_row(*row);
  } else if (std::holds_alternative<Cycle>(event)) {
    markets.fill(true);
    attention = true;
  } else if (std::holds_alternative<AttentionCounted>(event)) {
    attention = true;
  } else if (const auto* change = std::get_if<MarketHaltsChange>(&event)) {
    markets[index_of(change->biome)] = true;
  } else if (const auto* safeguard = std::get_if<SafeguardEvent>(&event)) {
    safeguards.add(safeguard);
  } else if (const auto* session = std::get_if<Session>(&event)) {
    sessions.push_back(session);
  } else if (const auto* key = std::get_if<ApiKey>(&event)) {
    keys.push_back(key);
  } else if (const auto* user = std::get_if<User>(&event)) {
    users.push_back(user);
  }
}

}  // namespace loam
