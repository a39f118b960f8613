#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace loam {

struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// Any case of the name; empty where absent.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// A blocking HTTP/1.1 client on one kept connection: for the command line, bots, tests and measurements. Not for
/// several threads at once.
class HttpClient {
 public:
  HttpClient(std::string host, std::uint16_t port, Duration timeout = Duration::seconds(10));
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  HttpClient(HttpClient&& other) noexcept;
  HttpClient& operator=(HttpClient&& other) noexcept;
  ~HttpClient();

  /// Connects where there is no connection. Where the server has closed a kept one before any byte of the answer, the
  /// request is sent once more on a new one. The error is a sentence.
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
  class Wire;

  Result<void, std::string> connect();

  std::string host_;
  std::uint16_t port_;
  Duration timeout_;
  int socket_ = -1;
  std::string received_;
};

}  // namespace loam
