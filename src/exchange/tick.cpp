// The end of a cycle: attention, indexes, redistribution, limits and halts.

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "exchange/attention_index.hpp"
#include "exchange/exchange.hpp"
#include "exchange/price_band.hpp"
#include "exchange/redistribution.hpp"

namespace loam {
namespace {

template <class T>
using PerBiome = std::array<T, kBiomes>;
using Markets = std::span<const Market, kBiomes>;

/// What narrows a market's move.
struct MoveLimits {
  Money cycle;  ///< either way
  BandRoom band;
  Money above_floor;

  [[nodiscard]] Money up() const { return std::min(cycle, band.up); }
  [[nodiscard]] Money down() const { return std::min({cycle, band.down, above_floor}); }
};

/// Which of them cuts it: the narrowest.
enum class Cut : std::uint8_t { none, by_cycle, by_band, by_floor };

/// A redistribution with all that explains it.
struct CyclePlan {
  PerBiome<std::int64_t> attention_us{};
  PerBiome<std::int64_t> index_after{};
  PerBiome<MoveLimits> limits{};
  PerBiome<Move> moves{};
  PerBiome<Cut> cuts{};
};

MoveLimits limits_of(const Market& market, const MarketHalts& halts, const ExchangeRules& rules, Time at) {
  const Price now = price_or_highest(market.cash, market.shares);
  const Price mean = mean_price(market.prices, band_begin(halts, at), at, now);
  const Money floor = floor_of(market.shares);
  return {part_floor(market.cash, rules.max_move), band_room(mean, rules.band, market.cash, market.shares),
          std::max(Money::zero(), sub_within(market.cash, floor))};
}

Cut cut_of(Money wanted, const MoveLimits& limits) {
  const bool rises = wanted > Money::zero();
  const Money size = rises ? wanted : negated(wanted);
  if (size <= (rises ? limits.up() : limits.down())) return Cut::none;
  const Money band = rises ? limits.band.up : limits.band.down;
  if (!rises && limits.above_floor < std::min(limits.cycle, band)) return Cut::by_floor;
  return band < limits.cycle ? Cut::by_band : Cut::by_cycle;
}

/// The indexes one cycle later. Classic has no index: there it rests.
PerBiome<std::int64_t> next_indexes(Markets markets, const PerBiome<std::int64_t>& attention_us,
                                    const ExchangeRules& rules) {
  const std::int64_t step = index_step(rules.cycle, rules.half_life);
  PerBiome<std::int64_t> after{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const std::int64_t target = presence(attention_us[i], rules.cycle) + markets[i].prior;
    after[i] = rules.profile == MarketProfile::fair ? next_index(markets[i].index, target, step) : markets[i].index;
  }
  return after;
}

/// Fair: by the root of the index, a share as heavy as any other. Classic: by the attention of this cycle alone.
PerBiome<std::int64_t> weights_of(Markets markets, const CyclePlan& plan, const PerBiome<bool>& active,
                                  const ExchangeRules& rules) {
  PerBiome<Int128> weights{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!active[i]) continue;
    weights[i] = rules.profile == MarketProfile::fair
                     ? static_cast<Int128>(isqrt(plan.index_after[i])) * markets[i].shares.micro
                     : Int128{presence(plan.attention_us[i], rules.cycle)};
  }
  return scaled(weights);
}

CyclePlan plan_cycle(Markets markets, const PerBiome<MarketHalts>& halts, const PerBiome<bool>& active,
                     const PerBiome<std::int64_t>& attention_us, const ExchangeRules& rules, Time at) {
  CyclePlan plan;
  plan.attention_us = attention_us;
  plan.index_after = next_indexes(markets, attention_us, rules);
  const PerBiome<std::int64_t> weights = weights_of(markets, plan, active, rules);
  PerBiome<Participant> participants{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!active[i]) continue;
    plan.limits[i] = limits_of(markets[i], halts[i], rules, at);
    participants[i] = {markets[i].cash,     markets[i].shares,     weights[i],
                       plan.limits[i].up(), plan.limits[i].down(), true};
  }
  plan.moves = redistribute(participants, rules.pool);
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (active[i]) plan.cuts[i] = cut_of(plan.moves[i].wanted, plan.limits[i]);
  }
  return plan;
}

Cycle cycle_of(Markets markets, const CyclePlan& plan, std::int64_t number, Time at) {
  Cycle cycle;
  cycle.number = number;
  cycle.at = at;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const Money cash = markets[i].cash;
    cycle.markets[i] = {plan.attention_us[i], plan.index_after[i],      cash, add_within(cash, plan.moves[i].made),
                        markets[i].shares,    plan.cuts[i] != Cut::none};
  }
  return cycle;
}

/// The cut of a move, told in paisa: how far the market might move and how far it was drawn, falls negative.
SafeguardEvent cut_event(Biome biome, const CyclePlan& plan, Time at) {
  const std::size_t i = index_of(biome);
  const Money wanted = plan.moves[i].wanted;
  const Money allowed = wanted > Money::zero() ? plan.limits[i].up() : negated(plan.limits[i].down());
  const SafeguardKind kind = plan.cuts[i] == Cut::by_band ? SafeguardKind::price_band : SafeguardKind::price_move;
  return {kind, at, biome, kNoAccount, allowed.paisa, wanted.paisa, {}};
}

MarketStatus limit_of(Cut cut, Money wanted) {
  if (cut != Cut::by_band) return MarketStatus::open;
  return wanted > Money::zero() ? MarketStatus::limit_up : MarketStatus::limit_down;
}

/// The halts once a halt whose time is over has ended: trading goes on, with the band centred anew.
MarketHalts reopened(MarketHalts halts, Time at) {
  if (halts.halted_until == Time{} || at < halts.halted_until) return halts;
  halts.halted_until = Time{};
  halts.band_from = at;
  return halts;
}

/// The halts after a cycle that pressed the price against `limit`, or against none.
MarketHalts pressed(MarketHalts halts, MarketStatus limit, Time at) {
  if (limit != halts.limit) {
    halts.limit = limit;
    halts.limit_since = limit == MarketStatus::open ? Time{} : at;
    return halts;
  }
  if (limit == MarketStatus::open || at - halts.limit_since < kLimitBeforeHalt) return halts;
  halts.limit = MarketStatus::open;
  halts.limit_since = Time{};
  halts.halted_until = at + kBandHalt;
  return halts;
}

std::string reason_for(const MarketHalts& before, const MarketHalts& after) {
  if (after.halted_until > before.halted_until) return "halted: too long at the edge of the price band";
  if (after.halted_until < before.halted_until) return "the halt at the edge of the price band is over";
  if (after.limit == MarketStatus::limit_up) return "the price band holds the price from above";
  if (after.limit == MarketStatus::limit_down) return "the price band holds the price from below";
  return "the price has left the edge of its band";
}

}  // namespace

Tick Exchange::decide_tick(const ExchangeRules& rules, Time at) const {
  Tick tick;
  PerBiome<MarketHalts> halts{};
  PerBiome<bool> active{};
  for (const Biome biome : kAllBiomes) {
    halts[index_of(biome)] = reopened(market(biome).halts, at);
    active[index_of(biome)] = status_of(market(biome), halts[index_of(biome)], at) != MarketStatus::halted;
  }

  CyclePlan plan;
  const PerBiome<std::int64_t> attention_us = counted_attention(markets_, rules.profile);
  // Nobody looked anywhere, or there are no markets yet: indexes and prices rest.
  if (attention_us != PerBiome<std::int64_t>{} && total_cash() > 0) {
    plan = plan_cycle(markets_, halts, active, attention_us, rules, at);
    tick.cycle = cycle_of(markets_, plan, cycles_ + 1, at);
  }

  for (const Biome biome : kAllBiomes) {
    const std::size_t i = index_of(biome);
    if (plan.cuts[i] == Cut::by_cycle || plan.cuts[i] == Cut::by_band)
      tick.safeguards.push_back(cut_event(biome, plan, at));
    const MarketHalts after = pressed(halts[i], limit_of(plan.cuts[i], plan.moves[i].wanted), at);
    const MarketHalts& before = market(biome).halts;
    if (after == before) continue;
    tick.halts.push_back({biome, at, after, kNoAccount, reason_for(before, after)});
    if (after.halted_until > before.halted_until) {
      tick.safeguards.push_back({SafeguardKind::band_halt,
                                 at,
                                 biome,
                                 kNoAccount,
                                 band_mean(biome, at).micro_bdt,
                                 price(biome).micro_bdt,
                                 {}});
    }
  }
  return tick;
}

}  // namespace loam
