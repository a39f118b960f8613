#include <memory>

#include "store/migrations.hpp"
#include "store/postgres/connection.hpp"
#include "store/postgres/lease.hpp"
#include "store/sql/schema.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/lock_file.hpp"

namespace loam {
namespace {

using sql::guarded;

constexpr const char* kName = "loam migrate";

std::unique_ptr<sql::Connection> connect(const Database& database, sqlite::Access access) {
  if (database.is_postgres()) return std::make_unique<postgres::Connection>(database.url, kName);
  return std::make_unique<sqlite::Connection>(database.file, access);
}

/// Nobody writes the world while its schema is changed by hand.
template <class Change>
std::vector<std::string> change_alone(const Database& database, const Change& change) {
  if (!database.is_postgres()) {
    const sqlite::LockFile lock(database.file);
    return change(sqlite::Connection(database.file, sqlite::Access::write));
  }
  const postgres::Connection connection(database.url, kName);
  if (postgres::has_writer(connection)) throw sql::Error("a server is writing this world: stop it first");
  return change(connection);
}

}  // namespace

Result<std::vector<MigrationStatus>, Fault> migration_status(const Database& database) {
  return guarded([&] { return sql::status_of(*connect(database, sqlite::Access::read)); });
}

Result<std::string, Fault> newest_schema_step(const Database& database) {
  const auto steps = migration_status(database);
  if (!steps) return Unexpected{steps.error()};
  std::string newest;
  for (const MigrationStatus& step : *steps) {
    if (step.applied) newest = step.name;
  }
  return newest;
}

Result<std::vector<std::string>, Fault> migrate_up(const Database& database, const std::optional<std::string>& to) {
  return guarded([&] {
    return change_alone(database, [&](const sql::Connection& connection) { return sql::take_up(connection, to); });
  });
}

Result<std::vector<std::string>, Fault> migrate_down(const Database& database, const std::optional<std::string>& to,
                                                     const std::vector<std::string>& accepted_losses) {
  return guarded([&] {
    if (!database.is_postgres() && !std::filesystem::exists(database.file)) {
      throw sql::Error("there is no database " + database.file.string());
    }
    return change_alone(
        database, [&](const sql::Connection& connection) { return sql::take_down(connection, to, accepted_losses); });
  });
}

}  // namespace loam
