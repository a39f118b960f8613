#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

namespace loam {

/// Copies a world as it is at one moment, also under a running server, into an SQLite file that does not exist yet.
Result<void, Fault> backup_world(const Database& from, const std::filesystem::path& to);

/// Copies the world of such a file to where none is: a new file, or a PostgreSQL database without a world. The file's
/// schema has to be this program's where the database is PostgreSQL.
Result<void, Fault> restore_world(const std::filesystem::path& from, const Database& to);

}  // namespace loam
