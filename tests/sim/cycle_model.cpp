// The end of a cycle in the model: attention, indexes, redistribution, limits and halts.

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/market_model.hpp"

namespace loam::sim {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr Wide kPricePerCash = 10'000'000'000;
constexpr Wide kMillion = 1'000'000;
constexpr Wide kFloorPrice = 10'000;  // a hundredth of a BDT
constexpr Wide kMostPresent = Wide{1} << 62;

std::int64_t capped(Wide value) { return value > kMost ? kMost : static_cast<std::int64_t>(value); }
Wide up(Wide a, Wide b) { return (a + b - 1) / b; }

std::int64_t root(std::int64_t n) {
  auto guess = static_cast<std::int64_t>(std::sqrt(static_cast<long double>(n)));
  while (Wide{guess} * guess > n) --guess;
  while (Wide{guess + 1} * (guess + 1) <= n) ++guess;
  return guess;
}

/// Units one by one to the highest claim / (2 * units + 1), ties to the lower index. Nobody's part is further than four
/// units below his exact share, so the line may be joined there.
Indexes hand_out(std::int64_t total, const Indexes& claims) {
  Wide sum = 0;
  for (const std::int64_t claim : claims) sum += claim;
  Indexes units{};
  if (sum == 0) return units;
  std::int64_t left = total;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    units[i] = std::max<std::int64_t>(0, static_cast<std::int64_t>(Wide{total} * claims[i] / sum) - 5);
    left -= units[i];
  }
  for (; left > 0; --left) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < kBiomes; ++i) {
      if (claims[i] * (Wide{2} * units[best] + 1) > claims[best] * (Wide{2} * units[i] + 1)) best = i;
    }
    ++units[best];
  }
  return units;
}

}  // namespace

struct Markets::Plan {
  Indexes attention{};
  Indexes indexes{};
  std::array<MarketHalts, kBiomes> halts{};
  std::array<bool, kBiomes> active{};
  Indexes wanted{};
  Indexes made{};
  Indexes up{};
  Indexes down{};
  enum class Cut { none, by_cycle, by_band, by_floor };
  std::array<Cut, kBiomes> cuts{};
};

void broken(const std::string& what) { throw std::runtime_error(what); }

Indexes Markets::attention(const MarketRules& rules) const {
  Wide established = 0;
  Wide fresh = 0;
  for (const ModelMarket& m : each) {
    established += m.established_us;
    fresh += m.fresh_us;
  }
  Indexes counted{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    Wide of_fresh = each[i].fresh_us;
    // Fresh accounts together: at most a tenth of the established ones, where those bring anything.
    if (!rules.classic && established > 0 && fresh > established / 10) of_fresh = of_fresh * (established / 10) / fresh;
    counted[i] = capped(each[i].established_us + of_fresh);
  }
  return counted;
}

std::int64_t Markets::mean_price(std::size_t market, const MarketHalts& halts, Time at) const {
  const auto& prices = each[market].prices;
  const std::int64_t begin = std::max(at.ms - 300'000, halts.band_from.ms);
  Wide weighted = 0;
  std::int64_t covered = 0;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    const std::int64_t from = std::max(prices[i].first, begin);
    const std::int64_t to = i + 1 < prices.size() ? prices[i + 1].first : at.ms;
    if (to <= from) continue;
    weighted += Wide{prices[i].second} * (to - from);
    covered += to - from;
  }
  return covered == 0 ? price(market) : static_cast<std::int64_t>(weighted / covered);
}

void Markets::check_indexes(const Plan& plan, const MarketRules& rules) const {
  const auto step = -std::expm1(-std::log(2.0L) * static_cast<long double>(rules.cycle_ms) /
                                static_cast<long double>(rules.half_life_ms));
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const ModelMarket& m = each[i];
    const Wide present = std::min(kMostPresent, (Wide{plan.attention[i]} << 40) / (Wide{rules.cycle_ms} * 1000));
    const auto way = static_cast<long double>(present + m.prior - m.index);
    const auto right =
        rules.classic ? static_cast<long double>(m.index) : static_cast<long double>(m.index) + step * way;
    const auto off = std::abs(static_cast<long double>(plan.indexes[i]) - right);
    if (off > 2.0L + std::abs(way) * 0x1p-50L) {
      broken("the attention index of market " + std::to_string(i) + " is " + std::to_string(plan.indexes[i]) +
             ", not " + std::to_string(right));
    }
  }
}

void Markets::plan_moves(Plan& plan, const MarketRules& rules, Time at) const {
  std::array<Wide, kBiomes> weights{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!plan.active[i]) continue;
    const Wide present = std::min(kMostPresent, (Wide{plan.attention[i]} << 40) / (Wide{rules.cycle_ms} * 1000));
    weights[i] = rules.classic ? present : Wide{root(plan.indexes[i])} * each[i].shares;
  }
  while (*std::max_element(weights.begin(), weights.end()) >= (Wide{1} << 40)) {
    for (Wide& weight : weights) weight /= 2;
  }
  Wide all_weights = 0;
  Wide pot = 0;
  Indexes put{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!plan.active[i]) continue;
    put[i] = static_cast<std::int64_t>(each[i].cash * Wide{rules.pool_ppm} / kMillion);
    pot += put[i];
    all_weights += weights[i];
  }

  Indexes gains{};
  Indexes losses{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!plan.active[i]) continue;
    const Wide cash = each[i].cash;
    const Wide shares = each[i].shares;
    const Wide cycle = cash * rules.move_ppm / kMillion;
    const Wide mean = mean_price(i, plan.halts[i], at);
    const Wide highest = std::min<Wide>(kMost, mean * (kMillion + rules.band_ppm) / kMillion);
    const Wide lowest = up(mean * std::max<Wide>(0, kMillion - rules.band_ppm), kMillion);
    const Wide band_up = std::max<Wide>(0, std::min<Wide>(kMost, highest * shares / kPricePerCash) - cash);
    const Wide band_down = std::max<Wide>(0, cash - std::min<Wide>(kMost, up(lowest * shares, kPricePerCash)));
    const Wide above_floor = std::max<Wide>(0, cash - up(kFloorPrice * shares, kPricePerCash));
    plan.up[i] = static_cast<std::int64_t>(std::min(cycle, band_up));
    plan.down[i] = static_cast<std::int64_t>(std::min({cycle, band_down, above_floor}));
    if (pot > 0 && all_weights > 0) {
      plan.wanted[i] = static_cast<std::int64_t>((pot * weights[i] - put[i] * all_weights) / all_weights);
    }
    const std::int64_t wanted = plan.wanted[i];
    gains[i] = std::clamp<std::int64_t>(wanted, 0, plan.up[i]);
    losses[i] = std::clamp<std::int64_t>(-wanted, 0, plan.down[i]);
    if (wanted == gains[i] - losses[i]) continue;
    const Wide band = wanted > 0 ? band_up : band_down;
    plan.cuts[i] = band < cycle ? Plan::Cut::by_band : Plan::Cut::by_cycle;
    if (wanted < 0 && above_floor < std::min(cycle, band)) plan.cuts[i] = Plan::Cut::by_floor;
  }
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    gained += gains[i];
    lost += losses[i];
  }
  gains = hand_out(std::min(gained, lost), gains);
  losses = hand_out(std::min(gained, lost), losses);
  for (std::size_t i = 0; i < kBiomes; ++i) plan.made[i] = gains[i] - losses[i];
}

std::vector<SafeguardEvent> Markets::tick(const MarketRules& rules, Time at, const std::optional<Indexes>& indexes) {
  Plan plan;
  plan.attention = attention(rules);
  for (std::size_t i = 0; i < kBiomes; ++i) {
    plan.halts[i] = each[i].halts;
    if (plan.halts[i].halted_until != Time{} && at >= plan.halts[i].halted_until) {
      plan.halts[i].halted_until = Time{};
      plan.halts[i].band_from = at;
    }
    plan.active[i] = status(i, plan.halts[i], at) != MarketStatus::halted;
  }
  const bool closes = made() && plan.attention != Indexes{};
  if (closes != indexes.has_value()) broken(closes ? "a cycle did not close" : "a cycle closed where nobody looked");
  if (closes) {
    plan.indexes = *indexes;
    check_indexes(plan, rules);
    plan_moves(plan, rules, at);
    ++cycles;
  }

  std::vector<SafeguardEvent> acted;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const Biome biome = kAllBiomes[i];
    const bool by_band = plan.cuts[i] == Plan::Cut::by_band;
    if (by_band || plan.cuts[i] == Plan::Cut::by_cycle) {
      acted.push_back({by_band ? SafeguardKind::price_band : SafeguardKind::price_move,
                       at,
                       biome,
                       kNoAccount,
                       plan.wanted[i] > 0 ? plan.up[i] : -plan.down[i],
                       plan.wanted[i],
                       {}});
    }
    MarketHalts& halts = plan.halts[i];
    const MarketStatus presses =
        !by_band ? MarketStatus::open : (plan.wanted[i] > 0 ? MarketStatus::limit_up : MarketStatus::limit_down);
    if (presses != halts.limit) {
      halts.limit = presses;
      halts.limit_since = presses == MarketStatus::open ? Time{} : at;
    } else if (presses != MarketStatus::open && at.ms - halts.limit_since.ms >= 15'000) {
      halts = {halts.trading, MarketStatus::open, Time{}, Time{at.ms + 60'000}, halts.band_from};
      acted.push_back(
          {SafeguardKind::band_halt, at, biome, kNoAccount, mean_price(i, each[i].halts, at), price(i), {}});
    }
  }
  for (std::size_t i = 0; i < kBiomes; ++i) {
    ModelMarket& m = each[i];
    m.halts = plan.halts[i];
    if (!closes) continue;
    m.cash += plan.made[i];
    m.index = plan.indexes[i];
    m.established_us = 0;
    m.fresh_us = 0;
    m.last_redistribution = at;
    m.prices.push_back({at.ms, price(i)});
    while (m.prices.size() > 1 && m.prices[1].first <= at.ms - 600'000) m.prices.erase(m.prices.begin());
  }
  return acted;
}

}  // namespace loam::sim
