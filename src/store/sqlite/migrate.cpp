#include "store/migrations.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/lock_file.hpp"
#include "store/sqlite/schema.hpp"

namespace loam {

using sqlite::Access;
using sqlite::Connection;
using sqlite::Error;
using sqlite::guarded;
using sqlite::LockFile;

Result<std::vector<MigrationStatus>, Fault> migration_status(const std::filesystem::path& file) {
  return guarded([&] { return sqlite::status_of(Connection(file, Access::read)); });
}

Result<std::vector<std::string>, Fault> migrate_up(const std::filesystem::path& file,
                                                   const std::optional<std::string>& to) {
  return guarded([&] {
    const LockFile lock(file);
    return sqlite::take_up(Connection(file, Access::write), to);
  });
}

Result<std::vector<std::string>, Fault> migrate_down(const std::filesystem::path& file,
                                                     const std::optional<std::string>& to,
                                                     const std::vector<std::string>& accepted_losses) {
  return guarded([&] {
    if (!std::filesystem::exists(file)) throw Error("there is no database " + file.string());
    const LockFile lock(file);
    return sqlite::take_down(Connection(file, Access::write), to, accepted_losses);
  });
}

}  // namespace loam
