#pragma once

#include <string>
#include <string_view>

#include "api/http/request.hpp"
#include "api/http/response.hpp"
#include "api/json/field_error.hpp"

namespace loam::http {

/// An error answer of RFC 9457.
struct Problem {
  int status = 500;
  /// A stable word of the contract (`insufficient_funds`).
  std::string_view code;
  /// A sentence for people.
  std::string_view detail;
  /// What is wrong with which field; for 422.
  const FieldErrors* errors = nullptr;
};

/// `type` is `/problems/<code>`, `title` the status in words, `instance` the request's path, `request_id` its id.
Response problem(const Request& request, const Problem& problem);

Response not_found(const Request& request, std::string_view detail);
/// 422 `invalid_request` with its field errors; a body that is no JSON at all is 422 too, and names where it ends to
/// be.
Response unprocessable(const Request& request, const FieldErrors& errors);
/// 429 and 503 tell when to come back.
Response try_later(const Request& request, int status, std::string_view code, std::string_view detail,
                   int retry_after_s);

/// True where the body, if there is one, says that it is JSON in UTF-8. Else answer `unsupported_media_type`.
bool is_json(const Request& request);
Response unsupported_media_type(const Request& request);

}  // namespace loam::http
