#include <limits>
#include <string>

#include "store/sqlite/reader.hpp"
#include "store/sqlite/replay.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/schema.hpp"

namespace loam::sqlite {
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

SqliteReader::SqliteReader(const std::filesystem::path& file) : connection_(file, Access::read) {
  refuse_foreign_schema(connection_);
  refuse_older_schema(connection_);
}

Result<LogPage<AuditEntry>, Fault> SqliteReader::audit_log(std::int64_t before, std::size_t limit) {
  return guarded([&] { return read_log(connection_, "audit_log", kAuditColumns, before, limit, read_audit); });
}

Result<LogPage<SafeguardEvent>, Fault> SqliteReader::safeguards(std::int64_t before, std::size_t limit) {
  return guarded(
      [&] { return read_log(connection_, "safeguard_events", kSafeguardColumns, before, limit, read_safeguard); });
}

Result<LogPage<SettingChange>, Fault> SqliteReader::setting_changes(std::int64_t before, std::size_t limit) {
  return guarded(
      [&] { return read_log(connection_, "setting_changes", kSettingColumns, before, limit, read_setting); });
}

Result<LogPage<PaymentEvent>, Fault> SqliteReader::payment_events(std::int64_t before, std::size_t limit) {
  return guarded(
      [&] { return read_log(connection_, "payment_events", kPaymentEventColumns, before, limit, read_payment_event); });
}

Result<void, Fault> SqliteReader::replay(const std::function<void(const Event&)>& take) {
  return guarded([&] { sqlite::replay(connection_, take); });
}

}  // namespace loam::sqlite
