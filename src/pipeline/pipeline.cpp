#include "pipeline/pipeline.hpp"

#include <algorithm>
#include <utility>

#include "pipeline/scheduling.hpp"

namespace loam {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::int64_t microseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start).count();
}

}  // namespace

Time SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

Pipeline::Pipeline(Engine engine, Store& store, const Clock& clock, PipelineLimits limits, CommitListener on_commit,
                   FailureListener on_failure)
    : engine_(std::move(engine)),
      view_(engine_.state()),
      store_(store),
      clock_(clock),
      limits_(limits),
      on_commit_(std::move(on_commit)),
      on_failure_(std::move(on_failure)),
      last_stamp_(engine_.state().now) {}

Pipeline::~Pipeline() { drain(); }

void Pipeline::start() {
  {
    const std::lock_guard lock(mutex_);
    accepting_ = true;
  }
  next_cycle_ = SteadyClock::now();
  thread_ = std::thread([this] { run(); });
}

void Pipeline::drain() {
  {
    const std::lock_guard lock(mutex_);
    accepting_ = false;
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Pipeline::submit(std::vector<Submission>&& group) {
  {
    const std::lock_guard lock(mutex_);
    if (!accepting_ || queue_.size() + left_ + group.size() > limits_.queue) return false;
    for (Submission& submission : group) queue_.push_back(std::move(submission));
  }
  wake_.notify_one();
  return true;
}

bool Pipeline::submit(Submission&& submission) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    if (!accepting_ || queue_.size() + left_ >= limits_.queue) return false;
    was_empty = queue_.empty();
    queue_.push_back(std::move(submission));
  }
  if (was_empty) wake_.notify_one();  // otherwise the thread is on its way already
  return true;
}

bool Pipeline::probe(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!accepting_) return false;
  const std::uint64_t mine = ++probes_asked_;
  wake_.notify_one();
  probed_.wait_for(lock, patience, [&] { return probes_done_ >= mine || failed_; });
  return probes_done_ >= mine;
}

PipelineHealth Pipeline::health() const {
  const std::lock_guard lock(mutex_);
  PipelineHealth health = health_;
  health.accepting = accepting_;
  health.queued = queue_.size() + left_;
  return health;
}

Time Pipeline::stamp() {
  last_stamp_ = std::max(last_stamp_, clock_.now());  // a clock that is set back does not turn the economy back
  return last_stamp_;
}

SteadyClock::time_point Pipeline::next_alarm() const {
  const auto next_end = engine_.state().marketplace.next_end();
  if (!next_end) return next_cycle_;
  const std::chrono::milliseconds left(std::max<std::int64_t>((*next_end - clock_.now()).ms, 0));
  const auto until_cycle = next_cycle_ - SteadyClock::now();
  return left < until_cycle ? SteadyClock::now() + left : next_cycle_;
}

std::optional<std::span<Submission>> Pipeline::take_batch() {
  if (left_ == 0) taken_.clear();  // without the lock: nobody else changes either
  const auto alarm = next_alarm();
  std::unique_lock lock(mutex_);
  if (left_ == 0) {
    wake_.wait_until(lock, alarm, [this] { return !queue_.empty() || stopping_ || probes_asked_ > probes_done_; });
    if (queue_.empty() && stopping_) return std::nullopt;
    taken_.swap(queue_);  // whoever submits waits for no move of a command
    left_ = taken_.size();
  }
  const std::size_t first = taken_.size() - left_;
  const std::size_t count = std::min(left_, limits_.batch);
  left_ -= count;
  return std::span(taken_).subspan(first, count);
}

bool Pipeline::take_cycle() {
  if (SteadyClock::now() < next_cycle_) return false;
  const std::chrono::milliseconds cycle(engine_.state().settings.value(SettingId::cycle_ms));
  next_cycle_ = std::max(next_cycle_ + cycle, SteadyClock::now());  // cycles missed in a long stop are not made up
  return true;
}

void Pipeline::run() {
  take_short_slices();
  while (const auto batch = take_batch()) {
    if (!run_batch(*batch, take_cycle())) return;
  }
}

bool Pipeline::run_batch(std::span<Submission> batch, bool with_cycle) {
  std::uint64_t probes = 0;
  {
    const std::lock_guard lock(mutex_);
    probes = probes_asked_;
  }
  const bool probing = probes > probes_done_;
  auto committed = std::make_shared<CommittedBatch>();
  committed->at = stamp();
  std::vector<Reply> replies;
  replies.reserve(batch.size());
  committed->events.reserve(2 * batch.size());  // most commands leave a row and the outcome of their key
  std::int64_t commands = 0;
  const auto of_the_timer = [&](CommandBody body) {
    engine_.apply({std::move(body), {kNoAccount, "timer"}, std::nullopt}, committed->at, committed->events);
    ++commands;
  };
  // What is over ends before anybody is served.
  if (engine_.state().marketplace.due(committed->at).exists()) of_the_timer(EndListings{});
  for (const Submission& submission : batch) {
    replies.push_back(engine_.apply(submission.command, committed->at, committed->events));
  }
  if (with_cycle) of_the_timer(CloseCycle{});
  commands += static_cast<std::int64_t>(batch.size());

  const auto start = SteadyClock::now();
  const bool writes = !committed->events.empty();
  if (writes) {
    if (const auto result = store_.commit(committed->events); !result) {
      fail(result.error(), batch);
      return false;
    }
  } else if (probing) {
    if (const auto result = store_.probe(); !result) {
      fail(result.error(), batch);
      return false;
    }
  }
  committed->commit_us = microseconds_since(start);
  {
    const std::lock_guard lock(mutex_);
    if (writes || probing) {
      health_.last_commit = committed->at;
      health_.last_commit_us = committed->commit_us;
      health_.commits += 1;
    }
    health_.commands += commands;
    probes_done_ = probes;
  }
  if (probing) probed_.notify_all();

  view_.apply(committed->events, committed->at);
  if (writes) on_commit_(committed);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!batch[i].completion) continue;
    batch[i].completion->committed(replies[i]);
    batch[i].completion.reset();
  }
  return !with_cycle || roll_up(committed->at);
}

bool Pipeline::roll_up(Time at) {
  if (at < next_roll_up_) return true;
  const std::int64_t days = engine_.state().settings.value(SettingId::cycle_retention_days);
  const auto more = store_.roll_up(at, days > 0 ? std::optional(at - Duration::days(days)) : std::nullopt);
  if (!more) {
    fail(more.error(), {});
    return false;
  }
  next_roll_up_ = *more ? at : at + Duration::minutes(1);
  return true;
}

void Pipeline::fail(const Fault& fault, std::span<Submission> batch) {
  std::vector<Submission> waiting;
  std::span<Submission> rest;
  {
    const std::lock_guard lock(mutex_);
    accepting_ = false;
    stopping_ = true;
    failed_ = true;
    rest = std::span(taken_).last(std::exchange(left_, 0));
    waiting.swap(queue_);
  }
  probed_.notify_all();
  for (const std::span<Submission> each : {batch, rest, std::span(waiting)}) {
    for (Submission& submission : each) {
      if (submission.completion) submission.completion->unknown();
    }
  }
  taken_.clear();
  on_failure_(fault);
}

}  // namespace loam
