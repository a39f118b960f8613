#pragma once

#include <mutex>
#include <shared_mutex>
#include <span>
#include <utility>

#include "engine/state.hpp"

namespace loam {

/// The committed state, for readers on any thread. Never ahead of the store: a batch enters after its commit, whole.
class View {
 public:
  explicit View(State state) : state_(std::move(state)) {}

  /// Runs `look` on one moment of the state; what it returns is a copy. Keep it short: a commit waits for it.
  template <class Look>
  auto read(Look look) const {
    const std::shared_lock lock(mutex_);
    return look(state_);
  }

  void apply(std::span<const Event> events, Time at) {
    const std::unique_lock lock(mutex_);
    for (const Event& event : events) state_.apply(event);
    state_.now = at;
    state_.identity.forget_expired(at);
  }

 private:
  mutable std::shared_mutex mutex_;
  State state_;
};

}  // namespace loam
