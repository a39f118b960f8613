// The simulator's worlds once more, in PostgreSQL: every crash rebuilds from it what the model says.

#include "support/postgres.hpp"

#include <cstdlib>
#include <list>

#include <gtest/gtest.h>

#include "sim/simulation.hpp"
#include "store/postgres_store.hpp"
#include "support/good.hpp"
#include "support/signing_key.hpp"

namespace loam::sim {
namespace {

class PostgresSimulation : public testing::Test {
 protected:
  /// The same plan, each time with a database of its own.
  Plan on_postgres(Plan plan) {
    plan.make_store = [this] {
      PostgresOptions options;
      options.url = databases_.emplace_back().url();
      options.key = test::signing_key();
      return test::good(open_postgres_store(options));
    };
    return plan;
  }

  std::list<test::PostgresDatabase> databases_;
};

bool is_long() { return std::getenv("LOAM_LONG") != nullptr; }

TEST_F(PostgresSimulation, SeedsWithCrashesGoAsTheyGoInMemory) {
  const std::uint64_t seeds = is_long() ? 50 : 3;
  for (std::uint64_t seed = 1; seed <= seeds && !HasFailure(); ++seed) {
    const Plan plan{.seed = seed, .steps = 700};
    const Findings run = simulate(on_postgres(plan));
    EXPECT_EQ(run.broken, "") << "seed " << seed;
    EXPECT_EQ(run.trace, simulate(plan).trace) << "seed " << seed;
    EXPECT_GT(run.rebuilds, 1) << "seed " << seed;
  }
}

TEST_F(PostgresSimulation, EveryCommitFailsOnce) {
  Plan plan{.seed = 11, .steps = is_long() ? 60U : 20U, .random_faults = false};
  const Findings whole = simulate(on_postgres(plan));
  EXPECT_EQ(whole.broken, "");
  for (const Failure how : {Failure::before_durable, Failure::after_durable}) {
    plan.how = how;
    for (plan.failing_commit = 1; plan.failing_commit <= whole.commits && !HasFailure(); ++plan.failing_commit) {
      const Findings run = simulate(on_postgres(plan));
      EXPECT_EQ(run.broken, "") << "commit " << plan.failing_commit;
      EXPECT_EQ(run.failures, 1) << "commit " << plan.failing_commit;
    }
  }
}

}  // namespace
}  // namespace loam::sim
