#include "api/client/wire.hpp"

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace loam {
namespace {

std::string last_error(std::string_view what) {
  return std::string(what) + ": " + std::error_code(errno, std::generic_category()).message();
}

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses resolve(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) found = nullptr;
  return {found, &freeaddrinfo};
}

}  // namespace

Wire::Wire(Wire&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

Wire& Wire::operator=(Wire&& other) noexcept {
  if (this != &other) {
    close();
    socket_ = std::exchange(other.socket_, -1);
  }
  return *this;
}

Wire::~Wire() { close(); }

void Wire::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

Result<void, std::string> Wire::wait(short events, Duration within) const {
  pollfd entry{socket_, events, 0};
  const int ready = ::poll(&entry, 1, static_cast<int>(within.ms));
  if (ready > 0 || (ready < 0 && errno == EINTR)) return {};  // after a signal the call that follows finds out
  if (ready == 0) return Unexpected{std::string(kTimedOut)};
  return Unexpected{last_error("poll")};
}

Result<void, std::string> Wire::connect(const std::string& host, std::uint16_t port, Duration within) {
  close();
  const std::string name = "cannot connect to " + host + ':' + std::to_string(port);
  const Addresses addresses = resolve(host, port);
  if (!addresses) return Unexpected{name + ": no such host"};
  std::string error = name;
  for (const addrinfo* address = addresses.get(); address; address = address->ai_next) {
    socket_ = ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return Unexpected{last_error(name)};
    const int on = 1;
    (void)::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, address->ai_addr, address->ai_addrlen) == 0) return {};
    if (errno == EINPROGRESS && wait(POLLOUT, within)) {
      int failure = 0;
      socklen_t size = sizeof failure;
      if (::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0) return {};
      errno = failure;
    }
    error = last_error(name);
    close();
  }
  return Unexpected{error};
}

Result<void, std::string> Wire::send(std::string_view bytes, Duration within) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return Unexpected{last_error("send")};
    if (auto writable = wait(POLLOUT, within); !writable) return writable;
  }
  return {};
}

Result<std::size_t, std::string> Wire::receive(std::string& into, Duration within) {
  std::array<char, 16 * 1024> buffer{};
  for (;;) {
    const ssize_t size = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (size >= 0) {
      into.append(buffer.data(), static_cast<std::size_t>(size));
      return static_cast<std::size_t>(size);
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return Unexpected{last_error("receive")};
    if (auto readable = wait(POLLIN, within); !readable) return Unexpected{readable.error()};
  }
}

bool Wire::is_stale() const {
  char byte = 0;
  const ssize_t size = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return size >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

}  // namespace loam
