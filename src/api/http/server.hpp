#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/http/responder.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace loam::http {

/// Every limit that stands between the network and the house. The defaults suit one machine with a world of players.
struct ServerConfig {
  std::string host = "127.0.0.1";
  /// 0 takes a free one: `Server::port()` tells which.
  std::uint16_t port = 0;
  /// Threads that read and write HTTP. One serves more than 20,000 small requests a second; more help only with free
  /// cores.
  unsigned io_threads = 1;

  /// Request line and headers together; beyond: 431.
  std::size_t header_bytes_max = 16 * 1024;
  /// Beyond: 413.
  std::size_t body_bytes_max = 1024 * 1024;
  /// Bodies and unsent answers of more than 64 KiB, of all connections together; beyond, a body is answered 503 and a
  /// connection that does not take its answer is cut. Keeps thousands of large requests from taking the machine's
  /// memory.
  std::size_t large_bytes_max = 256 * 1024 * 1024;
  /// HTTP connections at once; the next ones are answered 503 and closed. Each idle one costs about 1.5 KiB and a
  /// descriptor.
  std::size_t connections_max = 8'192;
  /// WebSockets and event streams at once; beyond: 503.
  std::size_t feeds_max = 20'000;
  /// A larger message of a WebSocket's client closes it with 1009.
  std::size_t websocket_message_bytes_max = 64 * 1024;
  /// More messages than this within one second close a WebSocket with 1008.
  unsigned websocket_messages_per_second_max = 100;

  /// From the first byte of a request to the end of its headers; beyond: 408.
  Duration header_time = Duration::seconds(10);
  /// From the first byte of a request to the end of its body; beyond: 408.
  Duration request_time = Duration::seconds(30);
  /// Without any byte between two requests.
  Duration idle_time = Duration::seconds(75);
  /// From a complete request to its answer; beyond: 504 and close, for a handler that never answers.
  Duration answer_time = Duration::seconds(60);
  /// A client that takes no byte of its answer for so long is cut.
  Duration write_time = Duration::seconds(30);
  /// A WebSocket is pinged after half of this in silence and cut after all of it; event streams get a comment.
  Duration feed_idle_time = Duration::seconds(60);
  /// What stop() gives requests in flight.
  Duration stop_time = Duration::seconds(5);

  /// Written on every answer: security headers and the like.
  std::vector<Header> common_headers;
  /// Called on an I/O thread just before an answer is written: may add headers (CORS), count, and log. Must not block.
  std::function<void(const Request&, Response&)> before_send;
  /// Called on an I/O thread where a handler threw: a bug, to be logged. The client gets 500.
  std::function<void(const Request&, const char* what)> on_exception;
};

struct ServerStats {
  std::size_t connections = 0;
  std::size_t feeds = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t requests = 0;
  std::uint64_t malformed = 0;
  std::uint64_t feeds_too_slow = 0;
};

/// An HTTP/1.1 server with keep-alive. One request of a connection is in flight at a time; further ones wait unread.
/// Feeds live on a thread of their own, so that a broadcast to thousands never delays an answer.
class Server {
 public:
  Server(ServerConfig config, Handler handler);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops as stop() does.
  ~Server();

  /// Binds, listens, and starts the threads. The error is a sentence (`cannot listen on 127.0.0.1:80: permission
  /// denied`).
  Result<void, std::string> start();
  /// Stops accepting, lets requests in flight finish within stop_time, closes feeds with 1001, and joins the threads.
  void stop();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] ServerStats stats() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace loam::http
