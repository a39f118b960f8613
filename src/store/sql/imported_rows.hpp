#pragma once

#include <string>
#include <vector>

#include "engine/import.hpp"
#include "store/sql/connection.hpp"

namespace loam::sql {

/// Which ids from `first` to `last` are there, in order.
std::vector<std::string> read_imported_ids(const Connection& connection, ImportedTable table, const std::string& first,
                                           const std::string& last);

/// Keeps rows of the former schema in `imported_*`.
class ImportedRowsWriter {
 public:
  explicit ImportedRowsWriter(const Connection& connection);

  /// Fails on an id that is there.
  void write(const ImportedRow& row);

 private:
  std::vector<Statement> inserts_;  // by table
};

}  // namespace loam::sql
