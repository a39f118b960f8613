#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "engine/engine.hpp"

namespace loam::test {

/// Unpredictable to nobody: the same seed gives the same bytes.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

  void fill(std::span<std::uint8_t> bytes) override;
  std::uint64_t next();
  /// 0 <= result < bound.
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
  }

 private:
  std::uint64_t state_;
};

/// A small economy that runs through the real engine: the same seed makes the same events. Each call of a function that
/// does something leaves its events in a batch of its own.
class World {
 public:
  explicit World(std::uint64_t seed = 1);
  /// Goes on from an engine that was rebuilt from a store and has no markets yet.
  World(std::uint64_t seed, Engine engine);

  /// Every kind of event there is, a few of each: users, keys, sessions, payments, settings, halts, safeguards,
  /// refusals.
  void live_a_day();
  /// Orders, attention and cycles in turn, until so many orders have been filled.
  void trade(int orders);

  /// Claims, gifts, listings of every type, bids, purchases, cancellations and endings, some of them refused. The first
  /// time it makes the map.
  void deal_in_land(int turns);

  Reply run(CommandBody body, bool keyed = true);
  void pass(Duration time) { now_ = now_ + time; }

  [[nodiscard]] const Engine& engine() const { return engine_; }
  [[nodiscard]] Time now() const { return now_; }
  [[nodiscard]] const std::vector<std::vector<Event>>& batches() const { return batches_; }
  [[nodiscard]] std::vector<Event> events() const;
  [[nodiscard]] std::vector<Transaction> rows() const;
  [[nodiscard]] const std::vector<AccountNo>& players() const { return players_; }
  [[nodiscard]] SeededRandom& random() { return random_; }

 private:
  void add_player(const std::string& name);
  void top_up(AccountNo account, Money amount);
  Reply place_random_order();
  /// Makes the map; each player claims some lands that lie side by side.
  void settle();
  void list_some_land();
  void deal_with_a_listing();

  SeededRandom random_;
  Engine engine_;
  Time now_{1'767'225'600'000};  // 2026-01-01T00:00:00Z
  std::vector<std::vector<Event>> batches_;
  std::vector<AccountNo> players_;
};

/// Every field of an event, in words: equal events and only those have equal descriptions.
std::string describe(const Event& event);
std::string describe(const Outcome& outcome);

}  // namespace loam::test
