#include "api/admin_settings.hpp"

namespace loam {
namespace {

constexpr int kPercentDecimals = 4;

constexpr Word<std::int64_t> kProfileWords[] = {{"fair", static_cast<std::int64_t>(MarketProfile::fair)},
                                                {"classic", static_cast<std::int64_t>(MarketProfile::classic)}};

bool has_range(SettingKind kind) { return kind != SettingKind::boolean && kind != SettingKind::profile; }

void write_choices(JsonWriter& json, const SettingDefinition& setting) {
  json.key("choices");
  if (has_range(setting.kind)) {
    json.value(nullptr);
    return;
  }
  json.begin_array();
  for (std::int64_t value = setting.min; value <= setting.max; ++value) write_setting_value(json, setting, value);
  json.end_array();
}

void write_last_change(JsonWriter& json, const SettingChange* change) {
  if (change == nullptr) {
    json.member("changed_by", nullptr).member("changed_at", nullptr);
  } else {
    json.member("changed_by", change->changed_by).member("changed_at", change->at);
  }
}

}  // namespace

std::string_view to_string(SettingKind kind) {
  switch (kind) {
    case SettingKind::integer: return "integer";
    case SettingKind::money: return "money";
    case SettingKind::percent: return "percent";
    case SettingKind::boolean: return "boolean";
    case SettingKind::profile: return "profile";
  }
  return "unknown";
}

void write_setting_value(JsonWriter& json, const SettingDefinition& setting, std::int64_t value) {
  switch (setting.kind) {
    case SettingKind::integer: json.value(value); return;
    case SettingKind::money: json.value(Money{value}); return;
    case SettingKind::percent: json.decimal(value, kPercentDecimals); return;
    case SettingKind::boolean: json.value(value != 0); return;
    case SettingKind::profile: json.value(print_setting(setting, value)); return;
  }
}

std::optional<std::int64_t> read_setting_value(const JsonField& field, const SettingDefinition& setting) {
  const IntegerRange range{setting.min, setting.max};
  switch (setting.kind) {
    case SettingKind::integer: return field.integer(range);
    case SettingKind::money: return field.decimal(kMoneyDecimals, range);
    case SettingKind::percent: return field.decimal(kPercentDecimals, range);
    case SettingKind::boolean: {
      const auto truth = field.boolean();
      return truth ? std::optional<std::int64_t>(*truth ? 1 : 0) : std::nullopt;
    }
    case SettingKind::profile: return field.word(kProfileWords);
  }
  return std::nullopt;
}

void write_setting(JsonWriter& json, const SettingDefinition& setting, const Settings& settings) {
  json.begin_object().member("name", setting.name).key("value");
  write_setting_value(json, setting, settings.value(setting.id));
  json.member("unit", setting.unit).member("kind", to_string(setting.kind)).key("min");
  has_range(setting.kind) ? write_setting_value(json, setting, setting.min) : static_cast<void>(json.value(nullptr));
  json.key("max");
  has_range(setting.kind) ? write_setting_value(json, setting, setting.max) : static_cast<void>(json.value(nullptr));
  write_choices(json, setting);
  json.key("default");
  write_setting_value(json, setting, setting.initial);
  json.member("source", to_string(settings.source(setting.id)))
      .member("fixed", settings.source(setting.id) == SettingSource::fixed);
  write_last_change(json, settings.last_change(setting.id));
  json.member("meaning", setting.meaning).end_object();
}

}  // namespace loam
