#include "exchange/attention_index.hpp"

#include <algorithm>
#include <bit>

#include "base/check.hpp"
#include "exchange/redistribution.hpp"

namespace loam {
namespace {

constexpr std::int64_t kOne = std::int64_t{1} << kStepBits;
constexpr std::int64_t kLn2 = 799'144'290'325'165'979;  // ln 2 in 2^-60, rounded to the nearest

std::int64_t product(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>((static_cast<Int128>(a) * b) >> kStepBits);
}

/// 1 - e^-y for 0 <= y < 1, all in 2^-60: y - y^2/2! + y^3/3! - ...
std::int64_t one_minus_exp(std::int64_t y) {
  std::int64_t sum = 0;
  std::int64_t term = y;
  for (std::int64_t n = 1; term > 0; ++n) {
    sum += n % 2 == 1 ? term : -term;
    term = product(term, y) / (n + 1);
  }
  return sum;
}

}  // namespace

std::array<std::int64_t, kBiomes> counted_attention(std::span<const Market, kBiomes> markets, MarketProfile profile) {
  Int128 established = 0;
  Int128 fresh = 0;
  for (const Market& market : markets) {
    established += market.attention.established_us;
    fresh += market.attention.fresh_us;
  }
  const Int128 cap = established / kFreshWeightDivisor;
  const bool cut = profile == MarketProfile::fair && established > 0 && fresh > cap;

  std::array<std::int64_t, kBiomes> counted{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const CycleAttention& attention = markets[i].attention;
    const Int128 of_fresh = cut ? attention.fresh_us * cap / fresh : Int128{attention.fresh_us};
    counted[i] = static_cast<std::int64_t>(std::min<Int128>(attention.established_us + of_fresh, kIndexMax));
  }
  return counted;
}

std::int64_t presence(std::int64_t attention_us, Duration cycle) {
  LOAM_CHECK(attention_us >= 0 && cycle.ms > 0);
  const Int128 users = (static_cast<Int128>(attention_us) << kIndexBits) / (static_cast<Int128>(cycle.ms) * 1000);
  return static_cast<std::int64_t>(std::min<Int128>(users, kIndexMax));
}

std::int64_t index_step(Duration cycle, Duration half_life) {
  LOAM_CHECK(cycle.ms > 0 && half_life.ms > 0);
  const std::int64_t halvings = cycle.ms / half_life.ms;
  if (halvings >= kStepBits) return kOne;
  const auto rest =
      static_cast<std::int64_t>((static_cast<Int128>(cycle.ms % half_life.ms) << kStepBits) / half_life.ms);
  const std::int64_t kept = kOne - one_minus_exp(product(rest, kLn2));
  return kOne - (kept >> halvings);
}

std::int64_t next_index(std::int64_t index, std::int64_t target, std::int64_t step) {
  LOAM_CHECK(step >= 0 && step <= kOne);
  const Int128 way = static_cast<Int128>(step) * (static_cast<Int128>(target) - index);
  return index + static_cast<std::int64_t>(way / kOne);
}

std::int64_t prior_of(Money starting_cash, Int128 all_starting_cash) {
  if (all_starting_cash <= 0) return 0;
  const Int128 prior = Int128{kPriorUsers} << kIndexBits;
  return static_cast<std::int64_t>(prior * starting_cash.paisa / all_starting_cash);
}

std::int64_t isqrt(std::int64_t n) {
  LOAM_CHECK(n >= 0);
  if (n == 0) return 0;
  // Newton's steps fall from any start above the root and stop at its floor.
  const auto bits = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(n)));
  std::int64_t root = std::int64_t{1} << ((bits + 1) / 2);
  for (;;) {
    const std::int64_t next = (root + n / root) / 2;
    if (next >= root) return root;
    root = next;
  }
}

std::array<std::int64_t, kBiomes> scaled(const std::array<Int128, kBiomes>& weights) {
  Int128 largest = *std::max_element(weights.begin(), weights.end());
  int shift = 0;
  for (; largest >= kWeightMax; largest >>= 1) ++shift;
  std::array<std::int64_t, kBiomes> fitting{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    LOAM_CHECK(weights[i] >= 0);
    fitting[i] = static_cast<std::int64_t>(weights[i] >> shift);
  }
  return fitting;
}

}  // namespace loam
