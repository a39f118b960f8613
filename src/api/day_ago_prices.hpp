#pragma once

#include <array>
#include <mutex>
#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "ledger/account.hpp"
#include "money/money.hpp"
#include "store/store.hpp"

namespace loam {

inline constexpr Duration kDayAgoFresh = Duration::seconds(10);  // a day-old price hardly changes in ten seconds

/// The prices of 24 hours ago, read from history and kept for a moment. Any thread.
class DayAgoPrices {
 public:
  using Prices = std::array<std::optional<Price>, kBiomes>;

  /// nullopt where they have to be read anew.
  [[nodiscard]] std::optional<Prices> fresh(Time now) const;
  /// Reads them. Before a world is a day old its first prices stand for them.
  Result<Prices, Fault> read(Reader& reader, Time now);

 private:
  mutable std::mutex mutex_;
  Prices prices_;
  Time read_at_;
};

/// The prices that the world was made with: the markets' seeds are among its first rows.
Result<DayAgoPrices::Prices, Fault> first_prices(Reader& reader);

}  // namespace loam
