#pragma once

// A small world around the exchange: seven seeded markets, wallets, and a journal of all that happened, so that a test
// can ask whether money was made and whether the journal alone gives the same state again.

#include <map>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/exchange.hpp"

namespace loam::test {

inline constexpr AccountNo kAnn{16};
inline constexpr AccountNo kBen{17};
inline constexpr Money kStartCash = Money::bdt(1'000'000);
inline constexpr Shares kStartShares = Shares::whole(10'000);
inline constexpr Time kStart{1'700'000'000'000};

/// Whether the price, cash / shares, is not lower than before; exact.
inline bool price_has_not_fallen(const Market& before, const Market& after) {
  return static_cast<Int128>(after.cash.paisa) * before.shares.micro >=
         static_cast<Int128>(before.cash.paisa) * after.shares.micro;
}

class ExchangeWorld {
 public:
  explicit ExchangeWorld(ExchangeRules chosen = {}) : rules(chosen) {
    for (const Biome biome : kAllBiomes) exchange.seed(biome, kStartCash, kStartShares, now);
    now = now + Duration::seconds(1);
  }

  Result<Fill, Refusal> buy(AccountNo account, Biome biome, Money amount, std::optional<Price> guard = {}) {
    return place({account, biome, Side::buy, amount, {}, guard});
  }
  Result<Fill, Refusal> sell(AccountNo account, Biome biome, Shares shares, std::optional<Price> guard = {}) {
    return place({account, biome, Side::sell, {}, shares, guard});
  }
  Result<Fill, Refusal> place(const Order& order) {
    const auto fill = exchange.decide(order, rules, now);
    if (!fill) return fill;
    const Money moved =
        order.side == Side::buy ? negated(add_within(fill->amount, fill->fee)) : sub_within(fill->amount, fill->fee);
    wallets[order.account] = add_within(wallets[order.account], moved);
    fees = add_within(fees, fill->fee);
    happen(Exchange::Trade::of(*fill, now));
    return fill;
  }

  AttentionCount look(AccountNo account, bool established, Biome biome, std::int64_t us) {
    const AttentionShare share{biome, us};
    const AttentionCount count = exchange.decide_attention(account, established, {&share, 1}, now);
    happen(std::pair{count, now});
    return count;
  }

  /// Attention as if `users` established accounts had looked at the biome since the last cycle.
  void crowd_looks(Biome biome, std::int64_t users) {
    AttentionCount count;
    count.account = AccountNo{15};  // no account of a test
    count.established = true;
    count.counted_us[index_of(biome)] = users * rules.cycle.ms * 1'000;
    happen(std::pair{count, now});
  }

  /// One cycle later.
  Tick tick() {
    now = now + rules.cycle;
    Tick tick = exchange.decide_tick(rules, now);
    if (tick.cycle) happen(*tick.cycle);
    for (const MarketHaltsChange& change : tick.halts) happen(change);
    return tick;
  }

  void set_trading(Biome biome, TradingState state) {
    MarketHalts halts = exchange.market(biome).halts;
    halts.trading = state;
    happen(MarketHaltsChange{biome, now, halts, kAnn, "a test"});
  }

  /// All money that there is: it only ever moves. Wallets begin at zero and go below.
  [[nodiscard]] Money all_money() const {
    Money sum = fees;
    for (const Biome biome : kAllBiomes) sum = add_within(sum, exchange.market(biome).cash);
    for (const auto& [account, money] : wallets) sum = add_within(sum, money);
    return sum;
  }

  [[nodiscard]] static std::vector<std::uint8_t> digest_of(const Exchange& exchange) {
    ByteWriter out;
    exchange.digest(out);
    return out.bytes();
  }
  [[nodiscard]] std::vector<std::uint8_t> digest() const { return digest_of(exchange); }

  /// The exchange that the journal alone gives.
  [[nodiscard]] Exchange replayed() const {
    Exchange again;
    for (const Biome biome : kAllBiomes) again.seed(biome, kStartCash, kStartShares, kStart);
    for (const Happening& happening : journal) std::visit(Applier{again}, happening);
    return again;
  }

  ExchangeRules rules;
  Exchange exchange;
  Time now = kStart;
  std::map<AccountNo, Money> wallets;
  Money fees;

 private:
  using Happening = std::variant<Exchange::Trade, std::pair<AttentionCount, Time>, Cycle, MarketHaltsChange>;
  struct Applier {
    Exchange& to;
    void operator()(const std::pair<AttentionCount, Time>& counted) const { to.apply(counted.first, counted.second); }
    template <class Event>
    void operator()(const Event& event) const {
      to.apply(event);
    }
  };

  void happen(Happening happening) {
    std::visit(Applier{exchange}, happening);
    journal.push_back(std::move(happening));
  }

  std::vector<Happening> journal;
};

}  // namespace loam::test
