#include "store/sql/record_search.hpp"

#include <algorithm>

#include "store/record_filter.hpp"
#include "store/sql/rows.hpp"

namespace loam::sql {

WholeRows::WholeRows(const Connection& connection, const std::string& condition)
    : connection_(connection),
      rows_(connection.prepare(
          "SELECT " + std::string(kRecordColumns) +
          ", gateway_name, gateway_transaction_id, reason FROM record LEFT JOIN record_notes USING (seq)" +
          condition)) {}

std::optional<loam::Transaction> WholeRows::next() {
  if (!rows_.step()) return std::nullopt;
  loam::Transaction row = read_row(rows_);
  read_notes(rows_, kRecordColumnCount, row);
  if (source_of(row.type) == TransactionSource::marketplace) read_sale(row);
  return row;
}

void WholeRows::read_sale(loam::Transaction& row) {
  if (!lands_) {
    lands_ = connection_.prepare("SELECT land FROM record_lands WHERE seq = ?1 ORDER BY place");
    listing_ = connection_.prepare("SELECT listing FROM record_listings WHERE seq = ?1");
  }
  lands_->with(row.seq);
  while (lands_->step()) row.lands.push_back(lands_->land(0));
  lands_->rewind();
  if (listing_->with(row.seq).step()) row.listing = listing_->listing(0);
  listing_->rewind();
}

std::optional<loam::Transaction> RecordSearch::row(std::int64_t seq) const {
  WholeRows rows(connection_, " WHERE seq = ?1");
  rows.statement().with(seq);
  return rows.next();
}

std::int64_t RecordSearch::first_at(Time time, std::int64_t end) const {
  Statement at = connection_.prepare("SELECT at FROM record WHERE seq = ?1");
  std::int64_t low = 1;
  std::int64_t high = end;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (!at.with(middle).step()) throw Error("row " + std::to_string(middle) + " is missing from the record");
    if (at.time(0) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
    at.rewind();
  }
  return low;
}

SeqRange RecordSearch::range(std::optional<Time> from, std::optional<Time> to, std::int64_t before_seq) const {
  const std::int64_t end = connection_.integer("SELECT max(seq) FROM record").value_or(0) + 1;
  SeqRange range{1, end};
  if (from) range.first = first_at(*from, end);
  if (to) range.end = first_at(*to, end);
  if (before_seq > 0) range.end = std::min(range.end, before_seq);
  range.end = std::max(range.end, range.first);
  return range;
}

std::int64_t RecordSearch::chain_start(AccountNo account, std::int64_t last_seq, std::int64_t before_seq) const {
  if (before_seq > 0) {
    const auto cursor = row(before_seq);
    if (cursor && names(*cursor, account)) return previous_of(*cursor, account);
  }
  if (last_seq > 0) {
    const auto head = row(last_seq);
    if (head && names(*head, account)) return last_seq;
  }
  Statement newest = connection_.prepare(
      "SELECT seq FROM record WHERE (buyer = ?1 OR seller = ?1) AND (?2 <= 0 OR seq < ?2) ORDER BY seq DESC LIMIT 1");
  newest.with(account, before_seq);
  return newest.step() ? newest.integer(0) : 0;
}

}  // namespace loam::sql
