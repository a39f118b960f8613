#include <utility>

#include "api/http/problem.hpp"
#include "api/payment_gateways.hpp"

namespace loam {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
// Forms that post back, and nothing else.
constexpr const char* kPagePolicy = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

std::optional<Payment> find_sandbox_payment(Api& api, const Call& call) {
  const auto id = parse_uuid(call.request.path_parameter("reference_id"));
  if (!api.config().sandbox_gateway || !id) return std::nullopt;
  return api.view().read([&](const State& state) {
    const Payment* payment = state.payments.payment(*id);
    const bool ours = payment != nullptr && payment->gateway == kSandboxGateway;
    return ours ? std::optional(*payment) : std::nullopt;
  });
}

std::string form(const std::string& action, std::string_view label) {
  std::string html = "<form method=\"post\" action=\"";
  html += action;
  html += "\"><button type=\"submit\">";
  html += label;
  html += "</button></form>\n";
  return html;
}

/// Every word in it is the server's own: an id, an amount, a status.
std::string page(const Payment& payment) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Sandbox payment</title>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\n<body>\n<main>\n"
      "<h1>Sandbox payment</h1>\n<p>No real money moves here.</p>\n<dl>\n<dt>Reference</dt><dd>";
  html += to_string(payment.id);
  html += "</dd>\n<dt>Amount</dt><dd>" + to_string(payment.amount) + " BDT</dd>\n<dt>Status</dt><dd>";
  html += to_string(payment.status);
  html += "</dd>\n</dl>\n";
  if (payment.status == PaymentStatus::pending) {
    const std::string here = payment_url(kSandboxGateway, payment.id);
    html += form(here + "/approve", "Approve") + form(here + "/decline", "Decline");
  }
  html += "</main>\n</body>\n</html>\n";
  return html;
}

void get_page(Api& api, const Call& call) {
  const auto payment = find_sandbox_payment(api, call);
  if (!payment) return call.respond(http::not_found(call.request, "There is no such sandbox payment."));
  http::Response response;
  response.content_type = kHtml;
  response.body = page(*payment);
  call.respond(std::move(response).with("Content-Security-Policy", kPagePolicy));
}

/// Whoever knows the reference decides: only the payer was told it.
void decide(Api& api, Call call, bool approved) {
  const auto payment = find_sandbox_payment(api, call);
  if (!payment) return call.respond(http::not_found(call.request, "There is no such sandbox payment."));
  Settlement settlement{payment->id, payment->gateway, payment->amount, approved, "sandbox-" + to_string(payment->id)};
  std::string back = payment_url(kSandboxGateway, payment->id);
  api.submit_once(std::move(call), SettlePayment{std::move(settlement)},
                  [back = std::move(back)](const http::Request&, const Answer&, const Transaction*) {
                    http::Response response;
                    response.status = 303;
                    response.content_type = http::kNoContent;
                    return std::move(response).with("Location", back);
                  });
}

void approve(Api& api, Call call) { decide(api, std::move(call), true); }
void decline(Api& api, Call call) { decide(api, std::move(call), false); }

}  // namespace

void add_sandbox_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kForm = access::guest | access::write | access::no_key | access::raw_body;
  const std::string page_path = "/api/v1/payments/sandbox/{reference_id}";
  api.add(Method::get, page_path, "get_sandbox_page", access::guest, get_page);
  api.add(Method::post, page_path + "/approve", "approve_sandbox_payment", kForm, approve);
  api.add(Method::post, page_path + "/decline", "decline_sandbox_payment", kForm, decline);
}

}  // namespace loam
