#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"
#include "ledger/account.hpp"
#include "money/money.hpp"
#include "money/price_steps.hpp"

namespace loam {

/// The settings that land sales read, at one moment.
struct MarketplaceRules {
  bool open = true;                 ///< whether land is claimed, given, listed, bid for and bought
  const BidIncrements& increments;  ///< by price
  const FeeSchedule& fees;          ///< of a sale, out of the seller's proceeds
  Duration snipe_window{};          ///< an accepted bid this close to the end moves it; zero: never
  std::int32_t extensions_most = 0;
  Duration shortest{};  ///< from a listing's opening to its end
  Duration longest{};
  Duration cooldown{};            ///< of a seller, from one listing to the next
  std::size_t lands_most = 0;     ///< of a listing
  std::size_t listings_most = 0;  ///< active, of a seller
  Ppm least_reserve{};            ///< of the starting price
  std::array<Money, kBiomes> land_prices{};
  Ppm price_base{};       ///< of a biome's price, at elevation 0
  Ppm price_elevation{};  ///< of a biome's price, on top at elevation 1
};

}  // namespace loam
