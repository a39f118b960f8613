#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/client/wire.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace loam {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
  int status = 0;
  HttpHeaders headers;
  std::string body;

  /// Any case of the name; empty where absent.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Status line and header lines, each with its line break; nullopt where they are malformed.
std::optional<HttpAnswer> parse_http_head(std::string_view head);

/// A blocking HTTP/1.1 client on one kept connection: for the command line, bots, tests and measurements. Not for
/// several threads at once.
class HttpClient {
 public:
  /// @param timeout for each step: connecting, and every wait for the socket.
  HttpClient(std::string host, std::uint16_t port, Duration timeout = Duration::seconds(10));

  /// Connects where there is no connection, or where the server has ended the kept one. A request is never sent twice:
  /// an error after it was sent leaves open whether it was carried out. The error is a sentence.
  Result<HttpAnswer, std::string> request(std::string_view method, std::string_view target,
                                          const HttpHeaders& headers = {}, std::string_view body = {});
  Result<HttpAnswer, std::string> get(std::string_view target, const HttpHeaders& headers = {});
  /// With Content-Type: application/json.
  Result<HttpAnswer, std::string> post(std::string_view target, std::string_view json, HttpHeaders headers = {});

  /// For tests of the edge itself: bytes as they are, and the next answer on the connection.
  Result<void, std::string> send_raw(std::string_view bytes);
  Result<HttpAnswer, std::string> receive(bool head_request = false);
  /// Bytes that are there, waiting for the first; empty at the end of the stream.
  Result<std::string, std::string> receive_some();

  void close();

 private:
  Result<void, std::string> ensure_connected();
  Result<std::size_t, std::string> receive_more();
  Result<std::string, std::string> take_head();
  Result<std::string, std::string> take_sized_body(std::size_t size);
  Result<std::string, std::string> take_chunked_body();
  Result<std::string, std::string> take_body_to_end();

  std::string host_;
  std::uint16_t port_;
  Duration timeout_;
  Wire wire_;
  std::string received_;
};

}  // namespace loam
