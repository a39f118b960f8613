#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"
#include "ledger/account.hpp"
#include "ledger/refusal.hpp"
#include "money/money.hpp"

namespace loam {

/// Stored: never renumber.
enum class PaymentStatus : std::uint8_t { pending = 0, completed = 1, failed = 2, expired = 3 };
std::string_view to_string(PaymentStatus status);

inline constexpr Duration kPaymentLife = Duration::hours(24);  // then a pending top-up expires
inline constexpr std::size_t kMaxPendingPayments = 20;         // of one account

/// A top-up through a gateway. `reference_id` is its id.
struct Payment {
  Uuid id;
  AccountNo account;
  std::string gateway;
  Money amount;
  PaymentStatus status = PaymentStatus::pending;
  Time created_at;
  Time expires_at;
  Time completed_at;                   ///< zero while pending
  std::string gateway_transaction_id;  ///< the gateway's own name for it; empty while pending

  bool operator==(const Payment&) const = default;
};

/// What a gateway's webhook (or the sandbox page) says about a payment, after its signature held.
struct Settlement {
  Uuid reference_id;
  std::string gateway;
  Money amount;
  bool approved = false;
  std::string gateway_transaction_id;
};

/// Every call of a webhook leaves one of these. Stored: never renumber the outcome.
enum class PaymentEventKind : std::uint8_t {
  initiated = 1,
  approved = 2,
  declined = 3,
  repeated = 4,
  refused = 5,
  expired = 6
};
std::string_view to_string(PaymentEventKind kind);

struct PaymentEvent {
  Uuid payment;  ///< nil where the reference was unknown
  Time at;
  PaymentEventKind kind{};
  std::string gateway;
  Money amount;
  std::string detail;
};

struct PaymentLimits {
  Money smallest = Money::bdt(100);
  Money largest = Money::bdt(100'000);
  Money daily = Money::bdt(200'000);
  Money monthly = Money::bdt(1'000'000);  ///< of any 30 days
};

/// Top-ups under way and what each account has topped up lately. Rows are stored whole, so `apply` replaces.
class Payments {
 public:
  [[nodiscard]] const Payment* payment(const Uuid& id) const;
  /// Refuses, in this order: amount_not_positive, amount_too_small (limit: the smallest), payment_limit_exceeded
  /// (limit: still allowed, value: asked for) for one payment, too_many_payments, payment_limit_exceeded for 24 hours
  /// and for 30 days. Pending and completed top-ups count.
  [[nodiscard]] std::optional<Refusal> check_limits(AccountNo account, Money amount, const PaymentLimits& limits,
                                                    Time at) const;
  /// Refuses payment_unknown, payment_mismatch (gateway or amount differ), payment_final (settled otherwise, or
  /// expired). What is told again as it was, with the same gateway transaction, is given back unchanged.
  [[nodiscard]] Result<Payment, Refusal> decide(const Settlement& settlement, Time at) const;
  /// The pending payments whose time is over, oldest first, at most `most`.
  [[nodiscard]] std::vector<Payment> due(Time at, std::size_t most) const;

  void apply(const Payment& payment);
  void digest(ByteWriter& out) const;

 private:
  std::map<Uuid, Payment> payments_;
  std::multimap<AccountNo, Uuid> by_account_;
  std::set<std::pair<Time, Uuid>> pending_;  // by expiry; the id decides between equals, also after a rebuild
};

}  // namespace loam
