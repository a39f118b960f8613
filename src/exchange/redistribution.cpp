#include "exchange/redistribution.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace loam {
namespace {

template <class T>
using PerBiome = std::array<T, kBiomes>;

bool takes_part(const Participant& market) {
  return market.active && market.cash > Money::zero() && market.shares > Shares::zero();
}

/// x_i: what the pot would give minus what it would take, cut towards zero.
PerBiome<std::int64_t> wanted_moves(std::span<const Participant, kBiomes> markets, Ppm pool) {
  PerBiome<std::int64_t> put{};
  Int128 pot = 0;
  Int128 weights = 0;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!takes_part(markets[i])) continue;
    LOAM_CHECK(markets[i].weight >= 0 && markets[i].weight <= kWeightMax);
    put[i] = part_floor(markets[i].cash, pool).paisa;
    pot += put[i];
    weights += markets[i].weight;
  }
  PerBiome<std::int64_t> wanted{};
  if (pot == 0 || weights == 0) return wanted;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (!takes_part(markets[i])) continue;
    wanted[i] = static_cast<std::int64_t>((pot * markets[i].weight - put[i] * weights) / weights);
  }
  return wanted;
}

std::int64_t sum_of(const PerBiome<std::int64_t>& values) {
  Int128 sum = 0;
  for (const std::int64_t value : values) sum += value;
  LOAM_CHECK(sum >= 0 && sum <= INT64_MAX);
  return static_cast<std::int64_t>(sum);
}

/// Compares a.claim / (2 * a.units + 1) with b's, in whole numbers: the products stay below 2^127.
bool has_priority_over(std::int64_t claim_a, std::int64_t units_a, std::int64_t claim_b, std::int64_t units_b) {
  return static_cast<Int128>(claim_a) * (2 * static_cast<Int128>(units_b) + 1) >
         static_cast<Int128>(claim_b) * (2 * static_cast<Int128>(units_a) + 1);
}

/// Who gets the next unit.
std::size_t first_in_line(std::span<const std::int64_t, kBiomes> claims, const PerBiome<std::int64_t>& units) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < kBiomes; ++i) {
    if (has_priority_over(claims[i], units[i], claims[best], units[best])) best = i;
  }
  return best;
}

/// Who got the last unit.
std::size_t last_in_line(std::span<const std::int64_t, kBiomes> claims, const PerBiome<std::int64_t>& units) {
  std::size_t last = kBiomes;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    if (units[i] == 0) continue;
    if (last == kBiomes || !has_priority_over(claims[i], units[i] - 1, claims[last], units[last] - 1)) last = i;
  }
  return last;
}

}  // namespace

std::array<std::int64_t, kBiomes> apportion(std::int64_t total, std::span<const std::int64_t, kBiomes> claims) {
  PerBiome<std::int64_t> all{};
  std::copy(claims.begin(), claims.end(), all.begin());
  const std::int64_t sum = sum_of(all);
  LOAM_CHECK(total >= 0 && total <= sum);
  PerBiome<std::int64_t> units{};
  if (total == 0) return units;

  // Each exact share rounded to the nearest, halves down, is what the line has handed out at some moment near the end:
  // at most half a unit a claim is missing or too many.
  Int128 given = 0;
  for (std::size_t i = 0; i < kBiomes; ++i) {
    const Int128 product = static_cast<Int128>(total) * claims[i];
    units[i] = static_cast<std::int64_t>(product / sum + (product % sum * 2 > sum ? 1 : 0));
    given += units[i];
  }
  for (; given < total; ++given) ++units[first_in_line(claims, units)];
  for (; given > total; --given) --units[last_in_line(claims, units)];
  return units;
}

std::array<Move, kBiomes> redistribute(std::span<const Participant, kBiomes> participants, Ppm pool) {
  const PerBiome<std::int64_t> wanted = wanted_moves(participants, pool);
  PerBiome<std::int64_t> gains{};
  PerBiome<std::int64_t> losses{};
  for (std::size_t i = 0; i < kBiomes; ++i) {
    LOAM_CHECK(participants[i].up >= Money::zero() && participants[i].down >= Money::zero());
    LOAM_CHECK(participants[i].down <= participants[i].cash);
    gains[i] = std::clamp<std::int64_t>(wanted[i], 0, participants[i].up.paisa);
    losses[i] = std::clamp<std::int64_t>(-wanted[i], 0, participants[i].down.paisa);
  }
  const std::int64_t moved = std::min(sum_of(gains), sum_of(losses));
  gains = apportion(moved, gains);  // the smaller side comes back as it went in
  losses = apportion(moved, losses);

  PerBiome<Move> moves{};
  for (std::size_t i = 0; i < kBiomes; ++i) moves[i] = {{wanted[i]}, {gains[i] - losses[i]}};
  return moves;
}

}  // namespace loam
