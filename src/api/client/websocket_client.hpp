#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/client/http_client.hpp"
#include "api/client/wire.hpp"
#include "api/http/websocket_frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace loam {

/// A blocking WebSocket client for text messages. Answers pings by itself while it receives.
class WebSocketClient {
 public:
  struct Closed {
    /// 1006 where the connection ended without a close frame.
    std::uint16_t code = 1006;
    std::string reason;
  };

  /// The headers may carry Authorization or Sec-WebSocket-Protocol. On refusal `status()` tells the HTTP status.
  Result<void, std::string> connect(const std::string& host, std::uint16_t port, std::string_view target,
                                    const HttpHeaders& headers = {}, Duration timeout = Duration::seconds(10));
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const std::string& subprotocol() const { return subprotocol_; }

  Result<void, std::string> send(std::string_view text);
  /// The next text message; nullopt where none comes within the time, or the connection is closed (see `closed()`).
  std::optional<std::string> receive(Duration within = Duration::seconds(5));
  [[nodiscard]] const std::optional<Closed>& closed() const { return closed_; }

  [[nodiscard]] bool is_open() const { return wire_.is_open(); }

  /// Bytes as they are, for tests with broken frames.
  Result<void, std::string> send_raw(std::string_view bytes);
  /// A masked frame of any kind.
  Result<void, std::string> send_frame(http::Opcode opcode, std::string_view payload);
  /// Sends a close frame and ends the connection.
  void close(std::uint16_t code = 1000, std::string_view reason = {});
  /// Ends the connection without a word.
  void drop();

 private:
  std::optional<std::string> take_frame(http::FrameHeader& header);
  void on_close_frame(std::string_view payload);
  void lost();

  Wire wire_;
  int status_ = 0;
  std::string subprotocol_;
  std::string received_;
  std::string message_;
  std::optional<Closed> closed_;
};

}  // namespace loam
