#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "support/process.hpp"

namespace loam::test {
namespace {

TEST(RunProgram, passes_input_through_and_reports_the_exit_code) {
  const std::string much(300'000, 'x');  // more than pipes hold
  const auto echoed = run_program("/bin/cat", {}, much);
  EXPECT_EQ(echoed.exit_code, 0);
  EXPECT_EQ(echoed.out, much);
  const auto failed = run_program("/bin/sh", {"-c", "echo no >&2; exit 3"});
  EXPECT_EQ(failed.exit_code, 3);
  EXPECT_EQ(failed.err, "no\n");
}

TEST(RunProgram, kills_what_does_not_end) {
  EXPECT_EQ(run_program("/bin/sleep", {"60"}, {}, Duration{100}).exit_code, 137);
  EXPECT_EQ(run_program("/bin/sh", {"-c", "exec >&- 2>&-; exec sleep 60"}, {}, Duration{100}).exit_code, 137);
}

TEST(TempDir, goes_with_its_contents) {
  std::filesystem::path path;
  {
    const TempDir dir;
    path = dir.path();
    std::ofstream(dir / "file") << "text";
    EXPECT_TRUE(std::filesystem::exists(path / "file"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace loam::test
