// Attention: the bucket of an account, the weight of fresh accounts, the index and the weights that follow from it.

#include <limits>

#include <gtest/gtest.h>

#include "exchange/attention_index.hpp"
#include "exchange/redistribution.hpp"
#include "unit/exchange_world.hpp"

namespace loam {
namespace {

using test::ExchangeWorld;
using test::kAnn;
using test::kBen;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSecond = 1'000'000;  // a user-second
constexpr std::int64_t kUser = std::int64_t{1} << kIndexBits;

std::int64_t established_in(const ExchangeWorld& world, Biome biome) {
  return world.exchange.market(biome).attention.established_us;
}
std::int64_t fresh_in(const ExchangeWorld& world, Biome biome) {
  return world.exchange.market(biome).attention.fresh_us;
}

TEST(Attention, F03_an_account_earns_one_user_second_a_second_ten_deep) {
  struct Row {
    const char* name;
    Duration later;
    std::int64_t asked, counted, dropped, left;
  };
  const Row rows[] = {
      {"a full bucket to begin with", {}, 4 * kSecond, 4 * kSecond, 0, 6 * kSecond},
      {"two seconds later two more", Duration::seconds(2), 1, 1, 0, 8 * kSecond - 1},
      {"what exceeds it is dropped", {}, 100 * kSecond, 8 * kSecond - 1, 92 * kSecond + 1, 0},
      {"an empty bucket counts nothing", {}, 1, 0, 1, 0},
      {"a millisecond earns a thousand", {1}, kSecond, 1'000, kSecond - 1'000, 0},
      {"never more than ten", Duration::hours(9), 100 * kSecond, 10 * kSecond, 90 * kSecond, 0},
      {"F08_the highest number", Duration::seconds(1), kMax, kSecond, (std::int64_t{1} << 61), 0},
      {"F08_less than nothing", Duration::seconds(1), -kSecond, 0, 0, kSecond},
      {"F08_the lowest number", {}, -kMax - 1, 0, 0, kSecond},
      {"a clock that went back earns nothing", {-5'000}, 2 * kSecond, kSecond, kSecond, 0},
  };
  ExchangeWorld world;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    world.now = world.now + row.later;
    const AttentionCount count = world.look(kAnn, true, Biome::ocean, row.asked);
    EXPECT_EQ(count.counted_us[index_of(Biome::ocean)], row.counted);
    EXPECT_EQ(count.dropped_us, row.dropped);
    EXPECT_EQ(count.bucket_after_us, row.left);
  }
  EXPECT_EQ(world.look(kBen, true, Biome::ocean, kSecond).dropped_us, 0) << "each account has its own";
}

TEST(Attention, several_biomes_share_one_bucket_and_the_last_lose_first) {
  ExchangeWorld world;
  const AttentionShare shares[] = {{Biome::snow, 7 * kSecond}, {Biome::ocean, 2 * kSecond}, {Biome::snow, 3 * kSecond}};
  const AttentionCount count = world.exchange.decide_attention(kAnn, true, shares, world.now);
  EXPECT_EQ(count.counted_us[index_of(Biome::snow)], 8 * kSecond);
  EXPECT_EQ(count.counted_us[index_of(Biome::ocean)], 2 * kSecond);
  EXPECT_EQ(count.dropped_us, 2 * kSecond);
}

TEST(Attention, F24_every_counted_unit_counts_in_exactly_one_cycle) {
  ExchangeWorld world;
  std::int64_t counted = 0;
  std::int64_t in_cycles = 0;
  const auto look = [&](AccountNo account, std::int64_t us) {
    counted += world.look(account, true, Biome::desert, us).counted_us[index_of(Biome::desert)];
  };
  for (std::uint32_t i = 0; i < 500; ++i) {
    look({20 + i % 7}, 1 + i * 977 % 700'000);
    if (i % 3 != 0) continue;
    const Tick tick = world.tick();
    if (tick.cycle) in_cycles += tick.cycle->markets[index_of(Biome::desert)].attention_us;
    look({20 + i % 5}, 12'345);  // the cycle has closed: counts in the next
  }
  const Tick last = world.tick();
  if (last.cycle) in_cycles += last.cycle->markets[index_of(Biome::desert)].attention_us;
  EXPECT_EQ(in_cycles, counted);
  EXPECT_FALSE(world.tick().cycle) << "nothing is left over";
}

TEST(Attention, fresh_accounts_count_a_tenth_and_together_at_most_a_tenth_of_the_others) {
  struct Row {
    const char* name;
    std::int64_t established_ocean, established_snow, fresh_ocean, fresh_snow;  // as looked, in millionths
    std::int64_t ocean, snow;                                                   // as counted
  };
  const Row rows[] = {
      {"established in full", 3 * kSecond, 0, 0, 0, 3 * kSecond, 0},
      {"fresh alone count a tenth", 0, 0, 3 * kSecond, kSecond, 300'000, 100'000},
      {"below the cap", 5 * kSecond, 0, 0, 4 * kSecond, 5 * kSecond, 400'000},
      {"at the cap", 5 * kSecond, 0, 0, 5 * kSecond, 5 * kSecond, 500'000},
      {"cut to the cap", 5 * kSecond, 0, 0, 10 * kSecond, 5 * kSecond, 500'000},
      {"cut in proportion, rounded down", 0, kSecond, 2 * kSecond, kSecond, 66'666, 1'033'333},
      {"tiny established, fresh cut to nothing", 9, 0, 0, 9 * kSecond, 9, 0},
      {"a weight below one is nothing", 0, 0, 9, kSecond, 0, 100'000},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    ExchangeWorld world;
    world.look({20}, true, Biome::ocean, row.established_ocean);
    world.look({21}, true, Biome::snow, row.established_snow);
    world.look({22}, false, Biome::ocean, row.fresh_ocean);
    world.look({23}, false, Biome::snow, row.fresh_snow);
    const Tick tick = world.tick();
    ASSERT_TRUE(tick.cycle);
    EXPECT_EQ(tick.cycle->markets[index_of(Biome::ocean)].attention_us, row.ocean);
    EXPECT_EQ(tick.cycle->markets[index_of(Biome::snow)].attention_us, row.snow);
  }
}

TEST(Attention, classic_counts_everybody_in_full_and_cuts_nobody) {
  ExchangeWorld world;
  world.rules.profile = MarketProfile::classic;
  world.look({20}, true, Biome::ocean, kSecond);
  world.look({21}, true, Biome::snow, 9 * kSecond);   // fresh, but classic knows no difference
  world.look({22}, false, Biome::snow, 9 * kSecond);  // counted before the profile was switched
  EXPECT_EQ(fresh_in(world, Biome::snow), 900'000);
  const Tick tick = world.tick();
  ASSERT_TRUE(tick.cycle);
  EXPECT_EQ(tick.cycle->markets[index_of(Biome::ocean)].attention_us, kSecond);
  EXPECT_EQ(tick.cycle->markets[index_of(Biome::snow)].attention_us, 9'900'000);
}

TEST(Attention, F08_no_amount_of_attention_poisons_a_later_cycle) {
  ExchangeWorld world;
  AttentionCount flood;
  flood.account = kAnn;
  flood.established = true;
  flood.counted_us.fill(kMax);
  for (int i = 0; i < 10; ++i) world.exchange.apply(flood, world.now);
  flood.established = false;
  for (int i = 0; i < 100; ++i) world.exchange.apply(flood, world.now);
  EXPECT_EQ(established_in(world, Biome::ocean), std::int64_t{1} << 61);
  ASSERT_TRUE(world.tick().cycle);
  world.crowd_looks(Biome::snow, 1'000);
  const Tick tick = world.tick();
  ASSERT_TRUE(tick.cycle);
  EXPECT_EQ(tick.cycle->markets[index_of(Biome::snow)].attention_us, 500 * kSecond);
  world.exchange.check_invariants();
}

TEST(AttentionIndex, presence_is_attention_by_time) {
  struct Row {
    const char* name;
    std::int64_t us;
    Duration cycle;
    std::int64_t users;
  };
  const Row rows[] = {
      {"one user through the cycle", 500'000, {500}, kUser},
      {"one millionth of a user-second", 1, {500}, 2'199'023},
      {"nobody", 0, {500}, 0},
      {"a thousand users", 500'000'000, {500}, 1'000 * kUser},
      {"a long cycle", 60 * kSecond, {60'000}, kUser},
      {"more than can be", kMax, {100}, kIndexMax},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(presence(row.us, row.cycle), row.users);
  }
}

TEST(AttentionIndex, the_step_is_that_of_the_half_life) {
  struct Row {
    const char* name;
    Duration cycle, half_life;
    std::int64_t step;  // (1 - 2^(-cycle / half_life)) * 2^60, to the nearest, from 80 decimal digits
  };
  const Row rows[] = {
      {"half a second of eight hours", {500}, Duration::hours(8), 13'873'949'339'776},
      {"half a second of four hours", {500}, Duration::hours(4), 27'747'731'724'152},
      {"half a second of a minute", {500}, Duration::minutes(1), 6'640'339'238'171'093},
      {"a third of the half-life", {1'000}, {3'000}, 237'847'099'982'012'863},
      {"half of it", {500}, {1'000}, 337'682'890'523'548'088},
      {"all of it", {60'000}, Duration::minutes(1), 576'460'752'303'423'488},
      {"one and a half", {90'000}, Duration::minutes(1), 745'302'197'565'197'532},
      {"two of them", {2'000}, {1'000}, 864'691'128'455'135'232},
      {"all but nothing", {59'500}, {1'000}, 1'152'921'504'606'846'975},
      {"all", {100'000}, {1'000}, 1'152'921'504'606'846'976},
      {"the slowest", {100}, {6'000'000'000}, 13'319'071'428},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_NEAR(static_cast<double>(index_step(row.cycle, row.half_life) - row.step), 0.0, 16.0);
  }
}

TEST(AttentionIndex, halves_its_distance_in_a_half_life) {
  const std::int64_t step = index_step({500}, Duration::hours(8));
  std::int64_t rising = 0;
  std::int64_t falling = 1'000 * kUser;
  for (int cycle = 0; cycle < 8 * 7'200; ++cycle) {
    rising = next_index(rising, 1'000 * kUser, step);
    falling = next_index(falling, 0, step);
  }
  EXPECT_NEAR(static_cast<double>(rising) / static_cast<double>(kUser), 500.0, 0.0001);
  EXPECT_NEAR(static_cast<double>(falling) / static_cast<double>(kUser), 500.0, 0.0001);
  EXPECT_EQ(rising, 1'000 * kUser - falling) << "up and down are cut alike";
}

TEST(AttentionIndex, rests_at_its_target_and_never_passes_it) {
  const std::int64_t step = index_step({500}, Duration::hours(8));
  EXPECT_EQ(next_index(kUser, kUser, step), kUser);
  EXPECT_EQ(next_index(kUser, kUser + 5, step), kUser) << "a step below one is none";
  EXPECT_EQ(next_index(kUser, kUser - 5, step), kUser);
  EXPECT_EQ(next_index(0, kMax, std::int64_t{1} << kStepBits), kMax);
  EXPECT_EQ(next_index(kMax, 0, std::int64_t{1} << kStepBits), 0);
}

TEST(AttentionIndex, the_prior_is_four_users_spread_by_starting_cash) {
  ExchangeWorld world;
  for (const Biome biome : kAllBiomes) {
    EXPECT_EQ(world.exchange.market(biome).prior, 4 * kUser / 7);
    EXPECT_EQ(world.exchange.market(biome).index, 4 * kUser / 7) << "nobody has looked yet: the prior alone";
  }
  Exchange uneven;
  uneven.seed(Biome::ocean, Money::bdt(300), Shares::whole(1), world.now);
  uneven.seed(Biome::snow, Money::bdt(100), Shares::whole(1), world.now);
  EXPECT_EQ(uneven.market(Biome::ocean).prior, 3 * kUser);
  EXPECT_EQ(uneven.market(Biome::snow).prior, kUser);
  EXPECT_EQ(uneven.market(Biome::beach).prior, 0);
}

TEST(AttentionIndex, settles_at_those_who_are_present_and_the_prior) {
  ExchangeWorld world;
  world.rules.half_life = Duration::minutes(1);
  for (int cycle = 0; cycle < 120 * 60; ++cycle) {  // sixty half-lives
    world.crowd_looks(Biome::ocean, 3);
    world.tick();
  }
  const auto users = [&](Biome biome) {
    return static_cast<double>(world.exchange.market(biome).index) / static_cast<double>(kUser);
  };
  EXPECT_NEAR(users(Biome::ocean), 3.0 + 4.0 / 7.0, 1e-6);
  EXPECT_NEAR(users(Biome::snow), 4.0 / 7.0, 1e-6);
  // Prices settle where cash stands as root times shares, the shares being equal: sqrt(25/7) against sqrt(4/7).
  const double ratio = static_cast<double>(world.exchange.price(Biome::ocean).micro_bdt) /
                       static_cast<double>(world.exchange.price(Biome::snow).micro_bdt);
  EXPECT_NEAR(ratio, 2.5, 1e-4);
}

TEST(AttentionIndex, a_share_is_as_heavy_in_a_large_market_as_in_a_small_one) {
  // More shares at the same price, and the same attention: nothing to move.
  Exchange exchange;
  const ExchangeRules rules;
  for (const Biome biome : kAllBiomes) exchange.seed(biome, Money::bdt(1'000'000), Shares::whole(10'000), test::kStart);
  for (int i = 0; i < 14; ++i) {  // by trades the ocean grows
    const Time at = test::kStart + Duration::minutes(i);
    const Money most = exchange.largest_order(Biome::ocean, rules);
    const auto fill = exchange.decide({kAnn, Biome::ocean, Side::buy, most, {}, {}}, rules, at);
    ASSERT_TRUE(fill);
    exchange.apply(Exchange::Trade::of(*fill, at));
  }
  EXPECT_GT(exchange.market(Biome::ocean).cash, Money::bdt(3'000'000));
  AttentionCount everywhere;
  everywhere.account = kBen;
  everywhere.established = true;
  everywhere.counted_us.fill(500'000);
  const Time at = test::kStart + Duration::hours(1);
  exchange.apply(everywhere, at);
  const Tick tick = exchange.decide_tick(rules, at);
  ASSERT_TRUE(tick.cycle);
  for (const MarketMove& move : tick.cycle->markets) {
    EXPECT_NEAR(static_cast<double>(move.cash_after.paisa), static_cast<double>(move.cash_before.paisa), 3.0);
  }
}

TEST(AttentionIndex, nobody_looked_anywhere_so_everything_rests) {
  ExchangeWorld world;
  world.crowd_looks(Biome::ocean, 100);
  world.tick();
  const auto before = world.digest();
  for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(world.tick().cycle);
  EXPECT_EQ(world.digest(), before);
}

TEST(AttentionIndex, square_roots_are_rounded_down) {
  struct Row {
    std::int64_t n, root;
  };
  const Row rows[] = {{0, 0},
                      {1, 1},
                      {2, 1},
                      {3, 1},
                      {4, 2},
                      {8, 2},
                      {9, 3},
                      {kUser, std::int64_t{1} << 20},
                      {kUser - 1, (std::int64_t{1} << 20) - 1},
                      {kMax, 3'037'000'499},
                      {kIndexMax, std::int64_t{1} << 31}};
  for (const Row& row : rows) EXPECT_EQ(isqrt(row.n), row.root) << row.n;
}

TEST(AttentionIndex, weights_are_shifted_alike_until_the_largest_fits) {
  std::array<Int128, kBiomes> weights{};
  EXPECT_EQ(scaled(weights), (std::array<std::int64_t, kBiomes>{}));
  weights = {kWeightMax - 1, 5, 0};
  EXPECT_EQ(scaled(weights), (std::array<std::int64_t, kBiomes>{kWeightMax - 1, 5, 0})) << "fits as it is";
  weights = {kWeightMax, 5, 1};
  EXPECT_EQ(scaled(weights), (std::array<std::int64_t, kBiomes>{kWeightMax / 2, 2, 0}));
  weights = {static_cast<Int128>(kMax) * 3'037'000'499, 1, static_cast<Int128>(kMax) * 1'518'500'249};
  const auto fitting = scaled(weights);
  EXPECT_LT(fitting[0], kWeightMax);
  EXPECT_GE(fitting[0], kWeightMax / 2);
  EXPECT_EQ(fitting[1], 0);
  EXPECT_NEAR(static_cast<double>(fitting[0]) / static_cast<double>(fitting[2]), 2.0, 1e-6);
}

}  // namespace
}  // namespace loam
