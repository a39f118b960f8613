// What live feeds cost: many WebSockets, memory while they are idle, and processor time while a cycle's messages go to
// all of them. The subscribers are a process of their own.
//
//     bench_feeds [sockets] [cycles] [messages a cycle]

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/client/websocket_client.hpp"
#include "api/http/server.hpp"

namespace {

using namespace loam;

void allow_many_files() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Resident memory of this process in KiB.
double resident_kib() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * 4;
}

struct Go {
  std::uint16_t port = 0;
};

/// Opens the sockets, tells so, then reads until each has the last message.
int subscribe(int in, int out, int sockets) {
  Go go;
  if (::read(in, &go, sizeof go) != sizeof go) return 1;
  std::vector<WebSocketClient> crowd(static_cast<std::size_t>(sockets));
  for (auto& client : crowd) {
    if (const auto connected = client.connect("127.0.0.1", go.port, "/ws"); !connected) {
      std::fprintf(stderr, "%s\n", connected.error().c_str());
      return 1;
    }
  }
  const char ready = 'r';
  if (::write(out, &ready, 1) != 1) return 1;
  std::uint64_t received = 0;
  for (bool more = true; more;) {
    more = false;
    for (auto& client : crowd) {
      while (const auto message = client.receive(Duration{0})) {
        ++received;
        if (*message == "last") {
          client.drop();
          break;
        }
      }
      more = more || client.is_open();
    }
  }
  return ::write(out, &received, sizeof received) == sizeof received ? 0 : 1;
}

int serve(int in, int out, int sockets, int cycles, int messages) {
  std::mutex mutex;
  std::vector<http::FeedSessionPtr> sessions;
  const double empty_kib = resident_kib();
  http::Server server({}, [&](http::Request&, const http::ResponderPtr& responder) {
    http::FeedCallbacks callbacks;
    callbacks.on_open = [&](const http::FeedSessionPtr& session) {
      const std::lock_guard lock(mutex);
      sessions.push_back(session);
    };
    responder->accept_websocket(std::move(callbacks), {});
  });
  if (!server.start()) return 1;
  const Go go{server.port()};
  char ready = 0;
  if (::write(out, &go, sizeof go) != sizeof go || ::read(in, &ready, 1) != 1) return 1;
  while (server.stats().feeds < static_cast<std::size_t>(sockets))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const double idle_kib = (resident_kib() - empty_kib) / sockets;

  const double before_idle = cpu_seconds();
  std::this_thread::sleep_for(std::chrono::seconds(2));
  const double idle_cpu = (cpu_seconds() - before_idle) / 2;

  const double before = cpu_seconds();
  for (int cycle = 0; cycle < cycles; ++cycle) {
    for (int m = 0; m < messages; ++m) {
      const auto payload = std::make_shared<const std::string>(std::string(280, 'p'));
      const auto key = http::conflation_key("biome:" + std::to_string(m));
      for (const auto& session : sessions) session->send({payload, key, 1});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  const double used = cpu_seconds() - before;
  const auto last = std::make_shared<const std::string>("last");
  for (const auto& session : sessions) session->send({last, 0, 0});
  std::uint64_t received = 0;
  if (::read(in, &received, sizeof received) != sizeof received) return 1;
  std::printf(
      "%d sockets: %.2f KiB each, idle %.2f %% of a core; %d cycles of %d messages: %llu delivered, %.2f us each, %.1f "
      "ms a cycle\n",
      sockets, idle_kib, idle_cpu * 100, cycles, messages, static_cast<unsigned long long>(received),
      used / static_cast<double>(received) * 1e6, used / cycles * 1e3);
  sessions.clear();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int sockets = argc > 1 ? std::atoi(argv[1]) : 10'000;
  const int cycles = argc > 2 ? std::atoi(argv[2]) : 10;
  const int messages = argc > 3 ? std::atoi(argv[3]) : 7;
  allow_many_files();
  std::array<int, 2> to_server{};
  std::array<int, 2> to_crowd{};
  if (::pipe(to_server.data()) != 0 || ::pipe(to_crowd.data()) != 0) return 1;
  const pid_t crowd = ::fork();  // before any thread exists
  if (crowd == 0) return subscribe(to_crowd[0], to_server[1], sockets);
  const int status = serve(to_server[0], to_crowd[1], sockets, cycles, messages);
  ::waitpid(crowd, nullptr, 0);
  return status;
}
