#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace loam::test {

/// A connection that knows nothing of the store: what any program on the machine can do to the file.
class Sql {
 public:
  explicit Sql(const std::filesystem::path& file);
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;
  ~Sql();

  /// Empty where it went well, otherwise what SQLite said.
  std::string run(const std::string& sql);
  /// Throws std::runtime_error with what SQLite said.
  void must(const std::string& sql);
  /// Every row, its values as `quote()` writes them, with `|` between.
  std::vector<std::string> rows(const std::string& sql);
  /// The one value of the one row, as text.
  std::string value(const std::string& sql);
  /// The names of the tables that hold data, in order.
  std::vector<std::string> tables();
  /// Everything in every table but the bookkeeping of migrations: table, then its rows in order.
  std::vector<std::string> content();

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace loam::test
