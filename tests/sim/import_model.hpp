#pragma once

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "sim/model.hpp"

namespace loam::sim {

/// What ImportUser comes to in the model.
Outcome import_user(Model& model, const ImportUser& command, Time at);

}  // namespace loam::sim
