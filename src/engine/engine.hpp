#pragma once

#include <cstdint>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "engine/state.hpp"

namespace loam {

/// What the caller of a command is told, once its batch is durable.
struct Reply {
  Outcome outcome = Answer{Done{}};
  /// The row behind a RowAnswer of this very command; empty where the outcome is told again.
  std::optional<Transaction> row;
  /// The id of the stored outcome that is told again; 0 where the command ran. Then `outcome` is not filled: read it.
  std::int64_t replayed = 0;
};

/// The economy as a function: the same state, command and time give the same events and the same digest. One thread at
/// a time; no clock, no file.
class Engine {
 public:
  explicit Engine(const Settings& settings) { state_.settings = settings; }

  /// Rebuilds: takes stored events in the order of Store::replay.
  void replay(const Event& event);

  /// Decides everything, then changes everything. Appends what has to be stored to `events`; a refusal may leave events
  /// too (a safeguard that acted, the outcome of a key). `at` never runs backwards.
  Reply apply(const Command& command, Time at, std::vector<Event>& events);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] std::size_t keys() const { return keys_.size(); }
  [[nodiscard]] Digest digest() const { return state_.digest(); }
  [[nodiscard]] Digest digest(Time at) const { return state_.digest(at); }

 private:
  struct KeyHash {
    std::size_t operator()(const std::array<std::uint8_t, 16>& key) const;
  };
  struct KnownKey {
    std::uint64_t request = 0;
    std::int64_t outcome = 0;
  };
  static Reply again(const KnownKey& known, const IdempotencyKey& key);

  State state_;
  boost::unordered_flat_map<std::array<std::uint8_t, 16>, KnownKey, KeyHash> keys_;
  std::int64_t last_outcome_ = 0;
};

}  // namespace loam
