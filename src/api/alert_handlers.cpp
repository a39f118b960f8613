#include <utility>

#include "api/alert_render.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/json/json_reader.hpp"
#include "api/record_query.hpp"
#include "api/routes.hpp"
#include "surveillance/surveillance.hpp"

namespace loam {
namespace {

constexpr LengthRange kNote{0, 500};

constexpr Word<AlertKind> kKindWords[] = {
    {"order_splitting", AlertKind::order_splitting}, {"attention_farm", AlertKind::attention_farm},
    {"wash_trading", AlertKind::wash_trading},       {"large_adjustment", AlertKind::large_adjustment},
    {"market_halted", AlertKind::market_halted},     {"supply_jump", AlertKind::supply_jump},
    {"payment_refused", AlertKind::payment_refused}};

Uuid user_of(Api& api, const Alert& alert) {
  return api.view().read([&](const State& state) { return state.identity.id_of(alert.finding.account); });
}

struct AlertQuery {
  std::optional<AlertKind> kind;
  std::optional<bool> acknowledged;
  std::int64_t limit = kDefaultPage;
  std::int64_t offset = 0;

  [[nodiscard]] bool takes(const Alert& alert) const {
    if (kind && alert.finding.kind != *kind) return false;
    return !acknowledged || alert.acknowledged.has_value() == *acknowledged;
  }
};

AlertQuery read_query(http::QueryReader& query) {
  AlertQuery wanted;
  wanted.kind = query.word("kind", kKindWords);
  wanted.acknowledged = query.boolean("acknowledged");
  wanted.limit = query.integer("limit", {1, kMaxPage}).value_or(kDefaultPage);
  wanted.offset = query.integer("offset", {0, kMaxOffset}).value_or(0);
  return wanted;
}

void list_alerts(Api& api, const Surveillance& surveillance, const Call& call) {
  http::QueryReader query(call.request);
  const AlertQuery wanted = read_query(query);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));

  std::vector<Alert> alerts = surveillance.alerts().all();
  std::erase_if(alerts, [&](const Alert& alert) { return !wanted.takes(alert); });
  const std::size_t total = alerts.size();
  const auto first = std::min(static_cast<std::size_t>(wanted.offset), total);
  const auto last = std::min(first + static_cast<std::size_t>(wanted.limit), total);
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("alerts").begin_array();
  for (std::size_t i = first; i < last; ++i) write_alert(json, alerts[i], user_of(api, alerts[i]));
  json.end_array().key("pagination").begin_object();
  json.member("limit", wanted.limit)
      .member("returned", last - first)
      .member("total", total)
      .member("next_cursor", nullptr);
  json.end_object().end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

void acknowledge_alert(Api& api, Surveillance& surveillance, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  if (!id || !surveillance.alerts().find(*id))
    return call.respond(http::not_found(call.request, "There is no such alert."));
  std::string note;
  if (!call.request.body().empty()) {
    JsonReader body(call.request.body());
    note = body->optional_text("note", kNote).value_or("");
    if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  }
  const Acknowledgement by{call.now, call.who.name, note};
  api.submit(std::move(call), LogAccess{std::string(kAcknowledgeAction), to_string(*id), note},
             [&api, &surveillance, id = *id, by](const http::Request& request, const Answer&, const Transaction*) {
               // The entry is durable: from here on the list says so, too.
               const auto alert = surveillance.alerts().acknowledge(id, by);
               if (!alert) return http::not_found(request, "The alert is acknowledged, and too old to be shown.");
               std::string text;
               JsonWriter json(text);
               write_alert(json, *alert, user_of(api, *alert));
               return http::Response::json(200, std::move(text));
             });
}

}  // namespace

void add_alert_routes(Api& api, Surveillance& surveillance) {
  using http::Method;
  api.add(Method::get, "/api/v1/admin/alerts", "list_alerts", access::operators | access::auditors,
          [&surveillance](Api& edge, const Call& call) { list_alerts(edge, surveillance, call); });
  api.add(Method::post, "/api/v1/admin/alerts/{id}/ack", "acknowledge_alert", access::operators | access::write,
          [&surveillance](Api& edge, Call call) { acknowledge_alert(edge, surveillance, std::move(call)); });
}

Result<std::vector<AuditEntry>, Fault> newest_alert_entries(Reader& reader) {
  constexpr std::size_t kPage = 1'000;
  constexpr std::size_t kMaxRead = 20'000;  // entries of all kinds: a bound on the time that a start takes
  std::vector<AuditEntry> found;
  std::int64_t before = 0;
  for (std::size_t read = 0; read < kMaxRead && found.size() < 2 * kMaxAlerts; read += kPage) {
    auto page = reader.audit_log(before, kPage);
    if (!page) return Unexpected{page.error()};
    for (auto& [number, entry] : page->rows) {
      if (entry.action.starts_with(kAlertAction)) found.push_back(std::move(entry));
    }
    before = page->next_before;
    if (before == 0) break;
  }
  return found;
}

}  // namespace loam
