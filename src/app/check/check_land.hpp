#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/check/check_scene.hpp"

namespace loam {

/// A land, by what the checks need of it.
struct CheckLand {
  std::string id;
  std::int64_t x = 0;
  std::int64_t y = 0;
  Money price;  ///< the house's
};

/// One that the account has; nullopt where it has none.
Found<std::optional<CheckLand>> land_of(CheckParty& party);
/// The cheapest unclaimed one of the first page of the map that has any.
Found<CheckLand> unclaimed_land(CheckParty& party);
/// Money well spent: the same land serves all later runs.
Found<void> claim(CheckParty& party, const CheckLand& land);

}  // namespace loam
