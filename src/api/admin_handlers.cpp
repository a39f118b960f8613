#include "api/admin_routes.hpp"
#include "api/routes.hpp"

namespace loam {

void add_admin_routes(Api& api) {
  add_admin_settings_routes(api);
  add_admin_user_routes(api);
  add_admin_api_key_routes(api);
  add_admin_market_routes(api);
  add_admin_log_routes(api);
  add_report_routes(api);
  add_test_clock_route(api);
}

}  // namespace loam
