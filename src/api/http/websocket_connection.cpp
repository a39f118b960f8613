#include <chrono>
#include <utility>

#include "api/http/feed_connection.hpp"
#include "api/http/websocket_frame.hpp"
#include "api/json/utf8.hpp"

namespace loam::http {
namespace {

/// A WebSocket's server side: text messages in and out. A frame that breaks the protocol closes this socket and no
/// other.
class WebSocketConnection final : public FeedConnection {
 public:
  using FeedConnection::FeedConnection;

 protected:
  void on_bytes(std::string_view bytes) override;
  void append_message(std::string& out, const FeedMessage& message) override {
    append_frame_header(out, Opcode::text, message.text->size());
    out += *message.text;
  }
  void append_farewell(std::string& out, CloseCode code, std::string_view reason) override {
    append_control(
        out, Opcode::close,
        code == CloseCode::abnormal ? std::string() : close_payload(static_cast<std::uint16_t>(code), reason));
  }
  void append_keepalive(std::string& out) override { append_control(out, Opcode::ping, {}); }
  [[nodiscard]] bool must_answer() const override { return true; }

 private:
  static void append_control(std::string& out, Opcode opcode, std::string_view payload) {
    append_frame_header(out, opcode, payload.size());
    out += payload;
  }

  std::size_t take_frames(std::string_view bytes);
  void on_frame(const FrameHeader& header, std::string_view payload);
  void on_data(const FrameHeader& header, std::string_view payload);
  void on_close_frame(std::string_view payload);
  void deliver(std::string_view text);
  void fail(CloseCode code, std::string_view reason) {
    failed_ = true;
    close(code, reason);
  }

  std::string received_;  // the beginning of a frame
  std::string message_;   // the frames so far of a message in parts
  bool in_message_ = false;
  bool failed_ = false;  // what still comes is not looked at
  std::chrono::steady_clock::time_point second_began_;
  unsigned messages_this_second_ = 0;
};

void WebSocketConnection::on_bytes(std::string_view bytes) {
  if (failed_) return;
  if (received_.empty()) {
    const std::size_t used = take_frames(bytes);
    received_ = bytes.substr(used);
  } else {
    received_ += bytes;
    received_.erase(0, take_frames(received_));
  }
  if (received_.empty()) received_ = std::string();  // an idle socket keeps no buffer
}

/// Bytes of whole frames, all taken.
std::size_t WebSocketConnection::take_frames(std::string_view bytes) {
  std::size_t used = 0;
  while (!is_over() && !failed_) {
    const std::string_view rest = bytes.substr(used);
    FrameHeader header;
    const FrameParse parsed = parse_frame_header(rest, header);
    if (parsed == FrameParse::incomplete) return used;
    if (parsed == FrameParse::malformed || !header.masked) {
      fail(CloseCode::protocol_error, "malformed frame");
      break;
    }
    if (message_.size() + header.payload_size > config().websocket_message_bytes_max) {
      fail(CloseCode::too_big, "message too big");
      break;
    }
    const auto size = static_cast<std::size_t>(header.payload_size);
    if (rest.size() < header.header_size + size) return used;
    std::string payload(rest.substr(header.header_size, size));
    apply_mask(payload.data(), payload.size(), header.mask);
    used += header.header_size + size;
    on_frame(header, payload);
  }
  return bytes.size();
}

void WebSocketConnection::on_frame(const FrameHeader& header, std::string_view payload) {
  switch (header.opcode) {
    case Opcode::ping: {
      std::string pong;
      append_control(pong, Opcode::pong, payload);
      return send_control(pong);
    }
    case Opcode::pong: return;
    case Opcode::close: return on_close_frame(payload);
    case Opcode::binary: return fail(CloseCode::unsupported, "only text is taken");
    case Opcode::text:
    case Opcode::continuation: return on_data(header, payload);
  }
}

void WebSocketConnection::on_data(const FrameHeader& header, std::string_view payload) {
  const bool continues = header.opcode == Opcode::continuation;
  if (continues != in_message_) return fail(CloseCode::protocol_error, "frames out of order");
  in_message_ = !header.final;
  if (header.final && message_.empty()) return deliver(payload);
  message_ += payload;
  if (!header.final) return;
  const std::string whole = std::exchange(message_, {});
  deliver(whole);
}

void WebSocketConnection::deliver(std::string_view text) {
  if (!is_utf8(text)) return fail(CloseCode::bad_text, "text is not UTF-8");
  const auto now = steady_now();
  if (now - second_began_ > std::chrono::seconds(1)) {
    second_began_ = now;
    messages_this_second_ = 0;
  }
  if (++messages_this_second_ > config().websocket_messages_per_second_max)
    return fail(CloseCode::policy, "too many messages");
  if (callbacks().on_message) callbacks().on_message(session(), text);
}

void WebSocketConnection::on_close_frame(std::string_view payload) {
  failed_ = true;
  if (payload.empty()) return answer_close(CloseCode::normal, {});
  const std::string_view reason = payload.substr(std::min<std::size_t>(2, payload.size()));
  const auto code = payload.size() < 2 ? std::uint16_t{0}
                                       : static_cast<std::uint16_t>((static_cast<unsigned char>(payload[0]) << 8U) |
                                                                    static_cast<unsigned char>(payload[1]));
  if (!is_close_code(code)) return answer_close(CloseCode::protocol_error, "malformed close");
  if (!is_utf8(reason)) return answer_close(CloseCode::bad_text, "text is not UTF-8");
  answer_close(static_cast<CloseCode>(code), reason);
}

}  // namespace

std::shared_ptr<FeedConnection> make_websocket(std::shared_ptr<ServerCore> core, Socket socket,
                                               std::string remote_address, FeedRequest feed) {
  return std::make_shared<WebSocketConnection>(std::move(core), std::move(socket), std::move(remote_address),
                                               std::move(feed));
}

}  // namespace loam::http
