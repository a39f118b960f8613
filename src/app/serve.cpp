#include <atomic>
#include <csignal>
#include <cstdio>
#include <utility>

#include "api/cors.hpp"
#include "api/http/server.hpp"
#include "app/control.hpp"
#include "app/economy.hpp"
#include "app/log.hpp"
#include "app/observers.hpp"
#include "app/standby.hpp"
#include "app/verbs.hpp"
#include "app/version.hpp"

namespace loam {
namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

/// `HOST:PORT`, also `[::1]:8080`.
std::optional<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  int port = 0;
  for (const char c : text.substr(colon + 1)) {
    if (c < '0' || c > '9' || port > 65'535) return std::nullopt;
    port = port * 10 + (c - '0');
  }
  if (port > 65'535) return std::nullopt;
  std::string host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return Address{host, static_cast<std::uint16_t>(port)};
}

std::string printed(const Address& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

/// The signals that end a server, kept from its threads so that one place waits for them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// Answers are nobody's to keep, unless they say otherwise.
void forbid_caching(http::Response& response) {
  for (const http::Header& header : response.headers) {
    if (header.name == "Cache-Control") return;
  }
  response.with("Cache-Control", "no-store");
}

http::ServerConfig server_config(const Configuration& configuration, const Address& address, const Cors& cors,
                                 ServiceMetrics& metrics) {
  http::ServerConfig config;
  config.host = address.host;
  config.port = address.port;
  config.io_threads = configuration.io_threads;
  config.common_headers = {
      {"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}, {"X-Frame-Options", "DENY"}};
  config.before_send = [&cors, &metrics](const http::Request& request, http::Response& response) {
    cors.decorate(request, response);
    forbid_caching(response);
    metrics.count(request, response);
  };
  return config;
}

/// The operator's own port: health and metrics, and nothing else.
class OperatorPort {
 public:
  OperatorPort(const Address& address, const std::vector<OperatorRoute>& routes)
      : server_(config_of(address), handler()) {
    add_operator_routes(router_, routes);
  }

  Result<void, std::string> start() { return server_.start(); }
  [[nodiscard]] std::uint16_t port() const { return server_.port(); }

 private:
  static http::ServerConfig config_of(const Address& address) {
    http::ServerConfig config;
    config.host = address.host;
    config.port = address.port;
    config.connections_max = 64;  // a few scrapers and probes
    config.feeds_max = 0;
    return config;
  }
  http::Handler handler() {
    return [this](http::Request& request, http::ResponderPtr responder) {
      router_.dispatch(request, std::move(responder));
    };
  }

  http::Router router_;
  http::Server server_;
};

/// nullptr where none is configured; the error is a sentence.
Result<std::unique_ptr<OperatorPort>, std::string> open_operator_port(const std::string& listen, Observers& observers) {
  if (listen.empty()) return std::unique_ptr<OperatorPort>();
  const auto address = parse_address(listen);
  if (!address) return Unexpected{"operator_listen takes HOST:PORT, not " + listen};
  auto port = std::make_unique<OperatorPort>(*address, observers.operator_routes());
  if (const auto started = port->start(); !started) return Unexpected{started.error()};
  std::printf("operator port on http://%s\n", printed({address->host, port->port()}).c_str());
  return port;
}

/// Until no other server writes the world; false where a signal ends the wait. A database that cannot be reached says
/// nothing about its writer.
bool wait_for_turn(Standby& standby, const sigset_t& signals) {
  constexpr timespec kPause{0, 200'000'000};
  log_info("standing by");
  for (bool followed = false, told = false;;) {
    const auto free = standby.look();
    if (free && *free) return true;
    if (free && !followed) log_info("standing by, with all that was committed until now");
    if (!free && (followed || !told)) log_warning("standing by without a view of the world: " + free.error().detail);
    followed = free.has_value();
    told = true;
    if (sigtimedwait(&signals, nullptr, &kPause) > 0) return false;
  }
}

int complain(const std::string& sentence) {
  std::fprintf(stderr, "loam: %s\n", sentence.c_str());
  return 1;
}

}  // namespace

int serve(const Configuration& configuration) {
  const auto address = parse_address(configuration.listen);
  if (!address) return complain("listen takes HOST:PORT, not " + configuration.listen);
  sigset_t signals = block_signals();
  start_log(configuration.log_level);

  std::unique_ptr<Rebuilt> rebuilt;
  if (configuration.standby && database_of(configuration).is_postgres()) {
    Standby standby(configuration);
    if (!wait_for_turn(standby, signals)) return 0;
    rebuilt = std::move(standby).take();
  }

  std::atomic<bool> failed = false;
  const auto on_failure = [&failed](const Fault& fault) {
    log_error("commit failed, stopping: " + fault.detail);
    failed = true;
    kill(getpid(), SIGTERM);
  };
  auto world = Economy::open(configuration, on_failure, std::move(rebuilt));
  if (!world) return complain(world.error());
  Api& api = (*world)->api();
  Control control{address->host == "0.0.0.0" ? "127.0.0.1" : address->host, 0, make_control_token((*world)->random())};
  api.admit(control.token);

  const Cors cors(configuration.cors_origins);
  Observers& observers = (*world)->observers();
  http::Server server(server_config(configuration, *address, cors, observers.metrics()),
                      [&api, &cors](http::Request& request, http::ResponderPtr responder) {
                        if (Cors::is_preflight(request)) {
                          responder->respond(cors.preflight(request));
                        } else {
                          api.handle(request, std::move(responder));
                        }
                      });
  observers.count_connections([&server] { return server.stats(); });
  auto operator_port = open_operator_port(configuration.operator_listen, observers);
  if (!operator_port) return complain(operator_port.error());
  if (const auto started = server.start(); !started) return complain(started.error());
  control.port = server.port();
  if (const auto written = write_control(configuration.data, control); !written) return complain(written.error());
  std::printf("listening on http://%s\n", printed({address->host, server.port()}).c_str());
  std::fflush(stdout);
  log_info("serving " + std::string(kVersion));

  int signal = 0;
  sigwait(&signals, &signal);
  log_info("stopping: no more requests are taken, those in flight are finished");
  operator_port->reset();
  observers.count_connections({});
  server.stop();
  remove_control(configuration.data);
  world->reset();
  return failed ? 1 : 0;
}

}  // namespace loam
