#include "exchange/market.hpp"

namespace loam {

std::string_view to_string(TradingState state) {
  switch (state) {
    case TradingState::open: return "open";
    case TradingState::reduce_only: return "reduce_only";
    case TradingState::halted: return "halted";
  }
  return "halted";  // what nobody knows does not trade
}

std::string_view to_string(MarketStatus status) {
  switch (status) {
    case MarketStatus::open: return "open";
    case MarketStatus::limit_up: return "limit_up";
    case MarketStatus::limit_down: return "limit_down";
    case MarketStatus::reduce_only: return "reduce_only";
    case MarketStatus::halted: return "halted";
  }
  return "halted";
}

}  // namespace loam
