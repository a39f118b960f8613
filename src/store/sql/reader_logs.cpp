#include <limits>
#include <string>
#include <utility>

#include "store/sql/imported_rows.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/replay.hpp"
#include "store/sql/rows.hpp"
#include "store/sql/schema.hpp"

namespace loam::sql {
namespace {

/// A page of one log, newest first.
template <class T>
LogPage<T> read_log(const Connection& connection, std::string_view table, std::string_view columns, std::int64_t before,
                    std::size_t limit, T (*read)(const Statement&, int)) {
  Statement rows = connection.prepare("SELECT id, " + std::string(columns) + " FROM " + std::string(table) +
                                      " WHERE id < ?1 ORDER BY id DESC LIMIT ?2");
  rows.with(before > 0 ? before : std::numeric_limits<std::int64_t>::max(), limit + 1);
  LogPage<T> page;
  while (rows.step()) page.rows.emplace_back(rows.integer(0), read(rows, 1));
  if (page.rows.size() > limit) {
    page.rows.pop_back();
    if (!page.rows.empty()) page.next_before = page.rows.back().first;
  }
  return page;
}

}  // namespace

DatabaseReader::DatabaseReader(std::unique_ptr<const Connection> connection)
    : owned_(std::move(connection)), connection_(*owned_) {
  refuse_foreign_schema(connection_);
  refuse_older_schema(connection_);
}

Result<LogPage<AuditEntry>, Fault> DatabaseReader::audit_log(std::int64_t before, std::size_t limit) {
  return guarded([&] { return read_log(connection_, "audit_log", kAuditColumns, before, limit, read_audit); });
}

Result<LogPage<SafeguardEvent>, Fault> DatabaseReader::safeguards(std::int64_t before, std::size_t limit) {
  return guarded(
      [&] { return read_log(connection_, "safeguard_events", kSafeguardColumns, before, limit, read_safeguard); });
}

Result<LogPage<SettingChange>, Fault> DatabaseReader::setting_changes(std::int64_t before, std::size_t limit) {
  return guarded(
      [&] { return read_log(connection_, "setting_changes", kSettingColumns, before, limit, read_setting); });
}

Result<LogPage<PaymentEvent>, Fault> DatabaseReader::payment_events(std::int64_t before, std::size_t limit) {
  return guarded(
      [&] { return read_log(connection_, "payment_events", kPaymentEventColumns, before, limit, read_payment_event); });
}

Result<std::vector<std::string>, Fault> DatabaseReader::imported_ids(ImportedTable table, const std::string& first,
                                                                     const std::string& last) {
  return guarded([&] { return read_imported_ids(connection_, table, first, last); });
}

Result<void, Fault> DatabaseReader::replay(ReplayPoint& from, const std::function<void(const Event&)>& take) {
  return guarded([&] { sql::replay(connection_, from, take); });
}

}  // namespace loam::sql
