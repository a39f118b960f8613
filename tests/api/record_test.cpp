#include <set>
#include <string>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "base/bytes.hpp"

namespace loam::test {
namespace {

constexpr const char* kTrail = "/api/v1/marketplace/transactions/audit-trail";

void buy(ApiWorld& world, const std::string& player, const std::string& biome, const std::string& amount) {
  const auto answer =
      world.post("/api/v1/biome-market/buy", R"({"biome":")" + biome + R"(","amount_bdt":)" + amount + "}",
                 world.as_player(player));
  ASSERT_EQ(answer.status, 201) << answer.body;
}

std::string total(const HttpAnswer& answer) {
  return text_of(Json(answer.body).root().find("pagination").find("total"));
}

TEST(Record, F41_labels_follow_the_type_totals_count_the_filtered_rows_and_unknown_values_are_422) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  for (int i = 0; i < 5; ++i) buy(world, anna, i % 2 == 0 ? "ocean" : "snow", "10");
  const auto me = world.as_player(anna);

  EXPECT_EQ(total(world.get(kTrail, me)), "6");
  EXPECT_EQ(total(world.get(std::string(kTrail) + "?transaction_source=biome", me)), "5");
  EXPECT_EQ(total(world.get(std::string(kTrail) + "?transaction_source=biome&biome=snow&limit=1", me)), "2");
  EXPECT_EQ(total(world.get(std::string(kTrail) + "?transaction_source=wallet", me)), "1");
  EXPECT_EQ(total(world.get(std::string(kTrail) + "?transaction_source=marketplace", me)), "0");
  EXPECT_EQ(total(world.get(std::string(kTrail) + "?transaction_type=&biome=", me)), "6");  // empty is absent
  EXPECT_EQ(total(world.get(std::string(kTrail) + "?min_amount_bdt=11", me)), "1");
  for (const char* wrong : {"transaction_source=biomes", "transaction_type=BUY", "biome=moon", "limit=501", "limit=0",
                            "cursor=xyz", "surprise=1", "from=yesterday", "min_amount_bdt=-1"}) {
    EXPECT_EQ(world.get(std::string(kTrail) + "?" + wrong, me).status, 422) << wrong;
  }
}

TEST(Record, R45_cursors_give_every_row_once_while_rows_come_in) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  for (int i = 0; i < 23; ++i) buy(world, anna, "ocean", "1");
  std::set<std::string> seen;
  std::size_t returned = 0;
  std::string cursor;
  do {
    const auto answer = world.get(
        std::string(kTrail) + "?transaction_source=biome&limit=5" + (cursor.empty() ? "" : "&cursor=" + cursor),
        world.as_player(anna));
    ASSERT_EQ(answer.status, 200) << answer.body;
    const Json page(answer.body);
    for (JsonValue row = page.root().find("transactions").first(); row.exists(); row = row.next()) {
      seen.insert(text_of(row.find("seq")));
      ++returned;
    }
    EXPECT_EQ(text_of(page.root().find("pagination").find("total")), "23");
    cursor = text_of(page.root().find("pagination").find("next_cursor"));
    buy(world, anna, "snow", "1");
  } while (!cursor.empty());
  EXPECT_EQ(returned, 23U);
  EXPECT_EQ(seen.size(), 23U);
}

TEST(Record, a_row_can_be_checked_by_whoever_can_hash) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  buy(world, anna, "ocean", "10");
  const auto trail = world.get(std::string(kTrail) + "?limit=1", world.as_player(anna));
  const Json rows(trail.body);
  const std::string seq = text_of(rows.root().find("transactions").first().find("seq"));
  const auto path = [](const std::string& of) { return "/api/v1/marketplace/transactions/" + of + "/proof"; };

  const Json proof(world.get(path(seq), world.as_player(anna)).body);
  const auto chained = from_hex(proof.text("previous_hash") + proof.text("canonical"));
  ASSERT_TRUE(chained.has_value());
  const std::string bytes(chained->begin(), chained->end());
  EXPECT_EQ(to_hex(sha256(bytes)), proof.text("hash"));
  const Json before(world.get(path(std::to_string(std::stoll(seq) - 1)), world.as_operator()).body);
  EXPECT_EQ(before.text("hash"), proof.text("previous_hash"));
  EXPECT_EQ(Json(world.get(path("1"), world.as_operator()).body).text("previous_hash"), std::string(64, '0'));
}

TEST(Record, F58_the_bytes_of_a_row_are_for_those_who_may_see_all_that_is_in_them) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  const std::string berta = world.add_player("berta");
  const auto claimed = world.post("/api/v1/lands/claim", R"({"x":3,"y":4})", world.as_player(anna));
  ASSERT_EQ(claimed.status, 201) << claimed.body;
  const auto given = world.post("/api/v1/lands/" + Json(claimed.body).text("land_id") + "/transfer",
                                R"({"new_owner_id":")" + berta + R"("})", world.as_player(anna));
  ASSERT_EQ(given.status, 200) << given.body;
  const auto proof = [](const std::string& seq) { return "/api/v1/marketplace/transactions/" + seq + "/proof"; };
  const std::string claim = Json(claimed.body).text("seq");
  const std::string gift = Json(given.body).text("seq");
  EXPECT_EQ(world.get(proof(claim), world.as_player(anna)).status, 200);
  EXPECT_EQ(world.get(proof(claim), world.as_player(berta)).status, 404);
  EXPECT_EQ(world.get(proof(gift), world.as_player(anna)).status, 403);
  EXPECT_EQ(world.get(proof(gift), world.as_player(berta)).status, 403);
  EXPECT_EQ(world.get(proof(gift), world.as_operator()).status, 200);
  EXPECT_EQ(world.get(proof(gift), {}).status, 401);
  for (const char* wrong : {"0", "-1", "x", "99999999999999999999", "1000000"}) {
    EXPECT_EQ(world.get(proof(wrong), world.as_operator()).status, 404) << wrong;
  }
}

TEST(Record, F58_players_see_their_own_rows_and_no_others) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  const std::string berta = world.add_player("berta");
  buy(world, anna, "ocean", "10");
  EXPECT_EQ(total(world.get(kTrail, world.as_player(berta))), "1");
  EXPECT_EQ(world.get(std::string(kTrail) + "?user_id=" + anna, world.as_player(berta)).status, 403);
  EXPECT_EQ(world.get("/api/v1/users/" + anna + "/transactions", world.as_player(berta)).status, 403);
  EXPECT_EQ(world.get("/api/v1/admin/transactions", world.as_player(berta)).status, 403);
  EXPECT_EQ(world.get(kTrail, {}).status, 401);
  EXPECT_EQ(total(world.get("/api/v1/users/" + anna + "/transactions", world.as_operator())), "2");
  const auto log = world.get("/api/v1/admin/audit-logs", world.as_operator());
  EXPECT_NE(log.body.find("record.read"), std::string::npos) << log.body;
}

TEST(Record, a_forged_cursor_reaches_nobody_elses_rows) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  const std::string berta = world.add_player("berta");
  for (int i = 0; i < 3; ++i) buy(world, anna, "ocean", "10");
  const Json page(world.get("/api/v1/users/" + anna + "/transactions?limit=1", world.as_operator()).body);
  const std::string cursor = text_of(page.root().find("pagination").find("next_cursor"));
  ASSERT_FALSE(cursor.empty());
  EXPECT_EQ(world.get(std::string(kTrail) + "?cursor=" + cursor, world.as_player(berta)).status, 403);
}

TEST(Record, F47_realised_gain_is_right_on_partial_and_full_exits) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  buy(world, anna, "ocean", "100");  // one share for 100 and a fee of 2: cost 102
  const auto sell = [&](const char* shares) {
    return Json(world
                    .post("/api/v1/biome-market/sell", std::string(R"({"biome":"ocean","shares":)") + shares + "}",
                          world.as_player(anna))
                    .body)
        .text("realized_gain_bdt");
  };
  EXPECT_EQ(sell("0.5"), "-2");  // 50 - 1 - 51
  EXPECT_EQ(sell("0.5"), "-2");
  EXPECT_EQ(world.balance(anna), "996");
}

TEST(Record, batches_run_in_order_each_on_its_own) {
  ApiWorld world({"signup_grant_bdt=100"});
  const std::string anna = world.add_player("anna");
  const std::string body = R"({"commands":[
    {"method":"POST","path":"/api/v1/biome-market/buy","idempotency_key":"b1","user_id":")" +
                           anna + R"(","body":{"biome":"ocean","amount_bdt":10}},
    {"method":"POST","path":"/api/v1/biome-market/buy","idempotency_key":"b2","user_id":")" +
                           anna + R"(","body":{"biome":"ocean","amount_bdt":1000}},
    {"method":"POST","path":"/api/v1/biome-market/buy","idempotency_key":"b1","user_id":")" +
                           anna + R"(","body":{"biome":"ocean","amount_bdt":10}},
    {"method":"POST","path":"/api/v1/biome-market/buy","user_id":")" +
                           anna + R"(","body":{"biome":"ocean","amount_bdt":-1}},
    {"method":"POST","path":"/api/v1/batch","body":{"commands":[]}}]})";
  const auto answer = world.post("/api/v1/batch", body, {{"Authorization", "Bearer " + world.service_key()}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  std::vector<std::string> statuses;
  const Json results(answer.body);
  for (JsonValue result = results.root().find("results").first(); result.exists(); result = result.next()) {
    statuses.push_back(text_of(result.find("status")));
  }
  EXPECT_EQ(statuses, (std::vector<std::string>{"201", "409", "201", "422", "422"})) << answer.body;
  EXPECT_EQ(world.balance(anna), "89.8");
  EXPECT_TRUE(world.holds());
}

TEST(Record, F52_limits_keep_their_status_and_go_by_account) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  HttpHeaders headers = world.as_operator();
  headers.emplace_back("Content-Type", "application/json");
  HttpClient http = world.client();
  // Fixed at start: the operator is told so, and nothing changes.
  const auto fixed = http.request("PATCH", "/api/v1/admin/config/economy", headers, R"({"biome_trades_per_minute":1})");
  ASSERT_TRUE(fixed);
  EXPECT_EQ(fixed->status, 409) << fixed->body;
  EXPECT_EQ(Json(fixed->body).code(), "setting_fixed");
}

}  // namespace
}  // namespace loam::test
