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

template <class Read>
void each_after(std::int64_t after, const Connection& connection, const std::string& sql, const Read& read) {
  Statement rows = connection.stream(sql);
  rows.with(after);
  while (rows.step()) read(rows);
}

/// Where everything ends that is committed at this moment.
ReplayPoint end_of_all(const Connection& connection) {
  Statement ends = connection.prepare(
      "SELECT coalesce((SELECT max(account) FROM users), 0), coalesce((SELECT max(id) FROM setting_changes), 0),"
      " coalesce((SELECT max(id) FROM worlds), 0), coalesce((SELECT max(seq) FROM record), 0),"
      " coalesce((SELECT max(id) FROM cycles), 0), coalesce((SELECT max(id) FROM attention_counts), 0),"
      " coalesce((SELECT max(listing) FROM listing_terms), 0), (SELECT entry FROM marketplace_heads),"
      " coalesce((SELECT max(id) FROM market_halts), 0), coalesce((SELECT max(id) FROM outcomes), 0)");
  ends.step();
  ReplayPoint point;
  int column = 0;
  for (std::int64_t* end : {&point.users, &point.settings, &point.worlds, &point.record, &point.cycles,
                            &point.attention, &point.listings, &point.journal, &point.halts, &point.outcomes}) {
    *end = ends.integer(column++);
  }
  return point;
}

/// The rows of the record with their words and lands, which stand in tables of their own, in one pass over all.
class RecordStream {
 public:
  RecordStream(const Connection& connection, std::int64_t after)
      : rows_(connection.stream(select(kRecordColumns, "record WHERE seq > ?1 ORDER BY seq"))),
        notes_(connection.stream(select(kNoteColumns, "record_notes WHERE seq > ?1 ORDER BY seq"))),
        lands_(connection, after) {
    rows_.with(after);
    notes_.with(after);
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
  CycleStream(const Connection& connection, std::int64_t after)
      : markets_(connection.stream(select(kCycleColumns, "cycles WHERE id > ?1 ORDER BY id"))) {
    markets_.with(after);
  }

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

/// Attention that still matters: of the last minute, and of the cycle that has not closed; or whatever came since.
class AttentionStream {
 public:
  AttentionStream(const Connection& connection, std::int64_t after)
      : counts_(connection.stream(select(kAttentionColumns, "attention_counts WHERE id >= ?1 ORDER BY id"))) {
    counts_.with(after > 0 ? after + 1 : first_id(connection));
    advance();
  }

  [[nodiscard]] const std::optional<AttentionCounted>& front() const { return front_; }
  void advance() { front_ = counts_.step() ? std::optional(read_attention(counts_)) : std::nullopt; }

 private:
  static std::int64_t first_id(const Connection& connection) {
    const std::int64_t last_cycle = connection.integer("SELECT max(id) FROM cycles").value_or(0) / kCycleStride;
    // Both grow with the id, so the first that matters is found from the newest backwards.
    Statement older =
        connection.prepare("SELECT id FROM attention_counts WHERE at < ?1 AND cycle <= ?2 ORDER BY id DESC LIMIT 1");
    older.with(latest_row_at(connection) - kAttentionKept, last_cycle);
    return older.step() ? older.integer(0) + 1 : 0;
  }

  Statement counts_;
  std::optional<AttentionCounted> front_;
};

void replay_identity(const Connection& connection, const ReplayPoint& from,
                     const std::function<void(const Event&)>& take) {
  each_after(from.with_changing ? 0 : from.users, connection,
             select(kUserColumns, "users WHERE account > ?1 ORDER BY account"),
             [&](const Statement& row) { take(read_user(row)); });
  each_after(from.settings, connection, select(kSettingColumns, "setting_changes WHERE id > ?1 ORDER BY id"),
             [&](const Statement& row) { take(read_setting(row, 0)); });
  if (!from.with_changing) return;
  each(connection, select(kApiKeyColumns, "api_keys ORDER BY api_key_id"),
       [&](const Statement& row) { take(read_api_key(row)); });
  each(connection, select(kSessionColumns, "sessions ORDER BY session_id"),
       [&](const Statement& row) { take(read_session(row)); });
  each(connection, select(kPaymentColumns, "payments ORDER BY payment_id"),
       [&](const Statement& row) { take(read_payment(row)); });
}

void replay_world(const Connection& connection, const ReplayPoint& from,
                  const std::function<void(const Event&)>& take) {
  each_after(from.worlds, connection, select(kWorldColumns, "worlds WHERE id > ?1"),
             [&](const Statement& row) { take(read_world(row)); });
}

void replay_record(const Connection& connection, const ReplayPoint& from,
                   const std::function<void(const Event&)>& take) {
  RecordStream rows(connection, from.record);
  CycleStream cycles(connection, from.cycles);
  AttentionStream attention(connection, from.attention);
  JournalStream journal(connection, from);
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

void replay_halts(const Connection& connection, const ReplayPoint& from,
                  const std::function<void(const Event&)>& take) {
  each_after(from.halts, connection,
             select(kHaltColumns,
                    "market_halts WHERE id > ?1 AND id IN (SELECT max(id) FROM market_halts GROUP BY biome)"
                    " ORDER BY id"),
             [&](const Statement& row) { take(read_halts(row)); });
}

void replay_outcomes(const Connection& connection, const ReplayPoint& from,
                     const std::function<void(const Event&)>& take) {
  each_after(from.outcomes, connection, select(kOutcomeColumns, "outcomes WHERE id > ?1 ORDER BY id"),
             [&](const Statement& row) { take(read_outcome(row)); });
}

}  // namespace

void replay(const Connection& connection, ReplayPoint& from, const std::function<void(const Event&)>& take) {
  DatabaseTransaction moment(connection, DatabaseTransaction::Kind::read);
  ReplayPoint end = end_of_all(connection);
  end.with_changing = from.with_changing;
  if (from.cycles == 0) {
    if (const auto checkpoint = newest_checkpoint(connection)) take(*checkpoint);
  }
  replay_identity(connection, from, take);
  replay_world(connection, from, take);
  replay_record(connection, from, take);
  replay_halts(connection, from, take);
  replay_outcomes(connection, from, take);
  moment.commit();
  from = end;
}

}  // namespace loam::sql
