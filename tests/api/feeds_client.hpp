#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "api/client/websocket_client.hpp"
#include "support/caller.hpp"
#include "support/process.hpp"

namespace loam::test {

/// A subscriber of a real server, over a WebSocket.
class FeedClient {
 public:
  /// @param token offered as a subprotocol, as pages do; empty: a guest
  explicit FeedClient(const ServerProcess& server, std::string_view token = {}) {
    HttpHeaders headers;
    if (!token.empty()) headers.emplace_back("Sec-WebSocket-Protocol", "bearer, " + std::string(token));
    const auto connected = socket_.connect("127.0.0.1", server.port(), "/api/v1/ws/connect", headers);
    if (!connected) throw std::runtime_error("cannot connect: " + connected.error());
  }

  void say(std::string_view text) {
    if (!socket_.send(text)) throw std::runtime_error("cannot send");
  }
  /// The next message of this type that was not taken before; an empty body where none comes.
  Told next(std::string_view type, Duration within = Duration::seconds(5)) {
    const std::string begin = R"({"type":")" + std::string(type) + '"';
    for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
      if (!at->starts_with(begin)) continue;
      const std::string text = *at;
      waiting_.erase(at);
      return told(text);
    }
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(within.ms);
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      if (left.count() <= 0) return {};
      const auto text = socket_.receive(Duration{left.count()});
      if (!text) return {};
      heard_.push_back(*text);
      if (text->starts_with(begin)) return told(*text);
      waiting_.push_back(*text);
    }
  }
  /// Reads until the server closes; nullopt where it does not.
  std::optional<WebSocketClient::Closed> wait_closed(Duration within) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(within.ms);
    while (!socket_.closed() && std::chrono::steady_clock::now() < until) {
      if (const auto text = socket_.receive(Duration{100})) heard_.push_back(*text);
    }
    return socket_.closed();
  }
  [[nodiscard]] const std::vector<std::string>& heard() const { return heard_; }
  [[nodiscard]] WebSocketClient& socket() { return socket_; }

 private:
  static Told told(const std::string& text) {
    Told told;
    told.body = text;
    if (auto document = JsonDocument::parse(text)) told.document = std::move(document).value();
    return told;
  }

  WebSocketClient socket_;
  std::deque<std::string> waiting_;
  std::vector<std::string> heard_;
};

/// A client of one event stream.
class Events {
 public:
  Events(const ServerProcess& server, const std::string& target, const std::string& headers = {})
      : client_(server.client(Duration::seconds(5))) {
    const auto sent = client_.send_raw("GET " + target + " HTTP/1.1\r\nHost: loam\r\nAccept: text/event-stream\r\n" +
                                       headers + "\r\n");
    if (!sent) throw std::runtime_error(sent.error());
  }
  /// Reads until the text has come; false where it does not.
  bool wait_for(const std::string& text) {
    while (text_.find(text) == std::string::npos) {
      auto more = client_.receive_some();
      if (!more || more->empty()) return false;
      text_ += *more;
    }
    return true;
  }
  /// Reads until the server ends the stream.
  bool wait_for_end() {
    for (;;) {
      auto more = client_.receive_some();
      if (!more) return false;
      if (more->empty()) return true;
      text_ += *more;
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string last_id() const {
    const std::size_t at = text_.rfind("id: ");
    return at == std::string::npos ? "" : text_.substr(at + 4, text_.find('\n', at) - at - 4);
  }

 private:
  HttpClient client_;
  std::string text_;
};

}  // namespace loam::test
