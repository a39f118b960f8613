#pragma once

#include <array>

#include "surveillance/detector.hpp"

namespace loam {

/// A market that takes no orders, or sells only: by the price band, which means that a price ran away, or by an
/// operator.
class MarketHalted final : public Detector {
 public:
  void begin(const State& state) override;
  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  std::array<MarketHalts, kBiomes> halts_;
};

}  // namespace loam
