#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/json/json_writer.hpp"
#include "api/payment_gateways.hpp"
#include "api/signatures.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxTransactionId = 128;
// Of one address: each leaves a durable event, and a stranger must not fill the disk. Good calls are not limited.
constexpr std::int64_t kRefusedPerMinute = 60;

constexpr Word<bool> kStatusWords[] = {{"approved", true}, {"declined", false}};

Settlement read_settlement(JsonReader& body, std::string_view gateway) {
  Settlement settlement;
  settlement.gateway = gateway;
  settlement.reference_id = body->uuid("reference_id");
  settlement.amount = body->money("amount_bdt");
  settlement.approved = body->word("status", kStatusWords);
  settlement.gateway_transaction_id = body->text("gateway_transaction_id", {1, kMaxTransactionId});
  return settlement;
}

void refuse_signature(Api& api, Call& call, std::string_view gateway, SignatureCheck check) {
  const auto verdict = api.rate_limits().take(
      rate_bucket("refused webhooks", customer_of(call.request.remote_address())), kRefusedPerMinute, call.now);
  if (!verdict.allowed) {
    return call.respond(http::try_later(call.request, 429, "rate_limited", "Too many calls with a bad signature.",
                                        verdict.retry_after_s));
  }
  api.note(call, NotePaymentEvent{std::string(gateway), std::string(to_string(check))});
  call.respond(http::problem(
      call.request,
      {401, "bad_signature", "The signature is missing or wrong, or its timestamp is too far from now.", nullptr}));
}

/// From the call alone: told again, it is answered the same.
std::string settled_body(const Settlement& settlement) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("reference_id", settlement.reference_id)
      .member("gateway", settlement.gateway)
      .member("amount_bdt", settlement.amount)
      .member("status", to_string(settlement.approved ? PaymentStatus::completed : PaymentStatus::failed))
      .member("gateway_transaction_id", settlement.gateway_transaction_id)
      .end_object();
  return text;
}

void receive(Api& api, Call call) {
  const std::string_view gateway = call.request.path_parameter("gateway");
  const std::string* secret = webhook_secret(api.config(), gateway);
  if (secret == nullptr) return call.respond(http::not_found(call.request, "There is no such payment gateway."));
  const SignatureCheck check = check_webhook(*secret, call.request.header("x-loam-timestamp"),
                                             call.request.header("x-loam-signature"), call.request.body(), call.now);
  if (check != SignatureCheck::good) return refuse_signature(api, call, gateway, check);

  JsonReader body(call.request.body());
  Settlement settlement = read_settlement(body, gateway);
  if (!body.finish()) {
    api.note(call, NotePaymentEvent{std::string(gateway), "body_malformed"});
    return call.respond(http::unprocessable(call.request, body.errors()));
  }
  std::string text = settled_body(settlement);
  api.submit_once(std::move(call), SettlePayment{std::move(settlement)},
                  [text = std::move(text)](const http::Request&, const Answer&, const Transaction*) {
                    return http::Response::json(200, text);
                  });
}

}  // namespace

void add_webhook_route(Api& api) {
  api.add(http::Method::post, "/api/v1/payments/webhook/{gateway}", "receive_webhook",
          access::guest | access::write | access::no_key | access::raw_body | access::unlimited, receive);
}

}  // namespace loam
