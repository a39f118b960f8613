// One proof at a time, however long it takes: who asks meanwhile hears its outcome, and no connection waits for ever.

#include "api/proof_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "api/json/json_value.hpp"
#include "store/memory_store.hpp"

namespace loam {
namespace {

using namespace std::chrono_literals;

constexpr int kEntries = 5'000;  // enough for the desk to look up from its work

std::unique_ptr<Store> store_of_many_keys() {
  auto store = make_memory_store();
  std::vector<Event> events;
  for (int i = 0; i < kEntries; ++i) {
    ApiKey key;
    key.id.bytes[0] = static_cast<std::uint8_t>(i);
    key.id.bytes[1] = static_cast<std::uint8_t>(i >> 8);
    events.emplace_back(key);
  }
  EXPECT_TRUE(store->commit(events).has_value());
  return store;
}

/// A desk and its reader's one thread, which does what it is given one after the other.
class ProofDeskTest : public testing::Test {
 protected:
  struct Asked {
    http::Request request = *http::Request::make(http::Method::get, "/api/v1/admin/invariants");
    std::promise<http::Response> answer;
  };

  /// Asks the desk, at a moment of its own. What `answer_of` then gives comes when the desk has answered.
  std::size_t ask(ProofDesk& desk) {
    Asked& asked = asked_.emplace_back();
    auto responder =
        http::make_responder([&asked](http::Response answer) { asked.answer.set_value(std::move(answer)); });
    desk.ask(*readers_, Call{asked.request, std::move(responder), {}, Time{static_cast<std::int64_t>(asked_.size())}});
    return asked_.size() - 1;
  }
  http::Response answer_of(std::size_t number) { return asked_[number].answer.get_future().get(); }
  static std::string started_at(const http::Response& answer) {
    const auto document = JsonDocument::parse(answer.body);
    return document ? std::string(document->root().find("started_at").string()) : std::string();
  }

  /// Keeps the thread busy until the promise is kept.
  void hold(std::promise<void>& until) {
    ASSERT_TRUE(readers_->submit([wait = until.get_future().share()](Reader&) { wait.wait(); }));
  }
  void wait_until_idle() {
    std::promise<void> reached;
    ASSERT_TRUE(readers_->submit([&reached](Reader&) { reached.set_value(); }));
    reached.get_future().wait();
  }

  std::deque<Asked> asked_;  // outlives the thread
  std::unique_ptr<Store> store_ = store_of_many_keys();
  std::unique_ptr<ReaderPool> readers_ = std::move(ReaderPool::open(*store_, 1)).value();
};

TEST_F(ProofDeskTest, WhoAsksMeanwhileHearsTheSameOutcome) {
  ProofDesk desk;
  std::promise<void> go;
  hold(go);
  const std::size_t first = ask(desk);
  const std::size_t second = ask(desk);
  go.set_value();
  const http::Response one = answer_of(first);
  const http::Response other = answer_of(second);
  EXPECT_EQ(one.status, 200);
  EXPECT_NE(one.body.find(R"("holds":true)"), std::string::npos) << one.body;
  EXPECT_EQ(started_at(one), to_rfc3339(Time{1}));
  EXPECT_EQ(other.body, one.body);
  wait_until_idle();
  EXPECT_EQ(started_at(answer_of(ask(desk))), to_rfc3339(Time{3})) << "who asks later gets a proof of his own";
  wait_until_idle();
}

TEST_F(ProofDeskTest, WhoHasWaitedLongIsSentAwayAndHearsTheOutcomeLater) {
  ProofDesk desk({0ms, 1h});
  const http::Response away = answer_of(ask(desk));
  EXPECT_EQ(away.status, 202);
  EXPECT_EQ(started_at(away), to_rfc3339(Time{1}));
  EXPECT_TRUE(std::any_of(away.headers.begin(), away.headers.end(),
                          [](const http::Header& header) { return header.name == "Retry-After"; }));
  wait_until_idle();
  const http::Response outcome = answer_of(ask(desk));
  EXPECT_EQ(outcome.status, 200);
  EXPECT_EQ(started_at(outcome), to_rfc3339(Time{1}));
  EXPECT_EQ(started_at(answer_of(ask(desk))), to_rfc3339(Time{3})) << "told once";
  wait_until_idle();
}

TEST_F(ProofDeskTest, AnOutcomeThatNobodyAsksForIsForgotten) {
  ProofDesk desk({0ms, 0ms});
  EXPECT_EQ(answer_of(ask(desk)).status, 202);
  wait_until_idle();
  EXPECT_EQ(started_at(answer_of(ask(desk))), to_rfc3339(Time{2}));
  wait_until_idle();
}

TEST_F(ProofDeskTest, NotMoreWaitThanHaveRoom) {
  ProofDesk desk;
  std::promise<void> go;
  hold(go);
  for (std::size_t i = 0; i < kMaxWaitingForProof; ++i) ask(desk);
  EXPECT_EQ(answer_of(ask(desk)).status, 503);
  go.set_value();
  for (std::size_t i = 0; i < kMaxWaitingForProof; ++i) EXPECT_EQ(answer_of(i).status, 200);
  wait_until_idle();
}

}  // namespace
}  // namespace loam
