#pragma once

#include <filesystem>
#include <string>
#include <utility>

namespace loam {

/// Where a world is kept: in an SQLite file or, where `url` is said, in PostgreSQL.
struct Database {
  Database() = default;
  // A file is what it is for most worlds, and for every test of the file itself.
  Database(std::filesystem::path path) : file(std::move(path)) {}  // NOLINT(google-explicit-constructor)

  std::filesystem::path file;
  std::string url;         ///< postgres://user@host/database; it may hold a password: it is never logged
  std::string reader_url;  ///< where history is read instead, a replica; empty: at `url`

  [[nodiscard]] bool is_postgres() const { return !url.empty(); }
};

}  // namespace loam
