#pragma once

#include <functional>

#include "store/sqlite/connection.hpp"

namespace loam::sqlite {

/// Store::replay over one read transaction of this connection.
void replay(const Connection& connection, const std::function<void(const Event&)>& take);

}  // namespace loam::sqlite
