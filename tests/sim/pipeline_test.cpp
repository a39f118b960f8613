// The real pipeline with several submitters, a clock that is turned by hand and a store that fails on demand.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "sim/pipeline_world.hpp"

namespace loam::sim {
namespace {

using namespace std::chrono_literals;

bool is_long() { return std::getenv("LOAM_LONG") != nullptr; }

Command adjust(AccountNo account, std::uint64_t number) {
  return {AdjustBalance{account, Money{1}, "one paisa"}, {kNoAccount, "test"}, numbered_key(number)};
}

/// Runs `work(i)` on threads 0..count-1.
template <class Work>
void on_threads(std::uint64_t count, Work work) {
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

/// Submits one command after the other, as fast as it can; stops where the pipeline takes no more. Says which were
/// taken.
class Submitter {
 public:
  Submitter(PipelineWorld& world, AccountNo account, std::uint64_t first, std::size_t count)
      : world_(world), account_(account), first_(first), fates(count), taken(count) {}

  void run() {
    Random64 random(first_);
    for (std::size_t i = 0; i < fates.size();) {
      const std::size_t group = std::min<std::size_t>(random.one_in(5) ? 1 + random.below(4) : 1, fates.size() - i);
      std::vector<Submission> submissions;
      for (std::size_t k = i; k < i + group; ++k) submissions.push_back(world_.submission(command(k), fates[k]));
      if (!world_.pipeline().submit(std::move(submissions))) {
        if (!world_.pipeline().health().accepting) return;
        std::this_thread::yield();
        continue;
      }
      for (std::size_t k = i; k < i + group; ++k) taken[k] = 1;
      i += group;
      if (random.one_in(50)) world_.clock.turn({random.between(-5'000, 6'000)});
    }
  }
  [[nodiscard]] Command command(std::size_t i) const { return adjust(account_, first_ + i); }

 private:
  PipelineWorld& world_;
  AccountNo account_;
  std::uint64_t first_;

 public:
  std::vector<Fate> fates;
  std::vector<char> taken;
};

/// Looks all the time whether the view shows what is not durable.
class Watcher {
 public:
  explicit Watcher(PipelineWorld& world) : world_(world), thread_([this] { watch(); }) {}
  ~Watcher() {
    stop_ = true;
    thread_.join();
    EXPECT_FALSE(ahead_) << "the view was ahead of the store";
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

 private:
  void watch() {
    while (!stop_) {
      const std::int64_t seen = world_.last_seq();
      if (seen > world_.faults.durable_seq()) ahead_ = true;
      std::this_thread::yield();
    }
  }

  PipelineWorld& world_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> ahead_ = false;
  std::thread thread_;
};

TEST(PipelineSimulation, EveryCompletionIsToldOnceAndNeverBeforeItsCommit) {
  constexpr std::uint64_t kThreads = 4;
  constexpr std::size_t kEach = 1'500;
  PipelineWorld world({.queue = 64, .batch = 16});
  const AccountNo account = world.user("ann", Money::zero());
  std::vector<std::unique_ptr<Submitter>> submitters;
  for (std::uint64_t i = 0; i < kThreads; ++i) {
    submitters.push_back(std::make_unique<Submitter>(world, account, i * kEach, kEach));
  }
  {
    const Watcher watcher(world);
    on_threads(kThreads, [&](std::uint64_t i) { submitters[i]->run(); });
    world.pipeline().drain();
  }
  for (const auto& submitter : submitters) {
    for (const Fate& fate : submitter->fates) {
      ASSERT_EQ(fate.told, 1);
      ASSERT_TRUE(fate.committed);
      ASSERT_FALSE(fate.early);
    }
  }
  EXPECT_EQ(world.balance(account), (Money{kThreads * kEach}));
  EXPECT_EQ(world.prove(), "");
  EXPECT_LT(world.batches, static_cast<std::int64_t>(kThreads * kEach)) << "nobody shared a commit";
}

/// One commit fails while many are under way; the process starts again and every client asks again with its key.
void fail_once(std::int64_t failing_commit, Failure how) {
  constexpr std::uint64_t kThreads = 3;
  constexpr std::size_t kEach = 150;
  PipelineWorld world({.queue = 32, .batch = 8});
  const AccountNo account = world.user("ann", Money::zero());
  std::vector<std::unique_ptr<Submitter>> submitters;
  for (std::uint64_t i = 0; i < kThreads; ++i) {
    submitters.push_back(std::make_unique<Submitter>(world, account, i * kEach, kEach));
  }
  world.gate.close();
  world.faults.fail_commit(failing_commit, how);
  world.gate.open();
  {
    const Watcher watcher(world);
    on_threads(kThreads, [&](std::uint64_t i) { submitters[i]->run(); });
    while (world.failures_told == 0 && world.pipeline().health().accepting) std::this_thread::yield();
    world.pipeline().drain();
  }
  ASSERT_EQ(world.failures_told, 1);
  Fate late;
  EXPECT_FALSE(world.submit(adjust(account, 999'999), late)) << "taken after the failure";
  std::int64_t committed = 0;
  for (const auto& submitter : submitters) {
    for (std::size_t i = 0; i < kEach; ++i) {
      const Fate& fate = submitter->fates[i];
      ASSERT_EQ(fate.told, submitter->taken[i] != 0 ? 1 : 0);
      ASSERT_FALSE(fate.early);
      committed += fate.committed ? 1 : 0;
    }
  }

  world.restart();
  EXPECT_GE(world.balance(account).paisa, committed) << "an acknowledged command is gone";
  for (const auto& submitter : submitters) {
    for (std::size_t i = 0; i < kEach; ++i) {
      const Command again = submitter->command(i);
      const Reply reply = world.run(again.body, again.key);
      if (submitter->fates[i].committed) {
        ASSERT_NE(reply.replayed, 0) << "an acknowledged command ran again";
      }
    }
  }
  EXPECT_EQ(world.balance(account), (Money{kThreads * kEach})) << "each key once";
  EXPECT_EQ(world.faults.commits_after_failure(), 0);
  world.pipeline().drain();
  EXPECT_EQ(world.prove(), "");
}

TEST(PipelineSimulation, TheNthCommitFailsBeforeItIsDurable) {
  for (std::int64_t n = 1; n <= (is_long() ? 40 : 12) && !HasFailure(); ++n) fail_once(n, Failure::before_durable);
}

TEST(PipelineSimulation, TheNthCommitFailsAfterItIsDurable) {
  for (std::int64_t n = 1; n <= (is_long() ? 40 : 12) && !HasFailure(); ++n) fail_once(n, Failure::after_durable);
}

TEST(PipelineSimulation, TheQueueHasABoundAndAGroupIsTakenWholeOrNotAtAll) {
  PipelineWorld world({.queue = 8, .batch = 4});
  const AccountNo account = world.user("ann", Money::zero());
  std::vector<Fate> fates(64);
  world.gate.close();
  ASSERT_TRUE(world.submit(adjust(account, 0), fates[0]));
  world.gate.await_somebody();  // its batch stands before the store; everything else waits in the queue
  std::size_t taken = 1;
  while (world.submit(adjust(account, taken), fates[taken])) ++taken;
  EXPECT_EQ(taken, 1U + 8U);
  EXPECT_EQ(world.pipeline().health().queued, 8U);
  EXPECT_TRUE(world.pipeline().health().accepting) << "a full queue is no failure";

  std::vector<Submission> group;
  for (std::size_t i = 0; i < 3; ++i) group.push_back(world.submission(adjust(account, 40 + i), fates[40 + i]));
  EXPECT_FALSE(world.pipeline().submit(std::move(group)));
  world.gate.open();
  world.pipeline().drain();
  for (std::size_t i = 0; i < taken; ++i) EXPECT_TRUE(fates[i].committed);
  for (std::size_t i = taken; i < fates.size(); ++i) EXPECT_EQ(fates[i].told, 0) << i;
  EXPECT_EQ(world.balance(account), (Money{static_cast<std::int64_t>(taken)}));
}

TEST(PipelineSimulation, DrainCommitsWhatWasTaken) {
  PipelineWorld world({.queue = 1'000, .batch = 7});
  const AccountNo account = world.user("ann", Money::zero());
  std::vector<Fate> fates(300);
  world.gate.close();
  for (std::size_t i = 0; i < fates.size(); ++i) ASSERT_TRUE(world.submit(adjust(account, i), fates[i]));
  std::thread drain([&] { world.pipeline().drain(); });
  while (world.pipeline().health().accepting) std::this_thread::yield();
  Fate late;
  EXPECT_FALSE(world.submit(adjust(account, 999), late));
  world.gate.open();
  drain.join();
  for (const Fate& fate : fates) EXPECT_TRUE(fate.committed);
  EXPECT_EQ(world.balance(account), Money{300});
  EXPECT_EQ(world.prove(), "");
}

TEST(PipelineSimulation, AClockThatIsSetBackDoesNotTurnTheEconomyBack) {
  PipelineWorld world;
  const AccountNo account = world.user("ann", Money::zero());
  Time last;
  for (int i = 0; i < 40; ++i) {
    world.clock.turn({i % 2 == 0 ? 10'000 : -20'000});
    const Reply reply = world.run(AdjustBalance{account, Money{1}, ""});
    ASSERT_TRUE(reply.row);
    EXPECT_GE(reply.row->at, last);
    last = reply.row->at;
  }
  // Nor does a restart with a clock that went back while the server was down.
  world.clock.turn(Duration::days(-1));
  world.restart();
  const Reply reply = world.run(AdjustBalance{account, Money{1}, ""});
  ASSERT_TRUE(reply.row);
  EXPECT_GE(reply.row->at, last);
}

TEST(PipelineSimulation, AProbeTellsWhetherACommitSucceedsNow) {
  PipelineWorld world;
  EXPECT_TRUE(world.pipeline().probe(10s));
  world.gate.close();
  Fate fate;
  const AccountNo nobody{16};
  ASSERT_TRUE(world.submit(adjust(nobody, 1), fate));
  world.gate.await_somebody();
  EXPECT_FALSE(world.pipeline().probe(20ms)) << "the store hangs";
  world.gate.open();
  EXPECT_TRUE(world.pipeline().probe(10s)) << "and goes on";

  // What cannot come any more is not waited for: a probe that did would outlast the suite's own limit.
  world.faults.fail_probes(true);
  EXPECT_FALSE(world.pipeline().probe(24h));
  EXPECT_FALSE(world.pipeline().health().accepting);
  EXPECT_FALSE(world.pipeline().probe(24h));
}

}  // namespace
}  // namespace loam::sim
