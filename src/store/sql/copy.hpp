#pragma once

#include "store/sql/connection.hpp"

namespace loam::sql {

/// Whether there is no row of a world, as in a schema that was just made.
bool has_no_world(const Connection& connection);

/// Copies all rows of a world, as they are at one moment, into a database that has the same schema and no world yet.
/// Whole or not at all. The lease stays behind: it is of a database, not of the world in it.
void copy_world(const Connection& from, const Connection& to);

}  // namespace loam::sql
