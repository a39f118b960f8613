#include "store/sql/replay.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "store/sql/marketplace_replay.hpp"
#include "store/sql/marketplace_rows.hpp"
#include "store/sql/rows.hpp"

namespace loam::sql {
namespace {

// Buckets of attention are full again after ten seconds; a minute is far on the safe side.
constexpr Duration kAttentionKept = Duration::minutes(1);

std::string select(std::string_view columns, const std::string& rest) {
  return "SELECT " + std::string(columns) + " FROM " + rest;
}

template <class Read>
void each(const Connection& connection, const std::string& sql, const Read& read) {
  Statement rows = connection.stream(sql);
  while (rows.step()) read(rows);
}

/// The rows of the record with their words and lands, which stand in tables of their own, in one pass over all.
class RecordStream {
 public:
  explicit RecordStream(const Connection& connection)
      : rows_(connection.stream(select(kRecordColumns, "record ORDER BY seq"))),
        notes_(connection.stream(select(kNoteColumns, "record_notes ORDER BY seq"))),
        lands_(connection) {
    next_note_ = notes_.step() ? notes_.integer(0) : kNone;
  }

  std::optional<loam::Transaction> next() {
    if (!rows_.step()) return std::nullopt;
    loam::Transaction row = read_row(rows_);
    if (row.seq == next_note_) {
      read_notes(notes_, 1, row);
      next_note_ = notes_.step() ? notes_.integer(0) : kNone;
    }
    lands_.complete(row);
    return row;
  }

 private:
  static constexpr std::int64_t kNone = -1;

  Statement rows_;
  Statement notes_;
  LandStream lands_;
  std::int64_t next_note_ = kNone;
};

class CycleStream {
 public:
  explicit CycleStream(const Connection& connection)
      : markets_(connection.stream(select(kCycleColumns, "cycles ORDER BY id"))) {}

  std::optional<Cycle> next() {
    Cycle cycle;
    while (markets_.step()) {
      if (read_market(markets_, cycle)) return cycle;
    }
    return std::nullopt;
  }

 private:
  Statement markets_;
};

/// Attention that still matters: of the last minute, and of the cycle that has not closed.
class AttentionStream {
 public:
  explicit AttentionStream(const Connection& connection)
      : counts_(connection.stream(select(kAttentionColumns, "attention_counts WHERE id >= ?1 ORDER BY id"))) {
    counts_.with(first_id(connection));
    advance();
  }

  [[nodiscard]] const std::optional<AttentionCounted>& front() const { return front_; }
  void advance() { front_ = counts_.step() ? std::optional(read_attention(counts_)) : std::nullopt; }

 private:
  static std::int64_t first_id(const Connection& connection) {
    const std::int64_t last_cycle = connection.integer("SELECT max(id) FROM cycles").value_or(0) / kCycleStride;
    std::int64_t last_at = 0;
    for (const char* newest :
         {"SELECT at FROM attention_counts ORDER BY id DESC LIMIT 1", "SELECT at FROM record ORDER BY seq DESC LIMIT 1",
          "SELECT at FROM cycles ORDER BY id DESC LIMIT 1"}) {
      last_at = std::max(last_at, connection.integer(newest).value_or(0));
    }
    // Both grow with the id, so the first that matters is found from the newest backwards.
    Statement older =
        connection.prepare("SELECT id FROM attention_counts WHERE at < ?1 AND cycle <= ?2 ORDER BY id DESC LIMIT 1");
    older.with(last_at - kAttentionKept.ms, last_cycle);
    return older.step() ? older.integer(0) + 1 : 0;
  }

  Statement counts_;
  std::optional<AttentionCounted> front_;
};

void replay_identity(const Connection& connection, const std::function<void(const Event&)>& take) {
  each(connection, select(kUserColumns, "users ORDER BY account"), [&](const Statement& row) { take(read_user(row)); });
  each(connection, select(kApiKeyColumns, "api_keys ORDER BY api_key_id"),
       [&](const Statement& row) { take(read_api_key(row)); });
  each(connection, select(kSessionColumns, "sessions ORDER BY session_id"),
       [&](const Statement& row) { take(read_session(row)); });
  each(connection, select(kSettingColumns, "setting_changes ORDER BY id"),
       [&](const Statement& row) { take(read_setting(row, 0)); });
  each(connection, select(kPaymentColumns, "payments ORDER BY payment_id"),
       [&](const Statement& row) { take(read_payment(row)); });
}

void replay_world(const Connection& connection, const std::function<void(const Event&)>& take) {
  each(connection, select(kWorldColumns, "worlds"), [&](const Statement& row) { take(read_world(row)); });
}

void replay_record(const Connection& connection, const std::function<void(const Event&)>& take) {
  RecordStream rows(connection);
  CycleStream cycles(connection);
  AttentionStream attention(connection);
  JournalStream journal(connection);
  const auto take_attention_until = [&](std::int64_t cycle) {
    for (; attention.front() && attention.front()->cycle <= cycle; attention.advance()) take(*attention.front());
  };

  std::optional<Cycle> cycle = cycles.next();
  const auto take_cycles_until = [&](std::int64_t seq) {
    for (; cycle && cycle->after_seq <= seq; cycle = cycles.next()) {
      take_attention_until(cycle->number);
      take(*cycle);
    }
  };
  while (std::optional<loam::Transaction> row = rows.next()) {
    journal.take_until(row->seq - 1, take);
    take_cycles_until(row->seq - 1);
    take(*std::move(row));
  }
  journal.take_until(std::numeric_limits<std::int64_t>::max(), take);
  take_cycles_until(std::numeric_limits<std::int64_t>::max());
  take_attention_until(std::numeric_limits<std::int64_t>::max());
}

void replay_halts(const Connection& connection, const std::function<void(const Event&)>& take) {
  each(connection,
       select(kHaltColumns, "market_halts WHERE id IN (SELECT max(id) FROM market_halts GROUP BY biome) ORDER BY id"),
       [&](const Statement& row) { take(read_halts(row)); });
}

void replay_outcomes(const Connection& connection, const std::function<void(const Event&)>& take) {
  each(connection, select(kOutcomeColumns, "outcomes ORDER BY id"),
       [&](const Statement& row) { take(read_outcome(row)); });
}

}  // namespace

void replay(const Connection& connection, const std::function<void(const Event&)>& take) {
  DatabaseTransaction moment(connection, DatabaseTransaction::Kind::read);
  replay_identity(connection, take);
  replay_world(connection, take);
  replay_record(connection, take);
  replay_halts(connection, take);
  replay_outcomes(connection, take);
  moment.commit();
}

}  // namespace loam::sql
