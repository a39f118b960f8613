// Random lives of the exchange: orders against a slow model in unbounded numbers, and the laws that hold whatever
// happens.

#include "exchange/attention_index.hpp"
#include "exchange/exchange.hpp"
#include "property/properties.hpp"
#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::Big;
using test::ceil_div;
using test::ExchangeWorld;
using test::floor_div;
using test::kAnn;
using test::kMax;
using test::kStart;
using test::magnitude;

constexpr Biome kBiome = Biome::plains;

/// One market and one trader, by the page of rules.
struct Model {
  Big cash, shares;
  Big held = 0, cost = 0, gain = 0;
  Big used = 0;
  Time used_at;

  struct Outcome {
    std::optional<RefusalCode> refusal;
    Big amount, fee, traded, gain;
  };

  Big largest(const ExchangeRules& rules) const { return cash * rules.max_order.value / 1'000'000; }
  Big used_now(const ExchangeRules& rules, Time at) const {
    const Big drained = largest(rules) * std::min<std::int64_t>(60'000, (at - used_at).ms) / 60'000;
    return std::max(Big(0), Big(std::min(used, largest(rules)) - drained));
  }

  Outcome refused(RefusalCode code) const { return {code, 0, 0, 0, 0}; }

  Outcome place(const Order& order, const ExchangeRules& rules, Time at) {
    const bool buy = order.side == Side::buy;
    const Big size = buy ? Big(order.amount.paisa) : Big(order.shares.micro);
    if (size <= 0) return refused(RefusalCode::amount_not_positive);
    if (cash == 0 || shares == 0) return refused(RefusalCode::market_halted);
    const Big amount = buy ? size : Big(size * cash / shares);
    const Big traded = buy ? Big(size * shares / cash) : size;
    const Big fee = ceil_div(amount * rules.fee.value, 1'000'000);
    if (amount == 0 || traded == 0 || (!buy && fee >= amount)) return refused(RefusalCode::amount_too_small);
    if (amount > largest(rules)) return refused(RefusalCode::order_too_large);
    const Big used_before = used_now(rules, at);
    if (used_before + amount > largest(rules)) return refused(RefusalCode::order_rate_exceeded);
    if (order.price_guard) {
      const Big price = cash * 10'000'000'000;
      const Big guard = Big(order.price_guard->micro_bdt) * shares;
      if (buy ? price > guard : price < guard) return refused(RefusalCode::price_moved);
    }
    if (!buy && traded > held) return refused(RefusalCode::insufficient_shares);
    const Big removed = buy ? Big(0) : Big(cost * traded / held);
    const Big gained = buy ? Big(0) : Big(amount - fee - removed);
    const bool overflows = buy && (cash + amount > kMax || shares + traded > kMax || cost + amount + fee > kMax);
    if (overflows || abs(gain + gained) > kMax) return refused(RefusalCode::amount_overflows);

    cash += buy ? amount : Big(-amount);
    shares += buy ? traded : Big(-traded);
    held += buy ? traded : Big(-traded);
    cost += buy ? Big(amount + fee) : Big(-removed);
    gain += gained;
    used = used_before + amount;
    used_at = at;
    return {std::nullopt, amount, fee, traded, gained};
  }
};

ExchangeRules any_rules() {
  ExchangeRules rules;
  rules.fee = {*rc::gen::element<std::int64_t>(0, 1, 20'000, 200'000)};
  rules.max_order = {*rc::gen::element<std::int64_t>(100, 100'000, 1'000'000)};
  return rules;
}

/// A size that has a chance: around what the market or the trader could bear, or anything.
std::int64_t any_size(const Big& around) {
  const std::int64_t free = *magnitude(63);
  if (*rc::gen::inRange(0, 3) == 0) return *rc::gen::elementOf(std::vector<std::int64_t>{free, -free, 0});
  return static_cast<std::int64_t>(std::min(Big(kMax), Big(around * *rc::gen::inRange(0, 1'001) / 1'000)));
}

Order any_order(const Model& model, const ExchangeRules& rules) {
  Order order{kAnn, kBiome, Side::buy, {}, {}, {}};
  if (*rc::gen::arbitrary<bool>()) {
    order.amount = {any_size(model.largest(rules))};
  } else {
    order.side = Side::sell;
    order.shares = {any_size(*rc::gen::element(model.held, Big(model.held * rules.max_order.value / 1'000'000)))};
  }
  if (*rc::gen::inRange(0, 4) == 0) {
    const Big price = model.shares == 0 ? Big(0) : Big(model.cash * 10'000'000'000 / model.shares);
    order.price_guard = Price{static_cast<std::int64_t>(std::min(Big(kMax - 1), price)) + *rc::gen::inRange(-1, 2)};
  }
  return order;
}

RC_GTEST_PROP(OrderLaws, F09_orders_follow_the_rules_exactly, ()) {
  const ExchangeRules rules = any_rules();
  Model model;
  model.cash = 1 + *magnitude(62);
  model.shares = 1 + *magnitude(62);
  Exchange exchange;
  exchange.seed(kBiome, {static_cast<std::int64_t>(model.cash)}, {static_cast<std::int64_t>(model.shares)}, kStart);
  Time now = kStart;
  const int orders = *rc::gen::inRange(1, 30);
  for (int i = 0; i < orders; ++i) {
    now = now + Duration{*rc::gen::oneOf(magnitude(17), rc::gen::just<std::int64_t>(60'000))};
    const Order order = any_order(model, rules);
    const auto fill = exchange.decide(order, rules, now);
    const Model::Outcome expected = model.place(order, rules, now);
    RC_ASSERT(fill.has_value() == !expected.refusal.has_value());
    if (!fill) {
      RC_ASSERT(fill.error().code == *expected.refusal);
      continue;
    }
    exchange.apply(Exchange::Trade::of(*fill, now));
    RC_ASSERT(Big(fill->amount.paisa) == expected.amount);
    RC_ASSERT(Big(fill->fee.paisa) == expected.fee);
    RC_ASSERT(Big(fill->shares.micro) == expected.traded);
    RC_ASSERT(Big(fill->realized_gain.paisa) == expected.gain);
    RC_ASSERT(Big(exchange.market(kBiome).cash.paisa) == model.cash);
    RC_ASSERT(Big(exchange.market(kBiome).shares.micro) == model.shares);
    const Holding holding = exchange.holding(kAnn, kBiome);
    RC_ASSERT(Big(holding.shares.micro) == model.held);
    RC_ASSERT(Big(holding.cost.paisa) == model.cost);
    RC_ASSERT(Big(holding.realized_gain.paisa) == model.gain);
    RC_ASSERT(Big(exchange.order_bucket_left(kAnn, kBiome, rules, now).paisa) ==
              std::max(Big(0), Big(model.largest(rules) - model.used_now(rules, now))));
  }
  exchange.check_invariants();
}

RC_GTEST_PROP(OrderLaws, by_rounding_alone_no_price_falls_and_no_closed_loop_pays, ()) {
  ExchangeRules rules;
  rules.fee = {*rc::gen::element<std::int64_t>(0, 20'000)};
  rules.max_order = Ppm::one();
  Exchange exchange;
  exchange.seed(kBiome, {1 + *magnitude(50)}, {1 + *magnitude(50)}, kStart);
  Time now = kStart;
  Big wallet = 0;
  const int orders = *rc::gen::inRange(1, 40);
  for (int i = 0; i <= orders; ++i) {
    now = now + kOrderBucketRefill;
    const Market before = exchange.market(kBiome);
    const Shares held = exchange.holding(kAnn, kBiome).shares;
    Order order{kAnn, kBiome, Side::sell, {}, held, {}};  // the last order closes the loop
    if (i < orders && *rc::gen::arbitrary<bool>()) {
      order = {kAnn, kBiome, Side::buy, {1 + *magnitude(45)}, {}, {}};
    } else if (i < orders) {
      order.shares = Shares{any_size(Big(held.micro))};
    }
    const auto fill = exchange.decide(order, rules, now);
    if (!fill) continue;
    exchange.apply(Exchange::Trade::of(*fill, now));
    wallet += order.side == Side::buy ? Big(-Big(fill->amount.paisa) - fill->fee.paisa)
                                      : Big(Big(fill->amount.paisa) - fill->fee.paisa);
    RC_ASSERT(test::price_has_not_fallen(before, exchange.market(kBiome)));
  }
  // What is still held at the end is dust below a paisa, or the wallet has all.
  const Shares rest = exchange.holding(kAnn, kBiome).shares;
  const Market& market = exchange.market(kBiome);
  RC_ASSERT(Big(rest.micro) * market.cash.paisa <= Big(2) * market.shares.micro);
  RC_ASSERT(wallet <= 0);
}

/// Anything that can happen to the exchange, once.
void happen_once(ExchangeWorld& world) {
  const Biome biome = kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)];
  const AccountNo account{20 + *rc::gen::inRange<std::uint32_t>(0, 4)};
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
    case 1: (void)world.buy(account, biome, Money{1 + *magnitude(24)}); break;
    case 2: (void)world.sell(account, biome, Shares{1 + *magnitude(30)}); break;
    case 3: world.look(account, *rc::gen::arbitrary<bool>(), biome, *magnitude(24)); break;
    case 4: world.crowd_looks(biome, *magnitude(14)); break;
    case 5: world.set_trading(biome, static_cast<TradingState>(*rc::gen::inRange(0, 4))); break;
    case 6: world.now = world.now + Duration{*magnitude(17)}; break;
    default: world.tick();
  }
}

ExchangeWorld any_world() {
  ExchangeRules rules;
  rules.profile = *rc::gen::element(MarketProfile::fair, MarketProfile::classic);
  rules.half_life = Duration::minutes(*rc::gen::element(1, 480));
  rules.max_move = Ppm::percent(*rc::gen::element(1, 5, 50));
  rules.band = Ppm::percent(*rc::gen::element(1, 20, 90));
  rules.cycle = Duration{*rc::gen::element(100, 500, 60'000)};
  return ExchangeWorld(rules);
}

RC_GTEST_PROP(ExchangeLaws, F02_whatever_happens_no_money_is_made_or_lost, ()) {
  ExchangeWorld world = any_world();
  const Money all = world.all_money();
  const int happenings = *rc::gen::inRange(1, 100);
  for (int i = 0; i < happenings; ++i) {
    happen_once(world);
    RC_ASSERT(world.all_money() == all);
  }
  world.exchange.check_invariants();
  RC_ASSERT(ExchangeWorld::digest_of(world.replayed()) == world.digest());
}

RC_GTEST_PROP(ExchangeLaws, no_cycle_leaves_its_limits, ()) {
  ExchangeWorld world = any_world();
  const int cycles = *rc::gen::inRange(1, 60);
  for (int i = 0; i < cycles; ++i) {
    world.crowd_looks(kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)], *magnitude(16));
    if (*rc::gen::inRange(0, 10) == 0) happen_once(world);
    std::array<Market, kBiomes> before;
    for (const Biome biome : kAllBiomes) before[index_of(biome)] = world.exchange.market(biome);
    const Tick tick = world.tick();
    if (!tick.cycle) continue;
    for (const Biome biome : kAllBiomes) {
      const Market& was = before[index_of(biome)];
      const Big moved = Big(world.exchange.market(biome).cash.paisa) - was.cash.paisa;
      RC_ASSERT(abs(moved) * 1'000'000 <= Big(was.cash.paisa) * world.rules.max_move.value);
      if (was.halts.trading == TradingState::halted || was.halts.halted_until > world.now) {
        RC_ASSERT(moved == 0);
      }
      // Never out of the band, or further out of it: cash * 10^10 / shares against the mean.
      const Big mean = world.exchange.band_mean(biome, world.now).micro_bdt;
      const Big price = Big(world.exchange.market(biome).cash.paisa) * 10'000'000'000 * 1'000'000;
      if (moved > 0) {
        RC_ASSERT(price <= mean * (1'000'000 + world.rules.band.value) * was.shares.micro);
      }
      if (moved < 0) {
        RC_ASSERT(price >= mean * (1'000'000 - world.rules.band.value) * was.shares.micro);
      }
    }
  }
}

/// The weights of a fair cycle, word for word: the root of the index after this cycle's attention, times the shares;
/// all shifted alike until the largest is below 2^40.
std::array<std::int64_t, kBiomes> fair_weights(const Exchange& exchange, const Cycle& cycle,
                                               const ExchangeRules& rules) {
  const Big step = index_step(rules.cycle, rules.half_life);  // held to known values in unit tests
  std::array<Big, kBiomes> weights;
  Big largest = 0;
  for (const Biome biome : kAllBiomes) {
    const Market& market = exchange.market(biome);
    const MarketMove& move = cycle.markets[index_of(biome)];
    const Big present = (Big(move.attention_us) << 40) / (rules.cycle.ms * 1'000);
    const Big index = market.index + step * (present + market.prior - market.index) / (Big(1) << 60);
    RC_ASSERT(Big(move.index_after) == index);
    if (exchange.status(biome, cycle.at) == MarketStatus::halted) continue;
    weights[index_of(biome)] = sqrt(index) * market.shares.micro;
    largest = std::max(largest, weights[index_of(biome)]);
  }
  std::array<std::int64_t, kBiomes> fitting{};
  const std::size_t shift = (largest >> 40) == 0 ? 0 : msb(largest) - 39;
  for (std::size_t i = 0; i < kBiomes; ++i) fitting[i] = static_cast<std::int64_t>(Big(weights[i] >> shift));
  return fitting;
}

RC_GTEST_PROP(ExchangeLaws, a_fair_cycle_weighs_shares_by_the_root_of_the_new_index, ()) {
  ExchangeWorld world = any_world();
  world.rules.profile = MarketProfile::fair;
  world.rules.max_move = Ppm::percent(5);
  world.rules.band = Ppm::percent(90);  // too wide to be met: what it cuts is another property
  const int happenings = *rc::gen::inRange(0, 60);
  for (int i = 0; i < happenings; ++i) happen_once(world);
  world.crowd_looks(kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)], 1 + *magnitude(14));
  const Exchange before = world.exchange;
  const Tick tick = world.tick();
  RC_ASSERT(tick.cycle.has_value());
  const auto weights = fair_weights(before, *tick.cycle, world.rules);
  std::array<Participant, kBiomes> participants;
  for (const Biome biome : kAllBiomes) {
    const Market& market = before.market(biome);
    const Money limit = part_floor(market.cash, world.rules.max_move);
    participants[index_of(biome)] = {
        market.cash, market.shares, weights[index_of(biome)],
        limit,       limit,         before.status(biome, world.now) != MarketStatus::halted};
  }
  const auto moves = redistribute(participants, world.rules.pool);
  for (const Biome biome : kAllBiomes) {
    const MarketMove& move = tick.cycle->markets[index_of(biome)];
    RC_ASSERT(move.cash_after == add_within(move.cash_before, moves[index_of(biome)].made));
  }
}

RC_GTEST_PROP(ExchangeLaws, more_attention_to_a_market_never_lowers_its_cash, ()) {
  ExchangeWorld world = any_world();
  const int happenings = *rc::gen::inRange(0, 20);
  for (int i = 0; i < happenings; ++i) happen_once(world);
  world.tick();  // fresh accounts that wait for a cycle would grow with the attention of the others
  ExchangeWorld other = world;
  const Biome biome = kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)];
  for (const Biome looked : kAllBiomes) {
    const std::int64_t users = 1 + *magnitude(12);
    world.crowd_looks(looked, users);
    other.crowd_looks(looked, looked == biome ? users + 1 + *magnitude(14) : users);
  }
  world.tick();
  other.tick();
  RC_ASSERT(other.exchange.market(biome).cash >= world.exchange.market(biome).cash);
}

}  // namespace
}  // namespace loam
