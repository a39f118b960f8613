#pragma once

#include <functional>
#include <memory>

#include "base/time.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

namespace loam {

struct StoreOptions {
  Database database;
  bool migrate = true;  ///< take the schema up; without it an older schema is refused
  /// Of PostgreSQL: how long the right to write lasts without a sign of life.
  Duration lease = Duration::seconds(5);
  /// Of PostgreSQL: told once, from another thread, when this process is the writer no longer.
  std::function<void(const Fault&)> on_lost;
  std::shared_ptr<const SigningKey> key = nullptr;  ///< of checkpoints; without one no history is ever let go
};

/// Opens the world's store as its only writer; refused while another process is.
Result<std::unique_ptr<Store>, Fault> open_store(const StoreOptions& options);

/// Reads a world that a server may be writing at the same time.
Result<std::unique_ptr<Reader>, Fault> open_reader(const Database& database);

/// Whether another server holds the lease of a PostgreSQL world now; a world without a schema yet has no writer.
Result<bool, Fault> has_writer(const Database& database);

}  // namespace loam
