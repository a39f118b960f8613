#include "support/sql.hpp"

#include <algorithm>
#include <stdexcept>

namespace loam::test {
namespace {

/// The value as an SQL literal, so that NULL, 1, 1.0, '1' and x'31' all differ.
std::string literal(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return "NULL";
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: return text;
    case SQLITE_TEXT: return std::string("'") + text + "'";
    default: break;
  }
  const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
  std::string hex = "x'";
  for (int i = 0; i < sqlite3_column_bytes(statement, column); ++i) {
    constexpr const char* kDigits = "0123456789abcdef";
    hex += kDigits[bytes[i] >> 4U];
    hex += kDigits[bytes[i] & 15U];
  }
  return hex + "'";
}

}  // namespace

Sql::Sql(const std::filesystem::path& file) {
  if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("cannot open " + file.string());
  constexpr int kPatienceMs = 10'000;
  sqlite3_busy_timeout(database_, kPatienceMs);
}

Sql::~Sql() { sqlite3_close(database_); }

std::string Sql::run(const std::string& sql) {
  char* message = nullptr;
  sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &message);
  const std::string said = message == nullptr ? "" : message;
  sqlite3_free(message);
  return said;
}

void Sql::must(const std::string& sql) {
  const std::string said = run(sql);
  if (!said.empty()) throw std::runtime_error(said + " in: " + sql);
}

std::vector<std::string> Sql::rows(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(std::string(sqlite3_errmsg(database_)) + " in: " + sql);
  }
  std::vector<std::string> found;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    std::string row;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      if (column > 0) row += '|';
      row += literal(statement, column);
    }
    found.push_back(row);
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) throw std::runtime_error(std::string(sqlite3_errmsg(database_)) + " in: " + sql);
  return found;
}

std::string Sql::value(const std::string& sql) {
  const auto found = rows(sql);
  return found.size() == 1 ? found.front() : std::to_string(found.size()) + " rows";
}

std::vector<std::string> Sql::tables() {
  std::vector<std::string> names;
  for (const std::string& row :
       rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            "AND name NOT IN ('schema_migrations', 'loam_migrations') ORDER BY name")) {
    names.push_back(row.substr(1, row.size() - 2));
  }
  return names;
}

std::vector<std::string> Sql::content() {
  std::vector<std::string> all;
  for (const std::string& table : tables()) {
    std::vector<std::string> found = rows("SELECT * FROM " + table);
    std::sort(found.begin(), found.end());
    all.push_back("# " + table);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace loam::test
