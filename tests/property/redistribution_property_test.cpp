// The laws of a redistribution, against a model in unbounded numbers that knows only the page of rules.

#include <numeric>
#include <ostream>

#include "exchange/redistribution.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

using test::any_participants;
using test::any_ppm;
using test::Big;
using test::is_webster;
using test::magnitude;
using test::Participants;
using Figures = std::array<std::int64_t, kBiomes>;

bool takes_part(const Participant& market) { return market.active && market.cash.paisa > 0 && market.shares.micro > 0; }

/// The rules, word for word.
struct Model {
  std::array<Big, kBiomes> wanted{};
  std::array<Big, kBiomes> clamped{};
  Big risen = 0;
  Big fallen = 0;

  Model(const Participants& markets, Ppm pool) {
    std::array<Big, kBiomes> part{};
    Big all_weights = 0;
    Big pot = 0;
    for (std::size_t i = 0; i < kBiomes; ++i) {
      if (!takes_part(markets[i])) continue;
      part[i] = Big(markets[i].cash.paisa) * pool.value / 1'000'000;
      all_weights += markets[i].weight;
      pot += part[i];
    }
    if (all_weights == 0 || pot == 0) return;
    for (std::size_t i = 0; i < kBiomes; ++i) {
      if (!takes_part(markets[i])) continue;
      wanted[i] = (pot * markets[i].weight - part[i] * all_weights) / all_weights;  // truncates
      clamped[i] = std::max(-Big(markets[i].down.paisa), std::min(Big(markets[i].up.paisa), wanted[i]));
      (clamped[i] > 0 ? risen : fallen) += clamped[i];
    }
    fallen = -fallen;
  }
};

Figures made(const std::array<Move, kBiomes>& moves) {
  Figures figures{};
  for (std::size_t i = 0; i < kBiomes; ++i) figures[i] = moves[i].made.paisa;
  return figures;
}

RC_GTEST_PROP(RedistributionLaws, F02_the_sum_of_cash_is_unchanged_to_the_unit, ()) {
  const Participants markets = *any_participants();
  Big sum = 0;
  for (const Move& move : redistribute(markets, *any_ppm())) sum += move.made.paisa;
  RC_ASSERT(sum == 0);
}

RC_GTEST_PROP(RedistributionLaws, follows_the_rules_exactly, ()) {
  const Participants markets = *any_participants();
  const Ppm pool = *any_ppm();
  const Model model(markets, pool);
  const auto moves = redistribute(markets, pool);
  const Big moved = std::min(model.risen, model.fallen);
  Figures gains{};
  Figures losses{};
  Figures risers{};
  Figures fallers{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    RC_ASSERT(Big(moves[i].wanted.paisa) == model.wanted[i]);
    const auto clamped = static_cast<std::int64_t>(model.clamped[i]);
    (clamped > 0 ? risers : fallers)[i] = std::abs(clamped);
    (moves[i].made.paisa > 0 ? gains : losses)[i] = std::abs(moves[i].made.paisa);
    RC_ASSERT(gains[i] <= risers[i]);
    RC_ASSERT(losses[i] <= fallers[i]);
  }
  RC_ASSERT(std::accumulate(gains.begin(), gains.end(), Big(0)) == moved);
  RC_ASSERT(std::accumulate(losses.begin(), losses.end(), Big(0)) == moved);
  RC_ASSERT(is_webster(risers, gains));
  RC_ASSERT(is_webster(fallers, losses));
}

RC_GTEST_PROP(RedistributionLaws, no_price_moves_beyond_its_limits, ()) {
  const Participants markets = *any_participants();
  const auto moves = redistribute(markets, *any_ppm());
  for (std::size_t i = 0; i < kBiomes; ++i) {
    RC_ASSERT(moves[i].made <= markets[i].up);
    RC_ASSERT(moves[i].made >= negated(markets[i].down));
  }
}

RC_GTEST_PROP(RedistributionLaws, more_attention_to_a_market_never_lowers_its_cash, ()) {
  Participants markets = *any_participants();
  const Ppm pool = *any_ppm();
  const auto i = *rc::gen::inRange<std::size_t>(0, kBiomes);
  const auto before = redistribute(markets, pool);
  markets[i].weight = std::min(kWeightMax, markets[i].weight + *magnitude(40));
  const auto after = redistribute(markets, pool);
  RC_ASSERT(after[i].made >= before[i].made);
}

RC_GTEST_PROP(RedistributionLaws, permuting_the_markets_permutes_the_moves_but_for_ties, ()) {
  const Participants markets = *any_participants();
  const Ppm pool = *any_ppm();
  std::vector<std::size_t> order(kBiomes);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = kBiomes - 1; i > 0; --i) std::swap(order[i], order[*rc::gen::inRange<std::size_t>(0, i + 1)]);
  Participants permuted;
  for (std::size_t i = 0; i < kBiomes; ++i) permuted[i] = markets[order[i]];

  const Figures straight = made(redistribute(markets, pool));
  const Figures crossed = made(redistribute(permuted, pool));
  const Model model(markets, pool);
  Figures back{};
  for (std::size_t i = 0; i < kBiomes; ++i) back[order[i]] = crossed[i];
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (back[i] == straight[i]) continue;
    // One unit went to another in the same place of the line: claim / (2 * units + 1) is the same fraction.
    RC_ASSERT(std::abs(back[i] - straight[i]) == 1);
    bool tied = false;
    for (std::size_t j = 0; j < kBiomes && !tied; ++j) {
      if (back[j] - straight[j] != straight[i] - back[i]) continue;
      const Big units_i = std::min(std::abs(back[i]), std::abs(straight[i]));
      const Big units_j = std::min(std::abs(back[j]), std::abs(straight[j]));
      tied = abs(model.clamped[i]) * (2 * units_j + 1) == abs(model.clamped[j]) * (2 * units_i + 1);
    }
    RC_ASSERT(tied);
  }
}

RC_GTEST_PROP(RedistributionLaws, no_attention_no_move, ()) {
  Participants markets = *any_participants();
  for (Participant& market : markets) market.weight = 0;
  RC_ASSERT(made(redistribute(markets, *any_ppm())) == Figures{});
}

RC_GTEST_PROP(RedistributionLaws, one_market_taking_all_takes_what_the_limits_let_the_others_give, ()) {
  Participants markets = *any_participants();
  const auto taker = *rc::gen::inRange<std::size_t>(0, kBiomes);
  for (std::size_t i = 0; i < kBiomes; ++i) markets[i].weight = i == taker ? 1 + *magnitude(39) : 0;
  const Ppm pool = *any_ppm();
  Big offered = 0;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (i == taker || !takes_part(markets[i])) continue;
    const Big part = Big(markets[i].cash.paisa) * pool.value / 1'000'000;
    offered += std::min(part, Big(markets[i].down.paisa));
  }
  const auto moves = redistribute(markets, pool);
  const Big taken = takes_part(markets[taker]) ? std::min(offered, Big(markets[taker].up.paisa)) : Big(0);
  RC_ASSERT(Big(moves[taker].made.paisa) == taken);
}

RC_GTEST_PROP(RedistributionLaws, a_market_without_shares_or_cash_or_halted_changes_nothing_for_the_others, ()) {
  Participants markets = *any_participants();
  const Ppm pool = *any_ppm();
  const auto i = *rc::gen::inRange<std::size_t>(0, kBiomes);
  Participants without = markets;
  without[i] = {};
  switch (*rc::gen::inRange(0, 3)) {
    case 0: markets[i].active = false; break;
    case 1: markets[i].shares = {}; break;
    default: markets[i] = {{}, markets[i].shares, markets[i].weight, {}, {}, true};
  }
  const auto moves = redistribute(markets, pool);
  RC_ASSERT(moves[i] == Move{});
  RC_ASSERT(moves == redistribute(without, pool));
}

RC_GTEST_PROP(Apportionment, is_websters_and_gives_nobody_more_than_his_claim, ()) {
  Figures claims{};
  Big sum = 0;
  for (std::int64_t& claim : claims) sum += claim = *magnitude(60);
  const Big part = Big(*magnitude(63)) * sum / test::kMax;
  const auto total =
      static_cast<std::int64_t>(*rc::gen::element(part, sum, Big(sum / 2), std::max(Big(0), Big(sum - 1))));
  const Figures units = apportion(total, claims);
  for (std::size_t i = 0; i < kBiomes; ++i) {
    RC_ASSERT(units[i] >= 0);
    RC_ASSERT(units[i] <= claims[i]);
  }
  RC_ASSERT(std::accumulate(units.begin(), units.end(), Big(0)) == total);
  RC_ASSERT(is_webster(claims, units));
}

RC_GTEST_PROP(Apportionment, is_what_handing_out_one_by_one_gives, ()) {
  Figures claims{};
  std::int64_t sum = 0;
  for (std::int64_t& claim : claims) sum += claim = *magnitude(6);
  const std::int64_t total = *rc::gen::inRange<std::int64_t>(0, sum + 1);
  Figures units{};
  for (std::int64_t given = 0; given < total; ++given) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < kBiomes; ++i) {
      if (claims[i] * (2 * units[best] + 1) > claims[best] * (2 * units[i] + 1)) best = i;
    }
    ++units[best];
  }
  RC_ASSERT(apportion(total, claims) == units);
}

}  // namespace
}  // namespace loam
