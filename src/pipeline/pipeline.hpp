#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "engine/engine.hpp"
#include "pipeline/view.hpp"
#include "store/store.hpp"

namespace loam {

/// The machine's clock. Safe from any thread.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override;
};

/// Told about a command exactly once, on the pipeline's thread: keep it short and hand the work on.
class Completion {
 public:
  Completion() = default;
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;
  virtual ~Completion() = default;

  /// The command's batch is durable and in the view.
  virtual void committed(const Reply& reply) noexcept = 0;
  /// The store failed: the command may be durable or not; the same idempotency key will tell.
  virtual void unknown() noexcept = 0;
};

struct Submission {
  Command command;
  std::unique_ptr<Completion> completion;  ///< may be empty
};

/// A batch after its commit. Events in the order in which they happened.
struct CommittedBatch {
  Time at;
  std::vector<Event> events;
  std::int64_t commit_us = 0;  ///< how long the store took
};

struct PipelineLimits {
  std::size_t queue = 16'384;  ///< commands waiting; beyond it the client is told to come back
  std::size_t batch = 1'000;   ///< commands a commit: more only lengthens everybody's wait
};

struct PipelineHealth {
  bool accepting = false;
  Time last_commit;                 ///< zero before the first
  std::int64_t last_commit_us = 0;  ///< how long it took
  std::int64_t commits = 0;
  std::int64_t commands = 0;
  std::size_t queued = 0;
};

/// One queue, one engine, one commit at a time. Whatever has queued up while a commit ran is the next batch, so the
/// price of a disk sync is shared by all who wait for it.
class Pipeline {
 public:
  using CommitListener = std::function<void(std::shared_ptr<const CommittedBatch>)>;
  using FailureListener = std::function<void(const Fault&)>;

  /// @param engine replayed from the store
  /// @param on_commit called on the pipeline's thread after each commit, before its completions
  /// @param on_failure called once, after the intake has stopped for good
  Pipeline(Engine engine, Store& store, const Clock& clock, PipelineLimits limits, CommitListener on_commit,
           FailureListener on_failure);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  void start();
  /// Takes no more commands, commits what was taken, ends the thread.
  void drain();

  /// All commands of the group, next to each other and in order, or none: false when the queue is full or closed.
  /// Nothing has happened then, and the commands are the caller's still.
  [[nodiscard]] bool submit(std::vector<Submission>&& group);
  [[nodiscard]] bool submit(Submission&& submission);

  /// Proves that a commit succeeds now, by making one; waits for it at most `patience`.
  [[nodiscard]] bool probe(std::chrono::milliseconds patience);

  [[nodiscard]] const View& view() const { return view_; }
  [[nodiscard]] PipelineHealth health() const;
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  void run();
  /// What the next batch is made of, a part of `taken_`; nullopt when there is nothing more to do ever.
  std::optional<std::span<Submission>> take_batch();
  /// Whether the timer's cycle is due: then it is the batch's last command.
  bool take_cycle();
  bool run_batch(std::span<Submission> batch, bool with_cycle);
  /// Rolls history up, once a minute and at each cycle while there is more; false after a failure.
  bool roll_up(Time at);
  void fail(const Fault& fault, std::span<Submission> batch);
  [[nodiscard]] Time stamp();
  /// When the next batch is due even if nobody asks for anything: a cycle closes, or a listing ends.
  [[nodiscard]] std::chrono::steady_clock::time_point next_alarm() const;

  Engine engine_;
  View view_;
  Store& store_;
  const Clock& clock_;
  const PipelineLimits limits_;
  CommitListener on_commit_;
  FailureListener on_failure_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Submission> queue_;
  std::size_t left_ = 0;  ///< of `taken_`, not yet in a batch
  bool accepting_ = false;
  bool stopping_ = false;
  bool failed_ = false;
  std::uint64_t probes_asked_ = 0;
  std::uint64_t probes_done_ = 0;
  std::condition_variable probed_;
  PipelineHealth health_;

  std::vector<Submission> taken_;  ///< the thread's own: what was the queue when it last looked
  Time last_stamp_;
  Time next_roll_up_;
  std::chrono::steady_clock::time_point next_cycle_;
  std::thread thread_;
};

}  // namespace loam
