#include "surveillance/economy_metrics.hpp"

#include <string>

#include "exchange/attention_index.hpp"

namespace loam {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Registry;

prometheus::Family<prometheus::Counter>& counters(Registry& registry, const char* name, const char* help) {
  return BuildCounter().Name(name).Help(help).Register(registry);
}
prometheus::Family<prometheus::Gauge>& gauges(Registry& registry, const char* name, const char* help) {
  return BuildGauge().Name(name).Help(help).Register(registry);
}

double bdt(Money amount) { return static_cast<double>(amount.paisa) / 100.0; }
double whole(Shares shares) { return static_cast<double>(shares.micro) / 1e6; }
double seconds(std::int64_t us) { return static_cast<double>(us) / 1e6; }

/// A commit is a disk's sync: from a tenth of a millisecond to where clients give up.
const prometheus::Histogram::BucketBoundaries kCommitSeconds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                             0.025,  0.05,    0.1,    0.25,  0.5,    1,     5};
const prometheus::Histogram::BucketBoundaries kCommitEvents{1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500};

std::string name_of(Biome biome) { return std::string(to_string(biome)); }

}  // namespace

EconomyMetrics::EconomyMetrics(Registry& registry)
    : transactions_(counters(registry, "loam_transactions_total", "Rows of the record, by type.")),
      amounts_(counters(registry, "loam_transaction_amount_bdt_total", "Amounts of those rows, without their sign.")),
      platform_fees_(counters(registry, "loam_platform_fees_bdt_total", "Fees taken: the house's revenue.")),
      gateway_fees_(counters(registry, "loam_gateway_fees_bdt_total", "What gateways charge the house.")),
      shares_(counters(registry, "loam_shares_traded_total", "Shares traded, by biome and side.")),
      safeguards_(counters(registry, "loam_safeguards_total", "Times that a safeguard acted, by kind.")),
      attention_(counters(registry, "loam_attention_seconds_total", "Attention that counted, by biome.")),
      dropped_(
          counters(registry, "loam_attention_dropped_seconds_total", "Attention above an account's bucket.").Add({})),
      payments_(counters(registry, "loam_payment_events_total", "Steps of top-ups, by kind and gateway.")),
      sessions_begun_(counters(registry, "loam_session_changes_total", "Sessions begun or renewed, and ended.")),
      alerts_(counters(registry, "loam_alerts_total", "Alerts raised, by kind and severity.")),
      listings_(counters(registry, "loam_listings_total", "Listings opened, by type.")),
      closed_(counters(registry, "loam_listings_closed_total", "Listings closed, by how.")),
      bids_(counters(registry, "loam_bids_total", "Bids that were taken.").Add({})),
      cycles_(counters(registry, "loam_cycles_total", "Redistribution cycles that moved cash.").Add({})),
      clamped_(counters(registry, "loam_moves_clamped_total", "Moves of a market that a limit cut.").Add({})),
      commit_seconds_(BuildHistogram()
                          .Name("loam_commit_seconds")
                          .Help("How long the store took to make a batch durable.")
                          .Register(registry)
                          .Add({}, kCommitSeconds)),
      commit_events_(BuildHistogram()
                         .Name("loam_commit_events")
                         .Help("Events made durable by one commit.")
                         .Register(registry)
                         .Add({}, kCommitEvents)),
      price_(gauges(registry, "loam_market_price_bdt", "Price of a share.")),
      cash_(gauges(registry, "loam_market_cash_bdt", "Cash behind a market's shares.")),
      market_shares_(gauges(registry, "loam_market_shares", "Shares of a market, the treasury's included.")),
      index_(gauges(registry, "loam_attention_index", "Attention index: users present, averaged.")),
      halted_(gauges(registry, "loam_market_halted", "1 while a market takes no orders.")),
      supply_(gauges(registry, "loam_money_supply_bdt", "Money in this world.").Add({})),
      treasury_(gauges(registry, "loam_treasury_bdt", "Balance of the treasury; may be negative.").Add({})),
      platform_fee_balance_(
          gauges(registry, "loam_platform_fees_balance_bdt", "Fees that stand on their account.").Add({})),
      users_(gauges(registry, "loam_users", "Accounts of users.").Add({})),
      sessions_(gauges(registry, "loam_sessions", "Sessions that are not over.").Add({})),
      record_rows_(gauges(registry, "loam_record_rows", "Rows of the record.").Add({})),
      active_listings_(gauges(registry, "loam_listings_active", "Listings that are open.").Add({})),
      claimed_lands_(gauges(registry, "loam_lands_claimed", "Lands that somebody owns.").Add({})),
      held_(gauges(registry, "loam_held_bdt", "Money held for the leaders of auctions.").Add({})) {
  for (const Biome biome : kAllBiomes) {
    traded_[index_of(biome)] = {&shares_.Add({{"biome", name_of(biome)}, {"side", "buy"}}),
                                &shares_.Add({{"biome", name_of(biome)}, {"side", "sell"}})};
  }
  // From zero: the first alert of a kind is an increase only where there was a number before.
  for (std::size_t kind = 0; kind < kAlertKinds; ++kind) {
    for (const Severity severity : {Severity::info, Severity::warning, Severity::critical}) {
      alerts_of(static_cast<AlertKind>(kind), severity);
    }
  }
}

EconomyMetrics::RowCounters& EconomyMetrics::counters_of(TransactionType type) {
  RowCounters& row = rows_[static_cast<std::size_t>(type) % kMaxTypes];
  if (row.rows == nullptr) {
    const prometheus::Labels labels{{"type", std::string(to_string(type))}};
    row = {&transactions_.Add(labels), &amounts_.Add(labels), &platform_fees_.Add(labels)};
  }
  return row;
}

void EconomyMetrics::see_row(const Transaction& row) {
  const RowCounters& counted = counters_of(row.type);
  counted.rows->Increment();
  counted.amount->Increment(bdt(row.amount < Money::zero() ? negated(row.amount) : row.amount));
  counted.platform_fees->Increment(bdt(row.platform_fee));
  if (row.gateway_fee > Money::zero())
    gateway_fees_.Add({{"gateway", row.gateway_name}}).Increment(bdt(row.gateway_fee));
  if (!row.biome) return;
  const SharesCounters& traded = traded_[index_of(*row.biome)];
  if (row.type == TransactionType::biome_buy) traded.bought->Increment(whole(row.shares));
  if (row.type == TransactionType::biome_sell) traded.sold->Increment(whole(row.shares));
}

void EconomyMetrics::see_attention(const AttentionCount& count) {
  for (const Biome biome : kAllBiomes) {
    const std::int64_t us = count.counted_us[index_of(biome)];
    if (us > 0) attention_.Add({{"biome", name_of(biome)}}).Increment(seconds(us));
  }
  if (count.dropped_us > 0) dropped_.Increment(seconds(count.dropped_us));
}

bool EconomyMetrics::see_entry(const Event& event) {
  if (const auto* opened = std::get_if<ListingOpened>(&event)) {
    listings_.Add({{"type", std::string(to_string(opened->terms->type))}}).Increment();
  } else if (std::holds_alternative<Bid>(event)) {
    bids_.Increment();
  } else if (const auto* closed = std::get_if<ListingClosed>(&event)) {
    closed_.Add({{"status", std::string(to_string(closed->status))}}).Increment();
  } else {
    return false;
  }
  return true;
}

void EconomyMetrics::see(const Event& event, Time) {
  if (see_entry(event)) return;
  if (const auto* row = std::get_if<Transaction>(&event)) {
    see_row(*row);
  } else if (const auto* cycle = std::get_if<Cycle>(&event)) {
    cycles_.Increment();
    for (const MarketMove& move : cycle->markets) {
      if (move.clamped) clamped_.Increment();
    }
  } else if (const auto* counted = std::get_if<AttentionCounted>(&event)) {
    see_attention(counted->count);
  } else if (const auto* safeguard = std::get_if<SafeguardEvent>(&event)) {
    safeguards_.Add({{"kind", std::string(to_string(safeguard->kind))}}).Increment();
  } else if (const auto* payment = std::get_if<PaymentEvent>(&event)) {
    payments_.Add({{"kind", std::string(to_string(payment->kind))}, {"gateway", payment->gateway}}).Increment();
  } else if (const auto* session = std::get_if<Session>(&event)) {
    sessions_begun_.Add({{"change", session->revoked ? "ended" : "begun"}}).Increment();
  }
}

void EconomyMetrics::committed(const CommitFigures& figures) {
  commit_seconds_.Observe(seconds(figures.commit_us));
  commit_events_.Observe(static_cast<double>(figures.events));
}

void EconomyMetrics::raised(const Alert& alert) { alerts_of(alert.finding.kind, alert.finding.severity).Increment(); }

prometheus::Counter& EconomyMetrics::alerts_of(AlertKind kind, Severity severity) {
  return alerts_.Add({{"kind", std::string(to_string(kind))}, {"severity", std::string(to_string(severity))}});
}

void EconomyMetrics::look(const State& state, Time now) {
  for (const Biome biome : kAllBiomes) {
    const Market& market = state.exchange.market(biome);
    const prometheus::Labels labels{{"biome", name_of(biome)}};
    price_.Add(labels).Set(static_cast<double>(state.exchange.price(biome).micro_bdt) / 1e6);
    cash_.Add(labels).Set(bdt(market.cash));
    market_shares_.Add(labels).Set(whole(market.shares));
    index_.Add(labels).Set(static_cast<double>(market.index) / static_cast<double>(std::int64_t{1} << kIndexBits));
    halted_.Add(labels).Set(state.exchange.status(biome, now) == MarketStatus::halted ? 1 : 0);
  }
  supply_.Set(-bdt(state.ledger.account(kOutside).balance()));
  treasury_.Set(bdt(state.ledger.account(kTreasury).balance()));
  platform_fee_balance_.Set(bdt(state.ledger.account(kPlatformFees).balance()));
  users_.Set(static_cast<double>(state.identity.users().size()));
  sessions_.Set(static_cast<double>(state.identity.session_count()));
  record_rows_.Set(static_cast<double>(state.ledger.last_seq()));
  active_listings_.Set(static_cast<double>(state.marketplace.active()));
  claimed_lands_.Set(static_cast<double>(state.land.claimed()));
  held_.Set(bdt(state.marketplace.held()));
}

}  // namespace loam
