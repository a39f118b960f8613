#pragma once

#include "api/api.hpp"

namespace loam {

/// Who may look at what operators look at.
inline constexpr std::uint32_t kOverseers = access::operators | access::auditors;
/// Who may change it.
inline constexpr std::uint32_t kOperatorWrite = access::operators | access::write;

// The parts of add_admin_routes.
void add_admin_settings_routes(Api& api);  // admin_settings_handlers.cpp: /admin/config
void add_admin_user_routes(Api& api);      // admin_user_handlers.cpp: /admin/users
void add_admin_api_key_routes(Api& api);   // admin_api_key_handlers.cpp: /admin/api-keys
void add_admin_market_routes(Api& api);    // admin_market_handlers.cpp: /admin/markets
void add_admin_log_routes(Api& api);       // admin_log_handlers.cpp: /admin/audit-logs, safeguards, payment-events
void add_report_routes(Api& api);          // report_handlers.cpp: /admin/reports, /admin/invariants
void add_test_clock_route(Api& api);       // test_clock_handlers.cpp: /admin/test-clock

}  // namespace loam
