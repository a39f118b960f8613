#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/sql/connection.hpp"

namespace loam::sql {

/// Rows from `first` up to, and without, `end`.
struct SeqRange {
  std::int64_t first = 1;
  std::int64_t end = 1;
};

/// Finds places in the record without any index but its sequence. Use within one read transaction.
class RecordSearch {
 public:
  explicit RecordSearch(const Connection& connection) : connection_(connection) {}

  [[nodiscard]] const Connection& connection() const { return connection_; }
  [[nodiscard]] std::optional<loam::Transaction> row(std::int64_t seq) const;
  /// The rows below `before_seq` (0: all) from one time to before another. Time never runs backwards along the record,
  /// so the ends are found by halving.
  [[nodiscard]] SeqRange range(std::optional<Time> from, std::optional<Time> to, std::int64_t before_seq) const;
  /// The row to begin with for the rows of an account below `before_seq` (0: all): where that is a row of the account,
  /// the one before it; otherwise the newest, which may be `before_seq` or above. 0 where the account has none.
  /// @param last_seq the account's newest row, or 0
  [[nodiscard]] std::int64_t chain_start(AccountNo account, std::int64_t last_seq, std::int64_t before_seq) const;

 private:
  [[nodiscard]] std::int64_t first_at(Time time, std::int64_t end) const;

  const Connection& connection_;
};

/// Rows of the record with all that stands beside them: their words, and for those of the marketplace their lands and
/// listing, which no other row is asked for.
class WholeRows {
 public:
  /// @param condition what follows `FROM record`; it may have parameters
  WholeRows(const Connection& connection, const std::string& condition);

  /// To bind its parameters, and to rewind it.
  Statement& statement() { return rows_; }
  std::optional<loam::Transaction> next();

 private:
  void read_sale(loam::Transaction& row);

  const Connection& connection_;
  Statement rows_;
  std::optional<Statement> lands_;
  std::optional<Statement> listing_;
};

}  // namespace loam::sql
