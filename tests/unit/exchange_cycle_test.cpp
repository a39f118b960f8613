// Redistribution, the price band and the halts that it brings.

#include <algorithm>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "exchange/price_band.hpp"
#include "exchange/redistribution.hpp"
#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::ExchangeWorld;
using test::kAnn;
using test::kStart;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
using Figures = std::array<std::int64_t, kBiomes>;

/// Seven active markets of 10,000 paisa that may move by 500.
std::array<Participant, kBiomes> seven_markets() {
  std::array<Participant, kBiomes> markets;
  markets.fill({Money{10'000}, Shares::whole(100), 1'000, Money{500}, Money{500}, true});
  return markets;
}

Figures made(const std::array<Move, kBiomes>& moves) {
  Figures figures{};
  for (std::size_t i = 0; i < kBiomes; ++i) figures[i] = moves[i].made.paisa;
  return figures;
}

Figures wanted(const std::array<Move, kBiomes>& moves) {
  Figures figures{};
  for (std::size_t i = 0; i < kBiomes; ++i) figures[i] = moves[i].wanted.paisa;
  return figures;
}

TEST(Redistribution, F02_a_cycle_is_zero_sum_to_the_unit) {
  auto markets = seven_markets();
  markets[0].weight = 1'000'000;
  const Figures moves = made(redistribute(markets, Ppm::percent(25)));
  EXPECT_EQ(std::accumulate(moves.begin(), moves.end(), std::int64_t{0}), 0);
  EXPECT_EQ(moves, (Figures{500, -84, -84, -83, -83, -83, -83})) << "the winner's 500 come from the others, exactly";
}

TEST(Redistribution, the_rules_case_by_case) {
  const Ppm quarter = Ppm::percent(25);
  struct Row {
    const char* name;
    std::array<Participant, kBiomes> markets;
    Ppm pool;
    Figures wanted;
    Figures made;
  };
  auto equal = seven_markets();
  auto nobody = equal;
  for (Participant& market : nobody) market.weight = 0;
  auto one = nobody;
  one[2].weight = 7;
  auto halted = equal;
  halted[0].active = false;
  halted[0].weight = 1'000'000;
  auto no_shares = equal;
  no_shares[0].shares = {};
  no_shares[0].weight = 1'000'000;
  auto no_cash = equal;
  no_cash[0] = {{}, Shares::whole(100), 1'000'000, {}, {}, true};
  auto alone = equal;
  for (std::size_t i = 1; i < kBiomes; ++i) alone[i].active = false;
  auto double_weight = equal;
  double_weight[6].weight = 2'000;
  auto floor_bound = one;
  for (std::size_t i = 0; i < 6; ++i) floor_bound[i].down = Money{3};
  auto no_room = one;
  no_room[2].up = {};
  const Row rows[] = {
      {"equal weights move nothing", equal, quarter, {}, {}},
      {"no weight at all moves nothing", nobody, quarter, {}, {}},
      {"no pool moves nothing", one, Ppm{0}, {}, {}},
      {"one market takes all",
       one,
       quarter,
       {-2500, -2500, 15000, -2500, -2500, -2500, -2500},
       {-84, -84, 500, -83, -83, -83, -83}},
      {"a halted market takes no part", halted, quarter, {}, {}},
      {"a market without shares takes no part", no_shares, quarter, {}, {}},
      {"a market without cash takes no part", no_cash, quarter, {}, {}},
      {"alone there is nobody to take from", alone, quarter, {}, {}},
      {"twice the weight: cut towards no move",
       double_weight,
       quarter,
       {-312, -312, -312, -312, -312, -312, 1875},
       {-84, -84, -83, -83, -83, -83, 500}},
      {"givers at their floor",
       floor_bound,
       quarter,
       {-2500, -2500, 15000, -2500, -2500, -2500, -2500},
       {-3, -3, 500, -3, -3, -3, -485}},
      {"a taker without room moves nothing", no_room, quarter, {-2500, -2500, 15000, -2500, -2500, -2500, -2500}, {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto moves = redistribute(row.markets, row.pool);
    EXPECT_EQ(wanted(moves), row.wanted);
    EXPECT_EQ(made(moves), row.made);
  }
}

TEST(Redistribution, F07_works_at_the_end_of_64_bits) {
  auto markets = seven_markets();
  for (Participant& market : markets) {
    market = {Money{kMax / 7}, Shares{kMax}, kWeightMax, Money{kMax / 140}, Money{kMax / 140}, true};
  }
  markets[3].weight = 0;
  const Figures moves = made(redistribute(markets, Ppm::one()));
  EXPECT_EQ(moves[3], -kMax / 140);
  EXPECT_EQ(std::accumulate(moves.begin(), moves.end(), std::int64_t{0}), 0);
}

TEST(Redistribution, apportions_as_webster_with_ties_to_the_lower_index) {
  struct Row {
    const char* name;
    std::int64_t total;
    Figures claims;
    Figures units;
  };
  const Row rows[] = {
      {"nothing", 0, {5, 5}, {}},
      {"all", 10, {5, 2, 3}, {5, 2, 3}},
      {"one of equals", 1, {0, 5, 5, 5}, {0, 1, 0, 0}},
      {"two of equals", 2, {5, 5, 5}, {1, 1, 0}},
      {"halves are tied: 3/1 = 3, 1/1 = 3/3", 2, {1, 3}, {1, 1}},
      {"the same from the other side", 2, {3, 1}, {2, 0}},
      {"one short of all", 9, {5, 2, 3}, {4, 2, 3}},
      {"beyond the exact share of 5.3", 10, {53'000, 24'000, 23'000}, {6, 2, 2}},
      {"the small do not starve", 6, {6, 1, 1, 1, 1, 1, 1}, {3, 1, 1, 1, 0, 0, 0}},
      {"too many by rounding alone", 2, {4, 4, 4, 0}, {1, 1, 0, 0}},
      {"the highest", kMax - 1, {kMax - 2, 2}, {kMax - 3, 2}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(apportion(row.total, row.claims), row.units);
  }
}

TEST(RedistributionDeathTest, refuses_to_work_on_what_cannot_be) {
  EXPECT_DEATH((void)apportion(11, Figures{5, 5}), "check failed");
  EXPECT_DEATH((void)apportion(-1, Figures{5, 5}), "check failed");
  auto overdrawn = seven_markets();
  overdrawn[0].down = Money{10'001};
  EXPECT_DEATH((void)redistribute(overdrawn, Ppm::percent(25)), "check failed");
  auto heavy = seven_markets();
  heavy[0].weight = kWeightMax + 1;
  EXPECT_DEATH((void)redistribute(heavy, Ppm::percent(25)), "check failed");
}

TEST(PriceBand, the_mean_is_weighted_by_time_within_the_window) {
  const std::deque<PricePoint> points{{{1'000}, {100}}, {{2'000}, {200}}, {{2'500}, {400}}};
  struct Row {
    const char* name;
    Time from, at;
    std::int64_t mean;
  };
  const Row rows[] = {
      {"all of it", {1'000}, {3'000}, 200},  // 1000 ms of 100, 500 of 200, 500 of 400
      {"from the middle of a price", {1'500}, {3'000}, 233},
      {"the last price alone", {2'600}, {9'000}, 400},
      {"from before the first price", {0}, {3'000}, 200},
      {"no time at all: the price now", {3'000}, {3'000}, 777},
      {"from the future: the price now", {4'000}, {3'000}, 777},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(mean_price(points, row.from, row.at, Price{777}).micro_bdt, row.mean);
  }
  EXPECT_EQ(mean_price({}, {0}, {10}, Price{777}).micro_bdt, 777);
}

TEST(PriceBand, leaves_room_up_to_its_edges_rounded_towards_the_mean) {
  struct Row {
    const char* name;
    Price mean;
    Money cash;
    Shares shares;
    Money up, down;
  };
  const Row rows[] = {
      {"at the mean", {100'000'000}, Money::bdt(1'000), Shares::whole(10), Money::bdt(200), Money::bdt(200)},
      {"above it", {100'000'000}, Money::bdt(1'150), Shares::whole(10), Money::bdt(50), Money::bdt(350)},
      {"past the edge", {100'000'000}, Money::bdt(1'250), Shares::whole(10), {}, Money::bdt(450)},
      {"far below", {100'000'000}, Money::bdt(700), Shares::whole(10), Money::bdt(500), {}},
      {"edges that fall between paisa", {333'333}, Money{33}, Shares::whole(1), Money{6}, Money{6}},  // 39.99…, 26.66…
      {"a price without bounds", {kMax}, Money{kMax}, Shares{1}, {}, Money{kMax - 737'869'763}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const BandRoom room = band_room(row.mean, Ppm::percent(20), row.cash, row.shares);
    EXPECT_EQ(room.up, row.up);
    EXPECT_EQ(room.down, row.down);
  }
}

TEST(PriceBand, the_floor_is_a_hundredth_of_a_bdt_a_share) {
  EXPECT_EQ(floor_of(Shares::whole(10'000)), Money::bdt(100));
  EXPECT_EQ(floor_of(Shares{1}), Money{1});
  EXPECT_EQ(floor_of(Shares{1'000'001}), Money{2});
  EXPECT_EQ(floor_of(Shares{}), Money{0});
}

/// Worlds whose attention moves prices at once.
ExchangeRules wild() {
  ExchangeRules rules;
  rules.profile = MarketProfile::classic;
  return rules;
}

TEST(Cycle, a_row_tells_what_each_market_got_and_what_cut_it) {
  ExchangeWorld world(wild());
  world.crowd_looks(Biome::ocean, 10);
  const Tick tick = world.tick();
  ASSERT_TRUE(tick.cycle);
  EXPECT_EQ(tick.cycle->number, 1);
  EXPECT_EQ(tick.cycle->at, world.now);
  const MarketMove& ocean = tick.cycle->markets[index_of(Biome::ocean)];
  EXPECT_EQ(ocean.attention_us, 5'000'000);
  EXPECT_EQ(ocean.cash_before, Money::bdt(1'000'000));
  EXPECT_EQ(ocean.cash_after, Money::bdt(1'050'000));
  EXPECT_EQ(ocean.shares, test::kStartShares);
  EXPECT_TRUE(ocean.clamped);
  EXPECT_EQ(world.exchange.price(Biome::ocean), Price{105'000'000});
  EXPECT_EQ(world.exchange.market(Biome::ocean).last_redistribution, world.now);

  ASSERT_EQ(tick.safeguards.size(), kBiomes) << "each market was drawn by more than 5 %";
  const SafeguardEvent& cut = tick.safeguards[index_of(Biome::ocean)];
  EXPECT_EQ(cut.kind, SafeguardKind::price_move);
  EXPECT_EQ(cut.biome, Biome::ocean);
  EXPECT_EQ(cut.limit, 5'000'000);    // 5 % of a million BDT
  EXPECT_EQ(cut.value, 150'000'000);  // six quarters of a million BDT
  EXPECT_EQ(tick.safeguards[index_of(Biome::snow)].limit, -5'000'000);
  EXPECT_EQ(tick.safeguards[index_of(Biome::snow)].value, -25'000'000);
}

TEST(Cycle, the_band_holds_the_price_halts_it_after_a_while_and_reopens_centred_anew) {
  ExchangeWorld world(wild());
  world.now = kStart + Duration::minutes(10);  // a settled mean of 100
  const Biome biome = Biome::ocean;
  std::optional<Time> pressed;
  std::optional<Time> halted;
  std::optional<Time> reopened;
  MarketStatus status = MarketStatus::open;
  for (int i = 0; i < 400 && !reopened; ++i) {
    world.crowd_looks(biome, 10);
    const Market before = world.exchange.market(biome);
    const Tick tick = world.tick();
    const MarketStatus now = world.exchange.status(biome, world.now);
    if (now == status) continue;
    if (now == MarketStatus::limit_up) {
      pressed = world.now;
      EXPECT_EQ(world.exchange.price(biome), Price{120'062'024})
          << "20 % above the mean, which three steps have lifted to 100.0517";
    }
    if (now == MarketStatus::halted) {
      halted = world.now;
      EXPECT_TRUE(std::any_of(tick.safeguards.begin(), tick.safeguards.end(),
                              [](const SafeguardEvent& e) { return e.kind == SafeguardKind::band_halt; }));
      const auto refused = world.buy(kAnn, biome, Money::bdt(10));
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error(), (Refusal{RefusalCode::market_halted, (world.now + kBandHalt).ms}));
    }
    if (status == MarketStatus::halted) {
      reopened = world.now;
      EXPECT_EQ(world.exchange.market(biome).halts.band_from, world.now);
      EXPECT_EQ(tick.cycle->markets[index_of(biome)].cash_before, before.cash);
    }
    status = now;
  }
  ASSERT_TRUE(pressed && halted && reopened);
  EXPECT_EQ(*halted - *pressed, kLimitBeforeHalt);
  EXPECT_EQ(*reopened - *halted, kBandHalt);
  const Price mean = world.exchange.band_mean(biome, world.now + Duration{1});
  EXPECT_EQ(mean, world.exchange.price(biome)) << "the band begins again where the price is";
}

TEST(Cycle, a_halted_market_rests_while_the_others_move) {
  ExchangeWorld world(wild());
  world.set_trading(Biome::ocean, TradingState::halted);
  world.crowd_looks(Biome::ocean, 100);
  world.crowd_looks(Biome::snow, 10);
  const Tick tick = world.tick();
  ASSERT_TRUE(tick.cycle);
  const MarketMove& ocean = tick.cycle->markets[index_of(Biome::ocean)];
  EXPECT_EQ(ocean.cash_after, ocean.cash_before);
  EXPECT_EQ(tick.cycle->markets[index_of(Biome::snow)].cash_after, Money::bdt(1'050'000))
      << "its attention draws nothing";
}

TEST(Cycle, a_limit_ends_when_the_price_no_longer_presses) {
  ExchangeWorld world(wild());
  world.now = kStart + Duration::minutes(10);
  while (world.exchange.status(Biome::ocean, world.now) == MarketStatus::open) {
    world.crowd_looks(Biome::ocean, 10);
    world.tick();
  }
  ASSERT_EQ(world.exchange.status(Biome::ocean, world.now), MarketStatus::limit_up);
  EXPECT_TRUE(world.buy(kAnn, Biome::ocean, Money::bdt(10))) << "at its limit a market trades on";
  const Tick rest = world.tick();  // nobody looks
  ASSERT_EQ(rest.halts.size(), 1U);
  EXPECT_EQ(rest.halts[0].halts, (MarketHalts{}));
  EXPECT_EQ(world.exchange.status(Biome::ocean, world.now), MarketStatus::open);
}

TEST(Cycle, the_floor_holds_where_everything_else_would_let_go) {
  ExchangeRules rules = wild();
  rules.band = Ppm::percent(90);
  rules.max_move = Ppm::percent(50);
  ExchangeWorld world(rules);
  const Biome last = Biome::snow;
  for (int i = 0; i < 5'000; ++i) {
    world.crowd_looks(Biome::ocean, 10);
    world.tick();
    ASSERT_GE(world.exchange.market(last).cash, floor_of(world.exchange.market(last).shares));
  }
  EXPECT_EQ(world.exchange.market(last).cash, Money::bdt(100));
  EXPECT_EQ(world.exchange.price(last), kFloorPrice);
  world.crowd_looks(Biome::ocean, 10);
  const Tick tick = world.tick();
  EXPECT_TRUE(tick.cycle->markets[index_of(last)].clamped);
  for (const SafeguardEvent& event : tick.safeguards)
    EXPECT_NE(event.biome, last) << "the floor is no safeguard's doing";
  EXPECT_EQ(world.all_money(), Money::bdt(7'000'000));
}

TEST(Cycle, status_tells_the_tightest_of_what_holds) {
  struct Row {
    const char* name;
    MarketHalts halts;
    MarketStatus status;
  };
  const Time now = kStart;
  const Time later = kStart + Duration::seconds(1);
  const Row rows[] = {
      {"open", {}, MarketStatus::open},
      {"at the upper limit", {TradingState::open, MarketStatus::limit_up, now, {}, {}}, MarketStatus::limit_up},
      {"at the lower limit", {TradingState::open, MarketStatus::limit_down, now, {}, {}}, MarketStatus::limit_down},
      {"reduce only", {TradingState::reduce_only, MarketStatus::limit_up, now, {}, {}}, MarketStatus::reduce_only},
      {"halted by the band", {TradingState::open, MarketStatus::open, {}, later, {}}, MarketStatus::halted},
      {"halted by the band, reduce only", {TradingState::reduce_only, {}, {}, later, {}}, MarketStatus::halted},
      {"a halt that is over", {TradingState::open, MarketStatus::open, {}, now, {}}, MarketStatus::open},
      {"halted by an operator", {TradingState::halted, MarketStatus::open, {}, {}, {}}, MarketStatus::halted},
      {"unknown", {static_cast<TradingState>(200), MarketStatus::open, {}, {}, {}}, MarketStatus::halted},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    ExchangeWorld world;
    world.exchange.apply(MarketHaltsChange{Biome::snow, now, row.halts, kAnn, row.name});
    EXPECT_EQ(world.exchange.status(Biome::snow, now), row.status);
  }
  EXPECT_EQ(Exchange{}.status(Biome::snow, now), MarketStatus::halted) << "no market yet";
}

}  // namespace
}  // namespace loam
