#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "unit/engine_world.hpp"

namespace loam::testing {

/// What a setting changes: two values of it, and something that is then seen. The world has markets; it is new where
/// `fresh`.
struct Effect {
  std::int64_t one = 0;
  std::int64_t other = 0;
  std::function<std::string(World&)> seen;
  bool fresh = false;
  std::string one_text = {};  ///< where the setting is a table
  std::string other_text = {};
};

/// Those of the settings of land and its marketplace.
const std::map<SettingId, Effect>& land_effects();

}  // namespace loam::testing
