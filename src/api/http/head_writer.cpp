#include "api/http/head_writer.hpp"

#include <array>
#include <charconv>

namespace loam::http {
namespace {

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void write_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) out.push_back(c);
  }
  out += "\r\n";
}

void write_head(std::string& out, const Response& response, const HeadContext& context) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason_of(response.status);
  out += "\r\nDate: ";
  out += context.date;
  out += "\r\n";
  if (may_have_body(response.status) && !response.content_type.empty()) {
    write_header(out, "Content-Type", response.content_type);
  }
  if (context.body_size && may_have_body(response.status)) {
    out += "Content-Length: ";
    append_number(out, *context.body_size);
    out += "\r\n";
  }
  if (context.chunked) out += "Transfer-Encoding: chunked\r\n";
  if (context.close) out += "Connection: close\r\n";
  if (!context.request_id.empty()) {
    out += "X-Request-Id: ";
    out += context.request_id;  // sane by the rule that let it in
    out += "\r\n";
  }
  out += context.common;
  for (const Header& header : response.headers) write_header(out, header.name, header.value);
  out += "\r\n";
}

}  // namespace loam::http
