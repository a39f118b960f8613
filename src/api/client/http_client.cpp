#include "api/client/http_client.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace loam {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char l, char r) { return lower(l) == lower(r); });
}

std::optional<std::size_t> parse_size(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

Unexpected<std::string> malformed() { return Unexpected{std::string("the answer is not well-formed HTTP")}; }

}  // namespace

std::string_view HttpAnswer::header(std::string_view name) const {
  for (const auto& [each, value] : headers) {
    if (equals_ignoring_case(each, name)) return value;
  }
  return {};
}

std::optional<HttpAnswer> parse_http_head(std::string_view head) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (!head.starts_with(kVersion)) return std::nullopt;
  const auto status = parse_size(head.substr(kVersion.size(), 3), 10);
  if (!status) return std::nullopt;
  HttpAnswer answer;
  answer.status = static_cast<int>(*status);
  std::size_t begin = head.find("\r\n") + 2;
  while (begin < head.size()) {
    const std::size_t end = head.find("\r\n", begin);
    const std::string_view line = head.substr(begin, end - begin);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::size_t value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
    answer.headers.emplace_back(line.substr(0, colon), line.substr(value));
    begin = end + 2;
  }
  return answer;
}

HttpClient::HttpClient(std::string host, std::uint16_t port, Duration timeout)
    : host_(std::move(host)), port_(port), timeout_(timeout) {}

Result<void, std::string> HttpClient::ensure_connected() {
  if (wire_.is_open() && !wire_.is_stale()) return {};
  received_.clear();
  return wire_.connect(host_, port_, timeout_);
}

Result<HttpAnswer, std::string> HttpClient::request(std::string_view method, std::string_view target,
                                                    const HttpHeaders& headers, std::string_view body) {
  if (auto connected = ensure_connected(); !connected) return Unexpected{connected.error()};
  std::string message;
  message.reserve(256 + body.size());
  message.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(host_).append("\r\n");
  for (const auto& [name, value] : headers) message.append(name).append(": ").append(value).append("\r\n");
  if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") {
    message += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  message.append("\r\n").append(body);
  if (auto sent = wire_.send(message, timeout_); !sent) {
    close();
    return Unexpected{sent.error()};
  }
  return receive(method == "HEAD");
}

Result<HttpAnswer, std::string> HttpClient::get(std::string_view target, const HttpHeaders& headers) {
  return request("GET", target, headers);
}

Result<HttpAnswer, std::string> HttpClient::post(std::string_view target, std::string_view json, HttpHeaders headers) {
  headers.emplace_back("Content-Type", "application/json");
  return request("POST", target, headers, json);
}

Result<void, std::string> HttpClient::send_raw(std::string_view bytes) {
  if (auto connected = ensure_connected(); !connected) return connected;
  return wire_.send(bytes, timeout_);
}

Result<HttpAnswer, std::string> HttpClient::receive(bool head_request) {
  auto head = take_head();
  if (!head) {
    close();
    return Unexpected{head.error()};
  }
  auto answer = parse_http_head(*head);
  if (!answer) {
    close();
    return malformed();
  }
  if (answer->status == 100) return receive(head_request);
  const bool closes = equals_ignoring_case(answer->header("connection"), "close");
  if (head_request || answer->status == 101 || answer->status == 204 || answer->status == 304)
    return std::move(*answer);
  const auto size = parse_size(answer->header("content-length"), 10);
  auto body = size                                                                   ? take_sized_body(*size)
              : equals_ignoring_case(answer->header("transfer-encoding"), "chunked") ? take_chunked_body()
                                                                                     : take_body_to_end();
  if (!body || closes) close();
  if (!body) return Unexpected{body.error()};
  answer->body = std::move(*body);
  return std::move(*answer);
}

Result<std::size_t, std::string> HttpClient::receive_more() {
  if (!wire_.is_open()) return Unexpected{std::string("there is no connection")};
  auto size = wire_.receive(received_, timeout_);
  if (size && *size == 0) return Unexpected{std::string("the server ended the connection")};
  return size;
}

Result<std::string, std::string> HttpClient::take_head() {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (auto more = receive_more(); !more) return Unexpected{more.error()};
  }
  std::string head = received_.substr(0, end + 2);
  received_.erase(0, end + 4);
  return head;
}

Result<std::string, std::string> HttpClient::take_sized_body(std::size_t size) {
  while (received_.size() < size) {
    if (auto more = receive_more(); !more) return Unexpected{more.error()};
  }
  std::string body = received_.substr(0, size);
  received_.erase(0, size);
  return body;
}

Result<std::string, std::string> HttpClient::take_chunked_body() {
  std::string body;
  for (;;) {
    std::size_t end = 0;
    while ((end = received_.find("\r\n")) == std::string::npos) {
      if (auto more = receive_more(); !more) return Unexpected{more.error()};
    }
    const auto size = parse_size(received_, 16);
    if (!size) return malformed();
    received_.erase(0, end + 2);
    auto chunk = take_sized_body(*size + 2);  // each chunk, the empty last one too, ends with a line break
    if (!chunk) return chunk;
    if (*size == 0) return body;
    body.append(*chunk, 0, *size);
  }
}

Result<std::string, std::string> HttpClient::take_body_to_end() {
  for (;;) {
    auto size = wire_.receive(received_, timeout_);
    if (!size) return Unexpected{size.error()};
    if (*size == 0) break;
  }
  close();
  return std::exchange(received_, {});
}

Result<std::string, std::string> HttpClient::receive_some() {
  if (!received_.empty()) return std::exchange(received_, {});
  std::string bytes;
  auto size = wire_.receive(bytes, timeout_);
  if (!size) return Unexpected{size.error()};
  return bytes;
}

void HttpClient::close() {
  wire_.close();
  received_.clear();
}

}  // namespace loam
