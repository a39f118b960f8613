#include "mixed_load.hpp"

#include <cstdlib>
#include <map>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

constexpr std::size_t kClients = 64;

bool long_form() { return std::getenv("LOAM_LONG") != nullptr; }
std::size_t steps_per_client() { return long_form() ? 1'000 : 150; }

std::vector<std::string> settings() {
  return {"signup_grant_bdt=20000", "gateway_secret_bkash=" + std::string(kGatewaySecret)};
}

using Loads = std::vector<std::vector<LoadStep>>;

Loads make_loads(const std::vector<std::string>& players, std::size_t steps) {
  Loads loads;
  for (std::size_t i = 0; i < players.size(); ++i) {
    loads.push_back(make_load(players[i], "c" + std::to_string(i), steps, i));
  }
  return loads;
}

/// All clients at once, each on a connection of its own; each tops up once on its way.
void run(ApiWorld& world, Loads& loads, std::vector<int>& topups, const std::string& round) {
  std::vector<std::thread> clients;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    clients.emplace_back([&, i] {
      HttpClient http = world.server().client(Duration::seconds(60));
      for (std::size_t s = 0; s < loads[i].size(); ++s) {
        LoadStep& step = loads[i][s];
        send(http, world.as_player(step.user_id, step.key), step);
        if (s == loads[i].size() / 2) {
          const std::string key = "topup-" + std::to_string(i);
          topups[i] = top_up(http, world.as_player(step.user_id, key), "150.25", round + std::to_string(i));
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
}

std::set<std::string> acknowledged(const Loads& loads) {
  std::set<std::string> ids;
  for (const auto& load : loads) {
    for (const LoadStep& step : load) {
      if (step.status == 201) ids.insert(step.transaction_id);
    }
  }
  return ids;
}

std::set<std::string> trades_on(const std::map<std::string, std::string>& record) {
  std::set<std::string> ids;
  for (const auto& [id, line] : record) {
    const std::string type = Json(line).text("transaction_type");
    if (type == "BIOME_BUY" || type == "BIOME_SELL") ids.insert(id);
  }
  return ids;
}

std::map<int, int> statuses(const Loads& loads) {
  std::map<int, int> counts;
  for (const auto& load : loads) {
    for (const LoadStep& step : load) ++counts[step.status];
  }
  return counts;
}

TEST(MixedLoad, F22_F40_R46_every_answer_2xx_is_on_record_and_no_other_and_a_second_run_changes_nothing) {
  ApiWorld world(settings());
  const auto players = world.add_players(kClients);
  Loads loads = make_loads(players, steps_per_client());
  std::vector<int> topups(kClients);
  run(world, loads, topups, "first-");

  for (const auto& [status, count] : statuses(loads)) {
    EXPECT_TRUE(status == 201 || status == 409 || status == 422) << count << " answers " << status;
  }
  EXPECT_EQ(topups, std::vector<int>(kClients, 200));
  const auto record = world.record();
  EXPECT_EQ(trades_on(record), acknowledged(loads));
  EXPECT_GT(acknowledged(loads).size(), kClients * steps_per_client() / 4);
  EXPECT_TRUE(world.holds());

  Loads again = loads;
  for (auto& load : again) {
    for (LoadStep& step : load) step.answer.clear();
  }
  run(world, again, topups, "first-");
  for (std::size_t i = 0; i < loads.size(); ++i) {
    for (std::size_t s = 0; s < loads[i].size(); ++s) {
      ASSERT_EQ(again[i][s].status, loads[i][s].status) << loads[i][s].body << again[i][s].answer;
      if (loads[i][s].status == 201) {
        ASSERT_EQ(again[i][s].answer, loads[i][s].answer);
      }
    }
  }
  EXPECT_EQ(world.record(), record);
  EXPECT_TRUE(world.holds());
}

TEST(MixedLoad, F22_concurrent_orders_on_one_account_are_exact) {
  ApiWorld world({"signup_grant_bdt=100000"});
  const std::string player = world.add_player("hot");
  constexpr std::size_t kThreads = 16;
  const std::size_t orders = long_form() ? 625 : 100;
  std::vector<std::thread> clients;
  for (std::size_t t = 0; t < kThreads; ++t) {
    clients.emplace_back([&, t] {
      HttpClient http = world.server().client(Duration::seconds(60));
      for (std::size_t i = 0; i < orders; ++i) {
        LoadStep step{player,
                      "h" + std::to_string(t) + "-" + std::to_string(i),
                      "/api/v1/biome-market/buy",
                      R"({"biome":"ocean","amount_bdt":1})",
                      0,
                      {},
                      {}};
        send(http, world.as_player(player, step.key), step);
        EXPECT_EQ(step.status, 201) << step.answer;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  // Each order costs 1.00 and a fee of 0.02.
  const auto spent = static_cast<long>(kThreads * orders * 102);
  const long left = 100'000L * 100 - spent;
  EXPECT_EQ(world.balance(player), to_decimal(left, 2));
  EXPECT_TRUE(world.holds());
}

}  // namespace
}  // namespace loam::test
