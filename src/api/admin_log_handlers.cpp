#include "api/admin_log_pages.hpp"
#include "api/admin_routes.hpp"

namespace loam {
namespace {

void write_audit_entry(JsonWriter& json, const AuditEntry& entry) {
  json.member("at", entry.at)
      .member("actor", entry.actor)
      .member("action", entry.action)
      .member("target", entry.target)
      .member("detail", entry.detail);
}

/// The limit and the value are of one kind, and so of one unit.
void write_measure(JsonWriter& json, SafeguardKind kind, std::string_view name, std::int64_t units) {
  json.key(name);
  switch (kind) {
    case SafeguardKind::price_move:
    case SafeguardKind::price_band:
    case SafeguardKind::order_size:
    case SafeguardKind::order_rate: json.value(Money{units}); return;
    case SafeguardKind::band_halt: json.value(Price{units}); return;
    case SafeguardKind::trading_halt: units == 0 ? json.value(nullptr) : json.value(Time{units}); return;
    case SafeguardKind::attention_cap: json.decimal(units, 6); return;
  }
}

std::string_view unit_of(SafeguardKind kind) {
  switch (kind) {
    case SafeguardKind::price_move:
    case SafeguardKind::price_band:
    case SafeguardKind::order_size:
    case SafeguardKind::order_rate: return "BDT";
    case SafeguardKind::band_halt: return "BDT/share";
    case SafeguardKind::trading_halt: return "time";
    case SafeguardKind::attention_cap: return "user-seconds";
  }
  return "unknown";
}

void write_safeguard(JsonWriter& json, const SafeguardEvent& event) {
  json.member("at", event.at).member("safeguard", to_string(event.kind)).key("biome");
  event.biome ? json.value(to_string(*event.biome)) : json.value(nullptr);
  json.member("unit", unit_of(event.kind));
  write_measure(json, event.kind, "limit", event.limit);
  write_measure(json, event.kind, "value", event.value);
  json.key("order");
  event.order.empty() ? json.value(nullptr) : json.value(event.order);
}

void write_payment_event(JsonWriter& json, const PaymentEvent& event) {
  json.member("at", event.at).member("event", to_string(event.kind)).key("reference_id");
  event.payment.is_nil() ? json.value(nullptr) : json.value(event.payment);
  json.member("gateway", event.gateway).member("amount_bdt", event.amount).key("detail");
  event.detail.empty() ? json.value(nullptr) : json.value(event.detail);
}

void get_audit_logs(Api& api, Call call) {
  answer_log_page<AuditEntry>(api, std::move(call), "audit_logs", &Reader::audit_log, write_audit_entry);
}

void get_safeguards(Api& api, Call call) {
  answer_log_page<SafeguardEvent>(api, std::move(call), "safeguards", &Reader::safeguards, write_safeguard);
}

/// Payments are their payers' own: who reads them is noted.
void get_payment_events(Api& api, Call call) {
  api.note(call, LogAccess{"payment_events.read", "all"});
  answer_log_page<PaymentEvent>(api, std::move(call), "payment_events", &Reader::payment_events, write_payment_event);
}

}  // namespace

std::vector<Uuid> user_ids_of(Api& api, const std::vector<AccountNo>& accounts) {
  return api.view().read([&](const State& state) {
    std::vector<Uuid> ids;
    ids.reserve(accounts.size());
    for (const AccountNo account : accounts) ids.push_back(state.identity.id_of(account));
    return ids;
  });
}

void add_admin_log_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/admin/audit-logs", "list_audit_logs", kOverseers, get_audit_logs);
  api.add(Method::get, "/api/v1/admin/safeguards", "list_safeguards", kOverseers, get_safeguards);
  api.add(Method::get, "/api/v1/admin/payment-events", "list_payment_events", kOverseers, get_payment_events);
}

}  // namespace loam
