#include "store/sql/schema.hpp"

#include <algorithm>
#include <map>

namespace loam::sql {
namespace {

// schema_migrations is dbmate's, so that either tool goes on where the other stopped. The checksums are ours.
constexpr const char* kMakeTables =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version varchar(128) PRIMARY KEY);"
    "CREATE TABLE IF NOT EXISTS loam_migrations (version TEXT PRIMARY KEY, checksum TEXT NOT NULL);";

std::map<std::string, std::string> checksums_in(const Connection& connection) {
  std::map<std::string, std::string> checksums;
  if (!connection.has_table("loam_migrations")) return checksums;
  Statement rows = connection.prepare("SELECT version, checksum FROM loam_migrations");
  while (rows.step()) checksums.emplace(rows.text(0), rows.text(1));
  return checksums;
}

constexpr const char* kBeforeTheFirst = "000";

std::string version_of(const Connection& connection, const std::string& wanted) {
  if (wanted == kBeforeTheFirst) return wanted;
  const auto& all = connection.migrations();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Migration& each) { return each.version == wanted || each.name == wanted; });
  if (found == all.end()) throw Error("there is no migration " + wanted);
  return found->version;
}

void run_sql(const Connection& connection, const std::string& step, const std::string& sql) {
  try {
    connection.execute(sql);
  } catch (const Error& error) {
    throw Error(step + ": " + error.what());
  }
}

void step_up(const Connection& connection, const Migration& migration) {
  const auto keys = connection.schema_step();
  DatabaseTransaction step(connection, DatabaseTransaction::Kind::write);
  // First, so that a second program at the same step waits here, and fails.
  connection.prepare("INSERT INTO schema_migrations (version) VALUES (?1)").with(migration.version).run();
  run_sql(connection, migration.name + " up", migration.up);
  connection.insert("loam_migrations", "version, checksum", {"checksum"})
      .with(migration.version, migration.checksum)
      .run();
  keys->check_references(migration.name + " up");
  step.commit();
}

void refuse_losses(const Connection& connection, const Migration& migration, const std::vector<std::string>& accepted) {
  for (const Migration::Loss& loss : migration.losses) {
    const std::int64_t count = connection.integer(loss.count_query).value_or(0);
    if (count == 0 || std::find(accepted.begin(), accepted.end(), loss.name) != accepted.end()) continue;
    throw Error("the schema before " + migration.name + " cannot hold " + std::to_string(count) + " rows of " +
                loss.name + "; nothing was done. Accept it by its name to go on.");
  }
}

void step_down(const Connection& connection, const Migration& migration, const std::vector<std::string>& accepted) {
  const auto keys = connection.schema_step();
  DatabaseTransaction step(connection, DatabaseTransaction::Kind::write);
  refuse_losses(connection, migration, accepted);
  run_sql(connection, migration.name + " down", migration.down);
  connection.prepare("DELETE FROM schema_migrations WHERE version = ?1").with(migration.version).run();
  connection.prepare("DELETE FROM loam_migrations WHERE version = ?1").with(migration.version).run();
  keys->check_references(migration.name + " down");
  step.commit();
}

}  // namespace

std::set<std::string> applied_versions(const Connection& connection) {
  std::set<std::string> versions;
  if (!connection.has_table("schema_migrations")) return versions;
  Statement rows = connection.prepare("SELECT version FROM schema_migrations");
  while (rows.step()) versions.insert(rows.text(0));
  return versions;
}

std::vector<MigrationStatus> status_of(const Connection& connection) {
  const auto applied = applied_versions(connection);
  const auto checksums = checksums_in(connection);
  std::vector<MigrationStatus> status;
  for (const Migration& migration : connection.migrations()) {
    const bool is_applied = applied.contains(migration.version);
    const auto checksum = checksums.find(migration.version);
    // dbmate keeps no checksums: what it applied is taken at its word.
    const bool changed = is_applied && checksum != checksums.end() && checksum->second != migration.checksum;
    status.push_back({migration.name, is_applied, changed});
  }
  return status;
}

void refuse_foreign_schema(const Connection& connection) {
  std::set<std::string> known;
  for (const Migration& migration : connection.migrations()) known.insert(migration.version);
  for (const std::string& version : applied_versions(connection)) {
    if (known.contains(version)) continue;
    throw Error("the database has schema step " + version + ", this program knows steps up to " +
                connection.migrations().back().name + " only: it was made by a newer program");
  }
  for (const MigrationStatus& status : status_of(connection)) {
    if (status.changed) {
      throw Error("the database was made with another " + status.name +
                  " than this program has: applied steps never change");
    }
  }
}

void refuse_older_schema(const Connection& connection) {
  for (const MigrationStatus& status : status_of(connection)) {
    if (!status.applied) throw Error("the database lacks schema step " + status.name + ": migrate it up first");
  }
}

std::vector<std::string> take_up(const Connection& connection, const std::optional<std::string>& to) {
  refuse_foreign_schema(connection);
  connection.execute(kMakeTables);
  const std::string last = to ? version_of(connection, *to) : connection.migrations().back().version;
  const auto applied = applied_versions(connection);
  std::vector<std::string> taken;
  for (const Migration& migration : connection.migrations()) {
    if (migration.version > last || applied.contains(migration.version)) continue;
    step_up(connection, migration);
    taken.push_back(migration.name);
  }
  return taken;
}

std::vector<std::string> take_down(const Connection& connection, const std::optional<std::string>& to,
                                   const std::vector<std::string>& accepted_losses) {
  refuse_foreign_schema(connection);
  connection.execute(kMakeTables);
  const auto applied = applied_versions(connection);
  const std::optional<std::string> last = to ? std::optional(version_of(connection, *to)) : std::nullopt;
  std::vector<std::string> taken;
  const auto& all = connection.migrations();
  for (auto migration = all.rbegin(); migration != all.rend(); ++migration) {
    if (!applied.contains(migration->version)) continue;
    if (last ? migration->version <= *last : !taken.empty()) break;
    step_down(connection, *migration, accepted_losses);
    taken.push_back(migration->name);
  }
  return taken;
}

}  // namespace loam::sql
