#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "store/sql/connection.hpp"

namespace loam::sql {

/// The first entry of attention that counts in this cycle or a later one. Cycles never fall along the entries, so
/// halving finds it; where one is missing, the next stands for it.
/// @param from an entry that is known to be no later; nullopt: the first one
std::int64_t first_attention(const Connection& connection, std::int64_t cycle,
                             std::optional<std::int64_t> from = std::nullopt);

/// Finds cycles by time. They are numbered without a gap, from 1 or from the newest checkpoint's on, so halving finds
/// them.
class CycleSearch {
 public:
  explicit CycleSearch(const Connection& connection);

  /// The first that is on record, and the last; one more than that where there is none.
  [[nodiscard]] std::int64_t first() const { return first_; }
  [[nodiscard]] std::int64_t last() const { return last_; }
  /// Of a cycle on record.
  Time at(std::int64_t cycle);
  /// Whether all cycles at or after this time are on record.
  bool reach(Time time) { return first_ == 1 || at(first_) <= time; }
  /// The first cycle on record at or after this time; one past the last where there is none.
  std::int64_t first_at(Time time);
  /// The market after this cycle; nullopt before the first on record.
  std::optional<PriceSample> sample(std::int64_t cycle, Biome biome);
  /// The last row of the record before this cycle; 0 before the first on record.
  std::int64_t after_seq(std::int64_t cycle);

  /// Cycles from `from` to before `to`, all of them or `limit` evenly spread with the first and the last among them.
  template <class Take>
  void each(Biome biome, Time from, Time to, std::int64_t limit, const Take& take) {
    const std::int64_t first = first_at(from);
    const std::int64_t count = first_at(to) - first;
    if (count <= limit) return each_between(biome, first, first + count, take);
    for (std::int64_t i = 0; i < limit; ++i)
      take(*sample(first + (limit == 1 ? 0 : i * (count - 1) / (limit - 1)), biome));
  }

 private:
  void each_between(Biome biome, std::int64_t first, std::int64_t end,
                    const std::function<void(const PriceSample&)>& take) const;
  static Error missing(std::int64_t cycle) { return Error("cycle " + std::to_string(cycle) + " is missing"); }

  const Connection& connection_;
  Statement at_;
  Statement sample_;
  std::int64_t first_;
  std::int64_t last_;
};

}  // namespace loam::sql
