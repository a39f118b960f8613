#include "api/admin_log_pages.hpp"
#include "api/admin_routes.hpp"
#include "api/safeguard_render.hpp"

namespace loam {
namespace {

void write_audit_entry(JsonWriter& json, const AuditEntry& entry) {
  json.member("at", entry.at)
      .member("actor", entry.actor)
      .member("action", entry.action)
      .member("target", entry.target)
      .member("detail", entry.detail);
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
