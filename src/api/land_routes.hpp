#pragma once

#include "api/api.hpp"

namespace loam {

// The parts of add_land_routes and add_marketplace_routes.
void add_land_map_route(Api& api);            // land_map_handlers.cpp: /lands/map
void add_land_write_routes(Api& api);         // land_write_handlers.cpp: claims and gifts
void add_marketplace_write_routes(Api& api);  // marketplace_handlers.cpp: listing, bidding, buying, withdrawing

}  // namespace loam
