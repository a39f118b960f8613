#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/json/json_writer.hpp"
#include "api/payment_gateways.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

struct TopupRange {
  Money min;
  Money max;
};

TopupRange topup_range(Api& api) {
  return api.view().read([](const State& state) {
    return TopupRange{state.settings.money(SettingId::topup_min_bdt), state.settings.money(SettingId::topup_max_bdt)};
  });
}

void list_gateways(Api& api, const Call& call) {
  const TopupRange range = topup_range(api);
  const PaymentLimits limits = api.view().read([](const State& state) { return state.settings.payment_limits(); });
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("gateways").begin_array();
  for (const std::string& gateway : offered_gateways(api.config())) json.value(gateway);
  json.end_array()
      .member("topup_min_bdt", range.min)
      .member("topup_max_bdt", range.max)
      .member("topup_daily_bdt", limits.daily)
      .member("topup_monthly_bdt", limits.monthly)
      .member("currency", "BDT")
      .end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

Money read_amount(JsonReader& body, const TopupRange& range) {
  const JsonField field = body->field("amount_bdt");
  const Money amount = field.money().value_or(Money{});
  if (amount > Money::zero() && (amount < range.min || amount > range.max)) {
    field.refuse("out_of_range", "A top-up is from " + to_string(range.min) + " to " + to_string(range.max) + " BDT.");
  }
  return amount;
}

std::optional<Payment> find_payment(Api& api, const Uuid& id) {
  return api.view().read([&](const State& state) {
    const Payment* payment = state.payments.payment(id);
    return payment == nullptr ? std::nullopt : std::optional(*payment);
  });
}

/// What the payment was when it began: a repeated key is told the same, also when it is settled by then.
http::Response initiated(const Payment& payment) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("reference_id", payment.id)
      .member("amount_bdt", payment.amount)
      .member("currency", "BDT")
      .member("gateway", payment.gateway)
      .member("status", to_string(PaymentStatus::pending))
      .key("payment_url");
  const std::string url = payment_url(payment.gateway, payment.id);
  url.empty() ? json.value(nullptr) : json.value(url);
  json.member("created_at", payment.created_at).member("expires_at", payment.expires_at).end_object();
  return http::Response::json(201, std::move(text));
}

void initiate(Api& api, Call call) {
  const std::string_view gateway = call.request.path_parameter("gateway");
  if (!offers_gateway(api.config(), gateway)) {
    return call.respond(http::not_found(call.request, "There is no such payment gateway."));
  }
  JsonReader body(call.request.body());
  InitiatePayment command;
  command.payment.amount = read_amount(body, topup_range(api));
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  command.payment.id = make_uuid7(call.now, api.random());
  command.payment.account = call.who.account;
  command.payment.gateway = gateway;
  api.submit(std::move(call), std::move(command),
             [&api](const http::Request& request, const Answer& answer, const Transaction*) {
               const auto payment = find_payment(api, std::get<IdAnswer>(answer).id);
               return payment ? initiated(*payment) : http::not_found(request, "There is no such payment.");
             });
}

std::string status_body(const Payment& payment, const Uuid& user_id) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("reference_id", payment.id)
      .member("user_id", user_id)
      .member("amount_bdt", payment.amount)
      .member("currency", "BDT")
      .member("gateway", payment.gateway)
      .member("status", to_string(payment.status))
      .member("created_at", payment.created_at)
      .member("expires_at", payment.expires_at)
      .key("completed_at");
  payment.completed_at == Time{} ? json.value(nullptr) : json.value(payment.completed_at);
  json.key("gateway_transaction_id");
  payment.gateway_transaction_id.empty() ? json.value(nullptr) : json.value(payment.gateway_transaction_id);
  json.end_object();
  return text;
}

void get_status(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("reference_id"));
  const auto payment = id ? find_payment(api, *id) : std::nullopt;
  const bool own = payment && call.who.account.exists() && payment->account == call.who.account;
  // Another's payment and none at all look the same to whom it does not concern.
  if (!payment || !(own || call.who.oversees())) {
    return call.respond(http::not_found(call.request, "There is no such payment."));
  }
  if (!own) api.note(call, LogAccess{"payment.read", to_string(payment->id)});
  const Uuid user_id = api.view().read([&](const State& state) { return state.identity.id_of(payment->account); });
  call.respond(http::Response::json(200, status_body(*payment, user_id)));
}

}  // namespace

void add_payment_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/payments/gateways", "list_gateways", access::guest, list_gateways);
  api.add(Method::post, "/api/v1/payments/initiate/{gateway}", "initiate_payment",
          access::account | access::write | access::batch, initiate);
  api.add(Method::get, "/api/v1/payments/status/{reference_id}", "get_payment_status", access::signed_in, get_status);
  add_webhook_route(api);
  add_sandbox_routes(api);
}

}  // namespace loam
