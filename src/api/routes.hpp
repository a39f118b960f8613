#pragma once

#include "api/api.hpp"

namespace loam {

/// Each file of handlers fills its part of the table.
void add_market_routes(Api& api);   // market_handlers.cpp: /biome-market
void add_market_history_routes(Api& api);  // market_history_handlers.cpp: price history, candles, statistics
void add_record_routes(Api& api);   // record_handlers.cpp: the audit trail, /users/{id}/transactions, export
void add_batch_route(Api& api);     // batch_handler.cpp: /batch
void add_auth_routes(Api& api);     // auth_handlers.cpp: /auth
void add_user_routes(Api& api);     // user_handlers.cpp: /users
void add_payment_routes(Api& api);  // payment_handlers.cpp: /payments
void add_admin_routes(Api& api);    // admin_handlers.cpp: /admin

}  // namespace loam
