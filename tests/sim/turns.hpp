#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "sim/land_model.hpp"

namespace loam::sim {

/// How often something came up, by its word.
using Seen = std::map<std::string, std::int64_t>;

/// What an accepted bid did to an auction.
void note_bid(const ModelListing& before, const ModelListing& after, const LandRules& rules, Time at, Seen& seen);
/// How a listing came to its end.
void note_closing(const ModelListing& listing, AccountNo new_owner, Seen& seen);

}  // namespace loam::sim
