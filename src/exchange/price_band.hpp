#pragma once

#include <deque>

#include "base/time.hpp"
#include "exchange/market.hpp"
#include "money/money.hpp"

namespace loam {

/// Redistribution takes no market below a hundredth of a BDT a share: 10^-4 of the price is then the coarsest that a
/// price in millionths can say, and a market can come back.
inline constexpr Price kFloorPrice{10'000};

/// The least cash at which the price is kFloorPrice: rounded up.
Money floor_of(Shares shares);

/// cash / shares, rounded down; where it leaves 64 bits, the highest price that there is.
Price price_or_highest(Money cash, Shares shares);

/// The time-weighted mean of the prices between `from` and `at`, rounded down; `now` where that is no time at all.
/// `points` are in order of time, the last of them not after `at`.
Price mean_price(const std::deque<PricePoint>& points, Time from, Time at, Price now);

/// Where the window of the band's mean begins: kBandWindow ago, or when the band was centred anew.
Time band_begin(const MarketHalts& halts, Time at);

/// How far the band around `mean` lets the cash move, both >= 0: the edges are rounded towards the mean.
struct BandRoom {
  Money up;
  Money down;
};
BandRoom band_room(Price mean, Ppm band, Money cash, Shares shares);

}  // namespace loam
