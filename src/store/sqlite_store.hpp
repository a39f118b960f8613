#pragma once

#include <filesystem>
#include <memory>

#include "store/store.hpp"

namespace loam {

struct SqliteOptions {
  std::filesystem::path file;
  bool migrate = true;                              ///< take the schema up; without it an older schema is refused
  std::shared_ptr<const SigningKey> key = nullptr;  ///< of checkpoints; without one no history is ever let go
};

/// Opens (and makes) the database, refuses a schema that is newer than the binary or whose applied files changed, and
/// holds the lock file beside it: a second writer is refused.
Result<std::unique_ptr<Store>, Fault> open_sqlite_store(const SqliteOptions& options);

/// Reads a database that a server may be writing at the same time.
Result<std::unique_ptr<Reader>, Fault> open_sqlite_reader(const std::filesystem::path& file);

}  // namespace loam
