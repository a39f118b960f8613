#include "engine/state.hpp"

#include <algorithm>
#include <map>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::uint8_t kCycleVersion = 1;

bool is_trade(TransactionType type) {
  return type == TransactionType::biome_buy || type == TransactionType::biome_sell;
}

Exchange::Trade trade_of(const Transaction& row) {
  const bool buy = row.type == TransactionType::biome_buy;
  return {.account = buy ? row.buyer : row.seller,
          .biome = *row.biome,
          .side = buy ? Side::buy : Side::sell,
          .amount = row.amount,
          .fee = row.platform_fee,
          .shares = row.shares,
          .pool_cash_after = row.pool_cash_after,
          .pool_shares_after = row.pool_shares_after,
          .holding_shares_after = row.holding_shares_after,
          .holding_cost_after = row.holding_cost_after,
          .realized_gain = row.realized_gain,
          .order_bucket_after = row.order_bucket_after,
          .at = row.at};
}

/// What the pool had when this trade came.
Money cash_before(const Transaction& row) {
  return row.type == TransactionType::biome_buy ? sub_within(row.pool_cash_after, row.amount)
                                                : add_within(row.pool_cash_after, row.amount);
}

/// Account by account: what is held is what the account's leading bids come to.
void check_holds(const State& state) {
  std::map<AccountNo, Money> promised;
  for (std::uint32_t number = 1; number < state.marketplace.next_number().value; ++number) {
    const Listing& listing = state.marketplace.listing({number});
    if (listing.status != ListingStatus::active || !listing.standing.leader.exists()) continue;
    Money& sum = promised[listing.standing.leader];
    sum = add_within(sum, listing.standing.leader_max);
  }
  for (const auto& [account, sum] : promised) LOAM_CHECK(state.ledger.account(account).held == sum);
  LOAM_CHECK(state.ledger.held_total() == state.marketplace.held());
}

}  // namespace

/// How each kind of event changes the state. What is only told, not part of the state, does nothing.
struct State::Applier {
  State& state;

  void operator()(const Transaction& row) const {
    if (state.resumed && is_trade(row.type)) carry(*row.biome, cash_before(row));
    state.ledger.apply(row);
    if (is_trade(row.type)) state.exchange.apply(trade_of(row));
    if (row.type == TransactionType::market_seed) open_market(row);
    for (const LandNo given : row.lands) state.land.give(given, row.buyer);
    come_to(row.at);
  }
  void operator()(const Cycle& cycle) const {
    if (state.resumed) catch_up_with(cycle);
    std::array<Money, kBiomes> moves;
    for (std::size_t i = 0; i < kBiomes; ++i) {
      moves[i] = sub_within(cycle.markets[i].cash_after, cycle.markets[i].cash_before);
    }
    state.ledger.redistribute(moves);
    state.exchange.apply(cycle);
    state.cycle_hash = cycle.hash;
    come_to(cycle.at);
  }
  void operator()(const AttentionCounted& counted) const {
    state.exchange.apply(counted.count, counted.at);
    come_to(counted.at);
  }
  void operator()(const MarketHaltsChange& change) const {
    state.exchange.apply(change);
    come_to(change.at);
  }
  void operator()(const User& user) const {
    if (state.identity.user(user.account) == nullptr) state.ledger.open(user.account);
    state.identity.apply(user);
    come_to(user.created_at);
  }
  void operator()(const Session& session) const {
    state.identity.apply(session);
    come_to(session.created_at);
  }
  void operator()(const ApiKey& key) const {
    state.identity.apply(key);
    come_to(std::max(key.created_at, key.revoked_at));
  }
  void operator()(const SettingChange& change) const {
    state.settings.apply(change);
    come_to(change.at);
  }
  void operator()(const Payment& payment) const {
    state.payments.apply(payment);
    come_to(std::max(payment.created_at, payment.completed_at));
  }
  void operator()(const World& world) const {
    state.land.make(world);
    come_to(world.made_at);
  }
  void operator()(const ListingOpened& opened) const {
    state.marketplace.apply(opened);
    come_to(opened.terms->opened_at);
  }
  void operator()(const Bid& bid) const {
    const Standing before = state.marketplace.listing(bid.listing).standing;
    if (before.leader.exists()) state.ledger.release(before.leader, before.leader_max);
    state.ledger.hold(bid.after.leader, bid.after.leader_max);
    state.marketplace.apply(bid);
    come_to(bid.at);
  }
  void operator()(const ListingClosed& closed) const {
    const Standing& standing = state.marketplace.listing(closed.listing).standing;
    if (standing.leader.exists()) state.ledger.release(standing.leader, standing.leader_max);
    state.marketplace.apply(closed);
    come_to(closed.at);
  }
  void operator()(const Checkpoint& checkpoint) const {
    LOAM_CHECK(state.exchange.cycles() == 0 && state.ledger.last_seq() == 0);
    state.resumed = {checkpoint, {}};
  }
  void operator()(const KeyedOutcome&) const {}
  void operator()(const SafeguardEvent&) const {}
  void operator()(const PaymentEvent&) const {}
  void operator()(const AuditEntry&) const {}
  void operator()(const ImportedRow&) const {}

  /// Cycles that are gone left the pool with this much.
  void carry(Biome biome, Money cash) const {
    const Money move = sub_within(cash, state.exchange.market(biome).cash);
    state.ledger.carry(biome, move);
    state.exchange.carry(biome, cash);
    state.resumed->carried = add_within(state.resumed->carried, move);
  }
  void catch_up_with(const Cycle& cycle) const {
    for (const Biome biome : kAllBiomes) carry(biome, cycle.markets[index_of(biome)].cash_before);
    LOAM_CHECK(cycle.number == state.resumed->at.cycle && state.resumed->carried == Money::zero());
    state.exchange.leave_out_cycles(cycle.number - 1);
    state.resumed.reset();
  }

  void open_market(const Transaction& row) const {
    if (row.buyer.exists()) {
      state.exchange.bring_in(row.buyer, *row.biome, row.amount, {row.shares, row.holding_cost_after, {}}, row.at);
    } else {
      state.exchange.seed(*row.biome, row.amount, row.shares, row.at);
    }
  }

  /// A replay tells kind after kind: the latest moment of all is when the world stopped.
  void come_to(Time at) const { state.now = std::max(state.now, at); }
};

void State::apply(const Event& event) { std::visit(Applier{*this}, event); }

bool State::established(AccountNo account, Time at) const {
  if (settings.value(SettingId::market_profile) == static_cast<std::int64_t>(MarketProfile::classic)) return true;
  const User* user = identity.user(account);
  if (user == nullptr) return false;
  if (at - user->created_at < Duration::hours(settings.value(SettingId::established_after_hours))) return false;
  return user->confirmed || land.count_of(account) > 0 ||
         ledger.account(account).fees_paid >= settings.money(SettingId::established_min_fees_bdt);
}

void State::check_invariants() const {
  ledger.check_invariants();
  exchange.check_invariants();
  land.check_invariants();
  marketplace.check_invariants(land);
  check_holds(*this);
  for (const Biome biome : kAllBiomes) {
    LOAM_CHECK(ledger.account(pool_of(biome)).balance() == exchange.market(biome).cash);
  }
}

Digest State::digest(Time at) const {
  ByteWriter out;
  ledger.digest(out);
  identity.digest(at, out);
  exchange.digest(out, at);
  payments.digest(out);
  land.digest(out);
  marketplace.digest(out);
  settings.digest(out);
  out.raw(cycle_hash);
  return sha256(out.bytes());
}

Quote quote(const State& state, const Order& order, Time at) {
  Quote quote;
  quote.balance_after = state.ledger.account(order.account).available;
  const auto fill = state.exchange.decide(order, state.settings.exchange_rules(), at);
  if (!fill) {
    quote.refusal = fill.error();
    return quote;
  }
  quote.fill = *fill;
  const Money available = quote.balance_after;
  if (order.side == Side::sell) {
    quote.balance_after = add_within(available, sub_within(fill->amount, fill->fee));
    return quote;
  }
  const auto cost = checked_add(fill->amount, fill->fee);
  if (!cost || *cost > available) {
    quote.refusal = Refusal{RefusalCode::insufficient_funds, available.paisa, cost.value_or(fill->amount).paisa};
    return quote;
  }
  quote.balance_after = sub_within(available, *cost);
  return quote;
}

Digest chain_hash(const Digest& previous, const Cycle& cycle) {
  ByteWriter out;
  out.raw(previous);
  out.u8(kCycleVersion);
  out.i64(cycle.number);
  out.i64(cycle.at.ms);
  out.i64(cycle.after_seq);
  for (const MarketMove& market : cycle.markets) {
    out.i64(market.attention_us);
    out.i64(market.index_after);
    out.i64(market.cash_before.paisa);
    out.i64(market.cash_after.paisa);
    out.i64(market.shares.micro);
    out.u8(market.clamped ? 1 : 0);
  }
  return sha256(out.bytes());
}

}  // namespace loam
