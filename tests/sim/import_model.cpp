#include "sim/import_model.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

namespace loam::sim {
namespace {

constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
constexpr Wide kUnitsPerPaisa = 10'000'000'000;

Unexpected<Refusal> no(RefusalCode code, std::int64_t limit = 0, std::int64_t value = 0) {
  return {{code, limit, value}};
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

Wide divided_up(Wide a, Wide b) { return (a + b - 1) / b; }

/// The market's cash is its price times its shares, rounded up; off by a paisa at most from the shares' part of it.
Wide backing(const ModelMarket& market, const ImportedHolding& holding) {
  const Wide shares = Wide{market.shares} + holding.shares.micro;
  const Wide cash = divided_up(shares * holding.price.micro_bdt, kUnitsPerPaisa);
  const Wide part = Wide{holding.shares.micro} * market.cash / market.shares;
  const Wide slack = divided_up(holding.shares.micro, market.shares) + 1;
  return std::clamp(cash - market.cash, std::max<Wide>(0, part - slack), part + slack);
}

bool fits(const ModelMarket& market, const ImportedHolding& holding) {
  const Wide shares = Wide{market.shares} + holding.shares.micro;
  return shares <= kMost && divided_up(shares * holding.price.micro_bdt, kUnitsPerPaisa) <= kMost &&
         Wide{holding.shares.micro} * market.cash / market.shares <= kMost &&
         market.cash + backing(market, holding) <= kMost;
}

std::optional<Refusal> check_names(const Model& model, const User& user) {
  for (const User& other : model.users) {
    if (other.id == user.id) return Refusal{RefusalCode::username_taken};
  }
  for (const User& other : model.users) {
    if (lower(other.username) == lower(user.username)) return Refusal{RefusalCode::username_taken};
  }
  for (const User& other : model.users) {
    if (!user.email.empty() && lower(other.email) == lower(user.email)) return Refusal{RefusalCode::email_taken};
  }
  return std::nullopt;
}

std::optional<Refusal> check_holdings(const Model& model, const ImportUser& command) {
  Wide cash = 0;
  for (const ModelMarket& market : model.markets.each) cash += market.cash;
  Wide needed = command.opening.paisa;
  std::set<Biome> seen;
  for (const ImportedHolding& holding : command.holdings) {
    const ModelMarket& market = model.markets.each[index_of(holding.biome)];
    if (market.shares <= 0 || market.cash <= 0 || !seen.insert(holding.biome).second || holding.shares.micro <= 0 ||
        holding.cost.paisa < 0 || holding.price.micro_bdt <= 0) {
      return Refusal{RefusalCode::amount_not_positive};
    }
    if (model.markets.cycles > 0) return Refusal{RefusalCode::price_moved};
    if (!fits(market, holding)) return Refusal{RefusalCode::amount_overflows};
    cash += backing(market, holding);
    needed += backing(market, holding);
  }
  if (cash > kMost || model.balances[kOutside.value] - needed < -kMost) return Refusal{RefusalCode::amount_overflows};
  return std::nullopt;
}

std::optional<Refusal> check_lands(const Model& model, const ImportUser& command) {
  std::vector<LandNo> lands = command.lands;
  std::sort(lands.begin(), lands.end());
  std::set<LandNo> seen;
  for (const LandNo land : lands) {
    if (land.value >= model.lands.map.size()) return Refusal{RefusalCode::land_unknown, 0, land.value};
    if (!seen.insert(land).second || model.lands.owner(land).exists()) {
      return Refusal{RefusalCode::land_taken, 0, land.value};
    }
  }
  return std::nullopt;
}

void bring_in(Model& model, AccountNo account, const ImportedHolding& holding, Time at) {
  const std::size_t i = index_of(holding.biome);
  ModelMarket& market = model.markets.each[i];
  const auto paisa = static_cast<std::int64_t>(backing(market, holding));
  (void)model.move({{kOutside, -paisa}, {pool_of(holding.biome), paisa}});
  market.cash += paisa;
  market.shares += holding.shares.micro;
  model.markets.holdings[{account.value, i}] = {holding.shares.micro, holding.cost.paisa, 0};
  if (market.prices.empty() || market.prices.back().second != model.markets.price(i)) {
    market.prices.push_back({at.ms, model.markets.price(i)});
  }
  Wide all = 0;
  for (const ModelMarket& each : model.markets.each) all += each.cash;
  for (ModelMarket& each : model.markets.each) {
    each.prior = static_cast<std::int64_t>((Wide{4} << 40) * each.cash / all);
    each.index = each.prior;
  }
}

}  // namespace

Outcome import_user(Model& model, const ImportUser& command, Time at) {
  if (const auto refusal = check_names(model, command.user)) return Unexpected{*refusal};
  if (command.opening.paisa < 0) return no(RefusalCode::amount_not_positive);
  if (const auto refusal = check_holdings(model, command)) return Unexpected{*refusal};
  if (const auto refusal = check_lands(model, command)) return Unexpected{*refusal};

  User user = command.user;
  user.account = {static_cast<std::uint32_t>(16 + model.users.size())};
  user.created_at = std::clamp(user.created_at, Time{}, at);
  model.users.push_back(user);
  model.balances.push_back(0);
  model.fees.push_back(0);
  const std::int64_t opening = command.opening.paisa;
  if (opening > 0) (void)model.move({{kOutside, -opening}, {user.account, opening}});
  for (const ImportedHolding& holding : command.holdings) bring_in(model, user.account, holding, at);
  for (std::size_t i = 0; i < command.lands.size(); ++i) {
    if (i % 50 == 0) ++model.rows;
    model.lands.owners[command.lands[i].value] = user.account;
  }
  return Answer{IdAnswer{user.id}};
}

}  // namespace loam::sim
