#pragma once

#include <optional>
#include <vector>

#include "api/json/json_reader.hpp"
#include "engine/command.hpp"
#include "engine/settings.hpp"

namespace loam {

/// What the body of POST /marketplace/listings says.
struct ListingRequest {
  std::vector<Uuid> lands;
  OpenListing command;  ///< without seller and lands
  bool names_end = false;
};

/// Reads `land_id` or `land_ids`, `listing_type`, the prices that the type has, `duration_hours` or `ends_at`,
/// `description`. Every error is noted in the reader.
/// @param longest how long a fixed price stands where nothing is said
ListingRequest read_listing(JsonReader& body, Duration longest);

/// The field that a refusal of such a listing is about.
std::string_view pointer_of(RefusalCode code, bool names_end, bool names_one_land);

}  // namespace loam
