#include <string>
#include <utility>

#include "api/health_probe.hpp"
#include "api/health_routes.hpp"
#include "api/json/json_writer.hpp"

namespace loam {
namespace {

/// What the last commit was like, into an open object.
void write_commits(JsonWriter& json, const PipelineHealth& health, Time now) {
  const bool any = health.last_commit != Time{};
  json.key("last_commit_at");
  any ? json.value(health.last_commit) : json.value(nullptr);
  json.key("last_commit_age_ms");
  any ? json.value((now - health.last_commit).ms) : json.value(nullptr);
  json.key("last_commit_latency_ms");
  any ? json.decimal(health.last_commit_us, 3) : json.value(nullptr);
  json.member("queued", health.queued);
}

/// @param release told where it names a version
http::Response health_answer(const Pipeline& pipeline, const Readiness& readiness, const Release& release) {
  const PipelineHealth health = pipeline.health();
  const bool ready = readiness.ready && health.accepting;
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("status", ready ? "ready" : "not_ready");
  if (!release.version.empty()) json.member("version", release.version).member("schema_step", release.schema_step);
  write_commits(json, health, pipeline.clock().now());
  json.end_object();
  http::Response response = http::Response::json(ready ? 200 : 503, std::move(text));
  if (!ready) response.with("Retry-After", "1");
  return response;
}

}  // namespace

std::vector<OperatorRoute> health_routes(Pipeline& pipeline, HealthProbe& probe, const Release& release) {
  const auto live = [](const http::Request&, const http::ResponderPtr& responder) {
    responder->respond(http::Response::json(200, R"({"status":"live"})"));
  };
  const auto with_probe = [&pipeline, &probe](const Release& shown) {
    return [&pipeline, &probe, shown](const http::Request&, const http::ResponderPtr& responder) {
      probe.ask([&pipeline, responder, shown](const Readiness& readiness) {
        responder->respond(health_answer(pipeline, readiness, shown));
      });
    };
  };
  return {{"/health/live", "get_liveness", live},
          {"/health/ready", "get_readiness", with_probe({})},
          {"/health", "get_health", with_probe(release)}};
}

}  // namespace loam
