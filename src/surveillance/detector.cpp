#include "surveillance/detector.hpp"

#include "surveillance/attention_farm.hpp"
#include "surveillance/large_adjustment.hpp"
#include "surveillance/market_halted.hpp"
#include "surveillance/order_splitting.hpp"
#include "surveillance/payment_refused.hpp"
#include "surveillance/supply_jump.hpp"
#include "surveillance/wash_trading.hpp"

namespace loam {

std::vector<std::unique_ptr<Detector>> make_detectors() {
  std::vector<std::unique_ptr<Detector>> detectors;
  detectors.push_back(std::make_unique<OrderSplitting>());
  detectors.push_back(std::make_unique<AttentionFarm>());
  detectors.push_back(std::make_unique<WashTrading>());
  detectors.push_back(std::make_unique<LargeAdjustment>());
  detectors.push_back(std::make_unique<MarketHalted>());
  detectors.push_back(std::make_unique<SupplyJump>());
  detectors.push_back(std::make_unique<PaymentRefused>());
  return detectors;
}

}  // namespace loam
