#include "api/http/router.hpp"

#include <map>
#include <utility>

#include "api/http/problem.hpp"
#include "base/check.hpp"

namespace loam::http {
namespace {

constexpr std::size_t kMethods = static_cast<std::size_t>(Method::other);

/// Takes the first segment off a path that has its leading slash removed.
std::string_view take_segment(std::string_view& rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

/// One segment of the table, with what may follow it. The names of parameters belong to the routes, because two routes
/// through one node may call it differently.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::array<const Route*, kMethods> routes{};

  [[nodiscard]] bool is_end() const {
    for (const Route* route : routes) {
      if (route) return true;
    }
    return false;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(Route route) {
  LOAM_CHECK(route.pattern.starts_with('/') && route.method != Method::other && route.handler);
  Node* node = root_.get();
  std::string_view rest = std::string_view(route.pattern).substr(1);
  while (!rest.empty()) {
    const std::string_view segment = take_segment(rest);
    LOAM_CHECK(!segment.empty());
    auto& next = is_parameter(segment) ? node->parameter : node->literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  const Route*& place = node->routes[static_cast<std::size_t>(route.method)];
  LOAM_CHECK(!place);
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  place = routes_.back().get();
}

void Router::get(std::string pattern, std::string name, Handler handler, std::uint32_t flags) {
  add({Method::get, std::move(pattern), std::move(handler), std::move(name), flags});
}

void Router::post(std::string pattern, std::string name, Handler handler, std::uint32_t flags) {
  add({Method::post, std::move(pattern), std::move(handler), std::move(name), flags});
}

void Router::patch(std::string pattern, std::string name, Handler handler, std::uint32_t flags) {
  add({Method::patch, std::move(pattern), std::move(handler), std::move(name), flags});
}

void Router::del(std::string pattern, std::string name, Handler handler, std::uint32_t flags) {
  add({Method::del, std::move(pattern), std::move(handler), std::move(name), flags});
}

/// Searches literals first and turns back where they lead nowhere: `/lands/map` and `/lands/{id}` live side by side.
const Router::Node* Router::find(const Node& node, std::string_view rest, Values& values) const {
  if (rest.empty()) return node.is_end() ? &node : nullptr;
  const std::string_view segment = take_segment(rest);
  if (segment.empty()) return nullptr;
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const Node* found = find(*literal->second, rest, values)) return found;
  }
  if (!node.parameter || values.count == values.texts.size()) return nullptr;
  values.texts[values.count++] = segment;
  if (const Node* found = find(*node.parameter, rest, values)) return found;
  --values.count;
  return nullptr;
}

Router::Match Router::match(Request& request) const {
  const std::string_view path = request.path();
  Values values;
  // A slash at the end would name an empty segment: no such path.
  const bool malformed = path.empty() || (path.size() > 1 && path.back() == '/');
  const Node* node = malformed ? nullptr : find(*root_, path.substr(1), values);
  if (!node) return {};

  const Method method = request.method() == Method::head ? Method::get : request.method();
  const Route* route = method == Method::other ? nullptr : node->routes[static_cast<std::size_t>(method)];
  if (!route) return {nullptr, allowed(*node)};

  request.set_route(route);
  request.clear_path_parameters();
  std::string_view rest = std::string_view(route->pattern).substr(1);
  for (std::size_t i = 0; i < values.count;) {
    const std::string_view segment = take_segment(rest);
    if (is_parameter(segment)) request.add_path_parameter(segment.substr(1, segment.size() - 2), values.texts[i++]);
  }
  return {route, {}};
}

std::string Router::allowed(const Node& node) {
  std::string methods;
  for (const Route* route : node.routes) {
    if (!route) continue;
    if (!methods.empty()) methods += ", ";
    methods += to_string(route->method);
    if (route->method == Method::get) methods += ", HEAD";
  }
  return methods;
}

void Router::dispatch(Request& request, ResponderPtr responder) const {
  const Match found = match(request);
  if (found.route) {
    found.route->handler(request, std::move(responder));
  } else if (found.allow.empty()) {
    responder->respond(not_found(request, "There is nothing at this path."));
  } else {
    responder->respond(problem(request, {405, "method_not_allowed", "This path does not take this method.", nullptr})
                           .with("Allow", found.allow));
  }
}

}  // namespace loam::http
