#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loam::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };

std::string_view to_string(Method method);
/// `other` for every word that is not a method served here.
Method parse_method(std::string_view text);

struct Route;

/// One request as a handler sees it: decoded, and within its limits. Owns its text; nothing points into the socket's
/// buffers. The server keeps it alive and unchanged until the request is answered, and not a moment longer.
class Request {
 public:
  struct Pair {
    std::string name;
    std::string value;
  };

  Request() = default;
  /// A request that came in no HTTP message of its own: a command of a batch, a test. nullopt where `target` is
  /// malformed.
  static std::optional<Request> make(Method method, std::string_view target, std::string body = {});

  [[nodiscard]] Method method() const { return method_; }
  /// As the client wrote it: path and query.
  [[nodiscard]] std::string_view target() const { return target_; }
  /// Percent-decoded, valid UTF-8, without `%2F` and control characters: what stands between two slashes is one
  /// segment.
  [[nodiscard]] std::string_view path() const { return path_; }

  /// The decoded query parameter; an empty one counts as absent. Where one is given twice the first is taken.
  [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const;
  [[nodiscard]] const std::vector<Pair>& query() const { return query_; }

  /// What stands in the path at `{name}` of the route's pattern; empty where the pattern has no such name.
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
  /// The route that the router has chosen; null before.
  [[nodiscard]] const Route* route() const { return route_; }

  /// Any case of the name. Empty where the header is absent; several of one name are joined with a comma, as HTTP says.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] bool has_header(std::string_view name) const;

  [[nodiscard]] const std::string& body() const { return body_; }
  /// The peer's address without its port; behind a trusted proxy that of the proxy's client.
  [[nodiscard]] std::string_view remote_address() const { return remote_address_; }
  /// X-Request-Id where the client sent a sane one, else made here. Comes back in the answer's header.
  [[nodiscard]] std::string_view id() const { return id_; }
  /// When its first byte was read.
  [[nodiscard]] std::chrono::steady_clock::time_point started() const { return started_; }

  // For the server, the router and whoever makes requests of their own. What they set is checked by the setters'
  // callers.

  void clear();
  void set_method(Method method) { method_ = method; }
  /// Splits and decodes; false where the target is malformed.
  bool set_target(std::string_view target);
  void add_header(std::string_view name, std::string_view value);
  std::string& mutable_body() { return body_; }
  void set_remote_address(std::string_view address) { remote_address_ = address; }
  void set_id(std::string_view id) { id_ = id; }
  void set_started(std::chrono::steady_clock::time_point at) { started_ = at; }
  void set_route(const Route* route) { route_ = route; }
  /// `value` is a part of `path()`.
  void add_path_parameter(std::string_view name, std::string_view value) {
    path_parameters_.push_back({name, static_cast<std::size_t>(value.data() - path_.data()), value.size()});
  }
  void clear_path_parameters() { path_parameters_.clear(); }

 private:
  /// Places in `header_text_`; names are lower-cased there.
  struct HeaderPlace {
    std::uint32_t name;
    std::uint32_t name_size;
    std::uint32_t value;
    std::uint32_t value_size;
  };
  struct PathParameter {
    std::string_view name;  // in the route's pattern
    std::size_t begin;      // in path_, which moves with the request
    std::size_t size;
  };

  [[nodiscard]] const HeaderPlace* find_header(std::string_view name) const;

  Method method_ = Method::other;
  std::string target_;
  std::string path_;
  std::vector<Pair> query_;
  std::vector<PathParameter> path_parameters_;
  const Route* route_ = nullptr;
  std::string header_text_;
  std::vector<HeaderPlace> headers_;
  std::string body_;
  std::string remote_address_;
  std::string id_;
  std::chrono::steady_clock::time_point started_;
};

}  // namespace loam::http
