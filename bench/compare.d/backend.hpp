#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "bench/support/postgres_cluster.hpp"
#include "bench/support/work_dir.hpp"
#include "store/database.hpp"

namespace loam::bench {

/// One world of a run.
struct WorldPlace {
  std::filesystem::path data;  ///< for `loam serve --data`; what the server says goes to DATA.log
  Database database;
};

/// What Loam keeps its worlds in: files in the work directory, or databases of their own on the PostgreSQL that runs
/// the row locks.
class Backend {
 public:
  explicit Backend(const WorkDir& work) : work_(work) {}
  Backend(const WorkDir& work, const PostgresCluster& cluster) : work_(work), cluster_(&cluster) {}

  /// @param name of letters and `_`; one world at a time has it
  [[nodiscard]] WorldPlace make(const std::string& name) const;
  void remove(const WorldPlace& place) const;
  /// Makes a database what it is on a server that has run for a while: statistics taken, nothing dirty. The row locks'
  /// is made so too; a file has nothing of the kind.
  void settle(const WorldPlace& place) const;
  /// How durable a database made here is, as PostgreSQL tells it; empty for files.
  [[nodiscard]] std::string durability() const;

  /// What the series and the facts of this backend are called; those of files as they stand.
  [[nodiscard]] std::string series(const char* name) const;
  [[nodiscard]] std::string label(std::string_view words) const;

 private:
  const WorkDir& work_;
  const PostgresCluster* cluster_ = nullptr;
};

}  // namespace loam::bench
