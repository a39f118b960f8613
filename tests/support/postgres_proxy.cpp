#include "support/postgres_proxy.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace loam::test {
namespace {

// How PostgreSQL calls its socket in a directory.
constexpr const char* kSocket = "/.s.PGSQL.5432";
constexpr int kLookAroundMs = 20;

/// The path of a socket is short.
std::string make_directory() {
  std::string name = "/tmp/loam-pg-proxy-XXXXXX";
  if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a directory in /tmp");
  return name;
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) throw std::runtime_error("the path of a socket is too long: " + path);
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

int new_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

bool is_ready(int socket) {
  pollfd ready{socket, POLLIN, 0};
  return ::poll(&ready, 1, kLookAroundMs) > 0;
}

bool write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

PostgresProxy::PostgresProxy(const std::string& server)
    : directory_(make_directory()), server_(server + kSocket), listener_(new_socket()) {
  const sockaddr_un address = address_of(directory_ + kSocket);
  constexpr int kWaiting = 64;
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::listen(listener_, kWaiting) != 0) {
    throw std::runtime_error("cannot listen in " + directory_);
  }
  acceptor_ = std::thread([this] { accept_all(); });
}

PostgresProxy::~PostgresProxy() {
  ending_ = true;
  acceptor_.join();
  forget_links(true);
  ::close(listener_);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void PostgresProxy::refuse() {
  mode_ = Mode::refusing;
  break_links();
}

void PostgresProxy::fall_silent() { mode_ = Mode::silent; }

void PostgresProxy::cut_after_sent(std::int64_t bytes) { sent_left_ = bytes; }

void PostgresProxy::cut_before_commit_is_told() { cut_at_commit_ = true; }

void PostgresProxy::mend() {
  sent_left_ = -1;
  cut_at_commit_ = false;
  // What was silent cannot be taken up again: bytes have waited on both sides.
  if (mode_.exchange(Mode::open) == Mode::silent) break_links();
}

void PostgresProxy::accept_all() {
  while (!ending_) {
    if (!is_ready(listener_)) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const sockaddr_un address = address_of(server_);
    const int server = new_socket();
    if (mode_ == Mode::refusing ||
        ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      ::close(client);
      ::close(server);
      continue;
    }
    forget_links(false);
    const std::lock_guard lock(mutex_);
    Link& link = links_.emplace_back();
    link.client = client;
    link.server = server;
    link.thread = std::thread([this, &link] { carry(link); });
  }
}

void PostgresProxy::carry(Link& link) {
  while (!ending_ && !link.over) {
    std::array<pollfd, 2> ends{pollfd{link.client, POLLIN, 0}, pollfd{link.server, POLLIN, 0}};
    if (::poll(ends.data(), ends.size(), kLookAroundMs) <= 0) continue;
    if (mode_ == Mode::silent) {
      std::this_thread::sleep_for(std::chrono::milliseconds(kLookAroundMs));
      continue;
    }
    const bool goes_on =
        (ends[0].revents == 0 || carry_once(link, true)) && (ends[1].revents == 0 || carry_once(link, false));
    if (!goes_on) break;
  }
  link.over = true;
  ::shutdown(link.client, SHUT_RDWR);
  ::shutdown(link.server, SHUT_RDWR);
}

bool PostgresProxy::carry_once(Link& link, bool from_client) {
  std::array<char, 16 * 1024> buffer{};
  const ssize_t got = ::recv(from_client ? link.client : link.server, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
  if (!from_client) {
    const bool told = bytes.find("COMMIT") != std::string_view::npos;
    if (!told || !cut_at_commit_.exchange(false)) return write_all(link.client, bytes);
    ++cuts_;
    return false;
  }
  if (sent_left_ < 0) return write_all(link.server, bytes);
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (sent_left_ > size) {
    sent_left_ -= size;
    return write_all(link.server, bytes);
  }
  write_all(link.server, bytes.substr(0, static_cast<std::size_t>(sent_left_.exchange(-1))));
  ++cuts_;
  return false;
}

void PostgresProxy::break_links() {
  const std::lock_guard lock(mutex_);
  for (Link& link : links_) link.over = true;
}

void PostgresProxy::forget_links(bool all) {
  const std::lock_guard lock(mutex_);
  links_.remove_if([all](Link& link) {
    if (!all && !link.over) return false;
    link.over = true;
    link.thread.join();
    ::close(link.client);
    ::close(link.server);
    return true;
  });
}

}  // namespace loam::test
