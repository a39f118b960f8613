#pragma once

#include "api/api.hpp"

namespace loam {

void add_land_impact_route(Api& api);    // land_impact_handlers.cpp: /biome-market/{biome}/land-impact
void add_land_exposure_route(Api& api);  // land_exposure_handlers.cpp: /lands/{id}/exposure

}  // namespace loam
