#pragma once

#include "api/json/json_writer.hpp"
#include "base/uuid.hpp"
#include "surveillance/alert.hpp"

namespace loam {

/// One alert as an object.
/// @param user_id of the account that it is about; nil where it is about none
void write_alert(JsonWriter& json, const Alert& alert, const Uuid& user_id);

}  // namespace loam
