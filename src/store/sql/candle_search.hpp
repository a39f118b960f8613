#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "store/sql/connection.hpp"

namespace loam::sql {

/// What is left of the cycles of one minute in one market, and stands for them where they are gone.
struct MinuteCandle {
  std::int64_t minute = 0;  ///< since 1970
  Price open;               ///< the price that stood when it began
  Price high;
  Price low;
  /// The market after the last of its cycles, when that was, and the attention of all of them.
  PriceSample last;
};

inline constexpr Duration kMinute = Duration::minutes(1);
constexpr std::int64_t minute_of(Time at) { return at.ms / kMinute.ms; }
constexpr Time start_of_minute(std::int64_t minute) { return {minute * kMinute.ms}; }

/// `id` is the biome * kCandleStride + the minute: a market's candles lie side by side.
inline constexpr std::int64_t kCandleStride = std::int64_t{1} << 32;
inline constexpr std::string_view kCandleColumns =
    "id, at, open_micro, high_micro, low_micro, cash_paisa, shares_micro, attention_us, index_after";
void bind_candle(Statement& statement, const MinuteCandle& candle);

Price price_in(const PriceSample& sample);

/// Finds candles of minutes. One that nobody looked in has none.
class CandleSearch {
 public:
  explicit CandleSearch(const Connection& connection) : connection_(connection) {}

  /// The minute after the last that has candles; 0 without any.
  [[nodiscard]] std::int64_t end() const;
  /// The last whose cycles all are at or before this moment.
  [[nodiscard]] std::optional<PriceSample> sample_at(Biome biome, Time at) const;
  /// Of the minutes from `first` up to, and without, `end`.
  [[nodiscard]] std::int64_t count(Biome biome, std::int64_t first, std::int64_t end) const;
  void each(Biome biome, std::int64_t first, std::int64_t end,
            const std::function<void(const MinuteCandle&)>& take) const;

 private:
  const Connection& connection_;
};

}  // namespace loam::sql
