#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.hpp"
#include "engine/deciders.hpp"

namespace loam {
namespace {

constexpr Int128 kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kPriceUnitsPerPaisa = 10'000'000'000;  // millionths of a BDT x millionths of a share

/// An account that is paid from outside; the row's draft.
Transaction opening_balance(AccountNo account, Money amount) {
  Transaction draft;
  draft.type = TransactionType::adjustment;
  draft.buyer = account;
  draft.amount = amount;
  draft.gateway_name = kImportGateway;
  draft.reason = "opening balance";
  return draft;
}

Transaction brought_in(AccountNo account, const ImportedHolding& holding, Money backing, const Market& market) {
  Transaction draft;
  draft.type = TransactionType::market_seed;
  draft.buyer = account;
  draft.amount = backing;
  draft.biome = holding.biome;
  draft.shares = holding.shares;
  draft.pool_cash_after = add_within(market.cash, backing);
  draft.pool_shares_after = add_within(market.shares, holding.shares);
  draft.holding_shares_after = holding.shares;
  draft.holding_cost_after = holding.cost;
  return draft;
}

}  // namespace

std::optional<Money> MarketOpening::cash_for(Shares shares, Price price) {
  const auto paisa = mul_div_ceil(shares.micro, price.micro_bdt, kPriceUnitsPerPaisa);
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::optional<Money> Decider::backing_of(const ImportedHolding& holding) const {
  const Market& market = state.exchange.market(holding.biome);
  const auto shares = checked_add(market.shares, holding.shares);
  const auto cash = shares ? MarketOpening::cash_for(*shares, holding.price) : std::nullopt;
  const auto part = mul_div_floor(holding.shares.micro, market.cash.paisa, market.shares.micro);
  const auto slack = mul_div_ceil(holding.shares.micro, 1, market.shares.micro);
  if (!cash || !part || !slack) return std::nullopt;
  // The whole market's cash follows the price, so that no remainders add up; where the price is not the market's, the
  // market's counts.
  const Int128 least = std::max<Int128>(0, static_cast<Int128>(*part) - *slack - 1);
  const Int128 most = static_cast<Int128>(*part) + *slack + 1;
  const Int128 amount = std::clamp(static_cast<Int128>(cash->paisa) - market.cash.paisa, least, most);
  if (market.cash.paisa + amount > kMax) return std::nullopt;
  return Money{static_cast<std::int64_t>(amount)};
}

std::optional<Refusal> Decider::check_imported_account(const ImportUser& command) const {
  if (state.identity.user(command.user.id) != nullptr) return Refusal{RefusalCode::username_taken};
  User user = command.user;
  user.account = state.ledger.next_account();
  if (const auto refusal = state.identity.check_names(user)) return refusal;
  if (user.account.value >= kMaxAccounts) return Refusal{RefusalCode::too_many_accounts, kMaxAccounts};
  if (command.opening < Money::zero()) return Refusal{RefusalCode::amount_not_positive};
  return std::nullopt;
}

std::optional<Refusal> Decider::check_imported_holdings(const ImportUser& command) const {
  std::array<bool, kBiomes> seen{};
  Int128 cash = 0;
  for (const Biome biome : kAllBiomes) cash += state.exchange.market(biome).cash.paisa;
  Int128 needed = command.opening.paisa;
  for (const ImportedHolding& holding : command.holdings) {
    const bool open = state.exchange.market(holding.biome).shares > Shares::zero() &&
                      state.exchange.market(holding.biome).cash > Money::zero();
    const bool again = std::exchange(seen[index_of(holding.biome)], true);
    if (!open || again || holding.shares <= Shares::zero() || holding.cost < Money::zero()) {
      return Refusal{RefusalCode::amount_not_positive};
    }
    if (holding.price <= Price{}) return Refusal{RefusalCode::amount_not_positive};
    if (state.exchange.cycles() > 0) return Refusal{RefusalCode::price_moved};
    const auto backing = backing_of(holding);
    if (!backing) return Refusal{RefusalCode::amount_overflows};
    cash += backing->paisa;
    needed += backing->paisa;
  }
  const Int128 outside = state.ledger.account(kOutside).balance().paisa;
  if (cash > kMax || outside - needed < -kMax) return Refusal{RefusalCode::amount_overflows};
  return std::nullopt;
}

std::optional<Refusal> Decider::check_imported_lands(const ImportUser& command) const {
  std::vector<LandNo> lands = command.lands;
  std::sort(lands.begin(), lands.end());
  for (std::size_t i = 0; i < lands.size(); ++i) {
    if (!state.land.has(lands[i])) return Refusal{RefusalCode::land_unknown, 0, lands[i].value};
    const bool again = i > 0 && lands[i] == lands[i - 1];
    if (again || state.land.owner(lands[i]).exists()) return Refusal{RefusalCode::land_taken, 0, lands[i].value};
  }
  return std::nullopt;
}

Outcome Decider::operator()(const ImportUser& command) {
  if (const auto refusal = check_imported_account(command)) return Unexpected{*refusal};
  if (const auto refusal = check_imported_holdings(command)) return Unexpected{*refusal};
  if (const auto refusal = check_imported_lands(command)) return Unexpected{*refusal};

  // Every refusal is behind us: from here on rows can only be made.
  const auto enter = [this](Transaction draft) {
    auto row = prepare(std::move(draft));
    LOAM_CHECK(row.has_value());
    happen(std::move(row).value());
  };
  User user = command.user;
  user.account = state.ledger.next_account();
  user.created_at = std::clamp(user.created_at, Time{}, at);
  happen(user);
  if (command.opening > Money::zero()) enter(opening_balance(user.account, command.opening));
  for (const ImportedHolding& holding : command.holdings) {
    const auto backing = backing_of(holding);
    LOAM_CHECK(backing.has_value());
    enter(brought_in(user.account, holding, *backing, state.exchange.market(holding.biome)));
  }
  for (std::size_t first = 0; first < command.lands.size(); first += kMaxLandsPerRow) {
    const auto lands = std::span(command.lands).subspan(first);
    Transaction draft;
    draft.type = TransactionType::transfer;
    draft.buyer = user.account;
    draft.lands.assign(lands.begin(),
                       lands.begin() + static_cast<std::ptrdiff_t>(std::min(kMaxLandsPerRow, lands.size())));
    enter(std::move(draft));
  }
  return Answer{IdAnswer{user.id}};
}

Outcome Decider::operator()(const ImportRows& command) {
  for (const ImportedRow& row : command.rows) happen(row);
  return Answer{Done{}};
}

}  // namespace loam
