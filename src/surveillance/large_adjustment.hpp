#pragma once

#include <string>

#include "surveillance/detector.hpp"
#include "surveillance/recent.hpp"

namespace loam {

/// Adjustments are the one way for an operator to move money by hand: 100,000 BDT at once, or in sum within an hour, is
/// as much as the largest top-up of a player, and somebody else should look at it.
class LargeAdjustment final : public Detector {
 public:
  static constexpr Money kThreshold = Money::bdt(100'000);
  static constexpr Duration kWindow = Duration::hours(1);

  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  struct Adjustments {
    Time first;
    Money sum;  ///< of amounts without their sign
    std::vector<Uuid> rows;
  };

  /// The row, until the audit entry behind it names the operator.
  struct Pending {
    Uuid row;
    AccountNo account;
    Money amount;
  };

  Pending pending_;
  Recent<Adjustments> by_operator_{kWindow};
};

}  // namespace loam
