#include "api/land_render.hpp"

#include "api/render.hpp"
#include "marketplace/land_price.hpp"

namespace loam {
namespace {

constexpr int kElevationDecimals = 3;

}  // namespace

LandPlace place_of(const State& state, LandNo land) {
  return {state.land.id_of(land), state.land.cell(land), state.land.biome(land), state.land.elevation(land)};
}

LandView view_land(const State& state, LandNo land) {
  LandView view;
  view.place = place_of(state, land);
  view.price = land_price(view.place.biome, view.place.elevation, state.settings.marketplace_rules());
  view.made_at = state.land.world().made_at;
  if (const User* owner = state.identity.user(state.land.owner(land))) {
    view.owner = owner->id;
    view.owner_name = owner->username;
  }
  const ListingNo listing = state.marketplace.listed_in(land);
  if (listing.exists()) view.listing = state.marketplace.listing(listing).terms->id();
  return view;
}

void write_place(JsonWriter& json, const LandPlace& place) {
  json.member("land_id", place.id)
      .key("coordinates")
      .begin_object()
      .member("x", place.cell.x)
      .member("y", place.cell.y)
      .end_object()
      .member("biome", to_string(place.biome))
      .key("elevation")
      .decimal(place.elevation, kElevationDecimals);
}

void write_land(JsonWriter& json, const LandView& land) {
  json.begin_object();
  write_place(json, land.place);
  write_id_or_null(json, "owner_id", land.owner);
  write_text_or_null(json, "owner_username", land.owner_name);
  json.member("price_base_bdt", land.price).member("for_sale", !land.listing.is_nil());
  write_id_or_null(json, "listing_id", land.listing);
  json.member("created_at", land.made_at).end_object();
}

}  // namespace loam
