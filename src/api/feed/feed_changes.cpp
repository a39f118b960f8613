#include "api/feed/feed_changes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace loam {

void FeedChanges::take(std::shared_ptr<const CommittedBatch> batch, std::vector<Alert> raised, FeedLeaders& leaders) {
  for (const Event& event : batch->events) {
    if (!take_entry(event, leaders)) take_event(event);
  }
  std::move(raised.begin(), raised.end(), std::back_inserter(alerts));
  batches_.push_back(std::move(batch));
}

void FeedChanges::take_row(const Transaction& row) {
  for (const AccountNo account : {row.buyer, row.seller}) {
    if (is_user(account)) accounts[account].add(&row);
  }
  if (!row.lands.empty()) lands.push_back(&row.lands);
  if (row.listing.exists()) buyers[row.listing] = row.buyer;
  if (!row.biome) return;
  markets[index_of(*row.biome)] = true;
  if (row.type != TransactionType::biome_buy && row.type != TransactionType::biome_sell) return;
  trades.add(&row);
  trades_of[index_of(*row.biome)].add(&row);
}

/// Entries of the marketplace's journal; false for anything else.
bool FeedChanges::take_entry(const Event& event, FeedLeaders& leaders) {
  if (const auto* opened = std::get_if<ListingOpened>(&event)) {
    note(opened->terms->number, ListingNews::opened);
    lands.push_back(&opened->terms->lands);
  } else if (const auto* bid = std::get_if<Bid>(&event)) {
    take_bid(*bid, leaders.take(*bid));
  } else if (const auto* closed = std::get_if<ListingClosed>(&event)) {
    note(closed->listing, ListingNews::closed);
    const AccountNo leader = leaders.take(*closed);
    if (leader.exists()) accounts[leader];  // his hold is free, or paid
  } else {
    return false;
  }
  return true;
}

void FeedChanges::take_bid(const Bid& bid, const FeedLeaders::Before& before) {
  note(bid.listing, before.end_moved ? ListingNews::end_moved : ListingNews::bid);
  const AccountNo leader = bid.after.leader;
  accounts[leader];  // what it holds has changed
  if (before.leader.exists() && before.leader != leader) accounts[before.leader];
  outbid.erase({leader, bid.listing});
  const AccountNo loser = bid.bidder == leader ? before.leader : bid.bidder;
  if (loser.exists() && loser != leader) outbid[{loser, bid.listing}] = &bid;
}

void FeedChanges::note(ListingNo listing, ListingNews news) {
  const auto [known, is_new] = listings.emplace(listing, news);
  if (!is_new) known->second = std::max(known->second, news);
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
