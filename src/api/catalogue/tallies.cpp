#include "api/catalogue/tallies.hpp"

#include <limits>
#include <mutex>

namespace loam {
namespace {

/// More than all money there is: a sum of turnovers may come here, and stays.
constexpr Money kMost{std::numeric_limits<std::int64_t>::max()};

Money more(Money sum, Money amount) { return checked_add(sum, amount).value_or(kMost); }

}  // namespace

void Tallies::take(const Event& event) { take(std::span(&event, 1)); }

void Tallies::take(std::span<const Event> events) {
  const std::unique_lock lock(mutex_);
  for (const Event& event : events) {
    if (const auto* row = std::get_if<Transaction>(&event)) add(*row);
  }
}

Tally& Tallies::tally(AccountNo account) {
  if (account.value >= tallies_.size()) tallies_.resize(account.value + 1);
  return tallies_[account.value];
}

void Tallies::add(const Transaction& row) {
  switch (row.type) {
    case TransactionType::biome_buy:
    case TransactionType::biome_sell: {
      Tally& trader = tally(row.type == TransactionType::biome_buy ? row.buyer : row.seller);
      trader.traded = more(trader.traded, row.amount);
      ++trader.trades;
      return;
    }
    case TransactionType::auction:
    case TransactionType::buy_now:
    case TransactionType::fixed_price: {
      if (!row.seller.exists()) return;  // a claim: the house sold
      Tally& seller = tally(row.seller);
      seller.sold = more(seller.sold, row.amount);
      ++seller.sales;
      return;
    }
    case TransactionType::topup:
    case TransactionType::adjustment:
    case TransactionType::grant:
    case TransactionType::market_seed:
    case TransactionType::transfer: return;
  }
}

Tally Tallies::of(AccountNo account) const {
  const std::shared_lock lock(mutex_);
  return account.value < tallies_.size() ? tallies_[account.value] : Tally{};
}

}  // namespace loam
