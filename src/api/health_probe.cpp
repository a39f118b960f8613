#include "api/health_probe.hpp"

#include <utility>

namespace loam {

HealthProbe::HealthProbe(Pipeline& pipeline) : pipeline_(pipeline), thread_([this] { run(); }) {}

HealthProbe::~HealthProbe() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void HealthProbe::ask(std::function<void(Readiness)> answer) {
  Readiness last;
  {
    const std::lock_guard lock(mutex_);
    const Duration age = pipeline_.clock().now() - last_.at;
    const bool fresh = age >= Duration{} && age < kProbeFresh;
    if (!fresh && !stopping_ && waiting_.size() < kMaxWaitingForProbe) {
      waiting_.push_back(std::move(answer));
      wake_.notify_one();
      return;
    }
    last = last_;
  }
  answer(last);
}

void HealthProbe::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto waiting = std::exchange(waiting_, {});
    lock.unlock();
    const bool ready = pipeline_.probe(kProbePatience);
    const Readiness now{ready, pipeline_.clock().now()};
    lock.lock();
    last_ = now;
    lock.unlock();
    for (const auto& answer : waiting) answer(now);
    lock.lock();
  }
}

}  // namespace loam
