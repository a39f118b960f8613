#pragma once

#include "api/json/json_writer.hpp"
#include "exchange/exchange.hpp"

namespace loam {

/// The members of one time that a safeguard acted, into an open object: limit and value in their unit. Who
/// ran into it is the caller's to add.
void write_safeguard(JsonWriter& json, const SafeguardEvent& event);

}  // namespace loam
