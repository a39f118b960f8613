#include <array>
#include <utility>

#include "base/check.hpp"
#include "engine/deciders.hpp"

namespace loam {
namespace {

Transaction row_of(const Fill& fill) {
  const bool buy = fill.order.side == Side::buy;
  Transaction row;
  row.type = buy ? TransactionType::biome_buy : TransactionType::biome_sell;
  (buy ? row.buyer : row.seller) = fill.order.account;
  row.amount = fill.amount;
  row.platform_fee = fill.fee;
  row.biome = fill.order.biome;
  row.shares = fill.shares;
  row.pool_cash_after = fill.pool_cash_after;
  row.pool_shares_after = fill.pool_shares_after;
  row.holding_shares_after = fill.holding_after.shares;
  row.holding_cost_after = fill.holding_after.cost;
  row.realized_gain = fill.realized_gain;
  row.order_bucket_after = fill.order_bucket_after;
  return row;
}

std::optional<SafeguardKind> safeguard_behind(RefusalCode code) {
  switch (code) {
    case RefusalCode::order_too_large: return SafeguardKind::order_size;
    case RefusalCode::order_rate_exceeded: return SafeguardKind::order_rate;
    case RefusalCode::market_halted:
    case RefusalCode::market_reduce_only: return SafeguardKind::trading_halt;
    default: return std::nullopt;  // every other refusal is a rule, not a safeguard
  }
}

std::array<MarketOpening, kBiomes> openings_of(const Settings& settings) {
  std::array<MarketOpening, kBiomes> openings;
  openings.fill({settings.money(SettingId::biome_initial_cash_bdt),
                 Shares::whole(settings.value(SettingId::biome_initial_shares)),
                 {}});
  return openings;
}

std::optional<Refusal> check_openings(const std::array<MarketOpening, kBiomes>& openings) {
  std::optional<Money> cash = Money::zero();
  for (const MarketOpening& opening : openings) {
    if (opening.cash <= Money::zero() || opening.shares <= Shares::zero()) {
      return Refusal{RefusalCode::amount_not_positive};
    }
    cash = checked_add(*cash, opening.cash);
    if (!cash) return Refusal{RefusalCode::amount_overflows};
  }
  return std::nullopt;
}

std::string words_of(const Order& order) {
  if (order.side == Side::buy) return "buy " + to_string(order.amount) + " BDT";
  return "sell " + to_string(order.shares) + " shares";
}

}  // namespace

Outcome Decider::operator()(const SeedMarkets& command) {
  if (state.exchange.market(Biome::ocean).shares != Shares::zero()) {
    return Unexpected{Refusal{RefusalCode::markets_seeded}};
  }
  const auto openings = command.openings ? *command.openings : openings_of(state.settings);
  if (const auto refusal = check_openings(openings)) return Unexpected{*refusal};

  for (const Biome biome : kAllBiomes) {
    const MarketOpening& opening = openings[index_of(biome)];
    Transaction draft;
    draft.type = TransactionType::market_seed;
    draft.amount = opening.cash;
    draft.biome = biome;
    draft.shares = opening.shares;
    draft.pool_cash_after = opening.cash;
    draft.pool_shares_after = opening.shares;
    draft.holding_shares_after = opening.shares;
    draft.holding_cost_after = opening.cash;
    draft.reason = opening.reason;
    auto row = prepare(std::move(draft));
    LOAM_CHECK(row.has_value());
    happen(std::move(row).value());
  }
  return Answer{Done{}};
}

Outcome Decider::operator()(const PlaceOrder& command) {
  if (state.identity.user(command.order.account) == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};
  const auto fill = state.exchange.decide(command.order, state.settings.exchange_rules(), at);
  if (!fill) {
    note_refusal(command.order, fill.error());
    return Unexpected{fill.error()};
  }
  auto row = prepare(row_of(*fill));
  if (!row) return Unexpected{row.error()};

  const std::int64_t seq = row->seq;
  happen(std::move(row).value());
  return Answer{RowAnswer{seq}};
}

void Decider::note_refusal(const Order& order, const Refusal& refusal) {
  const auto kind = safeguard_behind(refusal.code);
  if (!kind) return;
  happen(SafeguardEvent{*kind, at, order.biome, order.account, refusal.limit, refusal.value, words_of(order)});
}

Outcome Decider::operator()(const TrackAttention& command) {
  if (state.identity.user(command.account) == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};
  const bool established = state.established(command.account, at);
  const AttentionCount count = state.exchange.decide_attention(command.account, established, command.shares, at);
  if (count.dropped_us > 0) {
    happen(SafeguardEvent{SafeguardKind::attention_cap, at, std::nullopt, command.account, kAttentionBucketUs,
                          count.dropped_us, "track-attention"});
  }
  happen(AttentionCounted{count, at, state.exchange.cycles() + 1});
  return Answer{AttentionAnswer{established, count.counted_us, count.dropped_us}};
}

Outcome Decider::operator()(const SetTrading& command) {
  for (const Biome biome : kAllBiomes) {
    if (command.biome && *command.biome != biome) continue;
    MarketHalts halts = state.exchange.market(biome).halts;
    halts.trading = command.state;
    if (command.state == TradingState::open && halts.halted_until > at) {
      // An operator's word ends a safeguard's halt too; the band is drawn anew from here.
      halts.halted_until = Time{};
      halts.limit = MarketStatus::open;
      halts.limit_since = Time{};
      halts.band_from = at;
    }
    happen(MarketHaltsChange{biome, at, halts, actor.account, command.reason});
  }
  log("market." + std::string(to_string(command.state)),
      command.biome ? std::string(to_string(*command.biome)) : std::string("all"), command.reason);
  return Answer{Done{}};
}

Outcome Decider::operator()(const CloseCycle&) {
  Tick tick = state.exchange.decide_tick(state.settings.exchange_rules(), at);
  if (tick.cycle) {
    tick.cycle->after_seq = state.ledger.last_seq();
    tick.cycle->hash = chain_hash(state.cycle_hash, *tick.cycle);
    happen(std::move(*tick.cycle));
  }
  for (MarketHaltsChange& change : tick.halts) happen(std::move(change));
  for (SafeguardEvent& event : tick.safeguards) happen(std::move(event));
  expire_payments();
  state.identity.forget_expired(at);
  return Answer{Done{}};
}

}  // namespace loam
