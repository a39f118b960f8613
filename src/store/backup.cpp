#include "store/backup.hpp"

#include <memory>
#include <string>

#include "store/postgres/connection.hpp"
#include "store/postgres/lease.hpp"
#include "store/sql/copy.hpp"
#include "store/sql/schema.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/durable_file.hpp"

namespace loam {
namespace {

namespace fs = std::filesystem;
using sql::Error;
using sqlite::Access;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

/// All pages in one go: a page at a time would start over whenever the server commits.
void copy_pages(const sqlite::Connection& from, const sqlite::Connection& to) {
  std::unique_ptr<sqlite3_backup, FinishBackup> backup(sqlite3_backup_init(to.get(), "main", from.get(), "main"));
  if (!backup) throw Error(std::string("cannot begin the copy: ") + sqlite3_errmsg(to.get()));
  constexpr int kAllPages = -1;
  const int code = sqlite3_backup_step(backup.get(), kAllPages);
  if (code != SQLITE_DONE) throw Error(std::string("the copy failed: ") + sqlite3_errstr(code));
  sqlite3_backup_finish(backup.release());
}

void copy_rows(const sql::Connection& from, const sqlite::Connection& to) {
  sql::take_up(to, std::nullopt);
  to.leave_triggers_to_others();
  sql::copy_world(from, to);
}

/// One plain file that can be read from anywhere, also where nothing may be written beside it.
void make_plain(const sqlite::Connection& copy) { copy.execute("PRAGMA journal_mode = DELETE"); }

void refuse_other_schema(const sql::Connection& connection) {
  sql::refuse_foreign_schema(connection);
  sql::refuse_older_schema(connection);
}

template <class Fill>
void make_file(const fs::path& file, Access access, const Fill& fill) {
  if (fs::exists(file)) throw Error(file.string() + " exists: a backup never overwrites");
  try {
    {
      const sqlite::Connection copy(file, access);
      fill(copy);
      make_plain(copy);
    }
    sqlite::sync_file(file);
    sqlite::sync_folder_of(file);
  } catch (const Error&) {
    // Half a copy must not pass for one; the failure itself is what is told.
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm"}) fs::remove(file.string() + part, ignored);
    throw;
  }
}

void fill_server(const fs::path& from, const Database& to) {
  const sqlite::Connection source(from, Access::read);
  refuse_other_schema(source);
  const postgres::Connection target(to.url, "loam restore");
  sql::refuse_foreign_schema(target);
  if (postgres::has_writer(target)) throw Error("a server is writing this world: restore into an empty database");
  sql::take_up(target, std::nullopt);
  if (!sql::has_no_world(target)) throw Error("the database has a world already: restore into an empty one");
  sql::copy_world(source, target);
}

}  // namespace

Result<void, Fault> backup_world(const Database& from, const fs::path& to) {
  return sql::guarded([&] {
    if (from.is_postgres()) {
      const postgres::Connection source(from.url, "loam backup");
      refuse_other_schema(source);
      make_file(to, Access::write, [&](const sqlite::Connection& copy) { copy_rows(source, copy); });
    } else {
      const sqlite::Connection source(from.file, Access::read);
      make_file(to, Access::copy, [&](const sqlite::Connection& copy) { copy_pages(source, copy); });
    }
  });
}

Result<void, Fault> restore_world(const fs::path& from, const Database& to) {
  if (!to.is_postgres()) {
    Database file;
    file.file = from;
    return backup_world(file, to.file);
  }
  return sql::guarded([&] { fill_server(from, to); });
}

}  // namespace loam
