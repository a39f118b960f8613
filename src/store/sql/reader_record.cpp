#include <limits>
#include <string>

#include "store/record_filter.hpp"
#include "store/reports.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/record_search.hpp"
#include "store/sql/rows.hpp"

namespace loam::sql {
namespace {

/// The rows in the range that the filter lets through, without regard to the account.
constexpr const char* kFiltered =
    " WHERE seq >= ?1 AND seq < ?2 AND (?3 >> CAST(type AS INTEGER)) & 1 = 1 AND (?4 < 0 OR biome = ?4)"
    " AND amount_paisa BETWEEN ?5 AND ?6";

void bind_filter(Statement& statement, const RecordFilter& filter, const SeqRange& range) {
  const std::int64_t biome = filter.biome ? static_cast<std::int64_t>(*filter.biome) : -1;
  statement.with(range.first, range.end, types_of(filter), biome,
                 filter.min_amount.value_or(Money{std::numeric_limits<std::int64_t>::min()}),
                 filter.max_amount.value_or(Money{std::numeric_limits<std::int64_t>::max()}));
}

std::vector<loam::Transaction> scan(const RecordSearch& search, const RecordFilter& filter, const SeqRange& range,
                                    std::size_t limit) {
  WholeRows rows(search.connection(), std::string(kFiltered) + " ORDER BY seq DESC LIMIT ?7");
  bind_filter(rows.statement(), filter, range);
  rows.statement().bind(7, limit);
  std::vector<loam::Transaction> found;
  while (auto row = rows.next()) found.push_back(*std::move(row));
  return found;
}

/// Rows by their sequence, one after the other.
class RowLookup {
 public:
  explicit RowLookup(const Connection& connection) : rows_(connection, " WHERE seq = ?1") {}

  loam::Transaction operator()(std::int64_t seq) {
    rows_.statement().with(seq);
    auto row = rows_.next();
    if (!row) throw Error("row " + std::to_string(seq) + " is missing from the record");
    rows_.statement().rewind();
    return *std::move(row);
  }

 private:
  WholeRows rows_;
};

/// Walks the rows of the account from the newest below `before_seq` to the oldest; `take` says whether to go on.
template <class Take>
void walk_account(const RecordSearch& search, const RecordFilter& filter, std::int64_t before_seq,
                  const SeqRange& range, const Take& take) {
  RowLookup lookup(search.connection());
  std::int64_t seq = search.chain_start(*filter.account, filter.account_last_seq, before_seq);
  while (seq >= range.first && seq > 0) {
    const loam::Transaction row = lookup(seq);
    if (row.seq < range.end && matches(filter, row) && !take(row)) return;
    seq = previous_of(row, *filter.account);
  }
}

/// The same for the rows of a land or a listing, which are found by an index.
template <class Take>
void walk_sales(const RecordSearch& search, const RecordFilter& filter, const SeqRange& range, const Take& take) {
  const bool one_sale = filter.listing.has_value();
  Statement seqs = search.connection().stream(std::string("SELECT seq FROM ") +
                                              (one_sale ? "record_listings WHERE listing" : "record_lands WHERE land") +
                                              " = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq DESC");
  seqs.with(one_sale ? filter.listing->value : filter.land->value, range.first, range.end);
  RowLookup lookup(search.connection());
  while (seqs.step()) {
    const loam::Transaction row = lookup(seqs.integer(0));
    if (matches(filter, row) && !take(row)) return;
  }
}

/// Whether there is a way to the rows that does not go over the record.
bool can_walk(const RecordFilter& filter) { return filter.account || filter.land || filter.listing; }

template <class Take>
void walk(const RecordSearch& search, const RecordFilter& filter, std::int64_t before_seq, const SeqRange& range,
          const Take& take) {
  if (filter.land || filter.listing) return walk_sales(search, filter, range, take);
  walk_account(search, filter, before_seq, range, take);
}

std::vector<loam::Transaction> follow(const RecordSearch& search, const RecordFilter& filter, std::int64_t before_seq,
                                      const SeqRange& range, std::size_t limit) {
  std::vector<loam::Transaction> found;
  walk(search, filter, before_seq, range, [&](const loam::Transaction& row) {
    found.push_back(row);
    return found.size() < limit;
  });
  return found;
}

std::int64_t count_walked(const RecordSearch& search, const RecordFilter& filter, const SeqRange& range) {
  if (filter.account && filters_nothing_else(filter)) {
    const std::int64_t head = search.chain_start(*filter.account, filter.account_last_seq, 0);
    const auto row = search.row(head);
    return row ? number_of(*row, *filter.account) : 0;
  }
  std::int64_t count = 0;
  walk(search, filter, 0, range, [&](const loam::Transaction&) {
    ++count;
    return true;
  });
  return count;
}

/// What reports are made of, of every row in a time.
template <class Add>
void each_row(const Connection& connection, Time from, Time to, const Add& add) {
  const SeqRange range = RecordSearch(connection).range(from, to, 0);
  Statement rows = connection.stream(
      "SELECT type, biome, buyer, seller, amount_paisa, platform_fee_paisa, gateway_fee_paisa"
      " FROM record WHERE seq >= ?1 AND seq < ?2");
  rows.with(range.first, range.end);
  while (rows.step()) {
    loam::Transaction row;
    row.type = rows.number<TransactionType>(0);
    row.biome = rows.biome(1);
    row.buyer = rows.account(2);
    row.seller = rows.account(3);
    row.amount = rows.money(4);
    row.platform_fee = rows.money(5);
    row.gateway_fee = rows.money(6);
    add(row);
  }
}

}  // namespace

Result<std::optional<loam::Transaction>, Fault> DatabaseReader::transaction(std::int64_t seq) {
  return guarded([&] { return RecordSearch(connection_).row(seq); });
}

Result<std::optional<Outcome>, Fault> DatabaseReader::outcome(std::int64_t id) {
  return guarded([&]() -> std::optional<Outcome> {
    Statement rows = connection_.prepare("SELECT " + std::string(kOutcomeColumns) + " FROM outcomes WHERE id = ?1");
    if (!rows.with(id).step()) return std::nullopt;
    return read_outcome(rows).outcome;
  });
}

Result<RecordPage, Fault> DatabaseReader::record(const RecordFilter& filter, std::int64_t before_seq,
                                                 std::size_t limit) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    const RecordSearch search(connection_);
    const SeqRange range = search.range(filter.from, filter.to, before_seq);
    RecordPage page;
    // One more than asked for tells whether there is a next page.
    page.rows = can_walk(filter) ? follow(search, filter, before_seq, range, limit + 1)
                                 : scan(search, filter, range, limit + 1);
    if (page.rows.size() > limit) {
      page.rows.pop_back();
      if (!page.rows.empty()) page.next_before_seq = page.rows.back().seq;
    }
    return page;
  });
}

Result<std::int64_t, Fault> DatabaseReader::count(const RecordFilter& filter) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    const RecordSearch search(connection_);
    const SeqRange range = search.range(filter.from, filter.to, 0);
    if (can_walk(filter)) return count_walked(search, filter, range);
    if (filters_time_only(filter)) return range.end - range.first;
    Statement rows = connection_.prepare(std::string("SELECT count(*) FROM record") + kFiltered);
    bind_filter(rows, filter, range);
    rows.step();
    return rows.integer(0);
  });
}

Result<std::vector<TradeVolume>, Fault> DatabaseReader::trade_volume(Time from, Time to) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    VolumeReport report;
    each_row(connection_, from, to, [&](const loam::Transaction& row) { report.add(row); });
    return report.entries();
  });
}

Result<std::vector<TypeTotal>, Fault> DatabaseReader::totals(Time from, Time to) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    TypeReport report;
    each_row(connection_, from, to, [&](const loam::Transaction& row) { report.add(row); });
    return report.entries();
  });
}

}  // namespace loam::sql
