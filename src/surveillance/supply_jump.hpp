#pragma once

#include <deque>
#include <vector>

#include "surveillance/detector.hpp"

namespace loam {

/// Money outside the house's treasury comes from gateways, grants and adjustments alone. A fifth more within an hour,
/// and at least 50,000 BDT, is a good day or a hole: somebody should know which.
class SupplyJump final : public Detector {
 public:
  static constexpr std::int64_t kPart = 5;  // one fifth
  static constexpr Money kAtLeast = Money::bdt(50'000);
  static constexpr Duration kWindow = Duration::hours(1);
  static constexpr Duration kStep = Duration::minutes(1);  // between samples; 60 of them

  void begin(const State& state) override;
  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  struct Sample {
    Time at;
    Money supply;
  };

  Money supply_;
  std::deque<Sample> samples_;
  std::vector<Uuid> rows_;
};

}  // namespace loam
