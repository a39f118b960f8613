#include "exchange/price_band.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "exchange/exchange.hpp"

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
// A price in millionths of a BDT for a share of a million parts, in paisa: 10^6 * 10^6 / 100.
constexpr std::int64_t kPricePerCash = 10'000'000'000;

Money cash_at_or_below(Price price, Shares shares) {
  return {mul_div_floor(price.micro_bdt, shares.micro, kPricePerCash).value_or(kMax)};
}

Money cash_at_or_above(Price price, Shares shares) {
  return {mul_div_ceil(price.micro_bdt, shares.micro, kPricePerCash).value_or(kMax)};
}

Money room(Money from, Money to) { return std::max(Money::zero(), sub_within(to, from)); }

}  // namespace

Money floor_of(Shares shares) { return cash_at_or_above(kFloorPrice, shares); }

Price price_or_highest(Money cash, Shares shares) { return price_of(cash, shares).value_or(Price{kMax}); }

Price mean_price(const std::deque<PricePoint>& points, Time from, Time at, Price now) {
  Int128 weighted = 0;
  Time end = at;
  for (auto point = points.rbegin(); point != points.rend() && end > from; ++point) {
    const Time begin = std::max(point->at, from);
    LOAM_CHECK(begin <= end);
    weighted += static_cast<Int128>(point->price.micro_bdt) * (end - begin).ms;
    end = begin;
  }
  if (end >= at) return now;
  return {static_cast<std::int64_t>(weighted / (at - end).ms)};
}

Time band_begin(const MarketHalts& halts, Time at) { return std::max(at - kBandWindow, halts.band_from); }

BandRoom band_room(Price mean, Ppm band, Money cash, Shares shares) {
  const std::int64_t one = Ppm::one().value;
  const Price highest{mul_div_floor(mean.micro_bdt, one + band.value, one).value_or(kMax)};
  const Price lowest{mul_div_ceil(mean.micro_bdt, std::max<std::int64_t>(0, one - band.value), one).value_or(0)};
  return {room(cash, cash_at_or_below(highest, shares)), room(cash_at_or_above(lowest, shares), cash)};
}

}  // namespace loam
