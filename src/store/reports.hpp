#pragma once

#include <array>
#include <map>
#include <optional>
#include <unordered_set>
#include <vector>

#include "store/store.hpp"

namespace loam {

/// Sums of many rows, shared by the stores: each streams its rows through. A sum that leaves 64 bits stays at the end
/// of the range; a report is no reason to stop a world.
class VolumeReport {
 public:
  /// Rows that are no trade of shares do not count.
  void add(const Transaction& row);
  /// One entry a biome, then the whole.
  [[nodiscard]] std::vector<TradeVolume> entries() const;

 private:
  struct Sum {
    Money amount;
    Money fees;
    std::int64_t trades = 0;
    std::unordered_set<std::uint32_t> traders;
  };
  static void add(Sum& sum, AccountNo trader, const Transaction& row);

  std::array<Sum, kBiomes> biomes_;
  Sum whole_;
};

class TypeReport {
 public:
  void add(const Transaction& row);
  /// In order of type; types without rows are left out.
  [[nodiscard]] std::vector<TypeTotal> entries() const;

 private:
  std::map<TransactionType, TypeTotal> totals_;
};

/// Candles of the prices at the ends of cycles and of the amounts traded. Between cycles a price rests, but for
/// rounding. An interval in which nothing happened has no candle. A candle opens at the price that stood when it began.
class CandleReport {
 public:
  /// @param standing the price before the first that is added; nullopt where there was none
  CandleReport(Duration interval, std::optional<Price> standing) : interval_(interval), standing_(standing) {}

  /// All prices first, in order of time.
  void add_price(Time at, Price price);
  /// As all prices of that time, which is not longer than the interval.
  void add_candle(const Candle& candle);
  /// @param price of the trade, for a market that no cycle has touched yet
  void add_trade(Time at, Money amount, Price price);
  [[nodiscard]] std::vector<Candle> entries() const;

 private:
  [[nodiscard]] Time start_of(Time at) const;

  Duration interval_;
  std::optional<Price> standing_;
  std::optional<Price> last_;
  std::map<Time, Candle> candles_;
};

}  // namespace loam
