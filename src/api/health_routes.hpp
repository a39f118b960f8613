#pragma once

#include <string>
#include <vector>

#include "api/api.hpp"
#include "api/feed/feed_hub.hpp"
#include "api/health_probe.hpp"
#include "api/metrics_service.hpp"

namespace loam {

/// What a machine asks an operator's port, or the API's where there is no such port: without signing in, not counted by
/// any limit.
struct OperatorRoute {
  std::string pattern;
  std::string name;
  http::Handler handler;
};

/// What runs here, for /health.
struct Release {
  std::string version;
  std::string schema_step;  ///< the newest step of the database's schema, by its whole name
};

/// /health/live, /health/ready, /health
std::vector<OperatorRoute> health_routes(Pipeline& pipeline, HealthProbe& probe, const Release& release);
/// /metrics; `look` sets the gauges first.
std::vector<OperatorRoute> metrics_routes(prometheus::Registry& registry, std::function<void()> look);

/// Puts them into the API's table, or into one of their own.
void add_operator_routes(Api& api, const std::vector<OperatorRoute>& routes);
void add_operator_routes(http::Router& router, const std::vector<OperatorRoute>& routes);

}  // namespace loam
