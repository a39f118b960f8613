#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loam::http {

/// Where the producer of a streamed body puts one piece. Exactly one of the three is called for each time that the
/// server asked, from any thread. Dropped without a call it counts as `fail()`.
class BodySink {
 public:
  BodySink() = default;
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;
  virtual ~BodySink() = default;

  /// The next bytes of the body; the server asks again when they are written. An empty piece is allowed.
  virtual void piece(std::string bytes) = 0;
  /// The body is complete.
  virtual void end() = 0;
  /// The body cannot be completed: the connection is cut, so that the client does not take a part for the whole.
  virtual void fail() = 0;
};

/// Asked on an I/O thread for each next piece: must not block there, and may answer at once or later from elsewhere.
/// One piece at most is in memory, however long the body. Destroyed when the body is complete or the client is gone.
using BodySource = std::function<void(std::unique_ptr<BodySink>)>;

struct Header {
  std::string name;
  std::string value;
};

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kNoContent = "";

/// One answer. The server adds Date, Content-Length, X-Request-Id and the connection's own headers.
struct Response {
  int status = 200;
  /// Must outlive the server: a literal. Empty writes no Content-Type.
  std::string_view content_type = kJson;
  std::vector<Header> headers;
  std::string body;
  /// A body that many answers share (a page, the contract); stands in place of `body`.
  std::shared_ptr<const std::string> shared_body;
  /// A body produced piece by piece and sent in chunks; stands in place of both.
  BodySource source;
  /// Ends the connection after this answer.
  bool close = false;

  static Response json(int status, std::string body) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
  }
  Response& with(std::string name, std::string value) & {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
  Response&& with(std::string name, std::string value) && { return std::move(with(std::move(name), std::move(value))); }
};

/// The standard words for a status (`Not Found`).
std::string_view reason_of(int status);

}  // namespace loam::http
