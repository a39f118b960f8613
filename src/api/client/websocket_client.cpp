#include "api/client/websocket_client.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <openssl/evp.h>

#include "base/random.hpp"

namespace loam {
namespace {

constexpr Duration kSendTime = Duration::seconds(10);

std::string random_key() {
  std::array<std::uint8_t, 16> random{};
  SystemRandom().fill(random);
  std::array<unsigned char, 25> encoded{};  // 24 characters and a zero
  const int size = EVP_EncodeBlock(encoded.data(), random.data(), static_cast<int>(random.size()));
  std::string key;
  for (int i = 0; i < size; ++i) key.push_back(static_cast<char>(encoded[static_cast<std::size_t>(i)]));
  return key;
}

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<void, std::string> WebSocketClient::connect(const std::string& host, std::uint16_t port, std::string_view target,
                                                   const HttpHeaders& headers, Duration timeout) {
  drop();
  *this = WebSocketClient();
  if (auto connected = wire_.connect(host, port, timeout); !connected) return connected;
  const std::string key = random_key();
  std::string message =
      "GET " + std::string(target) + " HTTP/1.1\r\nHost: " + host +
      "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key +
      "\r\n";
  for (const auto& [name, value] : headers) message.append(name).append(": ").append(value).append("\r\n");
  if (auto sent = wire_.send(message + "\r\n", timeout); !sent) return sent;

  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    auto size = wire_.receive(received_, timeout);
    if (!size) return Unexpected{size.error()};
    if (*size == 0) return Unexpected{std::string("the server ended the connection")};
  }
  const auto answer = parse_http_head(std::string_view(received_).substr(0, end + 2));
  received_.erase(0, end + 4);
  if (!answer) return Unexpected{std::string("the answer is not well-formed HTTP")};
  status_ = answer->status;
  subprotocol_ = answer->header("sec-websocket-protocol");
  if (status_ == 101 && answer->header("sec-websocket-accept") == http::websocket_accept(key)) return {};
  wire_.close();
  return Unexpected{"the server did not accept the WebSocket, status " + std::to_string(status_)};
}

Result<void, std::string> WebSocketClient::send(std::string_view text) { return send_frame(http::Opcode::text, text); }

Result<void, std::string> WebSocketClient::send_raw(std::string_view bytes) { return wire_.send(bytes, kSendTime); }

Result<void, std::string> WebSocketClient::send_frame(http::Opcode opcode, std::string_view payload) {
  http::FrameMask mask{};
  SystemRandom().fill(mask);
  std::string frame;
  http::append_masked_frame(frame, opcode, payload, mask);
  return send_raw(frame);
}

/// One whole frame off the received bytes; its payload.
std::optional<std::string> WebSocketClient::take_frame(http::FrameHeader& header) {
  if (http::parse_frame_header(received_, header) != http::FrameParse::complete) return std::nullopt;
  const std::size_t size = header.header_size + static_cast<std::size_t>(header.payload_size);
  if (received_.size() < size) return std::nullopt;
  std::string payload = received_.substr(header.header_size, size - header.header_size);
  received_.erase(0, size);
  return payload;
}

std::optional<std::string> WebSocketClient::receive(Duration within) {
  const std::int64_t deadline = steady_ms() + within.ms;
  while (wire_.is_open()) {
    http::FrameHeader header;
    if (const auto payload = take_frame(header)) {
      if (header.opcode == http::Opcode::ping) (void)send_frame(http::Opcode::pong, *payload);
      if (header.opcode == http::Opcode::close) on_close_frame(*payload);
      if (header.is_control()) continue;
      message_ += *payload;
      if (header.final) return std::exchange(message_, {});
      continue;
    }
    const std::int64_t left =
        std::max<std::int64_t>(0, deadline - steady_ms());  // with none left, what is there still counts
    const auto size = wire_.receive(received_, Duration{left});
    if (!size && size.error() == Wire::kTimedOut) return std::nullopt;
    if (!size || *size == 0) lost();
  }
  return std::nullopt;
}

void WebSocketClient::on_close_frame(std::string_view payload) {
  Closed closed{1005, {}};  // RFC 6455: a close frame without a code
  if (payload.size() >= 2) {
    closed.code = static_cast<std::uint16_t>((static_cast<unsigned char>(payload[0]) << 8U) |
                                             static_cast<unsigned char>(payload[1]));
    closed.reason = payload.substr(2);
  }
  closed_ = closed;
  (void)send_frame(http::Opcode::close, payload.substr(0, 2));
  wire_.close();
}

void WebSocketClient::lost() {
  if (!closed_) closed_ = Closed{};
  wire_.close();
}

void WebSocketClient::close(std::uint16_t code, std::string_view reason) {
  if (!wire_.is_open()) return;
  (void)send_frame(http::Opcode::close, http::close_payload(code, reason));
  wire_.close();
}

void WebSocketClient::drop() { wire_.close(); }

}  // namespace loam
