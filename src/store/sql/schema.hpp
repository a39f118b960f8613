#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/migrations.hpp"
#include "store/sql/connection.hpp"

namespace loam::sql {

/// Versions that the database has, whoever applied them.
std::set<std::string> applied_versions(const Connection& connection);
std::vector<MigrationStatus> status_of(const Connection& connection);

/// Throws where the database has a step that this binary does not know, or one from a file with another content.
void refuse_foreign_schema(const Connection& connection);
/// Throws where a step is missing.
void refuse_older_schema(const Connection& connection);

/// Takes the missing steps, in order, up to `to` (a version or a whole name; all where empty). Gives their names.
std::vector<std::string> take_up(const Connection& connection, const std::optional<std::string>& to);
std::vector<std::string> take_down(const Connection& connection, const std::optional<std::string>& to,
                                   const std::vector<std::string>& accepted_losses);

}  // namespace loam::sql
