#include "store/sql/writer.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include "store/sql/rows.hpp"

namespace loam::sql {
namespace {

/// With each session that begins or changes: more than begin, and never so many that a commit waits for them.
constexpr std::int64_t kMaxSessionsForgotten = 100;

}  // namespace

LogTable::LogTable(const Connection& connection, std::string_view table, std::string_view columns)
    : row_(connection.insert(table, std::string(columns) + ", id")),
      id_parameter_(static_cast<int>(std::count(columns.begin(), columns.end(), ',')) + 2) {}

Statement& LogTable::next() {
  row_.bind(id_parameter_, ++last_id_);
  return row_;
}

// The few tables whose rows are replaced name what may change; ids, accounts and times of creation never do.
Writer::Writer(const Connection& connection)
    : connection_(connection),
      heads_(connection.prepare("SELECT coalesce((SELECT max(seq) FROM record), 0),"
                                " coalesce((SELECT max(id) FROM outcomes), 0),"
                                " coalesce((SELECT max(id) FROM attention_counts), 0),"
                                " coalesce((SELECT max(id) FROM market_halts), 0),"
                                " coalesce((SELECT max(id) FROM safeguard_events), 0),"
                                " coalesce((SELECT max(id) FROM setting_changes), 0),"
                                " coalesce((SELECT max(id) FROM payment_events), 0),"
                                " coalesce((SELECT max(id) FROM audit_log), 0)")),
      row_(connection.insert("record", kRecordColumns)),
      notes_(connection.insert("record_notes", kNoteColumns)),
      outcome_(connection.insert("outcomes", kOutcomeColumns)),
      market_(connection.insert("cycles", kCycleColumns)),
      attention_(connection, "attention_counts", kAttentionColumns),
      halts_(connection, "market_halts", kHaltColumns),
      safeguard_(connection, "safeguard_events", kSafeguardColumns),
      user_(connection.insert("users", kUserColumns,
                              {"username", "email", "password_hash", "role", "confirmed", "hidden", "disabled"})),
      session_(connection.insert("sessions", kSessionColumns,
                                 {"access_hash", "access_expires", "refresh_hash", "refresh_expires", "revoked"})),
      over_sessions_(connection.prepare("DELETE FROM sessions WHERE session_id IN"
                                        " (SELECT session_id FROM sessions WHERE refresh_expires <= ?1 LIMIT ?2)")),
      api_key_(connection.insert("api_keys", kApiKeyColumns, {"revoked_at"})),
      setting_(connection, "setting_changes", kSettingColumns),
      payment_(connection.insert("payments", kPaymentColumns, {"status", "completed_at", "gateway_transaction_id"})),
      payment_event_(connection, "payment_events", kPaymentEventColumns),
      audit_(connection, "audit_log", kAuditColumns),
      probe_(connection.prepare("UPDATE probe SET writes = writes + 1")),
      marketplace_(connection),
      imported_(connection),
      checkpoint_(connection.insert("checkpoints", kCheckpointColumns)) {}

void Writer::begin_batch() {
  if (resumed_ && connection_.is_fenced()) return;
  heads_.step();
  int column = 0;
  last_seq_ = heads_.integer(column++);
  last_outcome_ = heads_.integer(column++);
  for (LogTable* log : {&attention_, &halts_, &safeguard_, &setting_, &payment_event_, &audit_}) {
    log->resume(heads_.integer(column++));
  }
  heads_.rewind();
  marketplace_.begin_batch();
  resumed_ = true;
}

void Writer::write(const Event& event) {
  std::visit([this](const auto& each) { write(each); }, event);
}

void Writer::write(const loam::Transaction& row) {
  if (row.seq != ++last_seq_) throw Error("the record has no gap and no second row of a sequence");
  connection_.make_room(row.at);
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
  connection_.make_room(cycle.at);
  for (const Biome biome : kAllBiomes) {
    bind_market(market_, cycle, biome);
    market_.run();
  }
}

void Writer::write(const AttentionCounted& counted) {
  connection_.make_room(counted.at);
  Statement& row = attention_.next();
  bind_attention(row, counted);
  row.run();
}

void Writer::write(const MarketHaltsChange& change) {
  Statement& row = halts_.next();
  bind_halts(row, change);
  row.run();
}

void Writer::write(const SafeguardEvent& event) {
  Statement& row = safeguard_.next();
  bind_safeguard(row, event);
  row.run();
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
  Statement& row = setting_.next();
  bind_setting(row, change);
  row.run();
}

void Writer::write(const Payment& payment) {
  payment_
      .with(to_string(payment.id), payment.account, payment.gateway, payment.amount, payment.status, payment.created_at,
            payment.expires_at, payment.completed_at, payment.gateway_transaction_id)
      .run();
}

void Writer::write(const PaymentEvent& event) {
  const std::string id = event.payment.is_nil() ? std::string() : to_string(event.payment);
  Statement& row = payment_event_.next();
  row.with(id, event.at, event.kind, event.gateway, event.amount, event.detail);
  if (event.payment.is_nil()) row.bind_null(1);
  row.run();
}

void Writer::write(const AuditEntry& entry) {
  audit_.next().with(entry.at, entry.account, entry.actor, entry.action, entry.target, entry.detail).run();
}

void Writer::write(const Checkpoint& checkpoint) {
  bind_checkpoint(checkpoint_, checkpoint);
  checkpoint_.run();
}

}  // namespace loam::sql
