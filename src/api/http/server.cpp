#include "api/http/server.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>

#include "api/http/connection.hpp"
#include "api/http/head_writer.hpp"
#include "api/http/io_thread.hpp"

namespace loam::http {
namespace {

using tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

constexpr int kBacklog = 4096;  // a burst of new clients waits in the kernel instead of being turned away

/// How long accepting rests when the process is out of descriptors.
constexpr std::chrono::milliseconds kAcceptRest{100};

/// Thousands of sockets need more descriptors than shells give by default; the hard limit is the operator's word.
void raise_descriptor_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == files.rlim_max) return;
  files.rlim_cur = files.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &files);
}

std::string sentence(const std::string& what, const boost::system::error_code& ec) {
  return what + ": " + ec.message();
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(ServerConfig config, Handler handler)
      : core_(std::make_shared<ServerCore>(std::move(config), std::move(handler))) {
    for (const Header& header : core_->config.common_headers)
      write_header(core_->common_headers, header.name, header.value);
  }

  Result<void, std::string> start();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const ServerCore& core() const { return *core_; }

 private:
  Result<void, std::string> listen();
  void accept();
  void on_accepted(const boost::system::error_code& ec, Socket socket);
  void admit(Socket socket);
  static void turn_away(Socket socket);
  void rest();
  bool wait_until(const std::function<bool()>& done, Duration within);

  std::shared_ptr<ServerCore> core_;
  std::vector<std::shared_ptr<IoThread>> threads_;
  std::size_t next_thread_ = 0;
  std::unique_ptr<Acceptor> acceptor_;
  std::unique_ptr<asio::steady_timer> rest_timer_;
  std::uint16_t port_ = 0;
};

Result<void, std::string> Server::Impl::start() {
  raise_descriptor_limit();
  const unsigned count = std::max(1U, core_->config.io_threads);
  for (unsigned i = 0; i < count; ++i) threads_.push_back(std::make_shared<IoThread>());
  core_->feed_thread = std::make_shared<IoThread>();
  if (auto listening = listen(); !listening) return listening;
  for (const auto& thread : threads_) thread->start();
  core_->feed_thread->start();
  threads_.front()->post([self = shared_from_this()] { self->accept(); });
  return {};
}

Result<void, std::string> Server::Impl::listen() {
  const auto& config = core_->config;
  const std::string name = config.host + ':' + std::to_string(config.port);
  boost::system::error_code ec;
  auto& context = threads_.front()->context();
  const auto found =
      tcp::resolver(context).resolve(config.host, std::to_string(config.port), tcp::resolver::passive, ec);
  if (ec) return Unexpected{sentence("cannot listen on " + name, ec)};
  const tcp::endpoint endpoint = *found.begin();
  acceptor_ = std::make_unique<Acceptor>(context.get_executor());
  rest_timer_ = std::make_unique<asio::steady_timer>(context);
  static_cast<void>(acceptor_->open(endpoint.protocol(), ec));
  if (!ec) static_cast<void>(acceptor_->set_option(Acceptor::reuse_address(true), ec));
  if (!ec) static_cast<void>(acceptor_->bind(endpoint, ec));
  if (!ec) static_cast<void>(acceptor_->listen(kBacklog, ec));
  if (!ec) port_ = acceptor_->local_endpoint(ec).port();
  if (ec) return Unexpected{sentence("cannot listen on " + name, ec)};
  return {};
}

void Server::Impl::accept() {
  if (!acceptor_->is_open()) return;
  auto& thread = threads_[next_thread_];
  acceptor_->async_accept(thread->context().get_executor(),
                          [self = shared_from_this()](const boost::system::error_code& ec, Socket socket) {
                            self->on_accepted(ec, std::move(socket));
                          });
}

void Server::Impl::on_accepted(const boost::system::error_code& ec, Socket socket) {
  if (ec == asio::error::operation_aborted || !acceptor_->is_open()) return;
  if (ec && ec != asio::error::connection_aborted) return rest();  // out of descriptors or memory
  if (!ec) admit(std::move(socket));
  accept();
}

void Server::Impl::admit(Socket socket) {
  boost::system::error_code ec;
  const auto peer = socket.remote_endpoint(ec);
  if (ec) return;  // gone already
  if (core_->connections.load(std::memory_order_relaxed) >= core_->config.connections_max) {
    core_->refused.fetch_add(1, std::memory_order_relaxed);
    return turn_away(std::move(socket));
  }
  core_->accepted.fetch_add(1, std::memory_order_relaxed);
  const auto thread = threads_[next_thread_];
  next_thread_ = (next_thread_ + 1) % threads_.size();
  auto connection = std::make_shared<Connection>(thread, core_, std::move(socket), peer.address().to_string());
  if (thread->is_current()) return connection->start();
  thread->post([connection] { connection->start(); });
}

void Server::Impl::turn_away(Socket socket) {
  constexpr std::string_view kFull =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";
  boost::system::error_code ignored;
  static_cast<void>(socket.non_blocking(true, ignored));
  (void)socket.write_some(asio::buffer(kFull), ignored);
}

void Server::Impl::rest() {
  rest_timer_->expires_after(kAcceptRest);
  rest_timer_->async_wait([self = shared_from_this()](const boost::system::error_code& ec) {
    if (!ec) self->accept();
  });
}

bool Server::Impl::wait_until(const std::function<bool()>& done, Duration within) {
  const SteadyTime end = steady_now() + to_chrono(within);
  while (!done()) {
    if (steady_now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

void Server::Impl::stop() {
  if (threads_.empty()) return;
  threads_.front()->post([self = shared_from_this()] {
    boost::system::error_code ignored;
    static_cast<void>(self->acceptor_->close(ignored));
    self->rest_timer_->cancel();
  });
  for (const auto& thread : threads_) thread->begin_stop();
  core_->feed_thread->begin_stop();
  const auto is_quiet = [this] { return core_->connections.load() == 0 && core_->feeds.load() == 0; };
  (void)wait_until(is_quiet, core_->config.stop_time);
  for (const auto& thread : threads_) thread->finish();
  core_->feed_thread->finish();
  acceptor_.reset();  // before the context that it belongs to
  rest_timer_.reset();
  threads_.clear();
}

Server::Server(ServerConfig config, Handler handler)
    : impl_(std::make_shared<Impl>(std::move(config), std::move(handler))) {}

Server::~Server() { stop(); }

Result<void, std::string> Server::start() { return impl_->start(); }
void Server::stop() { impl_->stop(); }
std::uint16_t Server::port() const { return impl_->port(); }

ServerStats Server::stats() const {
  const ServerCore& core = impl_->core();
  ServerStats stats;
  stats.connections = core.connections.load(std::memory_order_relaxed);
  stats.feeds = core.feeds.load(std::memory_order_relaxed);
  stats.accepted = core.accepted.load(std::memory_order_relaxed);
  stats.refused = core.refused.load(std::memory_order_relaxed);
  stats.requests = core.requests.load(std::memory_order_relaxed);
  stats.malformed = core.malformed.load(std::memory_order_relaxed);
  stats.feeds_too_slow = core.feeds_too_slow.load(std::memory_order_relaxed);
  return stats;
}

}  // namespace loam::http
