#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

namespace loam {

/// One migration of the embedded chain, in dbmate's file format.
struct Migration {
  std::string version;  ///< `001`
  std::string name;     ///< `001_create_users`
  std::string up;
  std::string down;
  /// What the older schema cannot hold: a name and a query that counts it, from `-- loam:loses NAME: SELECT …` lines.
  struct Loss {
    std::string name;
    std::string count_query;
  };
  std::vector<Loss> losses;
  std::string checksum;  ///< SHA-256 of the file, hexadecimal
};

/// The same steps in each database's dialect, in order of version.
const std::vector<Migration>& sqlite_migrations();
const std::vector<Migration>& postgres_migrations();

struct MigrationStatus {
  std::string name;
  bool applied = false;
  bool changed = false;  ///< applied from a file with another checksum
};

Result<std::vector<MigrationStatus>, Fault> migration_status(const Database& database);
/// The whole name of the newest applied step; empty where there is none.
Result<std::string, Fault> newest_schema_step(const Database& database);
/// Up to `to` (a version or a whole name; the newest where empty); each step in a transaction of its own. Gives the
/// names of the steps taken.
Result<std::vector<std::string>, Fault> migrate_up(const Database& database, const std::optional<std::string>& to);
/// Down until `to` is the newest applied step (one step where empty, all of them where `000`). Stops, with nothing of
/// that step done, where the older schema cannot hold something whose name is not in `accepted_losses`.
Result<std::vector<std::string>, Fault> migrate_down(const Database& database, const std::optional<std::string>& to,
                                                     const std::vector<std::string>& accepted_losses);

}  // namespace loam
