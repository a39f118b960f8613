#include "store/sqlite/writer.hpp"

#include <variant>

#include "store/sqlite/rows.hpp"

namespace loam::sqlite {
namespace {

/// With each session that begins or changes: more than begin, and never so many that a commit waits for them.
constexpr std::int64_t kMaxSessionsForgotten = 100;

}  // namespace

// The few tables whose rows are replaced name what may change; ids, accounts and times of creation never do.
Writer::Writer(const Connection& connection)
    : heads_(connection.prepare("SELECT coalesce((SELECT max(seq) FROM record), 0),"
                                " coalesce((SELECT max(id) FROM outcomes), 0)")),
      row_(connection.prepare(insert_into("record", kRecordColumns))),
      notes_(connection.prepare(insert_into("record_notes", kNoteColumns))),
      outcome_(connection.prepare(insert_into("outcomes", kOutcomeColumns))),
      market_(connection.prepare(insert_into("cycles", kCycleColumns))),
      attention_(connection.prepare(insert_into("attention_counts", kAttentionColumns))),
      halts_(connection.prepare(insert_into("market_halts", kHaltColumns))),
      safeguard_(connection.prepare(insert_into("safeguard_events", kSafeguardColumns))),
      user_(connection.prepare(
          insert_into("users", kUserColumns) +
          " ON CONFLICT (account) DO UPDATE SET username = excluded.username, email = excluded.email,"
          " password_hash = excluded.password_hash, role = excluded.role,"
          " confirmed = excluded.confirmed, hidden = excluded.hidden, disabled = excluded.disabled")),
      session_(connection.prepare(insert_into("sessions", kSessionColumns) +
                                  " ON CONFLICT (session_id) DO UPDATE SET access_hash = excluded.access_hash,"
                                  " access_expires = excluded.access_expires, refresh_hash = excluded.refresh_hash,"
                                  " refresh_expires = excluded.refresh_expires, revoked = excluded.revoked")),
      over_sessions_(connection.prepare("DELETE FROM sessions WHERE session_id IN"
                                        " (SELECT session_id FROM sessions WHERE refresh_expires <= ? LIMIT ?)")),
      api_key_(connection.prepare(insert_into("api_keys", kApiKeyColumns) +
                                  " ON CONFLICT (api_key_id) DO UPDATE SET revoked_at = excluded.revoked_at")),
      setting_(connection.prepare(insert_into("setting_changes", kSettingColumns))),
      payment_(connection.prepare(insert_into("payments", kPaymentColumns) +
                                  " ON CONFLICT (payment_id) DO UPDATE SET status = excluded.status,"
                                  " completed_at = excluded.completed_at,"
                                  " gateway_transaction_id = excluded.gateway_transaction_id")),
      payment_event_(connection.prepare(insert_into("payment_events", kPaymentEventColumns))),
      audit_(connection.prepare(insert_into("audit_log", kAuditColumns))),
      probe_(connection.prepare("UPDATE probe SET writes = writes + 1")),
      marketplace_(connection) {}

void Writer::begin_batch() {
  heads_.step();
  last_seq_ = heads_.integer(0);
  last_outcome_ = heads_.integer(1);
  heads_.rewind();
  marketplace_.begin_batch();
}

void Writer::write(const Event& event) {
  std::visit([this](const auto& each) { write(each); }, event);
}

void Writer::write(const loam::Transaction& row) {
  if (row.seq != ++last_seq_) throw Error("the record has no gap and no second row of a sequence");
  bind_row(row_, row);
  row_.run();
  if (!row.lands.empty()) marketplace_.write_lands(row);
  if (!has_notes(row)) return;
  bind_notes(notes_, row);
  notes_.run();
}

void Writer::write(const KeyedOutcome& keyed) {
  if (keyed.id <= last_outcome_) throw Error("outcomes are append-only");
  last_outcome_ = keyed.id;
  const auto outcome = encode(keyed.outcome);
  outcome_.with(keyed.id, std::span<const std::uint8_t>(keyed.key.key), keyed.key.request,
                std::span<const std::uint8_t>(outcome));
  outcome_.run();
}

void Writer::write(const Cycle& cycle) {
  for (const Biome biome : kAllBiomes) {
    bind_market(market_, cycle, biome);
    market_.run();
  }
}

void Writer::write(const AttentionCounted& counted) {
  bind_attention(attention_, counted);
  attention_.run();
}

void Writer::write(const MarketHaltsChange& change) {
  bind_halts(halts_, change);
  halts_.run();
}

void Writer::write(const SafeguardEvent& event) {
  bind_safeguard(safeguard_, event);
  safeguard_.run();
}

void Writer::write(const User& user) {
  user_
      .with(user.account, to_string(user.id), user.username, user.email, user.password_hash, user.role, user.confirmed,
            user.hidden, user.disabled, user.created_at)
      .run();
}

void Writer::write(const Session& session) {
  session_
      .with(to_string(session.id), session.account, std::span<const std::uint8_t>(session.access_hash),
            session.access_expires, std::span<const std::uint8_t>(session.refresh_hash), session.refresh_expires,
            session.created_at, session.revoked)
      .run();
  // What was over when this one began is over for ever: no state that is made of this row has an earlier clock.
  over_sessions_.with(session.created_at, kMaxSessionsForgotten).run();
}

void Writer::write(const ApiKey& key) {
  api_key_
      .with(to_string(key.id), key.name, key.role, key.scopes, std::span<const std::uint8_t>(key.secret_hash),
            key.created_at, key.revoked_at)
      .run();
}

void Writer::write(const SettingChange& change) {
  bind_setting(setting_, change);
  setting_.run();
}

void Writer::write(const Payment& payment) {
  payment_
      .with(to_string(payment.id), payment.account, payment.gateway, payment.amount, payment.status, payment.created_at,
            payment.expires_at, payment.completed_at, payment.gateway_transaction_id)
      .run();
}

void Writer::write(const PaymentEvent& event) {
  const std::string id = event.payment.is_nil() ? std::string() : to_string(event.payment);
  payment_event_.with(id, event.at, event.kind, event.gateway, event.amount, event.detail);
  if (event.payment.is_nil()) payment_event_.bind_null(1);
  payment_event_.run();
}

void Writer::write(const AuditEntry& entry) {
  audit_.with(entry.at, entry.account, entry.actor, entry.action, entry.target, entry.detail).run();
}

}  // namespace loam::sqlite
