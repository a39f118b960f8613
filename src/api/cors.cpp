#include "api/cors.hpp"

#include <algorithm>

namespace loam {

bool Cors::allows(std::string_view origin) const {
  return !origin.empty() && std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

bool Cors::is_preflight(const http::Request& request) {
  return request.method() == http::Method::options && request.has_header("access-control-request-method");
}

http::Response Cors::preflight(const http::Request& request) const {
  http::Response response;
  response.status = 204;
  response.content_type = http::kNoContent;
  if (!allows(request.header("origin"))) return response;
  response.with("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
  response.with("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, X-Act-As, X-Request-Id");
  response.with("Access-Control-Max-Age", "600");
  return response;
}

void Cors::decorate(const http::Request& request, http::Response& response) const {
  if (origins_.empty()) return;
  response.with("Vary", "Origin");
  const std::string_view origin = request.header("origin");
  if (!allows(origin)) return;
  response.with("Access-Control-Allow-Origin", std::string(origin));
  response.with(
      "Access-Control-Expose-Headers",
      "Idempotency-Replayed, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id");
}

}  // namespace loam
