#include <utility>
#include <vector>

#include "api/admin_log_pages.hpp"
#include "api/admin_routes.hpp"
#include "api/admin_settings.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/json/json_reader.hpp"
#include "api/refusals.hpp"

namespace loam {
namespace {

void get_settings(Api& api, const Call& call) {
  const Settings settings = api.view().read([](const State& state) { return state.settings; });
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("settings").begin_array();
  for (const SettingDefinition& setting : setting_definitions()) write_setting(json, setting, settings);
  json.end_array().end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

/// `{"settings": {name: value, …}}`, or `{name: value, …}` for short.
std::vector<SettingValue> read_changes(ObjectReader& object) {
  std::vector<SettingValue> changes;
  for (const JsonField& field : object.fields()) {
    const auto id = find_setting(field.value().name());
    if (!id) {
      field.refuse("unknown_setting", "There is no setting of this name.");
      continue;
    }
    if (auto value = read_setting_value(field, definition_of(*id))) changes.push_back(std::move(*value));
  }
  if (object.fields().empty()) object.refuse("", "too_few_items", "Name at least one setting.");
  return changes;
}

void write_values(JsonWriter& json, const std::vector<SettingValue>& values) {
  json.key("settings").begin_object();
  for (const SettingValue& value : values) {
    json.key(definition_of(value.id).name);
    write_setting_value(json, value);
  }
  json.end_object();
}

http::Response patched(const std::vector<SettingValue>& changes) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("dry_run", false);
  write_values(json, changes);
  json.end_object();
  return http::Response::json(200, std::move(text));
}

/// What would change, from the values in force now.
http::Response rehearsed(const Settings& now, const std::vector<SettingValue>& changes) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("dry_run", true);
  write_values(json, changes);
  json.key("changes").begin_array();
  for (const SettingValue& value : changes) {
    const SettingValue before = now.setting(value.id);
    if (before == value) continue;
    json.begin_object().member("name", definition_of(value.id).name).key("before");
    write_setting_value(json, before);
    json.key("after");
    write_setting_value(json, value);
    json.end_object();
  }
  json.end_array().end_object();
  return http::Response::json(200, std::move(text));
}

/// Limits that contradict each other are a fault of the body: of the field that the refusal names, where the body has
/// it.
http::Response contradiction(const http::Request& request, const Refusal& refusal,
                             const std::vector<SettingValue>& changes, bool wrapped) {
  if (refusal.code != RefusalCode::setting_out_of_range) return refusal_response(request, refusal);
  std::string pointer = wrapped ? "/settings" : "";
  for (const SettingValue& value : changes) {
    if (static_cast<std::int64_t>(value.id) == refusal.limit)
      pointer += '/' + std::string(definition_of(value.id).name);
  }
  return http::unprocessable(request, {{pointer, std::string(to_string(refusal.code)), sentence_of(refusal)}});
}

void patch_settings(Api& api, Call call) {
  http::QueryReader query(call.request);
  const bool dry_run = query.boolean("dry_run").value_or(false);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  JsonReader body(call.request.body());
  const bool wrapped = body.root().kind() == JsonValue::Kind::object && body->given("settings");
  ObjectReader inner = wrapped ? body->object("settings") : body.object();
  std::vector<SettingValue> changes = read_changes(wrapped ? inner : body.object());
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));

  const Settings now = api.view().read([](const State& state) { return state.settings; });
  if (const auto refusal = now.check(changes))
    return call.respond(contradiction(call.request, *refusal, changes, wrapped));
  if (dry_run) return call.respond(rehearsed(now, changes));
  PatchSettings command{changes};
  api.submit(std::move(call), std::move(command),
             [changes = std::move(changes)](const http::Request&, const Answer&, const Transaction*) {
               return patched(changes);
             });
}

void write_change(JsonWriter& json, const SettingChange& change) {
  json.member("name", definition_of(change.id()).name).key("before");
  write_setting_value(json, change.before);
  json.key("after");
  write_setting_value(json, change.after);
  json.member("changed_by", change.changed_by).member("changed_at", change.at);
}

void get_history(Api& api, Call call) {
  answer_log_page<SettingChange>(api, std::move(call), "changes", &Reader::setting_changes, write_change);
}

}  // namespace

void add_admin_settings_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/admin/config/economy", "get_economy_config", kOverseers, get_settings);
  api.add(Method::patch, "/api/v1/admin/config/economy", "patch_economy_config", kOperatorWrite, patch_settings);
  api.add(Method::get, "/api/v1/admin/config/history", "list_config_changes", kOverseers, get_history);
}

}  // namespace loam
