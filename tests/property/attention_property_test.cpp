// The laws of attention, index and band.

#include <deque>

#include "exchange/attention_index.hpp"
#include "exchange/price_band.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

using test::Big;
using test::ceil_div;
using test::floor_div;
using test::kMax;
using test::magnitude;

constexpr std::int64_t kOne = std::int64_t{1} << kStepBits;

RC_GTEST_PROP(IndexLaws, a_root_is_the_largest_whose_square_fits, ()) {
  const std::int64_t n = *magnitude(63);
  const Big root = isqrt(n);
  RC_ASSERT(root * root <= n);
  RC_ASSERT((root + 1) * (root + 1) > n);
}

RC_GTEST_PROP(IndexLaws, presence_is_exact_up_to_its_bound, ()) {
  const std::int64_t us = *magnitude(63);
  const Duration cycle{*rc::gen::inRange<std::int64_t>(1, 60'001)};
  const Big exact = (Big(us) << kIndexBits) / (cycle.ms * 1'000);
  RC_ASSERT(Big(presence(us, cycle)) == std::min(exact, Big(kIndexMax)));
}

RC_GTEST_PROP(IndexLaws, a_longer_cycle_and_a_shorter_half_life_step_further, ()) {
  const Duration cycle{1 + *magnitude(16)};
  const Duration half_life{1 + *magnitude(33)};
  const std::int64_t step = index_step(cycle, half_life);
  RC_ASSERT(step >= 0 && step <= kOne);
  RC_ASSERT(index_step({cycle.ms + 1}, half_life) >= step - 16);
  RC_ASSERT(index_step(cycle, {half_life.ms + 1}) <= step + 16);
}

RC_GTEST_PROP(IndexLaws, two_cycles_keep_what_one_of_twice_the_length_keeps, ()) {
  const Duration cycle{1 + *magnitude(16)};
  const Duration half_life{1 + *magnitude(33)};
  const Big kept = kOne - index_step(cycle, half_life);
  const Big kept_twice = kOne - index_step({2 * cycle.ms}, half_life);
  RC_ASSERT(abs((kept * kept >> kStepBits) - kept_twice) <= 64);
}

RC_GTEST_PROP(IndexLaws, the_index_goes_towards_its_target_and_never_past_it, ()) {
  const std::int64_t index = *magnitude(63);
  const std::int64_t target = *magnitude(63);
  const std::int64_t step = *rc::gen::oneOf(magnitude(60), rc::gen::just(kOne));
  const std::int64_t next = next_index(index, target, step);
  RC_ASSERT(next >= std::min(index, target) && next <= std::max(index, target));
  const Big way = Big(step) * (Big(target) - index);
  RC_ASSERT(Big(next) == index + way / kOne);  // cut towards no step
}

RC_GTEST_PROP(IndexLaws, more_attention_never_lowers_an_index, ()) {
  const std::int64_t index = *magnitude(62);
  const std::int64_t target = *magnitude(62);
  const std::int64_t more = *magnitude(61);
  const std::int64_t step = *magnitude(60);
  RC_ASSERT(next_index(index, target + more, step) >= next_index(index, target, step));
}

RC_GTEST_PROP(AttentionLaws, fresh_accounts_bring_at_most_a_tenth_of_the_others_and_nobody_more_than_he_looked, ()) {
  std::array<Market, kBiomes> markets;
  Big established = 0;
  Big fresh = 0;
  const int bits = *rc::gen::element(4, 20, 40, 58);
  for (Market& market : markets) {
    market.attention = {*magnitude(bits), *magnitude(bits)};
    established += market.attention.established_us;
    fresh += market.attention.fresh_us;
  }
  const auto fair = counted_attention(markets, MarketProfile::fair);
  const auto classic = counted_attention(markets, MarketProfile::classic);
  Big from_fresh = 0;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const CycleAttention& attention = markets[i].attention;
    RC_ASSERT(classic[i] == attention.established_us + attention.fresh_us);
    RC_ASSERT(fair[i] >= attention.established_us && fair[i] <= classic[i]);
    from_fresh += fair[i] - attention.established_us;
  }
  if (established == 0 || fresh <= established / 10) {
    RC_ASSERT(fair == classic);
  } else {
    RC_ASSERT(from_fresh <= established / 10);
    RC_ASSERT(from_fresh > established / 10 - 7);  // seven roundings lose less
  }
}

RC_GTEST_PROP(AttentionLaws, scaled_weights_fit_and_keep_their_order_and_proportion, ()) {
  std::array<Int128, kBiomes> weights{};
  for (Int128& weight : weights) weight = static_cast<Int128>(*magnitude(63)) * *magnitude(32);
  const auto fitting = scaled(weights);
  for (std::size_t i = 0; i < kBiomes; ++i) {
    RC_ASSERT(fitting[i] >= 0 && fitting[i] < kWeightMax);
    for (std::size_t j = 0; j < kBiomes; ++j) {
      if (weights[i] >= weights[j]) {
        RC_ASSERT(fitting[i] >= fitting[j]);
      }
    }
  }
  const Int128 largest = *std::max_element(weights.begin(), weights.end());
  const std::int64_t most = *std::max_element(fitting.begin(), fitting.end());
  RC_ASSERT((largest < kWeightMax ? most == largest : most >= kWeightMax / 2));
}

RC_GTEST_PROP(AttentionLaws, a_bucket_never_counts_more_than_time_has_earned, ()) {
  Exchange exchange;
  Time now{1'000'000};
  const Time begin = now;
  std::int64_t counted = 0;
  const int posts = *rc::gen::inRange(1, 30);
  for (int i = 0; i < posts; ++i) {
    now = now + Duration{*magnitude(14)};
    std::vector<AttentionShare> shares(*rc::gen::inRange<std::size_t>(0, 4));
    std::int64_t asked = 0;
    for (AttentionShare& share : shares) {
      share = {kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)], *magnitude(24)};
      asked += share.us;
    }
    const AttentionCount count = exchange.decide_attention({16}, true, shares, now);
    std::int64_t now_counted = 0;
    for (const std::int64_t us : count.counted_us) now_counted += us;
    RC_ASSERT(now_counted + count.dropped_us == asked);
    RC_ASSERT(count.dropped_us == 0 || count.bucket_after_us == 0);
    counted += now_counted;
    RC_ASSERT(counted <= kAttentionBucketUs + (now - begin).ms * 1'000);
    exchange.apply(count, now);
  }
  std::int64_t gathered = 0;
  for (const Biome biome : kAllBiomes) gathered += exchange.market(biome).attention.established_us;
  RC_ASSERT(gathered == counted);
}

RC_GTEST_PROP(BandLaws, the_mean_is_the_sum_over_every_millisecond, ()) {
  std::deque<PricePoint> points;
  std::int64_t at = 0;
  const int count = *rc::gen::inRange(0, 8);
  for (int i = 0; i < count; ++i) points.push_back({{at += *rc::gen::inRange(0, 50)}, {*magnitude(63)}});
  const Time now{at + *rc::gen::inRange(0, 50)};
  const Time from{*rc::gen::inRange<std::int64_t>(0, 200)};
  const Price price{*magnitude(63)};

  Big sum = 0;
  std::int64_t milliseconds = 0;
  for (std::int64_t ms = from.ms; ms < now.ms; ++ms) {
    const PricePoint* standing = nullptr;
    for (const PricePoint& point : points) {
      if (point.at.ms <= ms) standing = &point;
    }
    if (standing == nullptr) continue;
    sum += standing->price.micro_bdt;
    ++milliseconds;
  }
  const Big expected = milliseconds == 0 ? Big(price.micro_bdt) : Big(sum / milliseconds);
  RC_ASSERT(Big(mean_price(points, from, now, price).micro_bdt) == expected);
}

RC_GTEST_PROP(BandLaws, the_room_is_all_that_the_band_allows_and_no_unit_more, ()) {
  const Price mean{*magnitude(60)};
  const Ppm band{*rc::gen::inRange<std::int64_t>(10'000, 900'001)};
  const Money cash{*magnitude(63)};
  const Shares shares{1 + *magnitude(62)};
  const BandRoom room = band_room(mean, band, cash, shares);
  const Big highest = floor_div(Big(mean.micro_bdt) * (1'000'000 + band.value), 1'000'000);
  const Big lowest = ceil_div(Big(mean.micro_bdt) * (1'000'000 - band.value), 1'000'000);
  // A price is cash * 10^10 / shares: compared without the division.
  const auto price_at = [&](const Big& at_cash) { return Big(at_cash * 10'000'000'000); };
  RC_ASSERT(room.up >= Money::zero() && room.down >= Money::zero() && room.down <= cash);
  const Big up = Big(cash.paisa) + room.up.paisa;
  const Big down = Big(cash.paisa) - room.down.paisa;
  if (room.up > Money::zero()) {
    RC_ASSERT(price_at(up) <= highest * shares.micro);
  }
  if (room.down > Money::zero()) {
    RC_ASSERT(price_at(down) >= lowest * shares.micro);
  }
  if (up < kMax) {
    RC_ASSERT(price_at(up + 1) > highest * shares.micro);
  }
  RC_ASSERT((price_at(down - 1) < lowest * shares.micro || down == 0));
}

RC_GTEST_PROP(BandLaws, the_floor_is_the_least_cash_at_its_price, ()) {
  const Shares shares{1 + *magnitude(62)};
  const Money floor = floor_of(shares);
  RC_ASSERT(price_of(floor, shares).value_or(Price{kMax}) >= kFloorPrice);
  RC_ASSERT(price_of(Money{floor.paisa - 1}, shares) < kFloorPrice);
}

}  // namespace
}  // namespace loam
