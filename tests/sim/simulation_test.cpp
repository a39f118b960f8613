// One seed drives commands, clock, faults and crashes against the model; see docs/simulator.md.

#include "sim/simulation.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/paths.hpp"

namespace loam::sim {
namespace {

struct Extent {
  std::uint64_t first = 1;
  std::uint64_t last = 200;
  std::size_t steps = 700;
};

Extent extent() {
  Extent extent;
  if (std::getenv("LOAM_LONG") != nullptr) extent = {1, 10'000, 1'000};
  if (const char* seeds = std::getenv("LOAM_SIM_SEEDS"); seeds != nullptr) {
    const std::string text = seeds;
    extent.first = std::stoull(text);
    extent.last = std::stoull(text.substr(text.find(':') + 1));
  }
  return extent;
}

/// Runs it twice: the same seed has to give the same, bit for bit.
Findings run_twice(const Plan& plan) {
  Findings run = simulate(plan);
  if (run.broken.empty() && simulate(plan).trace != run.trace) run.broken = "two runs of the same seed differ";
  if (!run.broken.empty()) {
    ADD_FAILURE() << "seed " << plan.seed << ": " << run.broken << "\nagain: LOAM_SIM_SEED=" << plan.seed
                  << " ./test sim";
  }
  return run;
}

/// Seeds that once found something, and the one that LOAM_SIM_SEED asks for.
std::vector<std::uint64_t> regressions() {
  std::ifstream file(std::filesystem::path(loam::test::source_dir()) / "tests/sim/seeds.txt");
  std::vector<std::uint64_t> seeds;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') seeds.push_back(std::stoull(line));
  }
  if (const char* seed = std::getenv("LOAM_SIM_SEED"); seed != nullptr) seeds.push_back(std::stoull(seed));
  return seeds;
}

TEST(Simulation, SeedsThatOnceFoundSomething) {
  for (const std::uint64_t seed : regressions()) run_twice({.seed = seed, .steps = 1'000});
}

/// The N-th commit fails, for every N, before and after it is durable.
TEST(Simulation, EveryCommitFailsOnce) {
  constexpr std::size_t kSteps = 60;
  for (const std::uint64_t seed : {11ULL, 12ULL, 13ULL, 14ULL}) {
    const std::int64_t commits = run_twice({.seed = seed, .steps = kSteps, .random_faults = false}).commits;
    for (const Failure how : {Failure::before_durable, Failure::after_durable}) {
      for (std::int64_t n = 1; n <= commits && !HasFailure(); ++n) {
        const Findings run =
            run_twice({.seed = seed, .steps = kSteps, .failing_commit = n, .how = how, .random_faults = false});
        EXPECT_EQ(run.failures, 1) << "seed " << seed << ", commit " << n;
      }
    }
  }
}

TEST(Simulation, ManySeeds) {
  const Extent extent = sim::extent();
  Seen seen;
  Findings all;
  for (std::uint64_t seed = extent.first; seed <= extent.last && !HasFailure(); ++seed) {
    const Findings run = run_twice({.seed = seed, .steps = extent.steps});
    for (const auto& [word, times] : run.seen) seen[word] += times;
    all.commits += run.commits;
    all.failures += run.failures;
    all.rebuilds += run.rebuilds;
  }
  std::cout << extent.last - extent.first + 1 << " seeds, " << extent.steps << " steps each: " << all.commits
            << " commits, " << all.failures << " failures, " << all.rebuilds << " rebuilds\n";
  for (const auto& [word, times] : seen) std::cout << word << ' ' << times << '\n';
  if (HasFailure()) return;
  // The simulator is only as good as what it reaches.
  for (const char* word : {"insufficient_funds",
                           "insufficient_shares",
                           "amount_not_positive",
                           "amount_too_small",
                           "amount_overflows",
                           "order_too_large",
                           "order_rate_exceeded",
                           "price_moved",
                           "payment_limit_exceeded",
                           "market_halted",
                           "market_reduce_only",
                           "user_unknown",
                           "session_unknown",
                           "refresh_token_reused",
                           "api_key_unknown",
                           "payment_unknown",
                           "payment_mismatch",
                           "payment_final",
                           "username_taken",
                           "email_taken",
                           "idempotency_key_reused",
                           "markets_seeded",
                           "registration_disabled",
                           "setting_out_of_range",
                           "user_disabled",
                           "too_many_payments",
                           "price_move",
                           "price_band",
                           "band_halt",
                           "order_size",
                           "order_rate",
                           "trading_halt",
                           "attention_cap"}) {
    EXPECT_TRUE(seen.contains(word)) << "no seed came to " << word;
  }
}

}  // namespace
}  // namespace loam::sim
