#pragma once

// The hub of the live feed with sessions of paper and a world that commits when it is told to.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "api/feed/feed_hub.hpp"
#include "api/json/json_value.hpp"
#include "base/bytes.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {

class PaperSession final : public http::FeedSession {
 public:
  explicit PaperSession(std::uint64_t id) : id_(id) {}

  bool send(http::FeedMessage message) override {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    messages_.push_back(std::move(message));
    news_.notify_all();
    return true;
  }
  void close(http::CloseCode code, std::string_view reason) override {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    code_ = code;
    reason_ = reason;
    news_.notify_all();
  }
  [[nodiscard]] std::uint64_t id() const override { return id_; }
  [[nodiscard]] std::string_view remote_address() const override { return "127.0.0.1"; }

  /// The next message of this type that was not taken before; empty where none comes.
  std::string next(std::string_view type, std::chrono::milliseconds within = std::chrono::seconds(3)) {
    const std::string begin = R"({"type":")" + std::string(type) + '"';
    std::unique_lock lock(mutex_);
    std::string found;
    news_.wait_for(lock, within, [&] {
      for (std::size_t i = taken_; i < messages_.size(); ++i) {
        if (!messages_[i].text->starts_with(begin)) continue;
        taken_ = i + 1;
        found = *messages_[i].text;
        return true;
      }
      return false;
    });
    return found;
  }
  [[nodiscard]] std::vector<http::FeedMessage> all() {
    const std::lock_guard lock(mutex_);
    return messages_;
  }
  [[nodiscard]] bool closed() {
    const std::lock_guard lock(mutex_);
    return closed_;
  }
  bool wait_closed(std::chrono::milliseconds within = std::chrono::seconds(3)) {
    std::unique_lock lock(mutex_);
    return news_.wait_for(lock, within, [&] { return closed_; });
  }
  [[nodiscard]] std::string reason() {
    const std::lock_guard lock(mutex_);
    return reason_;
  }

 private:
  std::uint64_t id_;
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<http::FeedMessage> messages_;
  std::size_t taken_ = 0;
  bool closed_ = false;
  http::CloseCode code_{};
  std::string reason_;
};

using PaperSessionPtr = std::shared_ptr<PaperSession>;

/// Moves with the world's clock, from any thread.
class WorldClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override { return {ms.load()}; }
  std::atomic<std::int64_t> ms{kBegin.ms};
};

inline std::uint64_t number(const std::string& text, std::string_view name) {
  const auto document = JsonDocument::parse(text);
  if (!document) return 0;
  const JsonValue value = document->root().find(name);
  return value.exists() && value.kind() == JsonValue::Kind::number ? std::stoull(std::string(value.number_text())) : 0;
}

class FeedTest : public ::testing::Test {
 protected:
  FeedTest()
      : surveillance_(
            random_, [](const Command&) { return true; }, [](AccountNo) { return Uuid{}; }) {
    world_.run(SeedMarkets{});
    player_ = world_.user("player", Money::bdt(100'000));
    operator_ = world_.user("olga", {}, Role::operator_);
    view_.emplace(world_.state());
    surveillance_.begin(world_.state(), {});
    told_ = world_.events.size();
    start();
  }

  void start() {
    hub_.emplace(surveillance_);
    FeedHub::Sources sources;
    sources.view = &*view_;
    sources.clock = &clock_;
    sources.day_ago = [] { return std::optional<DayAgoPrices::Prices>(); };
    hub_->start(sources);
  }

  /// Commits what has happened in the world since.
  void commit() {
    auto batch = std::make_shared<CommittedBatch>();
    batch->at = world_.now;
    batch->events.assign(world_.events.begin() + static_cast<std::ptrdiff_t>(told_), world_.events.end());
    told_ = world_.events.size();
    clock_.ms = world_.now.ms;
    view_->apply(batch->events, batch->at);
    hub_->push(batch);
  }
  void buy(Biome biome = Biome::forest) {
    ASSERT_EQ(world_.buy(player_, biome, Money::bdt(100)), "ok");
    commit();
  }

  PaperSessionPtr connect(FeedOpening opening = {}) {
    auto session = std::make_shared<PaperSession>(++last_id_);
    callbacks_ = hub_->callbacks(std::move(opening));
    callbacks_.on_open(session);
    EXPECT_FALSE(session->next("hello").empty());
    return session;
  }
  void say(const PaperSessionPtr& session, std::string_view text) { callbacks_.on_message(session, text); }
  void leave(const PaperSessionPtr& session) { callbacks_.on_close(session, http::CloseCode::normal, ""); }

  /// Opens a session in the world; its access token is the name.
  Session sign_in(AccountNo account, const std::string& token, Duration life = Duration::hours(1)) {
    Session session;
    session.id = World::id(token);
    session.account = account;
    session.access_hash = sha256(token);
    session.access_expires = world_.now + life;
    session.refresh_hash = sha256(token + "-refresh");
    session.refresh_expires = world_.now + Duration::days(7);
    world_.run(OpenSession{session});
    commit();
    return session;
  }
  PaperSessionPtr signed_in(const std::string& token) {
    auto session = connect();
    say(session, R"({"type":"authenticate","token":")" + token + R"("})");
    EXPECT_FALSE(session->next("authenticated").empty());
    return session;
  }

  SystemRandom random_;
  Surveillance surveillance_;
  World world_;
  WorldClock clock_;
  std::optional<View> view_;
  std::optional<FeedHub> hub_;
  std::size_t told_ = 0;
  AccountNo player_;
  AccountNo operator_;
  std::uint64_t last_id_ = 0;
  http::FeedCallbacks callbacks_;
};

}  // namespace loam::testing
