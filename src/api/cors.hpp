#pragma once

#include <string>
#include <vector>

#include "api/http/request.hpp"
#include "api/http/response.hpp"

namespace loam {

/// Lets pages of the configured origins call the API. Tokens travel in a header, never in cookies, so no credentials
/// are allowed across origins.
class Cors {
 public:
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  /// Whether this is a browser asking what it may send; then answer with preflight().
  [[nodiscard]] static bool is_preflight(const http::Request& request);
  [[nodiscard]] http::Response preflight(const http::Request& request) const;
  /// Adds what lets the page read the answer.
  void decorate(const http::Request& request, http::Response& response) const;

 private:
  [[nodiscard]] bool allows(std::string_view origin) const;

  std::vector<std::string> origins_;
};

}  // namespace loam
