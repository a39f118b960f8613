#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "store/store.hpp"

namespace loam {

struct ReportPeriod {
  std::string_view name;  ///< `daily`, `weekly`
  Time from;
  Time to;                ///< the first moment after it
  bool complete = false;  ///< whether it is over
};

/// What happened in a period. Revenue is what stands on `platform_fees`, by type of row; what players traded is volume,
/// and what they paid in is neither.
/// @param supply the money in the world now
std::string report_body(const ReportPeriod& period, const std::vector<TypeTotal>& totals,
                        const std::vector<TradeVolume>& volumes, Money supply);

}  // namespace loam
