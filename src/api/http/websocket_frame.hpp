#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace loam::http {

/// The frames of RFC 6455, as bytes. Server and client share this; nothing here knows a socket.
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

using FrameMask = std::array<std::uint8_t, 4>;

inline constexpr std::size_t kControlPayloadMax = 125;

struct FrameHeader {
  bool final = false;
  Opcode opcode = Opcode::text;
  bool masked = false;
  FrameMask mask{};
  /// Bytes of the payload, and of the header before it.
  std::uint64_t payload_size = 0;
  std::size_t header_size = 0;

  [[nodiscard]] bool is_control() const { return static_cast<std::uint8_t>(opcode) >= 8; }
};

enum class FrameParse : std::uint8_t { incomplete, complete, malformed };

/// Reads the header at the front of `bytes`. Malformed: reserved bits, unknown opcodes, control frames that are long or
/// in parts, lengths not in their shortest form.
FrameParse parse_frame_header(std::string_view bytes, FrameHeader& header);

/// A server's frame: only the header, the payload follows as it is.
void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_size);
/// A client's frame, whole.
void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload, FrameMask mask);
void apply_mask(char* payload, std::size_t size, FrameMask mask);

/// The payload of a close frame; the reason is cut to what fits.
std::string close_payload(std::uint16_t code, std::string_view reason);
/// Whether a peer may send this code in a close frame.
bool is_close_code(std::uint16_t code);

/// What Sec-WebSocket-Accept answers to a Sec-WebSocket-Key.
std::string websocket_accept(std::string_view key);

}  // namespace loam::http
