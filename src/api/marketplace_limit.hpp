#pragma once

#include "api/api.hpp"

namespace loam {

/// Claims, gifts, listings, bids, buys and withdrawals of one account have one limit an hour, beside that of all
/// requests. False where it is used up; then the call is answered.
bool within_marketplace_limit(Api& api, const Call& call);

}  // namespace loam
