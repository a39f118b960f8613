#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/sqlite/connection.hpp"

namespace loam::sqlite {

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

/// `SELECT … FROM record` with the words of each row; a condition on `seq` may follow.
std::string whole_rows();
loam::Transaction read_whole_row(const Statement& statement);

}  // namespace loam::sqlite
