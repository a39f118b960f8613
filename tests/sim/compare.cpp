#include "sim/compare.hpp"

#include <algorithm>
#include <string>

#include "base/bytes.hpp"
#include "sim/compare_land.hpp"
#include "sim/price_table.hpp"

namespace loam::sim {
namespace {

void compare_market(const Model& model, const State& state, Biome biome) {
  const std::size_t i = index_of(biome);
  const ModelMarket& wanted = model.markets.each[i];
  const Market& market = state.exchange.market(biome);
  expect(wanted.cash, market.cash.paisa, "market cash", i);
  expect(wanted.shares, market.shares.micro, "market shares", i);
  expect(wanted.index, market.index, "attention index", i);
  expect(wanted.prior, market.prior, "prior", i);
  expect(wanted.established_us, market.attention.established_us, "attention of established accounts", i);
  expect(wanted.fresh_us, market.attention.fresh_us, "attention of fresh accounts", i);
  expect(wanted.last_redistribution.ms, market.last_redistribution.ms, "last redistribution", i);
  expect(static_cast<int>(wanted.halts.trading), static_cast<int>(market.halts.trading), "trading state", i);
  expect(static_cast<int>(wanted.halts.limit), static_cast<int>(market.halts.limit), "limit", i);
  expect(wanted.halts.limit_since.ms, market.halts.limit_since.ms, "limit since", i);
  expect(wanted.halts.halted_until.ms, market.halts.halted_until.ms, "halted until", i);
  expect(wanted.halts.band_from.ms, market.halts.band_from.ms, "band from", i);
}

void compare_account(const Model& model, const State& state, AccountNo account) {
  const Account& book = state.ledger.account(account);
  expect(model.balances[account.value], book.balance().paisa, "balance", account.value);
  expect(model.fees[account.value], book.fees_paid.paisa, "fees paid", account.value);
  for (const Biome biome : kAllBiomes) {
    const ModelHolding wanted = model.markets.holding(account, index_of(biome));
    const Holding holding = state.exchange.holding(account, biome);
    expect(wanted.shares, holding.shares.micro, "shares", account.value);
    expect(wanted.cost, holding.cost.paisa, "cost", account.value);
    expect(wanted.gain, holding.realized_gain.paisa, "realized gain", account.value);
  }
}

/// The tables as they are written, and what they say around each of their rows.
void compare_tables(const Model& model, const Settings& settings) {
  for (const auto& [id, table] : model.tables) {
    if (settings.setting(id).text != table) broken("the table of " + std::string(definition_of(id).name));
  }
  const auto increments = increments_of(model.tables.at(SettingId::bid_increments));
  const auto tiers = fee_tiers_of(model.tables.at(SettingId::land_fee_tiers));
  if (!increments || !tiers) broken("a table of the model");
  const std::int64_t flat = model.setting(SettingId::land_fee_percent);
  for (const PriceTable* table : {&*increments, &*tiers}) {
    for (const auto& [from, value] : *table) {
      for (std::int64_t price = std::max<std::int64_t>(0, from - 1); price <= from + 1; ++price) {
        const auto at = static_cast<std::uint64_t>(price);
        expect(increment_at(*increments, price), settings.bid_increments().at({price}).paisa, "increment", at);
        expect(land_fee_of(*tiers, flat, price), settings.land_fees().fee_of({price}).paisa, "land fee", at);
      }
    }
  }
}

}  // namespace

void expect(std::int64_t model, std::int64_t engine, const char* what, std::uint64_t number) {
  if (model == engine) return;
  broken(std::string(what) + " of " + std::to_string(number) + ": the model has " + std::to_string(model) +
         ", the engine has " + std::to_string(engine));
}

void compare_money(const Model& model, const State& state) {
  expect(static_cast<std::int64_t>(model.balances.size()), static_cast<std::int64_t>(state.ledger.size()), "accounts",
         0);
  expect(model.rows, state.ledger.last_seq(), "rows", 0);
  expect(model.markets.cycles, state.exchange.cycles(), "cycles", 0);
  for (const Biome biome : kAllBiomes) compare_market(model, state, biome);
  Wide sum = 0;
  for (std::uint32_t number = 1; number < model.balances.size(); ++number) {
    compare_account(model, state, {number});
    sum += state.ledger.account({number}).balance().paisa;
  }
  if (sum != 0) broken("the sum over all accounts is not zero");
  compare_auctions(model, state);
}

void compare_all(const Model& model, const State& state, Time at) {
  compare_money(model, state);
  state.check_invariants();
  for (std::size_t i = 0; i < kSettings; ++i) {
    expect(model.settings[i], state.settings.value(static_cast<SettingId>(i)), "setting", i);
  }
  compare_tables(model, state.settings);
  compare_lands(model, state);
  for (const User& user : model.users) {
    const User* found = state.identity.user(user.id);
    if (found == nullptr || !(*found == user)) broken("user " + user.username);
    if (state.identity.user_by_name(user.username) != found) broken("the name of user " + user.username);
    if (!user.email.empty() && state.identity.user_by_email(user.email) != found)
      broken("the address of " + user.email);
  }
  for (const auto& [id, session] : model.sessions) {
    if (session.refresh_expires <= at) continue;
    const Session* found = state.identity.session(id);
    if (found == nullptr || !(*found == session)) broken("session " + to_string(id));
    const Session* by_token = state.identity.session_by_access(session.access_hash);
    if (by_token != (session.revoked ? nullptr : found)) broken("the token of session " + to_string(id));
  }
  for (const auto& [id, key] : model.api_keys) {
    const ApiKey* found = state.identity.api_key(id);
    if (found == nullptr || !(*found == key)) broken("API key " + to_string(id));
    const bool good = state.identity.api_key_by_secret(key.secret_hash) != nullptr;
    if (good != (key.revoked_at == Time{})) broken("the secret of API key " + to_string(id));
  }
  for (const auto& [id, payment] : model.payments) {
    const Payment* found = state.payments.payment(id);
    if (found == nullptr || !(*found == payment)) broken("payment " + to_string(id));
  }
}

bool same_outcome(const Outcome& a, const Outcome& b) { return encode(a) == encode(b); }

std::string words_of(const Outcome& outcome) {
  if (outcome) return "ok " + to_hex(encode(outcome));
  return std::string(to_string(outcome.error().code)) + " (limit " + std::to_string(outcome.error().limit) +
         ", value " + std::to_string(outcome.error().value) + ")";
}

}  // namespace loam::sim
