#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/postgres.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "upgrade/former_world.hpp"
#include "upgrade/worlds.hpp"

namespace loam::test {

/// Where an import goes: a world in an SQLite file or in PostgreSQL, which is not there yet.
class ImportHome {
 public:
  explicit ImportHome(bool postgres);

  /// The verb's, and where the world is.
  [[nodiscard]] std::vector<std::string> arguments(const std::vector<std::string>& verb) const;
  [[nodiscard]] CommandResult run(const std::vector<std::string>& verb) const;
  [[nodiscard]] std::filesystem::path dir() const { return dir_.path(); }
  [[nodiscard]] std::filesystem::path file() const { return dir_.path() / "loam.sqlite"; }

  /// One text of each row: the query gives one column.
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql) const;
  [[nodiscard]] std::string value(const std::string& sql) const { return rows(sql).at(0); }
  /// Everything in every table but what says who may write.
  [[nodiscard]] std::vector<std::string> content() const;

 private:
  TempDir dir_;
  std::unique_ptr<PostgresDatabase> database_;
};

std::vector<std::string> import_verb(const FormerWorld& from);
/// What the report says of it; `(no line)` where it says nothing.
std::string line_of(const std::string& report, const std::string& what);
void expect_good(const CommandResult& result);
/// `loam verify` has nothing to say.
void expect_proven(const ImportHome& home);

}  // namespace loam::test
