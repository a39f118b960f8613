#include "bench/compare.d/store_load.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/machine.hpp"
#include "pipeline/scheduling.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Placing an order costs a microsecond or two: more threads only take the cores from the pipeline.
constexpr int kThreadsMax = 2;

/// The clients of one thread: it sleeps until orders are durable, and places the next of all whose are.
class Desk {
 public:
  Desk(Pipeline& pipeline, const Players& players, Spread spread, int clients, std::uint64_t first_key)
      : pipeline_(pipeline),
        players_(players),
        picks_(spread, first_key),
        key_(first_key),
        asked_(static_cast<std::size_t>(clients)),
        ready_(asked_.size()) {
    for (std::size_t i = 0; i < ready_.size(); ++i) ready_[i] = static_cast<std::uint32_t>(i);
  }

  void run() {
    take_short_slices();
    place(std::exchange(ready_, {}), SteadyClock::now());
    std::vector<std::uint32_t> done;
    while (placed_ > finished_) {
      done.clear();
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return !ready_.empty(); });
        done.swap(ready_);
      }
      const auto now = SteadyClock::now();
      finished_ += static_cast<std::int64_t>(done.size());
      if (measuring_) {
        for (const std::uint32_t client : done) latencies_.record_ns((now - asked_[client]).count());
      }
      if (!over_) place(done, now);
    }
  }

  void measure(bool measuring) { measuring_ = measuring; }
  void finish() { over_ = true; }
  [[nodiscard]] const Latencies& latencies() const { return latencies_; }
  [[nodiscard]] std::int64_t failed() const { return failed_; }
  /// Of all that were placed; told when it has run.
  [[nodiscard]] std::int64_t confirmed() const { return finished_ - failed_; }

 private:
  class Told final : public Completion {
   public:
    Told(Desk& desk, std::uint32_t client) : desk_(desk), client_(client) {}
    void committed(const Reply& reply) noexcept override { desk_.told(client_, reply.outcome.has_value()); }
    void unknown() noexcept override { desk_.told(client_, false); }

   private:
    Desk& desk_;
    std::uint32_t client_;
  };

  void told(std::uint32_t client, bool success) {
    bool was_empty = false;
    {
      const std::lock_guard lock(mutex_);
      was_empty = ready_.empty();
      ready_.push_back(client);
    }
    if (!success) failed_ += 1;
    if (was_empty) wake_.notify_one();
  }

  void place(const std::vector<std::uint32_t>& clients, SteadyClock::time_point now) {
    std::vector<Submission> group;
    group.reserve(clients.size());
    for (const std::uint32_t client : clients) {
      asked_[client] = now;
      group.push_back({order_of(players_, picks_.next(), key_++), std::make_unique<Told>(*this, client)});
    }
    placed_ += static_cast<std::int64_t>(clients.size());
    LOAM_CHECK(pipeline_.submit(std::move(group)));  // fewer clients than the queue has places
  }

  Pipeline& pipeline_;
  const Players& players_;
  Picks picks_;
  std::uint64_t key_;
  std::vector<SteadyClock::time_point> asked_;
  std::int64_t placed_ = 0;
  std::int64_t finished_ = 0;
  Latencies latencies_;
  std::atomic<bool> measuring_{false};
  std::atomic<bool> over_{false};
  std::atomic<std::int64_t> failed_{0};

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::uint32_t> ready_;
};

struct Measured {
  double seconds = 0;
  double cpu_seconds = 0;  // of the desks too
};

/// Lets the desks work for a time, and ends them also where it is interrupted.
Measured measure(std::vector<std::unique_ptr<Desk>>& desks, const StoreRun& run) {
  std::vector<std::jthread> threads;
  threads.reserve(desks.size());
  for (const auto& desk : desks) threads.emplace_back([&desk] { desk->run(); });
  const auto all = [&desks](auto tell) { std::for_each(desks.begin(), desks.end(), tell); };
  Measured measured;
  try {
    sleep_for_seconds(run.warm_up);
    const auto start = SteadyClock::now();
    const double cpu = own_cpu_seconds();
    all([](auto& desk) { desk->measure(true); });
    sleep_for_seconds(run.seconds);
    all([](auto& desk) { desk->measure(false); });
    measured.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    measured.cpu_seconds = own_cpu_seconds() - cpu;
  } catch (const Interrupted&) {
    all([](auto& desk) { desk->finish(); });
    throw;
  }
  all([](auto& desk) { desk->finish(); });
  return measured;
}

}  // namespace

Point run_store_load(Pipeline& pipeline, const Players& players, const StoreRun& run, StoreTally& tally) {
  // Each desk draws its keys from a range of its own, far larger than a run can use up.
  constexpr std::uint64_t kKeysOfDesk = std::uint64_t{1} << 32;
  const int threads = std::min(kThreadsMax, run.clients);
  std::vector<std::unique_ptr<Desk>> desks;
  for (int i = 0; i < threads; ++i) {
    const int clients = run.clients / threads + (i < run.clients % threads ? 1 : 0);
    desks.push_back(std::make_unique<Desk>(pipeline, players, run.spread, clients, tally.next_key));
    tally.next_key += kKeysOfDesk;
  }
  Point point;
  point.clients = run.clients;
  const Measured measured = measure(desks, run);
  point.seconds = measured.seconds;
  for (const auto& desk : desks) {
    point.latencies.add(desk->latencies());
    point.failed += desk->failed();
    tally.confirmed += desk->confirmed();
  }
  point.orders = point.latencies.count();
  if (point.orders > 0) point.cpu_us = 1e6 * measured.cpu_seconds / static_cast<double>(point.orders);
  return point;
}

}  // namespace loam::bench
