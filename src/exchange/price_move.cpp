#include "exchange/price_move.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/check.hpp"

namespace loam {
namespace {

// Parts are summed in millionths of the unit and rounded once, so that no order of accounts gains by many roundings.
constexpr std::int64_t kFine = 1'000'000;
// Weights are counted in 1/1024 of a millionth of a user-second: the part of a fresh account is a fraction.
constexpr std::int64_t kWeightScale = 1'024;

/// Gives one unit more to the `missing` largest remainders.
template <class Part>
void add_to_largest(std::vector<Part>& parts, const std::vector<Int128>& remainders, std::size_t missing) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto first = [&](std::size_t a, std::size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  };
  LOAM_CHECK(missing <= order.size());
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(missing);
  std::nth_element(order.begin(), end, order.end(), first);
  for (auto place = order.begin(); place != end; ++place) ++parts[*place];
}

/// What all but this biome counted.
template <class Counts>
Int128 elsewhere_of(const Counts& us_of, Biome biome) {
  Int128 sum = 0;
  for (const Biome other : kAllBiomes) {
    if (other != biome) sum += us_of(other);
  }
  return sum;
}

std::int64_t elsewhere_us(const AttentionCount& count, Biome biome) {
  return static_cast<std::int64_t>(elsewhere_of([&](Biome other) { return count.counted_us[index_of(other)]; }, biome));
}

/// What accounts that were not established counted in one market: asked for, and all of them together after weights.
struct Fresh {
  std::int64_t asked_us = 0;
  std::int64_t counted_us = 0;
};

Fresh fresh_of(std::span<const AttentionCount> counts, const Cycle& cycle, Biome biome) {
  Fresh fresh;
  Int128 established = 0;
  for (const AttentionCount& count : counts) {
    const std::int64_t us = count.counted_us[index_of(biome)];
    if (count.established) {
      established += us;
    } else {
      fresh.asked_us += us;
    }
  }
  const Int128 rest = cycle.markets[index_of(biome)].attention_us - established;
  fresh.counted_us = static_cast<std::int64_t>(std::clamp<Int128>(rest, 0, fresh.asked_us));
  return fresh;
}

}  // namespace

std::vector<Int128> divide_by_weight(Int128 total, std::span<const std::int64_t> weights) {
  LOAM_CHECK(total >= 0);
  std::vector<Int128> parts(weights.size());
  Int128 sum = 0;
  for (const std::int64_t weight : weights) sum += weight;
  if (sum == 0) return parts;
  std::vector<Int128> remainders(weights.size());
  Int128 missing = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Int128 product = total * weights[i];
    parts[i] = product / sum;
    remainders[i] = product % sum;
    missing -= parts[i];
  }
  add_to_largest(parts, remainders, static_cast<std::size_t>(missing));
  return parts;
}

std::vector<std::int64_t> round_together(std::span<const Int128> parts, std::int64_t scale) {
  LOAM_CHECK(scale > 0);
  std::vector<std::int64_t> whole(parts.size());
  std::vector<Int128> remainders(parts.size());
  Int128 left = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    remainders[i] = ((parts[i] % scale) + scale) % scale;
    whole[i] = static_cast<std::int64_t>((parts[i] - remainders[i]) / scale);
    left += remainders[i];
  }
  LOAM_CHECK(left % scale == 0);
  add_to_largest(whole, remainders, static_cast<std::size_t>(left / scale));
  return whole;
}

void PriceMove::begin(Price before) {
  if (begun_) return;
  begun_ = true;
  before_ = after_ = before;
}

std::int64_t PriceMove::step_to(Price after) {
  const std::int64_t step = after.micro_bdt - after_.micro_bdt;
  after_ = after;
  return step;
}

std::vector<std::int64_t> PriceMove::weights(const Cycle& cycle, bool rise) const {
  std::vector<std::int64_t> weights(waiting_.size());
  for (const Biome biome : kAllBiomes) {
    if ((biome == biome_) != rise) continue;
    const Fresh fresh = fresh_of(waiting_, cycle, biome);
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      const std::int64_t us = waiting_[i].counted_us[index_of(biome)];
      if (waiting_[i].established) {
        weights[i] += us * kWeightScale;
      } else if (fresh.asked_us > 0) {
        weights[i] += static_cast<std::int64_t>(Int128{us} * kWeightScale * fresh.counted_us / fresh.asked_us);
      }
    }
  }
  return weights;
}

void PriceMove::divide(std::int64_t move, const Cycle& cycle) {
  const bool rise = move > 0;
  const Int128 size = rise ? Int128{move} : -Int128{move};
  const auto parts = divide_by_weight(size * kFine, weights(cycle, rise));
  for (std::size_t i = 0; i < waiting_.size(); ++i)
    sums_[waiting_[i].account.value].fine += rise ? parts[i] : -parts[i];
}

void PriceMove::add(const Cycle& cycle) {
  const MarketMove& market = cycle.markets[index_of(biome_)];
  begin(price_of(market.cash_before, market.shares).value_or(Price{}));
  const std::int64_t move = step_to(price_of(market.cash_after, market.shares).value_or(Price{}));
  ++cycles_.count;
  if (move > 0) {
    ++cycles_.rises;
    cycles_.risen += move;
    (market.attention_us > 0 ? cycles_.here : cycles_.earlier) += move;
  } else if (move < 0) {
    ++cycles_.falls;
    cycles_.fallen += move;
    const bool looked =
        elsewhere_of([&](Biome other) { return cycle.markets[index_of(other)].attention_us; }, biome_) > 0;
    (looked ? cycles_.elsewhere : cycles_.earlier) += move;
  }
  for (const AttentionCount& count : waiting_) {
    Sum& sum = sums_[count.account.value];
    sum.here_us += count.counted_us[index_of(biome_)];
    sum.elsewhere_us += elsewhere_us(count, biome_);
  }
  if (move != 0) divide(move, cycle);
  waiting_.clear();
}

void PriceMove::add_trade(Side side, Money amount, Prices prices) {
  begin(prices.before);
  Trades& trades = side == Side::buy ? buys_ : sells_;
  ++trades.count;
  trades.amount = checked_add(trades.amount, amount).value_or(Money{std::numeric_limits<std::int64_t>::max()});
  trades.move += step_to(prices.after);
}

std::vector<PriceMove::Share> PriceMove::shares() const {
  std::vector<Share> shares;
  shares.reserve(sums_.size());
  for (const auto& [account, sum] : sums_) shares.push_back({AccountNo{account}, 0, sum.here_us, sum.elsewhere_us});
  std::sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.account < b.account; });
  std::vector<Int128> fine;
  fine.reserve(shares.size());
  for (const Share& share : shares) fine.push_back(sums_.at(share.account.value).fine);
  const auto whole = round_together(fine, kFine);
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i].move = whole[i];
  return shares;
}

}  // namespace loam
