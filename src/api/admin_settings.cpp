#include "api/admin_settings.hpp"

namespace loam {
namespace {

constexpr int kPercentDecimals = 4;

constexpr Word<std::int64_t> kProfileWords[] = {{"fair", static_cast<std::int64_t>(MarketProfile::fair)},
                                                {"classic", static_cast<std::int64_t>(MarketProfile::classic)}};

bool has_choices(SettingKind kind) { return kind == SettingKind::boolean || kind == SettingKind::profile; }
bool has_range(SettingKind kind) { return !has_choices(kind) && !is_table(kind); }

void write_choices(JsonWriter& json, const SettingDefinition& setting) {
  json.key("choices");
  if (!has_choices(setting.kind)) {
    json.value(nullptr);
    return;
  }
  json.begin_array();
  for (std::int64_t value = setting.min; value <= setting.max; ++value) write_setting_value(json, {setting.id, value});
  json.end_array();
}

void write_end_of_range(JsonWriter& json, const SettingDefinition& setting, std::int64_t end) {
  if (has_range(setting.kind)) return write_setting_value(json, {setting.id, end});
  json.value(nullptr);
}

std::optional<std::int64_t> read_switch(const JsonField& field) {
  const auto truth = field.boolean();
  return truth ? std::optional<std::int64_t>(*truth ? 1 : 0) : std::nullopt;
}

std::optional<SettingValue> read_table(const JsonField& field, const SettingDefinition& setting) {
  const auto text = field.text({0, kMaxPriceStepsText});
  if (!text) return std::nullopt;
  auto table = parse_setting(setting, *text);
  if (!table) field.refuse("not_a_table", "Write it as " + std::string(setting.unit) + ".");
  return table;
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
    case SettingKind::bid_increments: return "bid_increments";
    case SettingKind::fee_tiers: return "fee_tiers";
  }
  return "unknown";
}

void write_setting_value(JsonWriter& json, const SettingValue& value) {
  switch (definition_of(value.id).kind) {
    case SettingKind::integer: json.value(value.number); return;
    case SettingKind::money: json.value(Money{value.number}); return;
    case SettingKind::percent: json.decimal(value.number, kPercentDecimals); return;
    case SettingKind::boolean: json.value(value.number != 0); return;
    case SettingKind::profile:
    case SettingKind::bid_increments:
    case SettingKind::fee_tiers: json.value(print_setting(value)); return;
  }
}

std::optional<SettingValue> read_setting_value(const JsonField& field, const SettingDefinition& setting) {
  const IntegerRange range{setting.min, setting.max};
  std::optional<std::int64_t> number;
  switch (setting.kind) {
    case SettingKind::integer: number = field.integer(range); break;
    case SettingKind::money: number = field.decimal(kMoneyDecimals, range); break;
    case SettingKind::percent: number = field.decimal(kPercentDecimals, range); break;
    case SettingKind::boolean: number = read_switch(field); break;
    case SettingKind::profile: number = field.word(kProfileWords); break;
    case SettingKind::bid_increments:
    case SettingKind::fee_tiers: return read_table(field, setting);
  }
  return number ? std::optional(SettingValue{setting.id, *number}) : std::nullopt;
}

void write_setting(JsonWriter& json, const SettingDefinition& setting, const Settings& settings) {
  json.begin_object().member("name", setting.name).key("value");
  write_setting_value(json, settings.setting(setting.id));
  json.member("unit", setting.unit).member("kind", to_string(setting.kind)).key("min");
  write_end_of_range(json, setting, setting.min);
  json.key("max");
  write_end_of_range(json, setting, setting.max);
  write_choices(json, setting);
  json.key("default");
  write_setting_value(json, initial_value(setting));
  json.member("source", to_string(settings.source(setting.id)))
      .member("fixed", settings.source(setting.id) == SettingSource::fixed);
  write_last_change(json, settings.last_change(setting.id));
  json.member("meaning", setting.meaning).end_object();
}

}  // namespace loam
