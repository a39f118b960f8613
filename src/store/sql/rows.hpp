#pragma once

#include <string_view>

#include "engine/event.hpp"
#include "store/sql/connection.hpp"

namespace loam::sql {

// How each kind of event stands in its table: the columns, in the order in which they are bound and read. Writing and
// reading stand side by side so that they cannot part.

inline constexpr std::string_view kRecordColumns =
    "seq, at, type, buyer, seller, amount_paisa, platform_fee_paisa, gateway_fee_paisa, biome, shares_micro, "
    "pool_cash_after_paisa, pool_shares_after_micro, holding_shares_after_micro, holding_cost_after_paisa, "
    "realized_gain_paisa, order_bucket_after_paisa, buyer_balance_after_paisa, seller_balance_after_paisa, "
    "buyer_previous_seq, seller_previous_seq, buyer_row, seller_row, hash";
inline constexpr int kRecordColumnCount = 23;
void bind_row(Statement& statement, const loam::Transaction& row);
/// Without the texts, which stand in record_notes.
loam::Transaction read_row(const Statement& statement);

inline constexpr std::string_view kNoteColumns = "seq, gateway_name, gateway_transaction_id, reason";
bool has_notes(const loam::Transaction& row);
void bind_notes(Statement& statement, const loam::Transaction& row);
/// Takes the three texts from column `first` on.
void read_notes(const Statement& statement, int first, loam::Transaction& row);

inline constexpr std::string_view kOutcomeColumns = "id, key, request, outcome";
KeyedOutcome read_outcome(const Statement& statement);

/// One row for each market of a cycle: `id` is the cycle's number * kCycleStride + biome. The hash stands on the last.
inline constexpr std::int64_t kCycleStride = 8;
inline constexpr std::string_view kCycleColumns =
    "id, at, after_seq, attention_us, index_after, cash_before_paisa, cash_after_paisa, shares_micro, clamped, hash";
void bind_market(Statement& statement, const Cycle& cycle, Biome biome);
/// Takes up the row of one market; true when the cycle is whole.
bool read_market(const Statement& statement, Cycle& cycle);

inline constexpr std::string_view kAttentionColumns =
    "at, cycle, account, established, ocean_us, beach_us, plains_us, forest_us, desert_us, mountain_us, snow_us, "
    "dropped_us, bucket_after_us";
void bind_attention(Statement& statement, const AttentionCounted& counted);
AttentionCounted read_attention(const Statement& statement);

inline constexpr std::string_view kHaltColumns =
    "biome, at, trading, price_limit, limit_since, halted_until, band_from, account, reason";
void bind_halts(Statement& statement, const MarketHaltsChange& change);
MarketHaltsChange read_halts(const Statement& statement);

inline constexpr std::string_view kSafeguardColumns = "kind, at, biome, account, limit_value, value, order_text";
void bind_safeguard(Statement& statement, const SafeguardEvent& event);
SafeguardEvent read_safeguard(const Statement& statement, int first);

inline constexpr std::string_view kUserColumns =
    "account, user_id, username, email, password_hash, role, confirmed, hidden, disabled, created_at";
User read_user(const Statement& statement);

inline constexpr std::string_view kSessionColumns =
    "session_id, account, access_hash, access_expires, refresh_hash, refresh_expires, created_at, revoked";
Session read_session(const Statement& statement);

inline constexpr std::string_view kApiKeyColumns =
    "api_key_id, name, role, scopes, secret_hash, created_at, revoked_at";
ApiKey read_api_key(const Statement& statement);

inline constexpr std::string_view kSettingColumns =
    "setting, value_before, value_after, at, account, changed_by, text_before, text_after";
void bind_setting(Statement& statement, const SettingChange& change);
SettingChange read_setting(const Statement& statement, int first);

inline constexpr std::string_view kPaymentColumns =
    "payment_id, account, gateway, amount_paisa, status, created_at, expires_at, completed_at, gateway_transaction_id";
Payment read_payment(const Statement& statement);

inline constexpr std::string_view kPaymentEventColumns = "payment_id, at, kind, gateway, amount_paisa, detail";
PaymentEvent read_payment_event(const Statement& statement, int first);

inline constexpr std::string_view kAuditColumns = "at, account, actor, action, target, detail";
AuditEntry read_audit(const Statement& statement, int first);

inline constexpr std::string_view kCheckpointColumns =
    "cycle, made_at, after_seq, record_hash, previous_hash, cycle_hash, ocean_moved_paisa, beach_moved_paisa,"
    " plains_moved_paisa, forest_moved_paisa, desert_moved_paisa, mountain_moved_paisa, snow_moved_paisa, public_key,"
    " signature";
void bind_checkpoint(Statement& statement, const Checkpoint& checkpoint);
/// Where the cycles on record begin; nullopt where all are there.
std::optional<Checkpoint> newest_checkpoint(const Connection& connection);

/// When the newest row of the record, of the cycles or of the attention was made; the beginning of 1970 without any.
Time latest_row_at(const Connection& connection);

}  // namespace loam::sql
