#pragma once

#include <functional>

#include "store/sql/connection.hpp"
#include "store/store.hpp"

namespace loam::sql {

/// Store::replay over one read transaction of this connection.
void replay(const Connection& connection, ReplayPoint& from, const std::function<void(const Event&)>& take);

}  // namespace loam::sql
