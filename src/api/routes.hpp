#pragma once

#include <vector>

#include "api/api.hpp"
#include "api/catalogue/catalogue.hpp"
#include "api/catalogue/leaderboards.hpp"
#include "api/feed/feed_hub.hpp"
#include "surveillance/surveillance.hpp"

namespace loam {

/// Each file of handlers fills its part of the table.
void add_market_routes(Api& api);          // market_handlers.cpp: /biome-market
void add_market_history_routes(Api& api);  // market_history_handlers.cpp: price history, candles, statistics
void add_land_routes(Api& api, const Catalogue& catalogue);         // land_handlers.cpp: /lands, /users/{id}/lands
void add_marketplace_routes(Api& api, const Catalogue& catalogue);  // listing_handlers.cpp: /marketplace/listings
void add_leaderboard_route(Api& api, Leaderboards& boards);         // leaderboard_handlers.cpp
void add_record_proof_routes(Api& api);                             // record_proof_handlers.cpp: …/{seq}/proof
void add_record_routes(Api& api);              // record_handlers.cpp: the audit trail, /users/{id}/transactions, export
void add_batch_route(Api& api);                // batch_handler.cpp: /batch
void add_auth_routes(Api& api);                // auth_handlers.cpp: /auth
void add_session_routes(Api& api);             // session_handlers.cpp: /auth/sessions, /admin/users/{id}/sessions
void add_user_routes(Api& api);                // user_handlers.cpp: /users
void add_payment_routes(Api& api);             // payment_handlers.cpp: /payments
void add_admin_routes(Api& api);               // admin_handlers.cpp: /admin
void add_feed_routes(Api& api, FeedHub& hub);  // feed_handlers.cpp: /ws/connect, /events
void add_alert_routes(Api& api, Surveillance& surveillance);  // alert_handlers.cpp: /admin/alerts
void add_pages_routes(Api& api);                              // pages_handlers.cpp: /, /exchange, … and their files
void add_docs_routes(Api& api);                               // docs_handlers.cpp: /openapi.json, /docs

/// What a hub looks at, out of the API.
FeedHub::Sources feed_sources(Api& api);
/// The newest entries of the audit log that are about alerts, newest first.
Result<std::vector<AuditEntry>, Fault> newest_alert_entries(Reader& reader);

}  // namespace loam
