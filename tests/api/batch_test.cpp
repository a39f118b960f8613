// What POST /batch says about many commands at once.

#include <cstdlib>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"

namespace loam::test {
namespace {

std::string orders(const std::string& user_id, const std::string& keys, int count) {
  std::string body = R"({"commands":[)";
  for (int i = 0; i < count; ++i) {
    body += std::string(i == 0 ? "" : ",") + R"({"method":"POST","path":"/biome-market/buy","idempotency_key":")" +
            keys + std::to_string(i) + R"(","user_id":")" + user_id + R"(","body":{"biome":"ocean","amount_bdt":1}})";
  }
  return body + "]}";
}

std::vector<JsonValue> results_of(const Json& answer) {
  std::vector<JsonValue> results;
  const JsonValue list = answer.root().find("results");
  for (JsonValue each = list.first(); each.exists(); each = each.next()) results.push_back(each);
  return results;
}

TEST(Batch, commands_of_one_stand_next_to_each_other_on_the_record) {
  constexpr int kOrders = 40;
  constexpr int kRounds = 10;
  ApiWorld world({"signup_grant_bdt=20000"});
  const auto players = world.add_players(3);
  std::vector<std::vector<std::string>> answers(players.size());
  std::vector<std::thread> clients;
  for (std::size_t client = 0; client < players.size(); ++client) {
    clients.emplace_back([&, client] {
      HttpClient http = world.server().client(Duration::seconds(60));
      for (int round = 0; round < kRounds; ++round) {
        const std::string keys = std::to_string(client) + "-" + std::to_string(round) + "-";
        const auto answer =
            http.post("/api/v1/batch", orders(players[client], keys, kOrders), world.as_player(players[client]));
        answers[client].push_back(answer ? answer->body : "");
      }
    });
  }
  for (std::thread& client : clients) client.join();

  for (const auto& of_client : answers) {
    for (const std::string& body : of_client) {
      const Json answer(body);
      const auto results = results_of(answer);
      ASSERT_EQ(results.size(), static_cast<std::size_t>(kOrders)) << body;
      const std::int64_t first = std::atoll(text_of(results[0].find("body").find("seq")).c_str());
      for (std::size_t i = 0; i < results.size(); ++i) {
        ASSERT_EQ(text_of(results[i].find("status")), "201") << body;
        EXPECT_EQ(text_of(results[i].find("body").find("seq")), std::to_string(first + static_cast<std::int64_t>(i)));
      }
    }
  }
  EXPECT_TRUE(world.holds());
}

TEST(Batch, what_the_queue_has_no_room_for_is_told_and_has_not_happened) {
  constexpr int kOrders = 50;
  ApiWorld world({"signup_grant_bdt=20000", "queue_commands=4"});
  const std::string player = world.add_player("ann");
  const auto before = world.record().size();
  const auto answer = world.post("/api/v1/batch", orders(player, "k", kOrders), world.as_player(player));
  ASSERT_EQ(answer.status, 200);

  std::map<std::string, int> statuses;
  const Json told(answer.body);
  for (const JsonValue result : results_of(told)) {
    statuses[text_of(result.find("status"))] += 1;
    if (text_of(result.find("status")) == "503") {
      EXPECT_EQ(text_of(result.find("body").find("code")), "overloaded");
    }
  }
  EXPECT_GE(statuses["201"], 4);
  EXPECT_GE(statuses["503"], 1) << "fifty orders went through a queue of four at once";
  EXPECT_EQ(statuses["201"] + statuses["503"], kOrders);
  EXPECT_EQ(world.record().size(), before + static_cast<std::size_t>(statuses["201"]));
  EXPECT_TRUE(world.holds());
}

}  // namespace
}  // namespace loam::test
