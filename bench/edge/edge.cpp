// What the network edge costs alone: a server whose handler is answered from another thread in bursts, as the pipeline
// does after each commit, under small POSTs on kept connections from a process of its own.
//
//     bench_edge [connections] [seconds] [commit_us]

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/http/server.hpp"

namespace {

using Clock = std::chrono::steady_clock;

std::string request_bytes() {
  std::string body = R"({"biome":"forest","amount_bdt":125.50,"max_price_bdt":"101.250000","note":")";
  body += std::string(200 - body.size() - 2, 'n') + "\"}";
  return "POST /api/v1/biome-market/buy HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
         "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\nIdempotency-Key: "
         "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

// ---- the load

struct LoadResult {
  std::uint64_t answers = 0;
  double p50_us = 0;
  double p99_us = 0;
};

struct LoadConnection {
  int socket = -1;
  std::size_t received = 0;
  Clock::time_point sent;
};

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // NOLINTNEXTLINE: the socket interface's own way
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

/// The size of the first answer is the size of all: every answer of this server is alike.
LoadResult run_load(std::uint16_t port, int connections, double seconds) {
  const std::string request = request_bytes();
  const int poller = ::epoll_create1(0);
  std::vector<LoadConnection> all(static_cast<std::size_t>(connections));
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].socket = connect_to(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poller, EPOLL_CTL_ADD, all[i].socket, &event);
    all[i].sent = Clock::now();
    if (::send(all[i].socket, request.data(), request.size(), 0) < 0) std::abort();
  }
  std::vector<float> latencies;
  latencies.reserve(1 << 22);
  std::array<epoll_event, 256> events{};
  std::array<char, 4096> buffer{};
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  for (auto now = Clock::now(); now < end; now = Clock::now()) {
    const int ready = ::epoll_wait(poller, events.data(), static_cast<int>(events.size()), 100);
    for (int e = 0; e < ready; ++e) {
      LoadConnection& connection = all[events[static_cast<std::size_t>(e)].data.u64];
      const ssize_t size = ::recv(connection.socket, buffer.data(), buffer.size(), 0);
      if (size <= 0) std::abort();
      if (std::string_view(buffer.data(), static_cast<std::size_t>(size)).find("}\n") == std::string_view::npos)
        continue;
      const auto answered = Clock::now();
      latencies.push_back(std::chrono::duration<float, std::micro>(answered - connection.sent).count());
      connection.sent = answered;
      if (::send(connection.socket, request.data(), request.size(), 0) < 0) std::abort();
    }
  }
  LoadResult result;
  result.answers = latencies.size();
  std::sort(latencies.begin(), latencies.end());
  result.p50_us = static_cast<double>(latencies[latencies.size() / 2]);
  result.p99_us = static_cast<double>(latencies[latencies.size() * 99 / 100]);
  return result;
}

// ---- the server

/// Takes all that waits, spends the time of a commit, answers all.
class Committer {
 public:
  explicit Committer(int commit_us) : commit_us_(commit_us), thread_([this] { run(); }) {}
  ~Committer() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  void submit(loam::http::ResponderPtr responder) {
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      first = waiting_.empty();
      waiting_.push_back(std::move(responder));
    }
    if (first) wake_.notify_one();
  }
  [[nodiscard]] double cpu_seconds() const { return cpu_seconds_; }
  [[nodiscard]] std::uint64_t bursts() const { return bursts_; }

 private:
  void run() {
    std::vector<loam::http::ResponderPtr> batch;
    std::unique_lock lock(mutex_);
    while (!over_) {
      wake_.wait(lock, [this] { return over_ || !waiting_.empty(); });
      batch.swap(waiting_);
      lock.unlock();
      if (commit_us_ > 0) std::this_thread::sleep_for(std::chrono::microseconds(commit_us_));
      for (auto& responder : batch) {
        responder->respond(loam::http::Response::json(201, body_));
        responder.reset();
      }
      batch.clear();
      ++bursts_;
      timespec used{};
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
      cpu_seconds_ = static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
      lock.lock();
    }
  }

  int commit_us_;
  std::string body_ = "{\"transaction\":\"" + std::string(400, 't') + "\"}\n";
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<loam::http::ResponderPtr> waiting_;
  bool over_ = false;
  std::atomic<double> cpu_seconds_ = 0;
  std::atomic<std::uint64_t> bursts_ = 0;
  std::thread thread_;
};

double process_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int serve(int in, int out, int commit_us) {
  Committer committer(commit_us);
  loam::http::Server server(
      {}, [&](loam::http::Request&, loam::http::ResponderPtr responder) { committer.submit(std::move(responder)); });
  if (const auto started = server.start(); !started) return 1;
  const std::uint16_t port = server.port();
  if (::write(out, &port, sizeof port) != sizeof port) return 1;
  LoadResult result;
  if (::read(in, &result, sizeof result) != sizeof result) return 1;
  const double all = process_cpu_seconds();
  const auto answers = static_cast<double>(result.answers);
  std::printf("answers %llu  edge %.2f us/request  committer %.2f us/request  burst %.1f  p50 %.0f us  p99 %.0f us\n",
              static_cast<unsigned long long>(result.answers), (all - committer.cpu_seconds()) / answers * 1e6,
              committer.cpu_seconds() / answers * 1e6, answers / static_cast<double>(committer.bursts()), result.p50_us,
              result.p99_us);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int connections = argc > 1 ? std::atoi(argv[1]) : 128;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 5;
  const int commit_us = argc > 3 ? std::atoi(argv[3]) : 500;
  std::array<int, 2> to_server{};
  std::array<int, 2> to_load{};
  if (::pipe(to_server.data()) != 0 || ::pipe(to_load.data()) != 0) return 1;
  const pid_t load = ::fork();  // before any thread exists
  if (load == 0) {
    std::uint16_t port = 0;
    if (::read(to_load[0], &port, sizeof port) != sizeof port) return 1;
    const LoadResult result = run_load(port, connections, seconds);
    return ::write(to_server[1], &result, sizeof result) == sizeof result ? 0 : 1;
  }
  const int status = serve(to_server[0], to_load[1], commit_us);
  ::waitpid(load, nullptr, 0);
  return status;
}
