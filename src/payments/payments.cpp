#include "payments/payments.hpp"

#include <array>

namespace loam {
namespace {

constexpr std::array<std::string_view, 4> kStatusNames{"pending", "completed", "failed", "expired"};

void write(const Payment& payment, ByteWriter& out) {
  out.raw(payment.id.bytes);
  out.u32(payment.account.value);
  out.text(payment.gateway);
  out.i64(payment.amount.paisa);
  out.u8(static_cast<std::uint8_t>(payment.status));
  out.i64(payment.created_at.ms);
  out.i64(payment.expires_at.ms);
  out.i64(payment.completed_at.ms);
  out.text(payment.gateway_transaction_id);
}

std::optional<Refusal> over(Money used, Money amount, Money limit) {
  const Money left = used < limit ? sub_within(limit, used) : Money::zero();
  if (amount <= left) return std::nullopt;
  return Refusal{RefusalCode::payment_limit_exceeded, left.paisa, amount.paisa};
}

}  // namespace

std::string_view to_string(PaymentStatus status) { return kStatusNames[static_cast<std::size_t>(status)]; }

std::string_view to_string(PaymentEventKind kind) {
  switch (kind) {
    case PaymentEventKind::initiated: return "initiated";
    case PaymentEventKind::approved: return "approved";
    case PaymentEventKind::declined: return "declined";
    case PaymentEventKind::repeated: return "repeated";
    case PaymentEventKind::refused: return "refused";
    case PaymentEventKind::expired: return "expired";
  }
  return "unknown";
}

const Payment* Payments::payment(const Uuid& id) const {
  const auto found = payments_.find(id);
  return found == payments_.end() ? nullptr : &found->second;
}

std::optional<Refusal> Payments::check_limits(AccountNo account, Money amount, const PaymentLimits& limits,
                                              Time at) const {
  if (amount <= Money::zero()) return Refusal{RefusalCode::amount_not_positive};
  if (amount < limits.smallest) {
    return Refusal{RefusalCode::amount_too_small, limits.smallest.paisa, amount.paisa};
  }
  if (const auto refusal = over(Money::zero(), amount, limits.largest)) return refusal;
  Money today;
  Money month;
  std::size_t pending = 0;
  const auto [first, last] = by_account_.equal_range(account);
  for (auto it = first; it != last; ++it) {
    const Payment& payment = payments_.at(it->second);
    if (payment.status != PaymentStatus::pending && payment.status != PaymentStatus::completed) continue;
    pending += payment.status == PaymentStatus::pending ? 1 : 0;
    if (payment.created_at > at - Duration::days(1)) today = add_within(today, payment.amount);
    if (payment.created_at > at - Duration::days(30)) month = add_within(month, payment.amount);
  }
  if (pending >= kMaxPendingPayments) {
    return Refusal{RefusalCode::too_many_payments, static_cast<std::int64_t>(kMaxPendingPayments)};
  }
  if (const auto refusal = over(today, amount, limits.daily)) return refusal;
  return over(month, amount, limits.monthly);
}

Result<Payment, Refusal> Payments::decide(const Settlement& settlement, Time at) const {
  const Payment* found = payment(settlement.reference_id);
  if (found == nullptr) return Unexpected{Refusal{RefusalCode::payment_unknown}};
  if (found->gateway != settlement.gateway || found->amount != settlement.amount) {
    return Unexpected{Refusal{RefusalCode::payment_mismatch, found->amount.paisa, settlement.amount.paisa}};
  }
  const PaymentStatus told = settlement.approved ? PaymentStatus::completed : PaymentStatus::failed;
  if (found->status == told && found->gateway_transaction_id == settlement.gateway_transaction_id) return *found;
  if (found->status != PaymentStatus::pending) return Unexpected{Refusal{RefusalCode::payment_final}};
  Payment settled = *found;
  settled.status = told;
  settled.completed_at = at;
  settled.gateway_transaction_id = settlement.gateway_transaction_id;
  return settled;
}

std::vector<Payment> Payments::due(Time at, std::size_t most) const {
  std::vector<Payment> due;
  for (const auto& [expires, id] : pending_) {
    if (expires > at || due.size() == most) break;
    due.push_back(payments_.at(id));
  }
  return due;
}

void Payments::apply(const Payment& payment) {
  const auto [it, inserted] = payments_.insert_or_assign(payment.id, payment);
  if (inserted) by_account_.emplace(payment.account, payment.id);
  if (payment.status == PaymentStatus::pending) {
    pending_.emplace(payment.expires_at, payment.id);
  } else {
    pending_.erase({payment.expires_at, payment.id});
  }
}

void Payments::digest(ByteWriter& out) const {
  out.u64(payments_.size());
  for (const auto& [id, payment] : payments_) write(payment, out);
}

}  // namespace loam
