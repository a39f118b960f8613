#include "api/alert_render.hpp"

namespace loam {

void write_alert(JsonWriter& json, const Alert& alert, const Uuid& user_id) {
  const Finding& finding = alert.finding;
  json.begin_object()
      .member("alert_id", alert.id)
      .member("kind", to_string(finding.kind))
      .member("severity", to_string(finding.severity))
      .member("raised_at", alert.raised_at)
      .member("last_seen_at", alert.last_seen_at)
      .member("count", alert.count)
      .key("biome");
  finding.biome ? json.value(to_string(*finding.biome)) : json.value(nullptr);
  json.key("user_id");
  user_id.is_nil() ? json.value(nullptr) : json.value(user_id);
  json.member("detail", finding.detail).key("evidence").begin_object();
  json.member("from", finding.from).member("to", finding.to).key("transaction_ids").begin_array();
  for (const Uuid& id : finding.rows) json.value(id);
  json.end_array().end_object();
  const auto& done = alert.acknowledged;
  json.key("acknowledged_at");
  done ? json.value(done->at) : json.value(nullptr);
  json.key("acknowledged_by");
  done ? json.value(done->by) : json.value(nullptr);
  json.key("note");
  done && !done->note.empty() ? json.value(done->note) : json.value(nullptr);
  json.end_object();
}

}  // namespace loam
