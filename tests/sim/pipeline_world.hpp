#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/proof.hpp"
#include "pipeline/pipeline.hpp"
#include "sim/fault_store.hpp"
#include "sim/random64.hpp"
#include "store/memory_store.hpp"

namespace loam::sim {

/// A clock that a test turns, also back.
class HandClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override { return {ms_}; }
  void turn(Duration span) { ms_ += span.ms; }

 private:
  std::atomic<std::int64_t> ms_ = kBeginning.ms;
};

/// Holds the thread that commits until it is let go.
class Gate {
 public:
  void close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  void open() {
    {
      const std::lock_guard lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    --waiting_;
  }
  /// Until somebody stands before the closed gate.
  void await_somebody() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ > 0 && !open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
  int waiting_ = 0;
};

/// What became of one command: told once, or the test says so.
struct Fate {
  std::atomic<int> told = 0;
  std::atomic<bool> committed = false;
  std::atomic<bool> unknown = false;
  std::atomic<bool> early = false;  ///< told before it was durable and in the view
  std::optional<Reply> reply;       ///< written before `told`

  void wait() const {
    while (told == 0) std::this_thread::yield();
  }
};

class PipelineWorld {
 public:
  explicit PipelineWorld(PipelineLimits limits = {}, Store* store = nullptr)
      : own_(store == nullptr ? make_memory_store() : nullptr),
        faults(store == nullptr ? *own_ : *store),
        limits_(limits) {
    faults.before_commit([this] { gate.pass(); });
    start();
  }
  ~PipelineWorld() {
    gate.open();
    pipeline_->drain();
  }
  PipelineWorld(const PipelineWorld&) = delete;
  PipelineWorld& operator=(const PipelineWorld&) = delete;

  /// The process again, from what the store holds.
  void restart() {
    gate.open();
    pipeline_->drain();
    faults.start_anew();
    start();
  }

  [[nodiscard]] Pipeline& pipeline() { return *pipeline_; }
  [[nodiscard]] std::int64_t last_seq() const {
    return pipeline_->view().read([](const State& state) { return state.ledger.last_seq(); });
  }
  [[nodiscard]] Money balance(AccountNo account) const {
    return pipeline_->view().read([account](const State& state) { return state.ledger.account(account).available; });
  }

  Submission submission(Command command, Fate& fate) {
    return {std::move(command), std::make_unique<Teller>(*this, fate)};
  }
  bool submit(Command command, Fate& fate) { return pipeline_->submit(submission(std::move(command), fate)); }
  /// Waits for its fate.
  Reply run(CommandBody body, std::optional<IdempotencyKey> key = std::nullopt) {
    Fate fate;
    while (!submit({std::move(body), {kNoAccount, "test"}, key}, fate)) std::this_thread::yield();
    fate.wait();
    return fate.reply.value_or(Reply{});
  }
  AccountNo user(const std::string& name, Money balance) {
    RegisterUser command;
    random_.fill(command.user.id.bytes);
    command.user.username = name;
    run(command);
    const AccountNo account =
        pipeline_->view().read([&name](const State& state) { return state.identity.user_by_name(name)->account; });
    if (balance > Money::zero()) run(AdjustBalance{account, balance, "to begin with"});
    return account;
  }

  /// The store's record against the laws and against the view. Only while nothing runs.
  std::string prove() {
    Proof proof;
    if (!faults.replay([&proof](const Event& event) { proof.take(event); })) return "unreadable";
    const Proof::Report report = proof.finish();
    if (!report.holds) return report.first_wrong;
    return pipeline_->view().read([&proof](const State& state) { return proof.compare(state).value_or(""); });
  }

  HandClock clock;
  Gate gate;
  std::atomic<int> failures_told = 0;
  std::atomic<std::int64_t> batches = 0;

 private:
  std::unique_ptr<Store> own_;

 public:
  FaultStore faults;

 private:
  class Teller final : public Completion {
   public:
    Teller(PipelineWorld& world, Fate& fate) : world_(world), fate_(fate) {}
    void committed(const Reply& reply) noexcept override {
      const std::int64_t seq = reply.row ? reply.row->seq : 0;
      if (world_.faults.durable_seq() < seq || world_.last_seq() < seq) fate_.early = true;
      fate_.reply = reply;
      fate_.committed = true;
      ++fate_.told;
    }
    void unknown() noexcept override {
      fate_.unknown = true;
      ++fate_.told;
    }

   private:
    PipelineWorld& world_;
    Fate& fate_;
  };

  void start() {
    Engine engine{Settings{}};
    const auto read = faults.replay([&engine](const Event& event) { engine.replay(event); });
    LOAM_CHECK(read.has_value());
    const bool is_new = engine.state().ledger.last_seq() == 0;
    pipeline_ = std::make_unique<Pipeline>(
        std::move(engine), faults, clock, limits_, [this](const std::shared_ptr<const CommittedBatch>&) { ++batches; },
        [this](const Fault&) { ++failures_told; });
    pipeline_->start();
    if (is_new) run(SeedMarkets{});
  }

  PipelineLimits limits_;
  Random64 random_{1};
  std::unique_ptr<Pipeline> pipeline_;
};

/// A key of its own for each number.
inline IdempotencyKey numbered_key(std::uint64_t number) {
  IdempotencyKey key;
  Random64(number).fill(key.key);
  key.request = number;
  return key;
}

}  // namespace loam::sim
