#include <atomic>
#include <cstdlib>
#include <map>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "mixed_load.hpp"

namespace loam::test {
namespace {

constexpr std::size_t kClients = 16;
constexpr std::size_t kSteps = 4'000;  // more than a round can take: the crash always comes in the middle

int rounds() { return std::getenv("LOAM_LONG") != nullptr ? 20 : 5; }

/// Runs a load until the server is killed; the steps say what was answered by then.
void run_until_killed(ApiWorld& world, std::vector<std::vector<LoadStep>>& loads, std::chrono::milliseconds after) {
  std::vector<std::thread> clients;
  for (auto& load : loads) {
    clients.emplace_back([&world, &load] {
      HttpClient http = world.server().client(Duration::seconds(30));
      for (LoadStep& step : load) {
        if (!send(http, world.as_player(step.user_id, step.key), step)) return;
      }
    });
  }
  std::this_thread::sleep_for(after);
  world.server().kill_hard();
  for (std::thread& client : clients) client.join();
}

/// Sends what was sent up to and including the step without an answer once more: its outcome must now be known.
void retry(ApiWorld& world, std::vector<std::vector<LoadStep>>& loads) {
  std::vector<std::thread> clients;
  for (auto& load : loads) {
    clients.emplace_back([&world, &load] {
      HttpClient http = world.server().client(Duration::seconds(30));
      for (LoadStep& step : load) {
        LoadStep again = step;
        ASSERT_TRUE(send(http, world.as_player(step.user_id, step.key), again));
        if (step.status == 0) {
          step = again;
          return;
        }
        EXPECT_EQ(again.status, step.status) << step.body << step.answer << again.answer;
        if (step.status == 201) {
          EXPECT_EQ(again.transaction_id, step.transaction_id);
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
}

TEST(Crash, F40_R46_F50_after_kill_9_every_acknowledged_order_is_there_and_every_retried_key_answers_once) {
  ApiWorld world({"signup_grant_bdt=50000"});
  const auto players = world.add_players(kClients);
  for (int round = 0; round < rounds(); ++round) {
    std::vector<std::vector<LoadStep>> loads;
    for (std::size_t i = 0; i < kClients; ++i) {
      const std::string name = "r" + std::to_string(round) + "c" + std::to_string(i);
      loads.push_back(make_load(players[i], name, kSteps, static_cast<std::uint64_t>(round) * 100 + i));
    }
    run_until_killed(world, loads, std::chrono::milliseconds(300 + 97 * (round % 5)));
    world.server().restart();
    const auto record = world.record();
    std::size_t acknowledged = 0;
    for (const auto& load : loads) {
      for (const LoadStep& step : load) {
        if (step.status != 201) continue;
        ++acknowledged;
        ASSERT_TRUE(record.contains(step.transaction_id)) << "round " << round << ": lost " << step.transaction_id;
      }
    }
    EXPECT_GT(acknowledged, 0U) << "the crash came before anything happened";
    retry(world, loads);
    ASSERT_TRUE(world.holds()) << "round " << round;
  }
}

TEST(Crash, F25_a_second_server_on_the_same_data_is_refused) {
  ApiWorld world;
  const auto second =
      run_command({"serve", "--data", world.server().data(), "--listen", "127.0.0.1:0"}, {}, Duration::seconds(20));
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_NE(second.err.find("in use"), std::string::npos) << second.err;
  EXPECT_TRUE(world.holds());
}

TEST(Crash, a_polite_end_finishes_what_was_taken_and_exits_0) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string player = world.add_player("anna");
  const auto bought =
      world.post("/api/v1/biome-market/buy", R"({"biome":"ocean","amount_bdt":5})", world.as_player(player, "k"));
  ASSERT_EQ(bought.status, 201);
  EXPECT_EQ(world.server().terminate(), std::optional(0));
  world.server().restart();
  EXPECT_EQ(world.balance(player), "994.9");
  EXPECT_TRUE(world.holds());
}

}  // namespace
}  // namespace loam::test
