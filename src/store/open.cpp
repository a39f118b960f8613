#include "store/open.hpp"

#include "store/postgres/connection.hpp"
#include "store/postgres/lease.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"

namespace loam {

Result<std::unique_ptr<Store>, Fault> open_store(const StoreOptions& options) {
  const Database& database = options.database;
  if (!database.is_postgres()) return open_sqlite_store({database.file, options.migrate, options.key});
  return open_postgres_store(
      {database.url, database.reader_url, options.migrate, options.lease, options.on_lost, options.key});
}

Result<std::unique_ptr<Reader>, Fault> open_reader(const Database& database) {
  return database.is_postgres() ? open_postgres_reader(database.url) : open_sqlite_reader(database.file);
}

Result<bool, Fault> has_writer(const Database& database) {
  return sql::guarded([&] { return postgres::has_writer(postgres::Connection(database.url, "loam standby")); });
}

}  // namespace loam
