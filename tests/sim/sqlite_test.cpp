// The simulator's worlds in files whose history is rolled up as they go: every crash rebuilds from what is left.

#include <cstdlib>
#include <list>

#include <gtest/gtest.h>

#include "sim/simulation.hpp"
#include "store/sqlite_store.hpp"
#include "support/good.hpp"
#include "support/signing_key.hpp"
#include "support/temp_dir.hpp"

namespace loam::sim {
namespace {

TEST(SqliteSimulation, SeedsWithRolledUpHistoryGoAsTheyGoInMemory) {
  const std::uint64_t seeds = std::getenv("LOAM_LONG") != nullptr ? 300 : 8;
  std::int64_t rolled_up = 0;
  for (std::uint64_t seed = 1; seed <= seeds && !testing::Test::HasFailure(); ++seed) {
    const Plan plan{.seed = seed, .steps = 1'500};
    const test::TempDir dir;
    Plan in_file = plan;
    in_file.make_store = [&] { return test::good(open_sqlite_store({dir / "world.db", true, test::signing_key()})); };
    const Findings run = simulate(in_file);
    EXPECT_EQ(run.broken, "") << "seed " << seed;
    EXPECT_EQ(run.trace, simulate(plan).trace) << "seed " << seed;
    rolled_up += run.rolled_up;
  }
  EXPECT_GT(rolled_up, 0) << "no seed had history to roll up";
}

}  // namespace
}  // namespace loam::sim
