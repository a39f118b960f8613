// F-59: fifty operator switches were stored and did nothing. Every setting that the API lists has a row here that turns
// it and sees the difference from outside; a setting without a row fails the test.

#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "api/signatures.hpp"
#include "engine/settings.hpp"
#include "money/money.hpp"
#include "payments/payments.hpp"
#include "rolled_up_world.hpp"
#include "settings_effects.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

constexpr const char* kEconomy = "/api/v1/admin/config/economy";
constexpr std::string_view kSecret = "the key of bkash";

void wait_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// One world, its operator and a player with money.
struct Scene {
  ServerProcess server;
  Caller root;
  Caller player;

  explicit Scene(std::vector<std::string> settings = {})
      : server(with_settings(with_gateway(std::move(settings)))),
        root(make_overseer(server, "root")),
        player(make_player(server, "player")) {}

  void set(const std::string& name, const std::string& value) {
    const Told told = root.patch(kEconomy, R"({")" + name + R"(":)" + value + "}");
    ASSERT_EQ(told.status, 200) << told.body;
  }
  Told quote(const std::string& amount) {
    return player.post("/api/v1/biome-market/quote", R"({"side":"buy","biome":"forest","amount_bdt":)" + amount + "}");
  }
  Told attend(const std::string& score = "1") {
    return player.post("/api/v1/biome-market/track-attention", R"({"biome":"forest","score":)" + score + "}");
  }
  Told top_up(const std::string& amount) {
    return player.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":)" + amount + "}");
  }
  std::string forest(const std::string& member) { return player.get("/api/v1/biome-market/markets/forest").at(member); }
  std::int64_t forest_price() { return parse_decimal(forest("share_price_bdt"), kPriceDecimals).units.value_or(0); }

 private:
  static std::vector<std::string> with_gateway(std::vector<std::string> settings) {
    settings.push_back("gateway_secret_bkash=" + std::string(kSecret));
    return settings;
  }
};

/// How far some seconds of attention lift the forest's price, in parts per million, in a world that moves fast.
std::int64_t lift_ppm(const std::string& setting) {
  Scene scene({"market_profile=classic", "cycle_ms=100", setting});
  const std::int64_t before = scene.forest_price();
  for (int i = 0; i < 15; ++i) {
    scene.attend();
    wait_ms(100);
  }
  return mul_div_floor(scene.forest_price() - before, 1'000'000, before).value_or(0);
}

void signup_grant() {
  Scene scene;
  EXPECT_EQ(scene.player.get("/api/v1/auth/me").at("balance_bdt"), "0");
  scene.set("signup_grant_bdt", "50.25");
  EXPECT_EQ(make_player(scene.server, "later").get("/api/v1/auth/me").at("balance_bdt"), "50.25");
}

void trade_fee() {
  Scene scene;
  EXPECT_EQ(scene.quote("1000").at("fee_bdt"), "20");
  scene.set("biome_trade_fee_percent", "3.5");
  EXPECT_EQ(scene.quote("1000").at("fee_bdt"), "35");
}

void price_move() {
  EXPECT_GT(lift_ppm("max_price_move_percent=5"), 50'000);
  EXPECT_LT(lift_ppm("max_price_move_percent=0.01"), 10'000);
}

void price_band() {
  EXPECT_GT(lift_ppm("price_band_percent=20"), 60'000);
  EXPECT_LT(lift_ppm("price_band_percent=1"), 30'000);
}

void redistribution_pool() {
  EXPECT_GT(lift_ppm("redistribution_pool_percent=25"), 50'000);
  EXPECT_EQ(lift_ppm("redistribution_pool_percent=0"), 0);
}

void largest_order() {
  Scene scene;
  give(scene.root, scene.player, "100000");
  EXPECT_EQ(scene.quote("50000").body.find("order_too_large"), std::string::npos);
  scene.set("max_transaction_percent", "1");
  EXPECT_NE(scene.quote("50000").body.find("order_too_large"), std::string::npos);
}

void cycle() {
  Scene scene;
  scene.set("cycle_ms", "100");
  const std::string start = scene.forest("last_redistribution");
  scene.attend();
  wait_ms(1'000);
  EXPECT_NE(scene.forest("last_redistribution"), start);
  scene.set("cycle_ms", "60000");
  wait_ms(500);
  const std::string slow = scene.forest("last_redistribution");
  scene.attend();
  wait_ms(1'000);
  EXPECT_EQ(scene.forest("last_redistribution"), slow);
}

void profile() {
  Scene scene;
  EXPECT_EQ(scene.attend().at("established"), "false");
  scene.set("market_profile", R"("classic")");
  EXPECT_EQ(scene.attend().at("established"), "true");
}

/// How far a second of attention lifts the forest's index, in millionths of a user.
std::int64_t index_rise(const std::string& setting) {
  Scene scene({"cycle_ms=100", setting});
  const auto score = [&scene] { return parse_decimal(scene.forest("attention_score"), 6).units.value_or(0); };
  const std::int64_t before = score();
  for (int i = 0; i < 10; ++i) {
    scene.attend();
    wait_ms(100);
  }
  return score() - before;
}

void half_life() {
  EXPECT_GT(index_rise("attention_half_life_minutes=1"), 1'000);
  EXPECT_LT(index_rise("attention_half_life_minutes=100000"), 100);
}

void established_age() {
  Scene scene({"established_min_fees_bdt=0"});
  EXPECT_EQ(scene.attend().at("established"), "false");
  scene.set("established_after_hours", "0");
  EXPECT_EQ(scene.attend().at("established"), "true");
}

void established_fees() {
  Scene scene({"established_after_hours=0"});
  EXPECT_EQ(scene.attend().at("established"), "false");
  scene.set("established_min_fees_bdt", "0");
  EXPECT_EQ(scene.attend().at("established"), "true");
}

void initial_cash() { EXPECT_EQ(Scene({"biome_initial_cash_bdt=777"}).forest("market_cash_bdt"), "777"); }
void initial_shares() { EXPECT_EQ(Scene({"biome_initial_shares=42"}).forest("total_shares"), "42"); }

void request_limit() {
  Scene scene;
  scene.set("api_requests_per_minute", "5");
  int limited = 0;
  for (int i = 0; i < 10; ++i) limited += scene.player.get("/api/v1/auth/me").status == 429 ? 1 : 0;
  EXPECT_GE(limited, 3);
}

void order_limit() {
  Scene scene;
  give(scene.root, scene.player, "1000");
  scene.set("biome_trades_per_minute", "2");
  int limited = 0;
  for (int i = 0; i < 5; ++i) {
    limited +=
        scene.player.post("/api/v1/biome-market/buy", R"({"biome":"snow","amount_bdt":10})").status == 429 ? 1 : 0;
  }
  EXPECT_GE(limited, 2);
}

void smallest_topup() {
  Scene scene;
  EXPECT_EQ(scene.top_up("50").status, 422);
  scene.set("topup_min_bdt", "50");
  EXPECT_EQ(scene.top_up("50").status, 201);
}

void largest_topup() {
  Scene scene;
  EXPECT_EQ(scene.top_up("60000").status, 201);
  scene.set("topup_max_bdt", "50000");
  EXPECT_EQ(scene.top_up("60000").status, 422);
}

void daily_topups() {
  Scene scene;
  ASSERT_EQ(scene.top_up("100000").status, 201);
  ASSERT_EQ(scene.top_up("100000").status, 201);
  EXPECT_EQ(scene.top_up("100").code(), "payment_limit_exceeded");
  scene.set("topup_daily_bdt", "200100");
  EXPECT_EQ(scene.top_up("100").status, 201);
}

/// A month does not pass in a test of the server: the rule itself, with the limits as the settings give them.
void monthly_topups() {
  const AccountNo account{16};
  const Time start{1'767'225'600'000};
  const auto fifth_day = [&](Money monthly) {
    Settings settings;
    settings.lay(SettingId::topup_monthly_bdt, monthly.paisa, SettingSource::fixed);
    loam::Payments payments;
    for (std::uint8_t day = 0; day < 4; ++day) {
      const Time at = start + Duration::days(day);
      Payment payment;
      payment.id.bytes[15] = static_cast<std::uint8_t>(day + 1);
      payment.account = account;
      payment.amount = Money::bdt(100'000);
      payment.status = PaymentStatus::completed;
      payment.created_at = at;
      payment.expires_at = at + kPaymentLife;
      payments.apply(payment);
    }
    return payments.check_limits(account, Money::bdt(100'000), settings.payment_limits(), start + Duration::days(4));
  };
  EXPECT_EQ(fifth_day(Money::bdt(1'000'000)), std::nullopt);
  const auto refusal = fifth_day(Money::bdt(450'000));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->code, RefusalCode::payment_limit_exceeded);
  EXPECT_EQ(refusal->limit, Money::bdt(50'000).paisa);
}

void gateway_fee() {
  Scene scene;
  scene.set("gateway_fee_percent", "4");
  const std::string reference = scene.top_up("100").at("reference_id");
  const std::string body =
      R"({"reference_id":")" + reference + R"(","amount_bdt":100,"status":"approved","gateway_transaction_id":"T"})";
  const std::string timestamp = std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count());
  Caller gateway(scene.server);
  ASSERT_EQ(gateway
                .send("POST", "/api/v1/payments/webhook/bkash", body,
                      {{"X-Loam-Timestamp", timestamp}, {"X-Loam-Signature", sign_webhook(kSecret, timestamp, body)}})
                .status,
            200);
  const Told rows = scene.player.get("/api/v1/users/" + scene.player.user_id + "/transactions");
  EXPECT_EQ(rows.at("transactions/0/gateway_fee_bdt"), "4");
}

void keys_required() {
  Scene scene;
  scene.set("require_idempotency_keys", "true");
  const std::string target = "/api/v1/users/" + scene.player.user_id;
  EXPECT_EQ(scene.player.patch(target, R"({"hidden":true})").status, 428);
  EXPECT_EQ(scene.player.patch(target, R"({"hidden":true})", "k").status, 200);
  EXPECT_EQ(scene.player.post("/api/v1/auth/logout", "").status, 204) << "tokens have no keys";
}

void history_days() {
  Scene scene;
  const std::string target = "/api/v1/biome-market/price-history/forest?hours=100";
  EXPECT_EQ(scene.player.get(target).status, 200);
  scene.set("price_history_days", "1");
  EXPECT_EQ(scene.player.get(target).error_at("/query/hours"), "out_of_range");
}

void password_length() {
  Scene scene;
  const std::string body = R"({"username":"short","email":"s@h.rt","password":"nine char"})";
  EXPECT_EQ(Caller(scene.server).post("/api/v1/auth/register", body).error_at("/password"), "too_short");
  scene.set("password_min_length", "9");
  EXPECT_EQ(Caller(scene.server).post("/api/v1/auth/register", body).status, 201);
}

void registration() {
  Scene scene;
  scene.set("enable_registration", "false");
  const std::string body = R"({"username":"late","email":"l@a.te","password":"a long enough password"})";
  EXPECT_EQ(Caller(scene.server).post("/api/v1/auth/register", body).code(), "registration_disabled");
}

void cycle_retention() {
  RolledUpWorld world;
  const auto rolled_up = [&] { return world.root.get("/api/v1/admin/invariants").at("rolled_up_cycles"); };
  EXPECT_EQ(rolled_up(), "0");
  world.roll_up();
  EXPECT_NE(rolled_up(), "0");
}

const SettingEffects& economy_effects() {
  static const SettingEffects kEffects{
      {"signup_grant_bdt", signup_grant},
      {"biome_trade_fee_percent", trade_fee},
      {"max_price_move_percent", price_move},
      {"price_band_percent", price_band},
      {"max_transaction_percent", largest_order},
      {"redistribution_pool_percent", redistribution_pool},
      {"cycle_ms", cycle},
      {"market_profile", profile},
      {"attention_half_life_minutes", half_life},
      {"established_after_hours", established_age},
      {"established_min_fees_bdt", established_fees},
      {"biome_initial_cash_bdt", initial_cash},
      {"biome_initial_shares", initial_shares},
      {"api_requests_per_minute", request_limit},
      {"biome_trades_per_minute", order_limit},
      {"topup_min_bdt", smallest_topup},
      {"topup_max_bdt", largest_topup},
      {"topup_daily_bdt", daily_topups},
      {"topup_monthly_bdt", monthly_topups},
      {"gateway_fee_percent", gateway_fee},
      {"require_idempotency_keys", keys_required},
      {"price_history_days", history_days},
      {"password_min_length", password_length},
      {"enable_registration", registration},
      {"cycle_retention_days", cycle_retention},
  };
  return kEffects;
}

const SettingEffects& effects() {
  static const SettingEffects kAll = [] {
    SettingEffects both = economy_effects();
    both.insert(land_setting_effects().begin(), land_setting_effects().end());
    return both;
  }();
  return kAll;
}

class AdminSettingsEffects : public testing::TestWithParam<std::string> {};

TEST_P(AdminSettingsEffects, F59_turning_it_makes_a_difference) { effects().at(GetParam())(); }

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& [name, effect] : effects()) all.push_back(name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Each, AdminSettingsEffects, testing::ValuesIn(names()),
                         [](const auto& row) { return row.param; });

TEST(AdminSettingsEffectsList, F59_every_setting_has_a_row_here) {
  ServerProcess server;
  const Told list = make_overseer(server, "root").get(kEconomy);
  for (std::size_t i = 0; i < list.size("settings"); ++i) {
    const std::string name = list.at("settings/" + std::to_string(i) + "/name");
    EXPECT_TRUE(effects().contains(name)) << name << " is a setting of which no test shows that it does anything";
  }
  EXPECT_EQ(list.size("settings"), effects().size());
}

}  // namespace
}  // namespace loam::test
