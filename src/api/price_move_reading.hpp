#pragma once

#include <array>
#include <mutex>
#include <optional>

#include "base/result.hpp"
#include "exchange/price_move.hpp"
#include "store/store.hpp"

namespace loam {

/// Of one request: two million rows are read in some seconds, by a thread that others wait for.
inline constexpr std::int64_t kMaxMoveRows = 2'000'000;

struct PriceMoveReading {
  std::optional<PriceMove> move;  ///< nullopt: more rows than the span's limit, or
  bool rolled_up = false;         ///< the span begins before the cycles on record do
};
Result<PriceMoveReading, Fault> read_price_move(Reader& reader, const MarketSpan& span);

inline constexpr Duration kDayMoveFresh = Duration::seconds(30);  // a day's move hardly changes in half a minute

/// The moves of the last 24 hours, without accounts, read from history and kept for a moment: whoever looks at ten
/// lands of a biome asks ten times. Any thread.
class DayMoves {
 public:
  struct Entry {
    Time from;
    Time to;
    std::optional<PriceMove> move;  ///< nullopt: it cannot be read
  };

  Result<Entry, Fault> read(Reader& reader, Biome biome, Time now);

 private:
  std::mutex mutex_;
  std::array<std::optional<Entry>, kBiomes> entries_;
};

}  // namespace loam
