// What reports say, and limits that keep their status.

#include <string>

#include <gtest/gtest.h>

#include "money/money.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

TEST(AdminReports, F43_revenue_is_fees_by_type_and_topups_are_none) {
  ServerProcess server(with_settings({"sandbox_gateway=true"}));
  Caller root = make_overseer(server, "root");
  Caller lisa = make_player(server, "lisa");
  const Told begun = lisa.post("/api/v1/payments/initiate/sandbox", R"({"amount_bdt":5000})");
  ASSERT_EQ(Caller(server).send("POST", begun.at("payment_url") + "/approve", "", {}).status, 303);
  give(root, lisa, "100");
  ASSERT_EQ(lisa.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":1000})").status, 201);
  const Told sold = lisa.post("/api/v1/biome-market/sell", R"({"biome":"forest","shares":5})");
  ASSERT_EQ(sold.status, 201) << sold.body;

  for (const std::string name : {"daily", "weekly"}) {
    const Told report = root.get("/api/v1/admin/reports/" + name);
    ASSERT_EQ(report.status, 200) << report.body;
    EXPECT_EQ(report.at("complete"), "false");
    EXPECT_EQ(report.at("topups/amount_bdt"), "5000");
    EXPECT_EQ(report.at("topups/gateway_fees_bdt"), "75");
    EXPECT_EQ(report.at("adjustments/amount_bdt"), "100");
    const auto sell_fee = parse_decimal(sold.at("platform_fee_bdt"), 2).units.value_or(0);
    EXPECT_EQ(report.at("revenue/total_bdt"), to_decimal(2'000 + sell_fee, 2)) << report.body;
    ASSERT_EQ(report.size("revenue/by_type"), 2U) << report.body;
    EXPECT_EQ(report.at("revenue/by_type/0/transaction_type"), "BIOME_BUY");
    EXPECT_EQ(report.at("revenue/by_type/0/platform_fees_bdt"), "20");
    EXPECT_EQ(report.at("revenue/by_type/1/transaction_type"), "BIOME_SELL");
    ASSERT_EQ(report.size("volumes"), 2U) << report.body;
    EXPECT_EQ(report.at("volumes/0/transaction_type"), "BIOME_BUY");
    EXPECT_EQ(report.at("volumes/0/amount_bdt"), "1000");
    EXPECT_EQ(report.at("volumes/1/transaction_type"), "BIOME_SELL");
    EXPECT_EQ(report.at("market_seeds/amount_bdt"), "7000000");
    EXPECT_EQ(report.at("money_supply/now_bdt"), std::to_string(7 * 1'000'000 + 5'000));
    EXPECT_EQ(report.at("money_supply/change_bdt"), std::to_string(7 * 1'000'000 + 5'000));
  }
  const Told empty = root.get("/api/v1/admin/reports/daily?date=2020-02-29");
  EXPECT_EQ(empty.at("from"), "2020-02-29T00:00:00.000Z");
  EXPECT_EQ(empty.at("to"), "2020-03-01T00:00:00.000Z");
  EXPECT_EQ(empty.at("complete"), "true");
  EXPECT_EQ(empty.at("revenue/total_bdt"), "0");
  const Told week = root.get("/api/v1/admin/reports/weekly?date=2024-05-05");
  EXPECT_EQ(week.at("from"), "2024-04-29T00:00:00.000Z") << "a Sunday belongs to the week of the Monday before it";
  EXPECT_EQ(week.at("to"), "2024-05-06T00:00:00.000Z");
  EXPECT_EQ(root.get("/api/v1/admin/reports/daily?date=yesterday").error_at("/query/date"), "not_a_time");
}

TEST(AdminLimits, F52_too_many_requests_stay_429_and_are_counted_by_the_session_not_by_a_header) {
  ServerProcess server;
  Caller root = make_overseer(server, "root");
  Caller mona = make_player(server, "mona");
  Caller nora = make_player(server, "nora");
  ASSERT_EQ(root.patch("/api/v1/admin/config/economy", R"({"api_requests_per_minute":20})").status, 200);
  Told told;
  int answered = 0;
  for (int i = 0; i < 40; ++i) {
    told = mona.send("GET", "/api/v1/auth/me", {},
                     {{"X-Forwarded-For", "10.0.0." + std::to_string(i)}, {"X-User-Id", std::to_string(i)}});
    if (told.status != 200) break;
    ++answered;
  }
  EXPECT_LE(answered, 21);
  EXPECT_EQ(told.status, 429);
  EXPECT_EQ(told.code(), "rate_limited");
  EXPECT_FALSE(told.raw.header("retry-after").empty());
  EXPECT_EQ(told.raw.header("ratelimit-limit"), "20");
  EXPECT_EQ(nora.get("/api/v1/auth/me").status, 200) << "another account has its own allowance";
}

}  // namespace
}  // namespace loam::test
