#include "store/sql/connection.hpp"

#include <algorithm>

namespace loam::sql {

std::optional<Biome> Statement::biome(int column) const {
  if (is_null(column)) return std::nullopt;
  return number<Biome>(column);
}

Digest Statement::digest(int column) const {
  const auto bytes = blob(column);
  Digest digest{};
  if (bytes.size() != digest.size()) throw Error("a stored hash has " + std::to_string(bytes.size()) + " bytes");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

Uuid Statement::uuid(int column) const {
  const std::string stored = text(column);
  if (stored.empty()) return {};
  const auto id = parse_uuid(stored);
  if (!id) throw Error("a stored id is none: " + stored);
  return *id;
}

std::string on_conflict(std::string_view columns, const std::vector<std::string_view>& replaced) {
  if (replaced.empty()) return {};
  std::string sql = " ON CONFLICT (" + std::string(columns.substr(0, columns.find(','))) + ") DO UPDATE SET ";
  for (const std::string_view column : replaced) {
    if (column != replaced.front()) sql += ", ";
    sql += std::string(column) + " = excluded." + std::string(column);
  }
  return sql;
}

std::optional<std::int64_t> Connection::integer(std::string_view sql) const {
  Statement statement = prepare(sql);
  if (!statement.step() || statement.is_null(0)) return std::nullopt;
  return statement.integer(0);
}

}  // namespace loam::sql
