#pragma once

#include "surveillance/detector.hpp"
#include "surveillance/recent.hpp"

namespace loam {

/// A gateway that tells of payments that nobody began, or of other amounts, is misconfigured or somebody else. One may
/// be a stray; three in ten minutes are not.
class PaymentRefused final : public Detector {
 public:
  static constexpr std::size_t kRefusals = 3;
  static constexpr Duration kWindow = Duration::minutes(10);

  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  Moments refusals_;
};

}  // namespace loam
