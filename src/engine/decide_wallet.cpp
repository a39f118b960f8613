#include <utility>

#include "base/check.hpp"
#include "engine/deciders.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxExpiriesPerTick = 100;  // a backlog after a long stop is worked off over some ticks

}  // namespace

void Decider::happen(Event event) {
  state.apply(event);
  events.push_back(std::move(event));
}

void Decider::log(std::string action, std::string target, std::string detail) {
  happen(AuditEntry{at, actor.account, actor.name, std::move(action), std::move(target), std::move(detail)});
}

Result<Transaction, Refusal> Decider::prepare(Transaction draft) const {
  draft.at = at;
  const Uuid& buyer = state.identity.id_of(draft.buyer);
  const Uuid& seller = state.identity.id_of(draft.seller);
  return state.ledger.prepare(std::move(draft), buyer, seller);
}

Outcome Decider::operator()(const AdjustBalance& command) {
  if (state.identity.user(command.account) == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};
  if (command.amount == Money::zero()) return Unexpected{Refusal{RefusalCode::amount_not_positive}};
  // The one amount that cannot be taken from the other side.
  if (!checked_sub(Money::zero(), command.amount)) return Unexpected{Refusal{RefusalCode::amount_overflows}};
  Transaction draft;
  draft.type = TransactionType::adjustment;
  draft.buyer = command.account;
  draft.amount = command.amount;
  draft.reason = command.reason;
  auto row = prepare(std::move(draft));
  if (!row) return Unexpected{row.error()};

  const std::int64_t seq = row->seq;
  happen(std::move(row).value());
  log("balance.adjust", to_string(state.identity.id_of(command.account)),
      to_string(command.amount) + " BDT: " + command.reason);
  return Answer{RowAnswer{seq}};
}

Outcome Decider::operator()(const InitiatePayment& command) {
  Payment payment = command.payment;
  if (state.identity.user(payment.account) == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};
  if (const auto refusal =
          state.payments.check_limits(payment.account, payment.amount, state.settings.payment_limits(), at)) {
    return Unexpected{*refusal};
  }
  LOAM_CHECK(state.payments.payment(payment.id) == nullptr);
  payment.status = PaymentStatus::pending;
  payment.created_at = at;
  payment.expires_at = at + kPaymentLife;
  happen(payment);
  happen(PaymentEvent{payment.id, at, PaymentEventKind::initiated, payment.gateway, payment.amount, {}});
  return Answer{IdAnswer{payment.id}};
}

Outcome Decider::operator()(const SettlePayment& command) {
  const Settlement& settlement = command.settlement;
  const auto note = [&](PaymentEventKind kind, std::string detail) {
    const bool known = state.payments.payment(settlement.reference_id) != nullptr;
    happen(PaymentEvent{known ? settlement.reference_id : Uuid{}, at, kind, settlement.gateway, settlement.amount,
                        std::move(detail)});
  };
  auto payment = state.payments.decide(settlement, at);
  if (!payment) {
    note(PaymentEventKind::refused, std::string(to_string(payment.error().code)));
    return Unexpected{payment.error()};
  }
  if (*payment == *state.payments.payment(settlement.reference_id)) {
    note(PaymentEventKind::repeated, settlement.gateway_transaction_id);
    return Answer{IdAnswer{payment->id}};
  }
  if (!settlement.approved) {
    happen(*payment);
    note(PaymentEventKind::declined, settlement.gateway_transaction_id);
    return Answer{IdAnswer{payment->id}};
  }

  Transaction draft;
  draft.type = TransactionType::topup;
  draft.buyer = payment->account;
  draft.amount = payment->amount;
  draft.gateway_fee = part_ceil(payment->amount, state.settings.ppm(SettingId::gateway_fee_percent));
  draft.gateway_name = payment->gateway;
  draft.gateway_transaction_id = payment->gateway_transaction_id;
  auto row = prepare(std::move(draft));
  if (!row) {
    note(PaymentEventKind::refused, std::string(to_string(row.error().code)));
    return Unexpected{row.error()};
  }
  happen(*payment);
  note(PaymentEventKind::approved, settlement.gateway_transaction_id);
  happen(std::move(row).value());
  return Answer{IdAnswer{payment->id}};
}

Outcome Decider::operator()(const NotePaymentEvent& command) {
  happen(PaymentEvent{Uuid{}, at, PaymentEventKind::refused, command.gateway, Money{}, command.detail});
  return Answer{Done{}};
}

void Decider::expire_payments() {
  for (Payment payment : state.payments.due(at, kMaxExpiriesPerTick)) {
    payment.status = PaymentStatus::expired;
    payment.completed_at = at;
    happen(payment);
    happen(PaymentEvent{payment.id, at, PaymentEventKind::expired, payment.gateway, payment.amount, {}});
  }
}

Outcome Decider::operator()(const PatchSettings& command) {
  if (const auto refusal = state.settings.check(command.values)) return Unexpected{*refusal};

  std::string detail;
  for (const SettingValue& value : command.values) {
    const SettingValue before = state.settings.setting(value.id);
    happen(SettingChange{before, value, at, actor.account, actor.name});
    if (!detail.empty()) detail += ", ";
    detail += std::string(definition_of(value.id).name) + " " + print_setting(before) + " -> " + print_setting(value);
  }
  log("settings.patch", "economy", std::move(detail));
  return Answer{Done{}};
}

Outcome Decider::operator()(const LogAccess& command) {
  log(command.action, command.target, command.detail);
  return Answer{Done{}};
}

}  // namespace loam
