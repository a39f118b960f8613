#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.hpp"
#include "engine/proof.hpp"
#include "sim/fault_store.hpp"
#include "sim/generator.hpp"
#include "sim/model.hpp"
#include "sim/random64.hpp"
#include "sim/turns.hpp"
#include "store/store.hpp"

namespace loam::sim {

struct Plan {
  std::uint64_t seed = 0;
  std::size_t steps = 0;
  /// Which commit fails, from 1; without one the seed decides.
  std::int64_t failing_commit = 0;
  Failure how = Failure::before_durable;
  bool random_faults = true;
  bool only_land = false;
  /// A new store for the world; empty: one in memory.
  std::function<std::unique_ptr<Store>()> make_store = {};
};

/// What a run was like.
struct Findings {
  std::string broken;  ///< empty where everything held
  Digest trace{};      ///< of every answer and of the state at every commit: the same seed gives the same
  std::int64_t commits = 0;
  std::int64_t failures = 0;
  std::int64_t rebuilds = 0;
  std::int64_t rolled_up = 0;  ///< cycles that a checkpoint stood for at the last rebuild
  Seen seen;                   ///< refusals, safeguards and turns of listings
};

/// One seed: commands, clock, faults and crashes against the model. Never throws; what breaks is told in the run.
Findings simulate(const Plan& plan);

}  // namespace loam::sim
