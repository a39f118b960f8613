// History is rolled up by the running server, as its setting says, and the proof tells on whose word.

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "rolled_up_world.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

std::string invariants(RolledUpWorld& world, const std::string& member) {
  return world.root.get("/api/v1/admin/invariants").at(member);
}

TEST(RollUpByTheServer, CyclesOfOldAreLetGoAndTheProofStaysWhole) {
  RolledUpWorld world;
  EXPECT_EQ(invariants(world, "rolled_up_cycles"), "0");
  EXPECT_EQ(invariants(world, "checkpoint_key"), "null");
  const std::string charts =
      "/api/v1/biome-market/price-history/forest?interval=1h&from=2026-01-01T00:00:00Z&to=2026-01-05T00:00:00Z";
  const std::string before = world.root.get(charts).at("candles");
  EXPECT_GT(world.root.get(charts).size("candles"), 2U);

  world.roll_up();
  EXPECT_GT(std::stoll(invariants(world, "rolled_up_cycles")), 0);
  EXPECT_EQ(invariants(world, "holds"), "true");
  EXPECT_EQ(invariants(world, "checkpoint_key").size(), 64U);
  EXPECT_EQ(world.root.get(charts).at("candles"), before) << "charts tell of it all the same";
  const Told impact =
      world.root.get("/api/v1/biome-market/forest/land-impact?from=2026-01-01T00:10:00Z&to=2026-01-01T01:00:00Z");
  EXPECT_EQ(impact.error_at("/query/from"), "range_rolled_up");

  world.server.kill_hard();
  world.server.restart();
  Caller again(world.server);
  ASSERT_EQ(sign_in(again, "root", kPassword).status, 200);
  EXPECT_EQ(again.get("/api/v1/admin/invariants").at("holds"), "true");
}

TEST(RollUpByTheServer, WhoVerifiesElsewhereSaysWhomHeBelieves) {
  RolledUpWorld world;
  world.roll_up();
  const std::string key = invariants(world, "checkpoint_key");
  EXPECT_EQ(world.server.terminate(), 0);
  const std::string data = world.server.data();
  const CommandResult here = run_command({"verify", "--data", data});
  EXPECT_EQ(here.exit_code, 0) << here.out;
  EXPECT_NE(here.out.find("cycles are rolled up, on the word of " + key), std::string::npos) << here.out;
  EXPECT_EQ(fs::status(data + "/checkpoint.key").permissions(), fs::perms::owner_read | fs::perms::owner_write);

  const TempDir elsewhere;
  fs::rename(data + "/checkpoint.key", elsewhere / "key");
  const CommandResult stranger = run_command({"verify", "--data", data});
  EXPECT_EQ(stranger.exit_code, 1);
  EXPECT_NE(stranger.out.find("signed by " + key), std::string::npos) << stranger.out;
  EXPECT_EQ(run_command({"verify", "--data", data, "--trust", key}).exit_code, 0);
  EXPECT_EQ(run_command({"verify", "--data", data, "--set", "checkpoint_key=" + (elsewhere / "key")}).exit_code, 0);

  // A server with a key of its own goes on, and says what it leaves alone.
  world.server.restart();
  EXPECT_NE(world.server.log().find("signed by the key " + key), std::string::npos);
}

TEST(RollUpByTheServer, AKeyThatCannotBeReadIsTold) {
  const TempDir dir;
  std::ofstream(dir / "key") << "not a key";
  const CommandResult start = run_command(
      {"serve", "--data", dir / "data", "--listen", "127.0.0.1:0", "--set", "checkpoint_key=" + (dir / "key")});
  EXPECT_EQ(start.exit_code, 1);
  EXPECT_NE(start.err.find("64 hexadecimal digits"), std::string::npos) << start.err;
}

}  // namespace
}  // namespace loam::test
