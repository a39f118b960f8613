// Promises of the pipeline to those who wait at it; what it does under faults is in tests/sim.

#include "pipeline/pipeline.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "engine/proof.hpp"
#include "store/memory_store.hpp"

namespace loam {
namespace {

class FixedClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override { return {1'700'000'000'000}; }
};

class Promised final : public Completion {
 public:
  explicit Promised(std::promise<Reply> promise) : promise_(std::move(promise)) {}
  void committed(const Reply& reply) noexcept override { promise_.set_value(reply); }
  void unknown() noexcept override { promise_.set_exception(std::make_exception_ptr(std::string("unknown"))); }

 private:
  std::promise<Reply> promise_;
};

class Counted final : public Completion {
 public:
  explicit Counted(std::atomic<int>& done) : done_(done) {}
  void committed(const Reply& reply) noexcept override { done_ += reply.outcome ? 1 : 1'000'000; }
  void unknown() noexcept override { done_ += 1'000'000; }

 private:
  std::atomic<int>& done_;
};

IdempotencyKey key(std::uint8_t number, std::uint64_t request = 1) {
  IdempotencyKey key;
  key.key[0] = number;
  key.request = request;
  return key;
}

class PipelineTest : public ::testing::Test {
 protected:
  PipelineTest() {
    pipeline_.start();
    run(SeedMarkets{});
  }

  Reply run(CommandBody body, std::optional<IdempotencyKey> with = std::nullopt) {
    std::promise<Reply> promise;
    auto reply = promise.get_future();
    EXPECT_TRUE(pipeline_.submit(
        Submission{{std::move(body), {kNoAccount, "test"}, with}, std::make_unique<Promised>(std::move(promise))}));
    return reply.get();
  }
  AccountNo user(const std::string& name, Money balance) {
    RegisterUser command;
    command.user.id.bytes[0] = static_cast<std::uint8_t>(name[0]);
    command.user.username = name;
    run(command);
    const AccountNo account =
        pipeline_.view().read([&name](const State& state) { return state.identity.user_by_name(name)->account; });
    run(AdjustBalance{account, balance, "to begin with"});
    return account;
  }
  Money balance(AccountNo account) {
    return pipeline_.view().read([account](const State& state) { return state.ledger.account(account).available; });
  }

  std::unique_ptr<Store> store_ = make_memory_store();
  FixedClock clock_;
  Pipeline pipeline_{Engine{Settings{}}, *store_, clock_, PipelineLimits{}, [](const auto&) {}, [](const Fault&) {}};
};

TEST_F(PipelineTest, F_22_TenThousandMixedOrdersOnOneAccountAreExact) {
  constexpr int kThreads = 8;
  constexpr int kEach = 1'250;
  const AccountNo ann = user("ann", Money::bdt(1'000'000));
  run(PlaceOrder{{ann, Biome::ocean, Side::buy, Money::bdt(50'000), {}, {}}});
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        Order order{ann, Biome::ocean, Side::buy, Money{100 + i % 50}, Shares{20'000}, {}};
        if ((t + i) % 2 == 0) order.side = Side::sell;
        while (!pipeline_.submit(Submission{{PlaceOrder{order}, {ann, "ann"}, {}}, std::make_unique<Counted>(done)})) {
          std::this_thread::yield();
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  pipeline_.drain();
  EXPECT_EQ(done, kThreads * kEach) << "none was lost, refused or left unknown";

  Proof proof;
  ASSERT_TRUE(store_->replay([&proof](const Event& event) { proof.take(event); }));
  const Proof::Report report = proof.finish();
  EXPECT_TRUE(report.holds) << report.first_wrong;
  EXPECT_EQ(report.rows, 7 + 1 + 1 + kThreads * kEach);
  EXPECT_EQ(pipeline_.view().read([&proof](const State& state) { return proof.compare(state); }), std::nullopt);
}

TEST_F(PipelineTest, F_23_EachSuccessIsChargedOnce) {
  const AccountNo ann = user("ann", Money::bdt(100));
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int t = 0; t < 10; ++t) {
    threads.emplace_back([&] {
      const Order order{ann, Biome::ocean, Side::buy, Money::bdt(30), {}, {}};
      ASSERT_TRUE(pipeline_.submit(Submission{{PlaceOrder{order}, {ann, "ann"}, {}}, std::make_unique<Counted>(done)}));
    });
  }
  for (std::thread& thread : threads) thread.join();
  pipeline_.drain();
  EXPECT_EQ(done, 3 + 7 * 1'000'000) << "three of ten could be paid";
  EXPECT_EQ(balance(ann), Money{10'000 - 3 * 3'060});
}

TEST_F(PipelineTest, F_40_TheSameKeyGivesTheSameAnswerAndTheAnswerIsInTheStore) {
  const AccountNo ann = user("ann", Money::bdt(100));
  const PlaceOrder order{{ann, Biome::ocean, Side::buy, Money::bdt(30), {}, {}}};
  const Reply first = run(order, key(1));
  ASSERT_TRUE(first.row);
  const Reply again = run(order, key(1));
  ASSERT_NE(again.replayed, 0);
  auto reader = store_->reader();
  ASSERT_TRUE(reader);
  const auto stored = (*reader)->outcome(again.replayed);
  ASSERT_TRUE(stored && *stored);
  EXPECT_EQ(encode(**stored), encode(first.outcome));
  EXPECT_EQ(std::get<RowAnswer>(***stored).seq, first.row->seq);
  EXPECT_EQ(balance(ann), Money{10'000 - 3'060});
}

TEST_F(PipelineTest, R_46_TheSameKeyOnceAndOtherKeysTwiceEvenWithinOneBatch) {
  const AccountNo ann = user("ann", Money::bdt(1'000));
  std::vector<std::future<Reply>> replies;
  std::vector<Submission> group;
  for (const int number : {1, 1, 2, 1}) {
    std::promise<Reply> promise;
    replies.push_back(promise.get_future());
    group.push_back(
        {{AdjustBalance{ann, Money{1}, "one"}, {kNoAccount, "test"}, key(static_cast<std::uint8_t>(number))},
         std::make_unique<Promised>(std::move(promise))});
  }
  ASSERT_TRUE(pipeline_.submit(std::move(group)));
  std::vector<bool> ran;
  for (auto& reply : replies) ran.push_back(reply.get().replayed == 0);
  EXPECT_EQ(ran, (std::vector{true, false, true, false}));
  EXPECT_EQ(balance(ann), Money{100'002});
}

TEST_F(PipelineTest, TheSameKeyForSomethingElseIsRefused) {
  const AccountNo ann = user("ann", Money::bdt(1'000));
  run(AdjustBalance{ann, Money{1}, "one"}, key(1, 7));
  const Reply other = run(AdjustBalance{ann, Money{2}, "two"}, key(1, 8));
  ASSERT_FALSE(other.outcome);
  EXPECT_EQ(other.outcome.error().code, RefusalCode::idempotency_key_reused);
  EXPECT_EQ(balance(ann), Money{100'001});
}

TEST_F(PipelineTest, WhatWasAnsweredIsSeenByWhoReadsNext) {
  const AccountNo ann = user("ann", Money::bdt(1));
  for (int i = 1; i <= 200; ++i) {
    run(AdjustBalance{ann, Money{1}, ""});
    ASSERT_EQ(balance(ann), Money{100 + i});
  }
}

TEST_F(PipelineTest, F_31_CyclesEndByThemselves) {
  const AccountNo ann = user("ann", Money::bdt(1));
  PatchSettings quick;
  quick.values = {{SettingId::cycle_ms, 100}};
  run(quick);
  run(TrackAttention{ann, {{Biome::ocean, 1'000'000}}});
  const auto cycles = [this] {
    return pipeline_.view().read([](const State& state) { return state.exchange.cycles(); });
  };
  for (int i = 0; i < 500 && cycles() == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(cycles(), 1);
}

TEST_F(PipelineTest, HealthTellsWhatItDid) {
  const PipelineHealth health = pipeline_.health();
  EXPECT_TRUE(health.accepting);
  EXPECT_GE(health.commits, 1);
  EXPECT_GE(health.commands, 1);
  EXPECT_EQ(health.last_commit, clock_.now());
  pipeline_.drain();
  EXPECT_FALSE(pipeline_.health().accepting);
  EXPECT_FALSE(pipeline_.submit(Submission{{LogAccess{}, {}, {}}, nullptr}));
}

TEST(Pipeline, BeforeItsStartItTakesNothing) {
  const auto store = make_memory_store();
  const FixedClock clock;
  Pipeline pipeline{Engine{Settings{}}, *store, clock, {}, [](const auto&) {}, [](const Fault&) {}};
  EXPECT_FALSE(pipeline.submit(Submission{{LogAccess{}, {}, {}}, nullptr}));
  EXPECT_FALSE(pipeline.probe(std::chrono::milliseconds(1)));
}

}  // namespace
}  // namespace loam
