#pragma once

#include <string>
#include <vector>

namespace loam::test {

/// A database of its own in a PostgreSQL that the tests start themselves, once a program; dropped at the end. Its
/// schema is up to date.
class PostgresDatabase {
 public:
  /// @param empty without any table
  explicit PostgresDatabase(bool empty = false);
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;
  ~PostgresDatabase();

  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Where the server's socket is.
  [[nodiscard]] const std::string& server() const;
  /// Its address for another user.
  [[nodiscard]] std::string url_as(const std::string& user) const;
  /// The address of this database by another socket, as a PostgresProxy has one.
  [[nodiscard]] std::string url_by(const std::string& directory) const;

  /// What any program can do to the database. Empty where it went well, otherwise what the server said.
  [[nodiscard]] std::string run(const std::string& sql) const;
  /// Every row, its values as text with `|` between. Throws std::runtime_error with what the server said.
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql) const;
  /// The one value of the one row.
  [[nodiscard]] std::string value(const std::string& sql) const { return rows(sql).at(0); }

 private:
  std::string name_;
  std::string url_;
};

/// Where LOAM_TEST_STORE=postgres is said, the address of the database that stands for the one in this data directory,
/// made when it is first asked for; empty otherwise. So suites that drive the program run against either store.
std::string database_for(const std::string& data);

}  // namespace loam::test
