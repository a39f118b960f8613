#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "engine/state.hpp"

namespace loam {

/// What surveillance can notice. The words stand in the audit log: never rename, only add.
enum class AlertKind : std::uint8_t {
  order_splitting,   ///< an account keeps running into its rolling order size
  attention_farm,    ///< many accounts press one biome while somebody who bought it gains
  wash_trading,      ///< an account buys and sells the same shares again and again
  large_adjustment,  ///< an operator moved much money by hand
  market_halted,     ///< a market takes no orders
  supply_jump,       ///< the money outside the house's treasury grew fast
  payment_refused,   ///< a gateway tells payments that do not match
};
inline constexpr std::size_t kAlertKinds = 7;
std::string_view to_string(AlertKind kind);
std::optional<AlertKind> parse_alert_kind(std::string_view text);

enum class Severity : std::uint8_t { info, warning, critical };
std::string_view to_string(Severity severity);
std::optional<Severity> parse_severity(std::string_view text);

/// Enough to begin with; the time range leads to the rest.
inline constexpr std::size_t kMaxEvidence = 20;

/// What a detector has seen, and where its proof stands.
struct Finding {
  AlertKind kind{};
  Severity severity = Severity::warning;
  std::optional<Biome> biome;
  AccountNo account;  ///< whom it is about; none for a market or the whole
  Time from;
  Time to;
  std::vector<Uuid> rows;  ///< transactions, oldest first, at most kMaxEvidence
  std::string detail;      ///< a sentence for people

  /// Whether both are the same thing, seen again.
  [[nodiscard]] bool same_as(const Finding& other) const {
    return kind == other.kind && biome == other.biome && account == other.account;
  }
};

struct Acknowledgement {
  Time at;
  std::string by;
  std::string note;
};

struct Alert {
  Uuid id;
  Finding finding;
  Time raised_at;
  Time last_seen_at;
  std::int64_t count = 1;
  std::optional<Acknowledgement> acknowledged;
};

inline constexpr std::string_view kAlertAction = "alert.";
inline constexpr std::string_view kAcknowledgeAction = "alert.acknowledge";

/// An alert as it stands in the audit log, so that it survives a restart: the action names the kind, the target the
/// alert, the detail begins with the sentence.
/// @param user the id of the account that the alert is about; nil where it is about none
AuditEntry to_audit_entry(const Alert& alert, const Uuid& user);
/// nullopt for entries that are none.
std::optional<Alert> from_audit_entry(const AuditEntry& entry, const Identity& identity);

}  // namespace loam
