#pragma once

#include <string>

#include "app/check/check_scene.hpp"

namespace loam {

// What a test account does, each through the API. Rows are noted in the scene by the checks.

/// What one order of shares comes to: enough for a fee of some paisa, too little to be felt in any market.
inline constexpr Money kCheckOrder = Money::bdt(10);

/// Lists the land at the house's own price, so that it is no bargain for anybody who comes between. Waits where the
/// seller has listed not long ago. Gives the listing's id.
Found<std::string> open_listing(CheckScene& scene, CheckParty& seller);
Found<CheckRow> buy_listing(CheckTalk& buyer, const std::string& listing_id);
Found<CheckRow> buy_shares(CheckTalk& trader, const std::string& biome);
Found<CheckRow> sell_shares(CheckTalk& trader, const std::string& biome, const std::string& shares);

/// Available and held together.
Found<Money> balance_of(CheckParty& party);
Found<std::string> owner_of(CheckScene& scene);

}  // namespace loam
