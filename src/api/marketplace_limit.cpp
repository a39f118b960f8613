#include "api/marketplace_limit.hpp"

#include <string>

#include "api/http/problem.hpp"

namespace loam {

bool within_marketplace_limit(Api& api, const Call& call) {
  const std::int64_t per_hour =
      api.view().read([](const State& state) { return state.settings.value(SettingId::marketplace_actions_per_hour); });
  const auto verdict = api.rate_limits().take(rate_bucket("marketplace", call.who.account.value), per_hour, call.now,
                                              Duration::hours(1));
  if (verdict.allowed) return true;
  call.respond(http::try_later(call.request, 429, "marketplace_rate_limited",
                               "Too many claims, gifts, listings, bids and buys in an hour: wait a little.",
                               verdict.retry_after_s)
                   .with("RateLimit-Limit", std::to_string(verdict.limit))
                   .with("RateLimit-Remaining", "0")
                   .with("RateLimit-Reset", std::to_string(verdict.retry_after_s)));
  return false;
}

}  // namespace loam
