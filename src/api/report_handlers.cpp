#include <memory>
#include <utility>

#include "api/admin_routes.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/proof_desk.hpp"
#include "api/report_render.hpp"

namespace loam {
namespace {

constexpr std::int64_t kProofsPerMinute = 60;  // of all callers: each reads the whole record
constexpr Duration kDay = Duration::days(1);

Time start_of_day(Time at) { return {at.ms - at.ms % kDay.ms}; }

/// The Monday at or before the day. 1970-01-01 was a Thursday, the fourth day of its week.
Time start_of_week(Time day) {
  const std::int64_t weekday = (day.ms / kDay.ms + 3) % 7;
  return day - Duration::days(weekday);
}

/// @param days 1 for the day that `date` names, 7 for the week from Monday to Sunday around it; days are UTC
void get_report(Api& api, Call call, std::string_view name, std::int64_t days) {
  http::QueryReader query(call.request);
  const Time date = start_of_day(query.time("date").value_or(call.now));
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  ReportPeriod period;
  period.name = name;
  period.from = days == 7 ? start_of_week(date) : date;
  period.to = period.from + Duration::days(days);
  period.complete = period.to <= call.now;
  api.query(std::move(call), [&api, period](Reader& reader, const http::Request& request) {
    const auto totals = reader.totals(period.from, period.to);
    if (!totals) return store_unavailable(request, totals.error());
    const auto volumes = reader.trade_volume(period.from, period.to);
    if (!volumes) return store_unavailable(request, volumes.error());
    const Money supply =
        api.view().read([](const State& state) { return negated(state.ledger.account(kOutside).balance()); });
    return http::Response::json(200, report_body(period, *totals, *volumes, supply));
  });
}

void get_daily(Api& api, Call call) { get_report(api, std::move(call), "daily", 1); }
void get_weekly(Api& api, Call call) { get_report(api, std::move(call), "weekly", 7); }

/// Walks the whole record in books of its own: minutes for a record of many millions of rows.
void prove(Api& api, ProofDesk& desk, Call call) {
  const auto verdict = api.rate_limits().take(rate_bucket("proofs", 0), kProofsPerMinute, call.now);
  if (!verdict.allowed) {
    return call.respond(
        http::try_later(call.request, 429, "rate_limited", "The record was proven just now.", verdict.retry_after_s));
  }
  desk.ask(api.readers(), std::move(call));
}

}  // namespace

void add_report_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/admin/reports/daily", "get_daily_report", kOverseers, get_daily);
  api.add(Method::get, "/api/v1/admin/reports/weekly", "get_weekly_report", kOverseers, get_weekly);
  api.add(Method::get, "/api/v1/admin/invariants", "prove_invariants", kOverseers,
          [desk = std::make_shared<ProofDesk>()](Api& owner, Call call) { prove(owner, *desk, std::move(call)); });
}

}  // namespace loam
