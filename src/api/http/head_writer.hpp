#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/response.hpp"

namespace loam::http {

/// What the connection, not the handler, knows about an answer.
struct HeadContext {
  std::string_view date;
  std::string_view request_id;
  /// Header lines that every answer carries, as on the wire.
  std::string_view common;
  bool close = false;
  /// nullopt: the body comes in chunks, or ends with the connection.
  std::optional<std::size_t> body_size;
  bool chunked = false;
};

/// Appends status line and headers with the empty line after them. Header values lose control characters, so that no
/// value can start a header of its own.
void write_head(std::string& out, const Response& response, const HeadContext& context);

/// Header lines as on the wire.
void write_header(std::string& out, std::string_view name, std::string_view value);

/// An answer to `status` has a body at all.
constexpr bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace loam::http
