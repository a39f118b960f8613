#include "rolled_up_world.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

namespace loam::test {
namespace {

constexpr std::chrono::milliseconds kPause{20};
constexpr std::chrono::seconds kPatience{20};

/// Until it is so, or too late.
template <class Condition>
void await(const Condition& condition) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("it does not come about");
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace

RolledUpWorld::RolledUpWorld()
    : server(with_settings({"test_clock=2026-01-01T00:00:00Z", "cycle_ms=100", "api_requests_per_minute=1000000"})),
      root(make_overseer(server, "root")),
      player(make_player(server, "player")) {
  for (const char* when : {"01T00:05", "01T00:30", "01T01:00", "01T01:30", "01T02:05", "06T00:00", "06T00:30"}) {
    look_at_forest(std::string("2026-01-") + when + ":00Z");
  }
}

void RolledUpWorld::go_to(const std::string& when) {
  // Nobody's word outlives a jump of the clock.
  sign_in(root, "root", kPassword);
  ASSERT_EQ(root.post("/api/v1/admin/test-clock", R"({"now":")" + when + "\"}").status, 200);
  sign_in(root, "root", kPassword);
  sign_in(player, "player", kPassword);
}

void RolledUpWorld::look_at_forest(const std::string& when) {
  go_to(when);
  const std::string before = proven("cycles");
  ASSERT_EQ(player.post("/api/v1/biome-market/track-attention", R"({"biome":"forest","score":3})").status, 200);
  await([&] { return proven("cycles") != before; });
}

void RolledUpWorld::roll_up() {
  ASSERT_EQ(root.patch("/api/v1/admin/config/economy", R"({"cycle_retention_days":1})").status, 200);
  go_to("2026-01-06T00:32:00Z");
  await([&] { return proven("rolled_up_cycles") != "0"; });
}

}  // namespace loam::test
