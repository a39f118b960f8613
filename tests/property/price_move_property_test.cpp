// The parts of a move sum to it, to the unit, whatever happened: random lives of the exchange, counted from a moment
// on.

#include "exchange/price_move.hpp"
#include "property/properties.hpp"
#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::Big;

Big big(Int128 number) {
  const bool below = number < 0;
  const Int128 size = below ? -number : number;
  const Big value = (Big(static_cast<std::uint64_t>(size >> 64)) << 64) + Big(static_cast<std::uint64_t>(size));
  return below ? Big(-value) : value;
}

Price price_now(const test::ExchangeWorld& world, Biome biome) {
  const Market& market = world.exchange.market(biome);
  return price_of(market.cash, market.shares).value_or(Price{});
}

/// A life of seven markets, whose moves are counted from a moment on, and beside them what the prices really were.
class Life {
 public:
  explicit Life(ExchangeRules rules) : world_(rules) {
    for (const Biome biome : kAllBiomes) moves_.emplace_back(biome);
  }

  /// From here on everything counts. Behind a cycle, so that all attention of the first one is there: as a reader
  /// gives it.
  void begin_counting() {
    close_cycle();
    counting_ = true;
    for (const Biome biome : kAllBiomes) {
      before_[index_of(biome)] = price_now(world_, biome);
      moves_[index_of(biome)].begin(before_[index_of(biome)]);
    }
  }

  /// One step: a look, a buy, a sale or the end of a cycle.
  void step(std::uint8_t kind, AccountNo account, Biome biome, std::int64_t size) {
    switch (kind % 4) {
      case 0: look(account, biome, size); break;
      case 1: trade({account, biome, Side::buy, Money{size % 10'000'000 + 1}, {}, {}}); break;
      case 2: trade({account, biome, Side::sell, {}, Shares{size % 10'000'000 + 1}, {}}); break;
      default: close_cycle(); break;
    }
  }

  void check() const {
    for (const Biome biome : kAllBiomes) check_sums(moves_[index_of(biome)], before_[index_of(biome)]);
  }
  [[nodiscard]] const std::vector<PriceMove>& moves() const { return moves_; }

 private:
  void look(AccountNo account, Biome biome, std::int64_t size) {
    const bool established = account.value % 3 != 0;
    const AttentionCount count = world_.look(account, established, biome, size % 2'000'000 + 1);
    if (!counting_) return;
    for (PriceMove& move : moves_) move.add(count);
  }

  void trade(const Order& order) {
    const Price before = price_now(world_, order.biome);
    const auto fill = world_.place(order);
    if (!fill || !counting_) return;
    moves_[index_of(order.biome)].add_trade(order.side, fill->amount, {before, price_now(world_, order.biome)});
  }

  void close_cycle() {
    const Tick tick = world_.tick();
    if (!tick.cycle || !counting_) return;
    for (PriceMove& move : moves_) move.add(*tick.cycle);
  }

  void check_sums(const PriceMove& move, Price before) const {
    RC_ASSERT(move.before() == before);
    RC_ASSERT(move.after() == price_now(world_, move.biome()));
    const PriceMove::Cycles& cycles = move.cycles();
    RC_ASSERT(big(cycles.move() + move.buys().move + move.sells().move) == Big(move.move()));
    RC_ASSERT(cycles.here + cycles.elsewhere + cycles.earlier == cycles.move());
    Int128 shares = 0;
    for (const PriceMove::Share& share : move.shares()) shares += share.move;
    RC_ASSERT(shares == cycles.here + cycles.elsewhere);
  }

  test::ExchangeWorld world_;
  bool counting_ = false;
  std::array<Price, kBiomes> before_{};
  std::vector<PriceMove> moves_;
};

RC_GTEST_PROP(PriceMoveLaws, PartsSumToTheMoveToTheUnit, ()) {
  ExchangeRules rules;
  rules.half_life = Duration::minutes(*rc::gen::element<std::int64_t>(1, 5, 480));
  rules.profile = *rc::gen::element(MarketProfile::fair, MarketProfile::fair, MarketProfile::classic);
  const auto kinds = *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::arbitrary<std::uint8_t>());
  Life life(rules);
  const std::size_t uncounted = kinds.size() / 4;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i == uncounted) life.begin_counting();
    const AccountNo account{16 + *rc::gen::inRange<std::uint32_t>(0, 6)};
    const auto biome = kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)];
    life.step(kinds[i], account, biome, *test::magnitude(40));
  }
  if (kinds.empty()) life.begin_counting();
  life.check();
  const auto any = [&](Int128 PriceMove::Cycles::*part) {
    return std::ranges::any_of(life.moves(), [&](const PriceMove& move) { return move.cycles().*part != 0; });
  };
  RC_CLASSIFY(any(&PriceMove::Cycles::here), "rises with attention");
  RC_CLASSIFY(any(&PriceMove::Cycles::elsewhere), "falls with attention elsewhere");
  RC_CLASSIFY(any(&PriceMove::Cycles::earlier), "moves by earlier attention");
}

RC_GTEST_PROP(PriceMoveLaws, DivisionGivesEachItsShareOrOneUnitMore, ()) {
  const auto weights = *rc::gen::container<std::vector<std::int64_t>>(test::magnitude(42));
  const Int128 total = static_cast<Int128>(*test::magnitude(62)) * *rc::gen::element<std::int64_t>(1, 1'000'000);
  const auto parts = divide_by_weight(total, weights);
  Big sum = 0;
  for (const std::int64_t weight : weights) sum += weight;
  Big given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    given += big(parts[i]);
    if (sum == 0) continue;
    const Big floor = big(total) * weights[i] / sum;
    RC_ASSERT(big(parts[i]) == floor || big(parts[i]) == floor + 1);
    RC_ASSERT(weights[i] > 0 || parts[i] == 0);
  }
  RC_ASSERT(given == (sum == 0 ? Big(0) : big(total)));
}

RC_GTEST_PROP(PriceMoveLaws, RoundingTogetherMovesNoPartByAWholeUnit, ()) {
  const std::int64_t scale = *rc::gen::element<std::int64_t>(1, 2, 7, 1'000, 1'000'000);
  std::vector<Int128> parts;
  Int128 sum = 0;
  for (const std::int64_t number : *rc::gen::container<std::vector<std::int64_t>>(test::any_number())) {
    parts.emplace_back(number >> 16);
    sum += parts.back();
  }
  parts.push_back(-sum);  // so that all come to a whole number
  const auto whole = round_together(parts, scale);
  Int128 rounded = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Int128 off = Int128{whole[i]} * scale - parts[i];
    RC_ASSERT(off > -scale && off < scale);
    rounded += whole[i];
  }
  RC_ASSERT(rounded == 0);
}

}  // namespace
}  // namespace loam
