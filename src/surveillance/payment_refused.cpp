#include "surveillance/payment_refused.hpp"

#include <string>

namespace loam {

void PaymentRefused::see(const Event& event, Time at, std::vector<Finding>& found) {
  const auto* payment = std::get_if<PaymentEvent>(&event);
  if (payment == nullptr || payment->kind != PaymentEventKind::refused) return;
  const std::size_t refusals = refusals_.add(at, kWindow);
  if (refusals < kRefusals) return;

  Finding finding;
  finding.kind = AlertKind::payment_refused;
  finding.severity = Severity::critical;
  finding.from = refusals_.first();
  finding.to = at;
  finding.detail = std::to_string(refusals) +
                   " calls of payment webhooks were refused within ten minutes, the last one of " + payment->gateway +
                   ": " + payment->detail;
  found.push_back(std::move(finding));
  refusals_.clear();
}

}  // namespace loam
