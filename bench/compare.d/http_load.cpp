#include "bench/compare.d/http_load.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <sys/epoll.h>
#include <unistd.h>

#include "bench/compare.d/http_connection.hpp"
#include "bench/support/interrupt.hpp"
#include "pipeline/scheduling.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kEventsAtOnce = 256;
constexpr int kLookMs = 20;                    // how late the end of a phase may be noticed
constexpr std::chrono::seconds kPatience{30};  // for the last answers

SteadyClock::duration seconds(double count) {
  return std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(count));
}

class Load {
 public:
  Load(Requests& requests, const HttpRun& run)
      : requests_(requests), run_(run), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
    for (int i = 0; i < run.clients; ++i) {
      connections_.push_back(std::make_unique<HttpConnection>(run.port));
      watch(*connections_.back(), EPOLL_CTL_ADD, EPOLLIN);
    }
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;
  ~Load() { ::close(epoll_); }

  HttpResult run() {
    const auto begin = SteadyClock::now();
    from_ = begin + seconds(run_.warm_up);
    to_ = from_ + seconds(run_.seconds);
    for (const auto& connection : connections_) ask(*connection, begin);
    while (waiting_ > 0) {
      throw_if_interrupted();
      turn();
      if (SteadyClock::now() > to_ + kPatience) throw std::runtime_error("the server does not answer any more");
    }
    result_.point.clients = run_.clients;
    result_.point.seconds = run_.seconds;
    return std::move(result_);
  }

 private:
  void watch(HttpConnection& connection, int operation, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &connection;
    if (::epoll_ctl(epoll_, operation, connection.descriptor(), &event) != 0) {
      throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    }
  }

  void ask(HttpConnection& connection, SteadyClock::time_point now) {
    requests_.next(connection.request());
    waiting_ += 1;
    if (!connection.send(now)) watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  }

  void turn() {
    std::array<epoll_event, kEventsAtOnce> events;
    const int count = ::epoll_wait(epoll_, events.data(), kEventsAtOnce, kLookMs);
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      auto& connection = *static_cast<HttpConnection*>(event.data.ptr);
      if ((event.events & EPOLLOUT) != 0 && connection.flush()) watch(connection, EPOLL_CTL_MOD, EPOLLIN);
      if ((event.events & ~static_cast<std::uint32_t>(EPOLLOUT)) == 0) continue;
      if (const auto answer = connection.receive()) take(connection, *answer);
    }
  }

  void take(HttpConnection& connection, const HttpConnection::Answer& answer) {
    const auto now = SteadyClock::now();
    waiting_ -= 1;
    const std::int64_t done = requests_.orders_done(answer.status, answer.body);
    result_.answers[answer.status] += 1;
    result_.confirmed += done;
    result_.point.failed += requests_.orders_asked() - done;
    if (done < requests_.orders_asked() && result_.first_failure.empty()) {
      result_.first_failure = std::string(answer.head) + std::string(answer.body.substr(0, 4000));
    }
    if (now >= from_ && now < to_) {
      result_.point.orders += done;
      result_.point.latencies.record_ns((now - connection.asked()).count());
    }
    if (now < to_) ask(connection, now);
  }

  Requests& requests_;
  const HttpRun run_;
  int epoll_;
  std::vector<std::unique_ptr<HttpConnection>> connections_;
  int waiting_ = 0;
  SteadyClock::time_point from_;
  SteadyClock::time_point to_;
  HttpResult result_;
};

}  // namespace

// On a thread of its own, so that its short slices are not inherited by the servers that are started here: on busy
// cores, clients are not what is measured. The other sides' clients do the same.
HttpResult run_http_load(Requests& requests, const HttpRun& run) {
  const auto load = [&] {
    take_short_slices();
    return Load(requests, run).run();
  };
  return std::async(std::launch::async, load).get();
}

}  // namespace loam::bench
