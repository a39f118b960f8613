#include "surveillance/attention_farm.hpp"

#include <algorithm>
#include <string>

namespace loam {

AttentionFarm::AttentionFarm() = default;

void AttentionFarm::begin(const State& state) {
  for (const Biome biome : kAllBiomes) markets_[index_of(biome)].price = state.exchange.price(biome);
}

void AttentionFarm::see(const Event& event, Time at, std::vector<Finding>& found) {
  if (const auto* counted = std::get_if<AttentionCounted>(&event)) return press(*counted, at, found);
  if (const auto* row = std::get_if<Transaction>(&event)) return trade(*row, at);
  const auto* cycle = std::get_if<Cycle>(&event);
  if (cycle == nullptr) return;
  for (const Biome biome : kAllBiomes) {
    const MarketMove& move = cycle->markets[index_of(biome)];
    Watch& market = markets_[index_of(biome)];
    market.price = price_of(move.cash_after, move.shares).value_or(market.price);
  }
}

void AttentionFarm::trade(const Transaction& row, Time at) {
  if (!row.biome || (row.type != TransactionType::biome_buy && row.type != TransactionType::biome_sell)) return;
  Watch& market = markets_[index_of(*row.biome)];
  market.price = price_of(row.pool_cash_after, row.pool_shares_after).value_or(market.price);
  const bool buy = row.type == TransactionType::biome_buy;
  const AccountNo account = buy ? row.buyer : row.seller;
  if (!buy) {
    if (Buyer* buyer = market.buyers.find(account.value, at)) buyer->shares = row.holding_shares_after;
    return;
  }
  Buyer& buyer = market.buyers.at(account.value, at);
  if (buyer.rows.empty()) buyer.first_price = price_per_share_of(row);
  buyer.shares = row.holding_shares_after;
  if (buyer.rows.size() == kMaxEvidence) buyer.rows.erase(buyer.rows.begin());
  buyer.rows.push_back(row.id());
}

void AttentionFarm::press(const AttentionCounted& counted, Time at, std::vector<Finding>& found) {
  if (counted.count.dropped_us == 0) return;
  const auto most = std::ranges::max_element(counted.count.counted_us);
  const auto biome = static_cast<Biome>(most - counted.count.counted_us.begin());
  if (*most == 0) return;  // nothing counted: it moved no price
  Watch& market = markets_[index_of(biome)];
  market.pressing.at(counted.count.account.value, at).times += 1;
  if (at - market.looked_at < kLookEvery) return;
  market.looked_at = at;
  look(biome, at, found);
}

void AttentionFarm::look(Biome biome, Time at, std::vector<Finding>& found) {
  Watch& market = markets_[index_of(biome)];
  std::size_t accounts = 0;
  market.pressing.each(at, [&](std::uint64_t, const Press& press) { accounts += press.times >= kPresses ? 1 : 0; });
  if (accounts < kAccounts) return;

  std::uint64_t holder = 0;
  std::int64_t gain = 0;  // paisa
  market.buyers.each(at, [&](std::uint64_t account, const Buyer& buyer) {
    const std::int64_t rise = market.price.micro_bdt - buyer.first_price.micro_bdt;
    // micro-BDT times micro-shares are 10^-12 BDT: 10^10 of them are a paisa.
    const auto gained = mul_div_floor(rise, buyer.shares.micro, 10'000'000'000).value_or(0);
    if (gained <= gain) return;
    gain = gained;
    holder = account;
  });
  if (holder == 0) return;

  const Buyer& buyer = *market.buyers.find(holder, at);
  Finding finding;
  finding.kind = AlertKind::attention_farm;
  finding.biome = biome;
  finding.account = {static_cast<std::uint32_t>(holder)};
  finding.from = at - kWindow;
  finding.to = at;
  finding.rows.assign(buyer.rows.begin(), buyer.rows.end());
  finding.detail = std::to_string(accounts) + " accounts claim more attention for " + std::string(to_string(biome)) +
                   " than time has passed; this account bought it within the hour, holds " + to_string(buyer.shares) +
                   " shares, and has gained " + to_string(Money{gain}) + " BDT since.";
  found.push_back(std::move(finding));
}

}  // namespace loam
