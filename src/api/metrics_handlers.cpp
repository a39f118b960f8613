#include <utility>

#include <prometheus/text_serializer.h>

#include "api/health_routes.hpp"

namespace loam {
namespace {

constexpr std::string_view kPrometheusText = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace

std::vector<OperatorRoute> metrics_routes(prometheus::Registry& registry, std::function<void()> look) {
  const auto answer = [&registry, look = std::move(look)](const http::Request&, const http::ResponderPtr& responder) {
    look();
    http::Response response;
    response.content_type = kPrometheusText;
    response.body = prometheus::TextSerializer().Serialize(registry.Collect());
    responder->respond(std::move(response));
  };
  return {{"/metrics", "get_metrics", answer}};
}

void add_operator_routes(Api& api, const std::vector<OperatorRoute>& routes) {
  for (const OperatorRoute& route : routes) {
    api.add(http::Method::get, route.pattern, route.name, access::guest | access::unlimited,
            [handler = route.handler](Api&, const Call& call) { handler(call.request, call.responder); });
  }
}

void add_operator_routes(http::Router& router, const std::vector<OperatorRoute>& routes) {
  for (const OperatorRoute& route : routes) router.get(route.pattern, route.name, route.handler);
}

}  // namespace loam
