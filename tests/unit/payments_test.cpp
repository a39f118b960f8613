// Top-ups: limits at their edges, what a gateway may say, what falls due.

#include "payments/payments.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr AccountNo kAnn{16};
constexpr AccountNo kBen{17};
constexpr Time kNow{1'700'000'000'000};
constexpr PaymentLimits kLimits{Money{100}, Money{1'000}, Money{2'000}, Money{5'000}};

Uuid id(std::uint8_t n) {
  Uuid id;
  id.bytes[15] = n;
  return id;
}

Payment payment(std::uint8_t n, std::int64_t paisa, Time created = kNow, AccountNo account = kAnn) {
  return {id(n), account, "bkash", Money{paisa}, PaymentStatus::pending, created, created + kPaymentLife, {}, {}};
}
Payment with(Payment payment, PaymentStatus status, const std::string& transaction = {}) {
  payment.status = status;
  payment.gateway_transaction_id = transaction;
  return payment;
}
Settlement told(std::uint8_t n, std::int64_t paisa, bool approved = true, const std::string& transaction = "t1") {
  return {id(n), "bkash", Money{paisa}, approved, transaction};
}
std::string word(const Payments& payments, std::int64_t paisa, Time at = kNow) {
  const auto refusal = payments.check_limits(kAnn, Money{paisa}, kLimits, at);
  if (!refusal) return "ok";
  return std::string(to_string(refusal->code)) + ' ' + std::to_string(refusal->limit);
}

TEST(Payments, OnePaymentHasASmallestAndALargest) {
  const Payments none;
  EXPECT_EQ(word(none, 0), "amount_not_positive 0");
  EXPECT_EQ(word(none, -1), "amount_not_positive 0");
  EXPECT_EQ(word(none, INT64_MIN), "amount_not_positive 0");
  EXPECT_EQ(word(none, 99), "amount_too_small 100");
  EXPECT_EQ(word(none, 100), "ok");
  EXPECT_EQ(word(none, 1'000), "ok");
  EXPECT_EQ(word(none, 1'001), "payment_limit_exceeded 1000");
  EXPECT_EQ(word(none, INT64_MAX), "payment_limit_exceeded 1000");
}

TEST(Payments, TheDayAndTheMonthAreAnyDayAndAnyMonth) {
  Payments payments;
  payments.apply(payment(1, 1'000));
  payments.apply(with(payment(2, 900), PaymentStatus::completed));
  EXPECT_EQ(word(payments, 100), "ok");
  EXPECT_EQ(word(payments, 101), "payment_limit_exceeded 100");
  EXPECT_EQ(word(payments, 1'000, kNow + Duration::days(1) - Duration{1}), "payment_limit_exceeded 100");
  EXPECT_EQ(word(payments, 1'000, kNow + Duration::days(1)), "ok");
  payments.apply(with(payment(3, 1'000, kNow + Duration::days(3)), PaymentStatus::completed));
  payments.apply(with(payment(4, 1'000, kNow + Duration::days(6)), PaymentStatus::completed));
  payments.apply(with(payment(5, 950, kNow + Duration::days(9)), PaymentStatus::completed));
  EXPECT_EQ(word(payments, 151, kNow + Duration::days(12)), "payment_limit_exceeded 150");
  EXPECT_EQ(word(payments, 151, kNow + Duration::days(30) - Duration{1}), "payment_limit_exceeded 150");
  EXPECT_EQ(word(payments, 151, kNow + Duration::days(30)), "ok");
}

TEST(Payments, WhatFailedOrExpiredOrIsAnothersDoesNotCount) {
  Payments payments;
  payments.apply(with(payment(1, 1'000), PaymentStatus::failed));
  payments.apply(with(payment(2, 1'000), PaymentStatus::expired));
  payments.apply(payment(3, 1'000, kNow, kBen));
  payments.apply(payment(4, 1'000));
  EXPECT_EQ(word(payments, 1'000), "ok");
  payments.apply(with(payment(1, 1'000), PaymentStatus::completed));
  EXPECT_EQ(word(payments, 100), "payment_limit_exceeded 0");
}

TEST(Payments, TwentyMayBePending) {
  Payments payments;
  PaymentLimits limits = kLimits;
  limits.daily = limits.monthly = Money{1'000'000};
  for (std::uint8_t n = 1; n <= kMaxPendingPayments; ++n) payments.apply(payment(n, 100));
  EXPECT_EQ(payments.check_limits(kAnn, Money{100}, limits, kNow)->code, RefusalCode::too_many_payments);
  EXPECT_EQ(payments.check_limits(kBen, Money{100}, limits, kNow), std::nullopt);
  payments.apply(with(payment(1, 100), PaymentStatus::completed));
  EXPECT_EQ(payments.check_limits(kAnn, Money{100}, limits, kNow), std::nullopt);
}

/// What a payment is, what the gateway says, what comes of it: a status or a refusal.
struct Row {
  const char* name;
  Payment before;
  Settlement told;
  std::string after;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::vector<Row> rows() {
  using enum PaymentStatus;
  Settlement other_gateway = told(1, 500);
  other_gateway.gateway = "nagad";
  return {
      {"approved", payment(1, 500), told(1, 500), "completed"},
      {"declined", payment(1, 500), told(1, 500, false), "failed"},
      {"unknown_F_57", payment(1, 500), told(2, 500), "payment_unknown"},
      {"another_amount_F_57", payment(1, 500), told(1, 501), "payment_mismatch"},
      {"another_gateway_F_57", payment(1, 500), other_gateway, "payment_mismatch"},
      {"approved_again", with(payment(1, 500), completed, "t1"), told(1, 500), "completed"},
      {"declined_again", with(payment(1, 500), failed, "t1"), told(1, 500, false), "failed"},
      {"approved_by_another_transaction_F_57", with(payment(1, 500), completed, "t0"), told(1, 500), "payment_final"},
      {"declined_after_approval", with(payment(1, 500), completed, "t1"), told(1, 500, false), "payment_final"},
      {"approved_after_decline", with(payment(1, 500), failed, "t1"), told(1, 500), "payment_final"},
      {"approved_after_expiry", with(payment(1, 500), expired), told(1, 500), "payment_final"},
      {"late_but_not_yet_expired", payment(1, 500, kNow - Duration::days(2)), told(1, 500), "completed"},
  };
}

class SettlementTable : public ::testing::TestWithParam<Row> {};

TEST_P(SettlementTable, Holds) {
  Payments payments;
  payments.apply(GetParam().before);
  const auto after = payments.decide(GetParam().told, kNow);
  EXPECT_EQ(after ? to_string(after->status) : to_string(after.error().code), GetParam().after);
  const bool same = after && *after == GetParam().before;
  if (after && GetParam().before.status != PaymentStatus::pending) {
    EXPECT_TRUE(same) << "told again it is given back as it was";
  }
  if (after && !same) {
    EXPECT_EQ(after->completed_at, kNow);
    EXPECT_EQ(after->gateway_transaction_id, "t1");
  }
}

INSTANTIATE_TEST_SUITE_P(Each, SettlementTable, ::testing::ValuesIn(rows()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Payments, FallDueByTimeThenId) {
  Payments payments;
  for (const int n : {3, 1, 2}) payments.apply(payment(static_cast<std::uint8_t>(n), 100));
  payments.apply(payment(4, 100, kNow - Duration{1}));
  payments.apply(with(payment(5, 100, kNow - Duration::days(9)), PaymentStatus::completed));
  EXPECT_TRUE(payments.due(kNow + kPaymentLife - Duration{2}, 10).empty());
  std::vector<Uuid> ids;
  for (const Payment& due : payments.due(kNow + kPaymentLife, 3)) ids.push_back(due.id);
  EXPECT_EQ(ids, (std::vector{id(4), id(1), id(2)}));
  payments.apply(with(payment(4, 100, kNow - Duration{1}), PaymentStatus::expired));
  EXPECT_EQ(payments.due(kNow + kPaymentLife, 10).front().id, id(1));
}

TEST(Payments, TheDigestTellsEveryChange) {
  Payments payments;
  const auto digest = [&payments] {
    ByteWriter out;
    payments.digest(out);
    return sha256(out.bytes());
  };
  const Digest empty = digest();
  payments.apply(payment(1, 100));
  const Digest pending = digest();
  payments.apply(with(payment(1, 100), PaymentStatus::completed));
  EXPECT_NE(empty, pending);
  EXPECT_NE(pending, digest());
}

TEST(Payments, StatesAndEventsHaveWords) {
  EXPECT_EQ(to_string(PaymentStatus::pending), "pending");
  EXPECT_EQ(to_string(PaymentStatus::expired), "expired");
  EXPECT_EQ(to_string(PaymentEventKind::initiated), "initiated");
  EXPECT_EQ(to_string(PaymentEventKind::expired), "expired");
  EXPECT_EQ(to_string(static_cast<PaymentEventKind>(77)), "unknown");
}

}  // namespace
}  // namespace loam
