#pragma once

#include "surveillance/detector.hpp"
#include "surveillance/recent.hpp"

namespace loam {

/// An account that goes on ordering when its rolling size in a market is used up cuts a large order into small ones.
/// Five refusals in ten minutes: a person who misreads the limit stops after two or three.
class OrderSplitting final : public Detector {
 public:
  static constexpr std::size_t kRefusals = 5;
  static constexpr Duration kWindow = Duration::minutes(10);

  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  struct Orders {
    Moments refusals;
    std::vector<Uuid> trades;
    Money traded;
  };

  Recent<Orders> orders_{kWindow};
};

}  // namespace loam
