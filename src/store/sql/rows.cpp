#include "store/sql/rows.hpp"

#include <algorithm>

namespace loam::sql {

void bind_row(Statement& statement, const loam::Transaction& row) {
  statement.with(row.seq, row.at, row.type, row.buyer, row.seller, row.amount, row.platform_fee, row.gateway_fee,
                 row.biome, row.shares, row.pool_cash_after, row.pool_shares_after, row.holding_shares_after,
                 row.holding_cost_after, row.realized_gain, row.order_bucket_after, row.buyer_balance_after,
                 row.seller_balance_after, row.buyer_previous_seq, row.seller_previous_seq, row.buyer_row,
                 row.seller_row, std::span<const std::uint8_t>(row.hash));
}

loam::Transaction read_row(const Statement& statement) {
  loam::Transaction row;
  int column = 0;
  row.seq = statement.integer(column++);
  row.at = statement.time(column++);
  row.type = statement.number<TransactionType>(column++);
  row.buyer = statement.account(column++);
  row.seller = statement.account(column++);
  row.amount = statement.money(column++);
  row.platform_fee = statement.money(column++);
  row.gateway_fee = statement.money(column++);
  row.biome = statement.biome(column++);
  row.shares = statement.shares(column++);
  row.pool_cash_after = statement.money(column++);
  row.pool_shares_after = statement.shares(column++);
  row.holding_shares_after = statement.shares(column++);
  row.holding_cost_after = statement.money(column++);
  row.realized_gain = statement.money(column++);
  row.order_bucket_after = statement.money(column++);
  row.buyer_balance_after = statement.money(column++);
  row.seller_balance_after = statement.money(column++);
  row.buyer_previous_seq = statement.integer(column++);
  row.seller_previous_seq = statement.integer(column++);
  row.buyer_row = statement.integer(column++);
  row.seller_row = statement.integer(column++);
  row.hash = statement.digest(column);
  return row;
}

bool has_notes(const loam::Transaction& row) {
  return !row.gateway_name.empty() || !row.gateway_transaction_id.empty() || !row.reason.empty();
}

void bind_notes(Statement& statement, const loam::Transaction& row) {
  statement.with(row.seq, row.gateway_name, row.gateway_transaction_id, row.reason);
}

void read_notes(const Statement& statement, int first, loam::Transaction& row) {
  row.gateway_name = statement.text(first);
  row.gateway_transaction_id = statement.text(first + 1);
  row.reason = statement.text(first + 2);
}

KeyedOutcome read_outcome(const Statement& statement) {
  KeyedOutcome keyed;
  keyed.id = statement.integer(0);
  const auto key = statement.blob(1);
  if (key.size() != keyed.key.key.size()) throw Error("outcome " + std::to_string(keyed.id) + " has no whole key");
  std::copy(key.begin(), key.end(), keyed.key.key.begin());
  keyed.key.request = static_cast<std::uint64_t>(statement.integer(2));
  auto outcome = decode_outcome(statement.blob(3));
  if (!outcome) throw Error("outcome " + std::to_string(keyed.id) + " cannot be read");
  keyed.outcome = std::move(*outcome);
  return keyed;
}

void bind_market(Statement& statement, const Cycle& cycle, Biome biome) {
  const MarketMove& move = cycle.markets[index_of(biome)];
  const auto index = static_cast<std::int64_t>(index_of(biome));
  statement.with(cycle.number * kCycleStride + index, cycle.at, cycle.after_seq, move.attention_us, move.index_after,
                 move.cash_before, move.cash_after, move.shares, move.clamped);
  constexpr int kHashParameter = 10;
  if (biome == kAllBiomes.back()) {
    statement.bind(kHashParameter, std::span<const std::uint8_t>(cycle.hash));
  } else {
    statement.bind_null(kHashParameter);
  }
}

bool read_market(const Statement& statement, Cycle& cycle) {
  const std::int64_t id = statement.integer(0);
  cycle.number = id / kCycleStride;
  cycle.at = statement.time(1);
  cycle.after_seq = statement.integer(2);
  const auto biome = static_cast<Biome>(id % kCycleStride);
  MarketMove& move = cycle.markets[index_of(biome)];
  move.attention_us = statement.integer(3);
  move.index_after = statement.integer(4);
  move.cash_before = statement.money(5);
  move.cash_after = statement.money(6);
  move.shares = statement.shares(7);
  move.clamped = statement.integer(8) != 0;
  if (biome != kAllBiomes.back()) return false;
  cycle.hash = statement.digest(9);
  return true;
}

void bind_attention(Statement& statement, const AttentionCounted& counted) {
  const auto& us = counted.count.counted_us;
  statement.with(counted.at, counted.cycle, counted.count.account, counted.count.established, us[0], us[1], us[2],
                 us[3], us[4], us[5], us[6], counted.count.dropped_us, counted.count.bucket_after_us);
}

AttentionCounted read_attention(const Statement& statement) {
  AttentionCounted counted;
  int column = 0;
  counted.at = statement.time(column++);
  counted.cycle = statement.integer(column++);
  counted.count.account = statement.account(column++);
  counted.count.established = statement.integer(column++) != 0;
  for (std::int64_t& us : counted.count.counted_us) us = statement.integer(column++);
  counted.count.dropped_us = statement.integer(column++);
  counted.count.bucket_after_us = statement.integer(column);
  return counted;
}

void bind_halts(Statement& statement, const MarketHaltsChange& change) {
  statement.with(change.biome, change.at, change.halts.trading, change.halts.limit, change.halts.limit_since,
                 change.halts.halted_until, change.halts.band_from, change.account, change.reason);
}

MarketHaltsChange read_halts(const Statement& statement) {
  MarketHaltsChange change;
  change.biome = statement.number<Biome>(0);
  change.at = statement.time(1);
  change.halts.trading = statement.number<TradingState>(2);
  change.halts.limit = statement.number<MarketStatus>(3);
  change.halts.limit_since = statement.time(4);
  change.halts.halted_until = statement.time(5);
  change.halts.band_from = statement.time(6);
  change.account = statement.account(7);
  change.reason = statement.text(8);
  return change;
}

void bind_safeguard(Statement& statement, const SafeguardEvent& event) {
  statement.with(event.kind, event.at, event.biome, event.account, event.limit, event.value, event.order);
}

SafeguardEvent read_safeguard(const Statement& statement, int first) {
  SafeguardEvent event;
  event.kind = statement.number<SafeguardKind>(first);
  event.at = statement.time(first + 1);
  event.biome = statement.biome(first + 2);
  event.account = statement.account(first + 3);
  event.limit = statement.integer(first + 4);
  event.value = statement.integer(first + 5);
  event.order = statement.text(first + 6);
  return event;
}

User read_user(const Statement& statement) {
  User user;
  user.account = statement.account(0);
  user.id = statement.uuid(1);
  user.username = statement.text(2);
  user.email = statement.text(3);
  user.password_hash = statement.text(4);
  user.role = statement.number<Role>(5);
  user.confirmed = statement.integer(6) != 0;
  user.hidden = statement.integer(7) != 0;
  user.disabled = statement.integer(8) != 0;
  user.created_at = statement.time(9);
  return user;
}

Session read_session(const Statement& statement) {
  Session session;
  session.id = statement.uuid(0);
  session.account = statement.account(1);
  session.access_hash = statement.digest(2);
  session.access_expires = statement.time(3);
  session.refresh_hash = statement.digest(4);
  session.refresh_expires = statement.time(5);
  session.created_at = statement.time(6);
  session.revoked = statement.integer(7) != 0;
  return session;
}

ApiKey read_api_key(const Statement& statement) {
  ApiKey key;
  key.id = statement.uuid(0);
  key.name = statement.text(1);
  key.role = statement.number<Role>(2);
  key.scopes = static_cast<std::uint32_t>(statement.integer(3));
  key.secret_hash = statement.digest(4);
  key.created_at = statement.time(5);
  key.revoked_at = statement.time(6);
  return key;
}

void bind_setting(Statement& statement, const SettingChange& change) {
  statement.with(change.id(), change.before.number, change.after.number, change.at, change.account, change.changed_by,
                 change.before.text, change.after.text);
}

SettingChange read_setting(const Statement& statement, int first) {
  if (static_cast<std::size_t>(statement.integer(first)) >= kSettings) {
    throw Error("a setting is on record that this program does not know: it was changed by a newer program");
  }
  const auto id = statement.number<SettingId>(first);
  SettingChange change;
  change.before = {id, statement.integer(first + 1), statement.text(first + 6)};
  change.after = {id, statement.integer(first + 2), statement.text(first + 7)};
  change.at = statement.time(first + 3);
  change.account = statement.account(first + 4);
  change.changed_by = statement.text(first + 5);
  return change;
}

Payment read_payment(const Statement& statement) {
  Payment payment;
  payment.id = statement.uuid(0);
  payment.account = statement.account(1);
  payment.gateway = statement.text(2);
  payment.amount = statement.money(3);
  payment.status = statement.number<PaymentStatus>(4);
  payment.created_at = statement.time(5);
  payment.expires_at = statement.time(6);
  payment.completed_at = statement.time(7);
  payment.gateway_transaction_id = statement.text(8);
  return payment;
}

PaymentEvent read_payment_event(const Statement& statement, int first) {
  PaymentEvent event;
  event.payment = statement.uuid(first);
  event.at = statement.time(first + 1);
  event.kind = statement.number<PaymentEventKind>(first + 2);
  event.gateway = statement.text(first + 3);
  event.amount = statement.money(first + 4);
  event.detail = statement.text(first + 5);
  return event;
}

AuditEntry read_audit(const Statement& statement, int first) {
  AuditEntry entry;
  entry.at = statement.time(first);
  entry.account = statement.account(first + 1);
  entry.actor = statement.text(first + 2);
  entry.action = statement.text(first + 3);
  entry.target = statement.text(first + 4);
  entry.detail = statement.text(first + 5);
  return entry;
}

void bind_checkpoint(Statement& statement, const Checkpoint& checkpoint) {
  using Bytes = std::span<const std::uint8_t>;
  const auto& moved = checkpoint.moved;
  statement.with(checkpoint.cycle, checkpoint.made_at, checkpoint.after_seq, Bytes(checkpoint.record_hash),
                 Bytes(checkpoint.previous_hash), Bytes(checkpoint.cycle_hash), moved[0], moved[1], moved[2], moved[3],
                 moved[4], moved[5], moved[6], Bytes(checkpoint.key), Bytes(checkpoint.signature));
}

std::optional<Checkpoint> newest_checkpoint(const Connection& connection) {
  Statement row =
      connection.prepare("SELECT " + std::string(kCheckpointColumns) + " FROM checkpoints ORDER BY cycle DESC LIMIT 1");
  if (!row.step()) return std::nullopt;
  Checkpoint checkpoint;
  int column = 0;
  checkpoint.cycle = row.integer(column++);
  checkpoint.made_at = row.time(column++);
  checkpoint.after_seq = row.integer(column++);
  checkpoint.record_hash = row.digest(column++);
  checkpoint.previous_hash = row.digest(column++);
  checkpoint.cycle_hash = row.digest(column++);
  for (Money& moved : checkpoint.moved) moved = row.money(column++);
  checkpoint.key = row.digest(column++);
  const auto signature = row.blob(column);
  if (signature.size() != checkpoint.signature.size()) throw Error("a checkpoint has no whole signature");
  std::copy(signature.begin(), signature.end(), checkpoint.signature.begin());
  return checkpoint;
}

Time latest_row_at(const Connection& connection) {
  std::int64_t latest = 0;
  // Both numbers and times grow.
  for (const char* newest :
       {"SELECT at FROM attention_counts ORDER BY id DESC LIMIT 1", "SELECT at FROM record ORDER BY seq DESC LIMIT 1",
        "SELECT at FROM cycles ORDER BY id DESC LIMIT 1"}) {
    latest = std::max(latest, connection.integer(newest).value_or(0));
  }
  return {latest};
}

}  // namespace loam::sql
