// The parts of a move sum to it, to the unit, whatever happened: lives of a world that the engine made, cut at random
// moments.

#include <variant>

#include "exchange/price_move.hpp"
#include "property/properties.hpp"
#include "support/world.hpp"

namespace loam {
namespace {

using test::Big;

Big big(Int128 number) {
  const bool below = number < 0;
  const Int128 size = below ? -number : number;
  const Big value = (Big(static_cast<std::uint64_t>(size >> 64)) << 64) + Big(static_cast<std::uint64_t>(size));
  return below ? Big(-value) : value;
}

Price price_in(Money cash, Shares shares) { return price_of(cash, shares).value_or(Price{}); }

/// The prices of one market as rows and cycles leave them, in order.
struct Tape {
  std::vector<Price> prices;
  Price before;
};

/// Adds the events from `first` to before `end` and notes the prices that a reader of rows sees.
Tape walk(PriceMove& move, const std::vector<Event>& events, std::size_t first, std::size_t end) {
  Tape tape;
  for (std::size_t i = 0; i < end; ++i) {
    const Event& event = events[i];
    const bool within = i >= first;
    if (const auto* row = std::get_if<Transaction>(&event); row != nullptr && row->biome == move.biome()) {
      const Price after = price_in(row->pool_cash_after, row->pool_shares_after);
      const bool seed = row->type == TransactionType::market_seed;
      if (within && !seed) {
        const Side side = row->type == TransactionType::biome_buy ? Side::buy : Side::sell;
        move.add_trade(side, row->amount, {price_per_share_of(*row), after});
        tape.prices.push_back(after);
      } else {
        tape.before = after;
      }
    }
    if (const auto* counted = std::get_if<AttentionCounted>(&event); counted != nullptr && within) {
      move.add(counted->count);
    }
    if (const auto* cycle = std::get_if<Cycle>(&event)) {
      const MarketMove& market = cycle->markets[index_of(move.biome())];
      if (within) move.add(*cycle);
      (within ? tape.prices.emplace_back() : tape.before) = price_in(market.cash_after, market.shares);
    }
  }
  return tape;
}

/// Checks one market's move over these events and tells what its cycles did.
PriceMove::Cycles check_sums(const std::vector<Event>& events, std::size_t first, std::size_t end, Biome biome) {
  PriceMove move(biome);
  const Tape tape = walk(move, events, first, end);
  move.begin(tape.before);

  RC_ASSERT(move.before() == tape.before);
  RC_ASSERT(move.after() == (tape.prices.empty() ? tape.before : tape.prices.back()));
  const PriceMove::Cycles& cycles = move.cycles();
  RC_ASSERT(big(cycles.move() + move.buys().move + move.sells().move) == Big(move.move()));
  RC_ASSERT(cycles.here + cycles.elsewhere + cycles.earlier == cycles.move());
  Int128 shares = 0;
  for (const PriceMove::Share& share : move.shares()) shares += share.move;
  RC_ASSERT(shares == cycles.here + cycles.elsewhere);
  return cycles;
}

RC_GTEST_PROP(PriceMoveLaws, PartsSumToTheMoveToTheUnit, ()) {
  test::World world(*rc::gen::arbitrary<std::uint64_t>());
  const auto below = [&](std::size_t bound) {
    return static_cast<std::size_t>(world.random().below(static_cast<std::int64_t>(bound)));
  };
  world.trade(4 + static_cast<int>(below(12)));
  const std::vector<Event> events = world.events();
  // Begins behind a cycle, so that all attention of the first one is there: as a reader gives it.
  std::vector<std::size_t> starts{kBiomes};
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (std::holds_alternative<Cycle>(events[i])) starts.push_back(i + 1);
  }
  const std::size_t first = starts[below(starts.size() / 2 + 1)];
  const std::size_t end = events.size() - below((events.size() - first) / 2 + 1);
  PriceMove::Cycles all;
  for (const Biome biome : kAllBiomes) {
    const PriceMove::Cycles cycles = check_sums(events, first, end, biome);
    all.here += cycles.here;
    all.elsewhere += cycles.elsewhere;
    all.earlier += cycles.earlier;
  }
  RC_CLASSIFY(all.here != 0, "rises with attention");
  RC_CLASSIFY(all.elsewhere != 0, "falls with attention elsewhere");
  RC_CLASSIFY(all.earlier != 0, "moves by earlier attention");
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
