#pragma once

#include <string>

#include "api/json/json_writer.hpp"
#include "engine/state.hpp"

namespace loam {

/// What stays of a land, whoever owns it.
struct LandPlace {
  Uuid id;
  Cell cell;
  Biome biome{};
  std::int32_t elevation = 0;  ///< thousandths
};
/// Requires state.land.has(land), as all below.
LandPlace place_of(const State& state, LandNo land);
/// `land_id, coordinates, biome, elevation`, into an open object.
void write_place(JsonWriter& json, const LandPlace& place);

/// A land as clients see it, copied out of one moment.
struct LandView {
  LandPlace place;
  Uuid owner;  ///< nil: nobody's
  std::string owner_name;
  Money price;   ///< what a claim costs, or would
  Uuid listing;  ///< the active one; nil: none
  Time made_at;  ///< of the world
};
LandView view_land(const State& state, LandNo land);
/// One object.
void write_land(JsonWriter& json, const LandView& land);

}  // namespace loam
