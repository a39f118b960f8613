#include "api/http/websocket_frame.hpp"

#include <algorithm>

#include <openssl/evp.h>

#include "base/check.hpp"

namespace loam::http {
namespace {

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

bool is_known(unsigned opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

std::uint64_t read_big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = (value << 8U) | byte_at(bytes, at + i);
  return value;
}

void append_header(std::string& out, Opcode opcode, std::size_t size, std::uint8_t mask_bit) {
  out.push_back(static_cast<char>(0x80U | static_cast<unsigned>(opcode)));
  const auto append = [&](std::uint8_t marker, std::size_t bytes) {
    out.push_back(static_cast<char>(mask_bit | marker));
    for (std::size_t i = bytes; i-- > 0;) out.push_back(static_cast<char>(size >> (8 * i)));
  };
  if (size < 126) {
    append(static_cast<std::uint8_t>(size), 0);
  } else if (size <= 0xFFFF) {
    append(126, 2);
  } else {
    append(127, 8);
  }
}

}  // namespace

FrameParse parse_frame_header(std::string_view bytes, FrameHeader& header) {
  if (bytes.size() < 2) return FrameParse::incomplete;
  const unsigned first = byte_at(bytes, 0);
  const unsigned second = byte_at(bytes, 1);
  const unsigned short_size = second & 0x7FU;
  if ((first & 0x70U) != 0 || !is_known(first & 0x0FU)) return FrameParse::malformed;
  header.final = (first & 0x80U) != 0;
  header.opcode = static_cast<Opcode>(first & 0x0FU);
  header.masked = (second & 0x80U) != 0;
  if (header.is_control() && (!header.final || short_size > kControlPayloadMax)) return FrameParse::malformed;

  const std::size_t size_bytes = short_size == 126 ? 2 : short_size == 127 ? 8 : 0;
  header.header_size = 2 + size_bytes + (header.masked ? header.mask.size() : 0);
  if (bytes.size() < header.header_size) return FrameParse::incomplete;
  header.payload_size = size_bytes == 0 ? short_size : read_big_endian(bytes, 2, size_bytes);
  if (size_bytes == 2 && header.payload_size < 126) return FrameParse::malformed;
  if (size_bytes == 8 && (header.payload_size <= 0xFFFF || header.payload_size >> 63U != 0))
    return FrameParse::malformed;
  for (std::size_t i = 0; header.masked && i < header.mask.size(); ++i)
    header.mask[i] = byte_at(bytes, 2 + size_bytes + i);
  return FrameParse::complete;
}

void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_size) {
  append_header(out, opcode, payload_size, 0);
}

void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload, FrameMask mask) {
  append_header(out, opcode, payload.size(), 0x80);
  for (const std::uint8_t byte : mask) out.push_back(static_cast<char>(byte));
  const std::size_t begin = out.size();
  out += payload;
  apply_mask(out.data() + begin, payload.size(), mask);
}

void apply_mask(char* payload, std::size_t size, FrameMask mask) {
  for (std::size_t i = 0; i < size; ++i)
    payload[i] = static_cast<char>(static_cast<std::uint8_t>(payload[i]) ^ mask[i % 4]);
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
  std::string payload;
  payload.push_back(static_cast<char>(code >> 8U));
  payload.push_back(static_cast<char>(code & 0xFFU));
  payload += reason.substr(0, kControlPayloadMax - 2);
  return payload;
}

bool is_close_code(std::uint16_t code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

std::string websocket_accept(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // the constant of RFC 6455
  std::array<unsigned char, 20> digest{};
  LOAM_CHECK(EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr) == 1);
  std::array<unsigned char, 29> encoded{};  // 28 characters and a zero
  const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  std::string accept;
  for (int i = 0; i < size; ++i) accept.push_back(static_cast<char>(encoded[static_cast<std::size_t>(i)]));
  return accept;
}

}  // namespace loam::http
