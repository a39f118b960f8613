#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/responder.hpp"

namespace loam::http {

struct Route {
  Method method = Method::get;
  /// `/api/v1/lands/{id}`: literal segments and whole segments in braces.
  std::string pattern;
  Handler handler;
  /// The operation's name in the contract (`get_land`); unique.
  std::string name;
  /// Bits whose meaning belongs to whoever fills the table (who may call, whether it writes).
  std::uint32_t flags = 0;
};

/// The table of what is served. Filled once, then read from any thread.
class Router {
 public:
  Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;
  ~Router();

  /// A malformed pattern and a second route for the same method and shape are bugs.
  void add(Route route);
  void get(std::string pattern, std::string name, Handler handler, std::uint32_t flags = 0);
  void post(std::string pattern, std::string name, Handler handler, std::uint32_t flags = 0);
  void patch(std::string pattern, std::string name, Handler handler, std::uint32_t flags = 0);
  void del(std::string pattern, std::string name, Handler handler, std::uint32_t flags = 0);

  struct Match {
    const Route* route = nullptr;
    /// Where there is no route: the methods that the path does have, as the Allow header names them. Empty: no such
    /// path.
    std::string allow;
  };
  /// A literal segment goes before one in braces. HEAD finds the GET route. Sets the request's route and path
  /// parameters.
  Match match(Request& request) const;
  /// Matches and calls the handler; 404, or 405 with Allow, as problem+json.
  void dispatch(Request& request, ResponderPtr responder) const;

  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Node;
  /// What stood where the pattern has a name in braces.
  struct Values {
    std::array<std::string_view, 8> texts;
    std::size_t count = 0;
  };

  const Node* find(const Node& node, std::string_view rest, Values& values) const;
  static std::string allowed(const Node& node);

  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace loam::http
