#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

constexpr const char* kBuy = "/api/v1/biome-market/buy";
constexpr const char* kSell = "/api/v1/biome-market/sell";

/// A trader who keeps an eye on what he has.
struct Trader {
  ApiWorld& world;
  std::string id;

  HttpAnswer buy(const std::string& amount) const {
    return world.post(kBuy, R"({"biome":"forest","amount_bdt":)" + amount + "}", world.as_player(id));
  }
  HttpAnswer sell(const std::string& shares) const {
    return world.post(kSell, R"({"biome":"forest","shares":)" + shares + "}", world.as_player(id));
  }
  void look(int seconds) const {
    world.post("/api/v1/biome-market/track-attention", R"({"biome":"forest","score":)" + std::to_string(seconds) + "}",
               world.as_player(id));
  }
  std::string owned() const {
    const Json portfolio(world.get("/api/v1/biome-market/portfolio", world.as_player(id)).body);
    return text_of(portfolio.root().find("holdings").first().find("shares"));
  }
  std::int64_t paisa() const { return *parse_decimal(world.balance(id), kMoneyDecimals).units; }
};

TEST(MoneyMachines, F03_buy_pump_sell_ends_with_a_loss) {
  ApiWorld world({"signup_grant_bdt=10000", "cycle_ms=100"});
  const Trader trader{world, world.add_player("pumper")};
  world.confirm(trader.id);  // even an account whose attention counts in full, with the market to itself
  ASSERT_EQ(trader.buy("5000").status, 201);
  for (int i = 0; i < 13; ++i) {
    trader.look(10'000);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
  }
  ASSERT_EQ(trader.sell(trader.owned()).status, 201);
  EXPECT_LT(trader.paisa(), 10'000 * 100);
  EXPECT_TRUE(world.holds());
}

TEST(MoneyMachines, F05_F11_dust_ends_with_a_loss_and_what_would_come_to_nothing_is_refused) {
  ApiWorld world({"signup_grant_bdt=100"});
  const Trader trader{world, world.add_player("duster")};
  for (int i = 0; i < 20; ++i) {
    const auto bought = trader.buy("0.49");
    ASSERT_EQ(bought.status, 201) << bought.body;
    EXPECT_EQ(Json(bought.body).text("platform_fee_bdt"), "0.01");  // 0.0098 rounded up
  }
  const auto dust = trader.sell("0.000001");
  EXPECT_EQ(dust.status, 409);
  EXPECT_EQ(Json(dust.body).code(), "amount_too_small");
  const std::string owned = trader.owned();
  ASSERT_EQ(trader.sell(owned).status, 201);
  EXPECT_LT(trader.paisa(), 100 * 100);
  EXPECT_TRUE(world.holds());
}

TEST(MoneyMachines, split_orders_end_with_a_loss_and_meet_the_rolling_limit) {
  ApiWorld world({"signup_grant_bdt=1000000"});
  const Trader trader{world, world.add_player("whale")};
  const auto whole = trader.buy("100001");
  EXPECT_EQ(whole.status, 409);
  EXPECT_EQ(Json(whole.body).code(), "order_too_large");
  int accepted = 0;
  std::string refusal;
  for (int i = 0; i < 20 && refusal.empty(); ++i) {
    const auto part = trader.buy("20000");
    if (part.status == 201) {
      ++accepted;
    } else {
      refusal = Json(part.body).code();
    }
  }
  EXPECT_EQ(refusal, "order_rate_exceeded");
  EXPECT_LE(accepted, 7);  // 10 % of a market that grows with each part
  const std::string sold = trader.owned();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  for (const char* part : {"100", "50", "25", "10"}) static_cast<void>(trader.sell(part));
  const auto safeguards = world.get("/api/v1/admin/safeguards", world.as_operator());
  EXPECT_NE(safeguards.body.find("order_size"), std::string::npos) << safeguards.body;
  EXPECT_NE(safeguards.body.find("order_rate"), std::string::npos) << safeguards.body;
  const Json portfolio(world.get("/api/v1/biome-market/portfolio", world.as_player(trader.id)).body);
  const std::int64_t worth = *parse_decimal(portfolio.text("total_assets_bdt"), kMoneyDecimals).units;
  EXPECT_LT(worth, 1'000'000LL * 100);
  EXPECT_TRUE(world.holds());
}

}  // namespace
}  // namespace loam::test
