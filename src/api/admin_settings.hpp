#pragma once

#include <optional>
#include <string_view>

#include "api/json/json_field.hpp"
#include "api/json/json_writer.hpp"
#include "engine/settings.hpp"

namespace loam {

/// The word for how a setting is written: `integer`, `money`, `percent`, `boolean`, `profile`, or of a table.
std::string_view to_string(SettingKind kind);

/// The value in JSON as its kind is: a number, an exact decimal in BDT or percent, true or false, a word, a table's
/// text.
void write_setting_value(JsonWriter& json, const SettingValue& value);

/// The same read back, within the setting's range, a table in any spelling; nullopt where an error was noted.
std::optional<SettingValue> read_setting_value(const JsonField& field, const SettingDefinition& setting);

/// One entry of the list of settings: value, default, range, where the value comes from, who changed it last.
void write_setting(JsonWriter& json, const SettingDefinition& setting, const Settings& settings);

}  // namespace loam
