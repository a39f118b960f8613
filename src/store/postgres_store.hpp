#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "store/store.hpp"

namespace loam {

struct PostgresOptions {
  std::string url;         ///< as libpq takes it: postgres://user@host/database
  std::string reader_url;  ///< a replica for history; empty: `url`
  bool migrate = true;     ///< take the schema up; without it an older schema is refused
  /// How long the right to write lasts without a sign of life.
  Duration lease = Duration::seconds(5);
  /// Told once, from another thread, when this process is the writer no longer.
  std::function<void(const Fault&)> on_lost;
  std::shared_ptr<const SigningKey> key = nullptr;  ///< of checkpoints; without one no history is ever let go
};

/// Opens the world and becomes its writer: the lease's row is taken, so that whoever had it before can commit nothing
/// more. Refused while another server holds the lease, and where the schema is newer than the program.
Result<std::unique_ptr<Store>, Fault> open_postgres_store(const PostgresOptions& options);

/// Reads a world that a server may be writing at the same time; of several servers the writer's, unless `replica`.
Result<std::unique_ptr<Reader>, Fault> open_postgres_reader(const std::string& url, bool replica = false);

}  // namespace loam
