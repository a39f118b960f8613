#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "store/sqlite/connection.hpp"

namespace loam::sqlite {

/// Finds cycles by time. They are numbered from 1 without a gap, so halving finds them.
class CycleSearch {
 public:
  explicit CycleSearch(const Connection& connection);

  /// The first cycle at or after this time; one past the last where there is none.
  std::int64_t first_at(Time time);
  /// The market after this cycle; nullopt for cycle 0.
  std::optional<PriceSample> sample(std::int64_t cycle, Biome biome);
  /// The last row of the record before this cycle; 0 for cycle 0.
  std::int64_t after_seq(std::int64_t cycle);

  /// Cycles from `from` to before `to`, all of them or `limit` evenly spread with the first and the last among them.
  template <class Take>
  void each(Biome biome, Time from, Time to, std::int64_t limit, const Take& take) {
    const std::int64_t first = first_at(from);
    const std::int64_t count = first_at(to) - first;
    const std::int64_t taken = std::min(count, limit);
    for (std::int64_t i = 0; i < taken; ++i) {
      const std::int64_t cycle = first + (taken == count || taken == 1 ? i : i * (count - 1) / (taken - 1));
      take(*sample(cycle, biome));
    }
  }

 private:
  static Error missing(std::int64_t cycle) { return Error("cycle " + std::to_string(cycle) + " is missing"); }

  Statement at_;
  Statement sample_;
  std::int64_t last_;
};

}  // namespace loam::sqlite
