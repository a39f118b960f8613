// What operators do, what auditors see, and what nobody else may.

#include <set>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "admin_scene.hpp"

namespace loam::test {
namespace {

class Admin : public AdminScene {};

TEST_F(Admin, F58_readings_are_for_operators_and_auditors_and_changes_for_operators) {
  Caller player = make_player(server(), "ann");
  Caller guest(server());
  const std::string some = "/api/v1/admin/users/" + player.user_id;
  struct Row {
    const char* method;
    std::string target;
    bool write;
  };
  const Row rows[] = {{"GET", "/api/v1/admin/config/economy", false},
                      {"GET", "/api/v1/admin/config/history", false},
                      {"GET", "/api/v1/admin/users", false},
                      {"GET", "/api/v1/admin/api-keys", false},
                      {"GET", "/api/v1/admin/audit-logs", false},
                      {"GET", "/api/v1/admin/safeguards", false},
                      {"GET", "/api/v1/admin/payment-events", false},
                      {"GET", "/api/v1/admin/reports/daily", false},
                      {"GET", "/api/v1/admin/reports/weekly", false},
                      {"GET", "/api/v1/admin/invariants", false},
                      {"GET", some + "/sessions", false},
                      {"DELETE", some + "/sessions/" + player.user_id, true},
                      {"PATCH", "/api/v1/admin/config/economy", true},
                      {"POST", "/api/v1/admin/users", true},
                      {"PATCH", some, true},
                      {"POST", some + "/adjust-balance", true},
                      {"POST", "/api/v1/admin/api-keys", true},
                      {"DELETE", "/api/v1/admin/api-keys/" + player.user_id, true},
                      {"POST", "/api/v1/admin/markets/forest/halt", true},
                      {"POST", "/api/v1/admin/markets/forest/resume", true}};
  const HttpHeaders json{{"Content-Type", "application/json"}};
  for (const Row& row : rows) {
    const std::string body = row.write ? "{}" : "";
    EXPECT_EQ(guest.send(row.method, row.target, body, json).status, 401) << row.target;
    EXPECT_EQ(player.send(row.method, row.target, body, json).status, 403) << row.target;
    const int auditors = auditor().send(row.method, row.target, body, json).status;
    EXPECT_EQ(auditors, row.write ? 403 : 200) << row.method << row.target;
    const int operators = root().send(row.method, row.target, body, json).status;
    EXPECT_TRUE(row.write ? operators == 422 || operators == 404 : operators == 200) << row.target << operators;
  }
}

TEST_F(Admin, auditors_change_nothing_of_their_own_either) {
  EXPECT_EQ(auditor().post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":10})").status, 403);
  EXPECT_EQ(auditor().patch("/api/v1/users/" + auditor().user_id, R"({"hidden":true})").status, 403);
}

TEST_F(Admin, F10_an_adjustment_is_relative_has_a_reason_and_is_an_adjustment_row) {
  Caller ben = make_player(server(), "ben");
  const Told up = adjust(ben, R"({"amount_bdt":1000.5,"reason":"welcome back"})");
  ASSERT_EQ(up.status, 201) << up.body;
  EXPECT_EQ(up.at("transaction_type"), "ADJUSTMENT");
  EXPECT_EQ(up.at("amount_bdt"), "1000.5");
  EXPECT_EQ(up.at("reason"), "welcome back");
  EXPECT_EQ(up.at("buyer_id"), ben.user_id);
  EXPECT_EQ(up.at("balance_after_bdt"), "1000.5");
  const Told down = adjust(ben, R"({"amount_bdt":-0.5,"reason":"a correction"})");
  ASSERT_EQ(down.status, 201) << down.body;
  EXPECT_EQ(down.at("transaction_type"), "ADJUSTMENT") << "also a deduction";
  EXPECT_EQ(down.at("amount_bdt"), "-0.5");
  EXPECT_EQ(balance(ben), "1000");

  const Told below = adjust(ben, R"({"amount_bdt":-1000.01,"reason":"too much"})");
  EXPECT_EQ(below.status, 409);
  EXPECT_EQ(below.code(), "insufficient_funds");
  EXPECT_EQ(balance(ben), "1000");
  const Told log = root().get("/api/v1/admin/audit-logs?limit=1");
  EXPECT_EQ(log.at("audit_logs/0/action"), "balance.adjust");
  EXPECT_EQ(log.at("audit_logs/0/actor"), "root");
  EXPECT_EQ(log.at("audit_logs/0/target"), ben.user_id);
}

TEST_F(Admin, F10_what_is_no_adjustment_as_a_table) {
  Caller carl = make_player(server(), "carl");
  struct Row {
    const char* name;
    const char* body;
    const char* pointer;
    const char* code;
  };
  const Row rows[] = {
      {"no reason", R"({"amount_bdt":1})", "/reason", "required"},
      {"an empty reason", R"({"amount_bdt":1,"reason":""})", "/reason", "too_short"},
      {"no amount", R"({"reason":"because"})", "/amount_bdt", "required"},
      {"a fraction of a paisa", R"({"amount_bdt":0.001,"reason":"because"})", "/amount_bdt", "too_many_decimals"},
      {"nothing", R"({"amount_bdt":0,"reason":"because"})", "/amount_bdt", "must_not_be_zero"},
      {"NaN", R"({"amount_bdt":"NaN","reason":"because"})", "/amount_bdt", "not_a_number"},
      {"too large", R"({"amount_bdt":1e400,"reason":"because"})", "/amount_bdt", "out_of_range"},
      {"a balance to set", R"({"balance_bdt":1,"amount_bdt":1,"reason":"because"})", "/balance_bdt", "unknown_field"},
  };
  for (const Row& row : rows) {
    const Told told = adjust(carl, row.body);
    EXPECT_EQ(told.status, 422) << row.name;
    EXPECT_EQ(told.error_at(row.pointer), row.code) << row.name << told.body;
  }
  EXPECT_EQ(balance(carl), "0");
  EXPECT_EQ(root()
                .post("/api/v1/admin/users/0190a000-0000-7000-8000-000000000000/adjust-balance",
                      R"({"amount_bdt":1,"reason":"nobody"})")
                .status,
            404);
}

TEST_F(Admin, F10_adjustments_beside_trades_lose_nothing) {
  Caller dora = make_player(server(), "dora");
  give(root(), dora, "10000");
  std::thread trades([&] {
    Caller same(server(), dora.token);
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(same.post("/api/v1/biome-market/buy", R"({"biome":"ocean","amount_bdt":100})").status, 201);
    }
  });
  for (int i = 0; i < 50; ++i) EXPECT_EQ(adjust(dora, R"({"amount_bdt":10,"reason":"a drip"})").status, 201);
  trades.join();
  EXPECT_EQ(balance(dora), std::to_string(10'000 + 50 * 10 - 50 * 102));
}

TEST_F(Admin, R46_an_adjustment_repeated_with_its_key_happens_once) {
  Caller emma = make_player(server(), "emma");
  const Told first = adjust(emma, R"({"amount_bdt":5,"reason":"once"})", "adjust-1");
  const Told again = adjust(emma, R"({"amount_bdt":5,"reason":"once"})", "adjust-1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
  EXPECT_EQ(balance(emma), "5");
}

TEST_F(Admin, a_market_is_halted_for_a_reason_and_resumed) {
  Caller jack = make_player(server(), "jack");
  give(root(), jack, "1000");
  const auto buy = [&] { return jack.post("/api/v1/biome-market/buy", R"({"biome":"desert","amount_bdt":50})"); };
  const auto sell = [&] { return jack.post("/api/v1/biome-market/sell", R"({"biome":"desert","shares":0.1})"); };
  ASSERT_EQ(buy().status, 201);
  EXPECT_EQ(root().post("/api/v1/admin/markets/desert/halt", "{}").error_at("/reason"), "required");
  EXPECT_EQ(root().post("/api/v1/admin/markets/swamp/halt", R"({"reason":"there is none"})").status, 404);
  ASSERT_EQ(root().post("/api/v1/admin/markets/desert/halt", R"({"reason":"looking into it"})").status, 200);
  EXPECT_EQ(buy().code(), "market_halted");
  EXPECT_EQ(sell().code(), "market_halted");
  EXPECT_EQ(jack.get("/api/v1/biome-market/markets/desert").at("status"), "halted");
  const Told safeguards = root().get("/api/v1/admin/safeguards?limit=1");
  EXPECT_EQ(safeguards.at("safeguards/0/biome"), "desert");
  EXPECT_EQ(safeguards.at("safeguards/0/user_id"), jack.user_id);

  const Told reduce =
      root().post("/api/v1/admin/markets/desert/halt", R"({"reason":"only out","state":"reduce_only"})");
  EXPECT_EQ(reduce.at("state"), "reduce_only");
  EXPECT_EQ(buy().code(), "market_reduce_only");
  EXPECT_EQ(sell().status, 201);
  ASSERT_EQ(root().post("/api/v1/admin/markets/desert/resume", R"({"reason":"all is well"})").status, 200);
  EXPECT_EQ(buy().status, 201);
  ASSERT_EQ(root().post("/api/v1/admin/markets/all/halt", R"({"reason":"the whole world"})").at("biome"), "all");
  EXPECT_EQ(buy().code(), "market_halted");
  ASSERT_EQ(root().post("/api/v1/admin/markets/all/resume", R"({"reason":"all is well"})").status, 200);
  EXPECT_EQ(buy().status, 201);
  EXPECT_EQ(root().get("/api/v1/admin/audit-logs?limit=1").at("audit_logs/0/detail"), "all is well");
}

TEST_F(Admin, R45_logs_are_paged_without_gap_or_double_while_they_grow) {
  Caller karl = make_player(server(), "karl");
  for (int i = 0; i < 12; ++i) adjust(karl, R"({"amount_bdt":1,"reason":"log entry"})");
  std::set<std::string> seen;
  std::int64_t last = 0;
  std::string target = "/api/v1/admin/audit-logs?limit=5";
  std::size_t rows = 0;
  for (int pages = 0; pages < 2; ++pages) {
    const Told page = root().get(target);
    ASSERT_EQ(page.status, 200) << page.body;
    for (std::size_t i = 0; i < page.size("audit_logs"); ++i) {
      const std::int64_t id = std::stoll(page.at("audit_logs/" + std::to_string(i) + "/id"));
      if (last != 0) {
        EXPECT_EQ(id, last - 1);
      }
      last = id;
      EXPECT_TRUE(seen.insert(std::to_string(id)).second);
      ++rows;
    }
    adjust(karl, R"({"amount_bdt":1,"reason":"meanwhile"})");
    target = "/api/v1/admin/audit-logs?cursor=" + page.at("pagination/next_cursor");
  }
  EXPECT_EQ(rows, 10U);
  const Told foreign = root().get("/api/v1/admin/safeguards?cursor=" + target.substr(target.find('=') + 1));
  EXPECT_EQ(foreign.error_at("/query/cursor"), "malformed") << "a cursor belongs to its list";
  const Told past = root().get("/api/v1/admin/audit-logs?limit=5&offset=2");
  EXPECT_EQ(past.at("pagination/returned"), "5");
  EXPECT_EQ(std::stoll(past.at("audit_logs/0/id")), std::stoll(past.at("pagination/total")) - 2);
}

TEST_F(Admin, the_proof_holds_now) {
  const Told told = auditor().get("/api/v1/admin/invariants");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.at("holds"), "true") << told.body;
  EXPECT_EQ(told.at("difference_bdt"), "0");
  EXPECT_EQ(told.at("first_wrong"), "null");
  EXPECT_GE(std::stoll(told.at("rows")), 7);
}

}  // namespace
}  // namespace loam::test
