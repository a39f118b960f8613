#pragma once

#include <functional>
#include <map>
#include <string>

namespace loam::test {

/// By a setting's name: turns it and expects the difference.
using SettingEffects = std::map<std::string, std::function<void()>>;

/// Those of the settings of land and its marketplace.
const SettingEffects& land_setting_effects();

}  // namespace loam::test
