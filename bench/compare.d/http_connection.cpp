#include "bench/compare.d/http_connection.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace loam::bench {
namespace {

constexpr std::size_t kFirstBuffer = 8 * 1024;  // an order's answer is about one KiB
constexpr std::string_view kLength = "content-length:";

[[noreturn]] void broken(const char* what) {
  throw std::runtime_error(std::string("connection to the server: ") + what + ": " + std::strerror(errno));
}

std::size_t content_length(std::string_view head) {
  for (std::size_t line = head.find('\n'); line != std::string_view::npos; line = head.find('\n', line + 1)) {
    const std::string_view rest = head.substr(line + 1);
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    if (!std::ranges::equal(rest.substr(0, kLength.size()), kLength, same)) continue;
    const std::size_t digits = rest.find_first_not_of(' ', kLength.size());
    std::size_t length = 0;
    if (digits != std::string_view::npos) std::from_chars(rest.data() + digits, rest.data() + rest.size(), length);
    return length;
  }
  throw std::runtime_error("an answer without Content-Length:\n" + std::string(head));
}

}  // namespace

HttpConnection::HttpConnection(std::uint16_t port) : received_(kFirstBuffer) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) broken("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    broken("connect");
  }
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

HttpConnection::~HttpConnection() { ::close(socket_); }

bool HttpConnection::send(std::chrono::steady_clock::time_point now) {
  sent_ = 0;
  size_ = 0;
  head_size_ = 0;
  whole_size_ = 0;
  waiting_ = true;
  asked_ = now;
  return flush();
}

bool HttpConnection::flush() {
  while (sent_ < request_.size()) {
    const ssize_t sent = ::send(socket_, request_.data() + sent_, request_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
    if (sent <= 0) broken("send");
    sent_ += static_cast<std::size_t>(sent);
  }
  return true;
}

std::optional<HttpConnection::Answer> HttpConnection::receive() {
  if (whole_size_ > received_.size()) received_.resize(whole_size_);
  if (size_ == received_.size()) received_.resize(2 * received_.size());
  const ssize_t got = ::recv(socket_, received_.data() + size_, received_.size() - size_, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return std::nullopt;
  if (got <= 0) broken("receive");
  size_ += static_cast<std::size_t>(got);
  return parse();
}

std::optional<HttpConnection::Answer> HttpConnection::parse() {
  if (head_size_ == 0) read_head();
  if (head_size_ == 0 || size_ < whole_size_) return std::nullopt;
  if (!waiting_ || size_ > whole_size_) throw std::runtime_error("the server said more than it was asked");
  waiting_ = false;
  const std::string_view all(received_.data(), size_);
  int status = 0;
  constexpr std::size_t kStatusAt = 9;  // behind `HTTP/1.1 `
  std::from_chars(all.data() + kStatusAt, all.data() + kStatusAt + 3, status);
  return Answer{status, all.substr(0, head_size_), all.substr(head_size_)};
}

void HttpConnection::read_head() {
  const std::string_view all(received_.data(), size_);
  const std::size_t end = all.find("\r\n\r\n");
  if (end == std::string_view::npos) return;
  head_size_ = end + 4;
  whole_size_ = head_size_ + content_length(all.substr(0, head_size_));
}

}  // namespace loam::bench
