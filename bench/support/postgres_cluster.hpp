#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "bench/support/child.hpp"

namespace loam::bench {

/// One connection; throws std::runtime_error with the server's words.
class Connection {
 public:
  explicit Connection(const std::string& where);

  /// Runs SQL without parameters, several statements too; gives the first field of the last result.
  std::string run(const std::string& sql);
  /// The first column of all rows.
  std::vector<std::string> column(const std::string& sql);
  void prepare(const char* name, const char* sql);
  [[nodiscard]] PGconn* raw() const { return connection_.get(); }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  std::unique_ptr<PGconn, Finish> connection_;
};

/// fsync, synchronous_commit and the like as the server says them to whoever connects there.
std::string durability_of(const std::string& where);

/// A PostgreSQL of our own with its files in one directory, reached by a socket there. Durable as it comes out of the
/// box; only memory, connections and the distance of checkpoints are set, as any operator would.
class PostgresCluster {
 public:
  /// @param programs directory of initdb and postgres; empty takes the newest installed
  PostgresCluster(const std::filesystem::path& directory, std::filesystem::path programs);

  [[nodiscard]] const std::string& where() const { return where_; }
  /// The address of one of its databases.
  [[nodiscard]] std::string url(const std::string& database) const;
  [[nodiscard]] std::string version() const;

 private:
  void initialise(const std::filesystem::path& programs, const std::filesystem::path& directory);
  void wait_until_ready();

  std::filesystem::path directory_;
  std::filesystem::path log_;
  std::string where_;
  std::optional<Child> server_;
};

}  // namespace loam::bench
