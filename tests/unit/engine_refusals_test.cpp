// Every command with every refusal that it has, one named row each: the word, its numbers, and that nothing changed.

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/engine_commands.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

struct Refused {
  const char* name;
  std::function<CommandBody(World&)> command;  ///< brings the world to where it is refused
  RefusalCode code;
  std::int64_t limit = 0;
  std::int64_t value = 0;
};
void PrintTo(const Refused& row, std::ostream* out) { *out << row.name; }

std::vector<Refused> identity_rows() {
  return {
      {"SeedMarkets_markets_seeded", [](World&) { return SeedMarkets{}; }, RefusalCode::markets_seeded},
      {"RegisterUser_registration_disabled",
       [](World& w) {
         w.set(SettingId::enable_registration, 0);
         return registration("ben");
       },
       RefusalCode::registration_disabled},
      {"RegisterUser_username_taken_in_other_case", [](World&) { return registration("ANN"); },
       RefusalCode::username_taken},
      {"RegisterUser_email_taken_in_other_case",
       [](World& w) {
         w.run(registration("ben", "ben@example.org"));
         return registration("cem", "Ben@Example.org");
       },
       RefusalCode::email_taken},
      {"ChangeUser_user_unknown", [](World&) { return World::disable(kNobody); }, RefusalCode::user_unknown},
      {"ChangeUser_of_the_house", [](World&) { return World::confirm(kTreasury); }, RefusalCode::user_unknown},
      {"OpenSession_user_unknown", [](World& w) { return OpenSession{session("s", w, kNobody)}; },
       RefusalCode::user_unknown},
      {"OpenSession_user_disabled",
       [](World& w) {
         w.run(World::disable(kAnn));
         return OpenSession{session("s", w)};
       },
       RefusalCode::user_disabled},
      {"RotateSession_unknown", [](World&) { return rotation("s", "refresh s"); }, RefusalCode::session_unknown},
      {"RotateSession_closed",
       [](World& w) {
         w.run(OpenSession{session("s", w)});
         w.run(CloseSession{World::id("s")});
         return rotation("s", "refresh s");
       },
       RefusalCode::session_unknown},
      {"RotateSession_over",
       [](World& w) {
         w.run(OpenSession{session("s", w)});
         w.later(Duration::days(7));
         return rotation("s", "refresh s");
       },
       RefusalCode::session_unknown},
      {"RotateSession_user_disabled",
       [](World& w) {
         w.run(OpenSession{session("s", w)});
         w.run(World::disable(kAnn));
         return rotation("s", "refresh s");
       },
       RefusalCode::user_disabled},
      {"CloseSession_unknown", [](World&) { return CloseSession{World::id("s")}; }, RefusalCode::session_unknown},
      {"CloseSession_twice",
       [](World& w) {
         w.run(OpenSession{session("s", w)});
         w.run(CloseSession{World::id("s")});
         return CloseSession{World::id("s")};
       },
       RefusalCode::session_unknown},
      {"CloseSession_over",
       [](World& w) {
         w.run(OpenSession{session("s", w)});
         w.later(Duration::days(7));
         return CloseSession{World::id("s")};
       },
       RefusalCode::session_unknown},
      {"CreateApiKey_too_many_api_keys",
       [](World& w) {
         for (std::size_t i = 0; i < kMaxApiKeys; ++i) {
           w.run(CreateApiKey{{World::id("key" + std::to_string(i)), "k", {}, 0, sha256(std::to_string(i)), {}, {}}});
         }
         return CreateApiKey{{World::id("one more"), "k", {}, 0, sha256("one more"), {}, {}}};
       },
       RefusalCode::too_many_api_keys, static_cast<std::int64_t>(kMaxApiKeys)},
      {"RevokeApiKey_unknown", [](World&) { return RevokeApiKey{World::id("k")}; }, RefusalCode::api_key_unknown},
      {"RevokeApiKey_twice",
       [](World& w) {
         w.run(CreateApiKey{{World::id("k"), "k", {}, 0, sha256("k"), {}, {}}});
         w.run(RevokeApiKey{World::id("k")});
         return RevokeApiKey{World::id("k")};
       },
       RefusalCode::api_key_unknown},
  };
}

std::vector<Refused> exchange_rows() {
  return {
      {"PlaceOrder_user_unknown", [](World&) { return buy(100, {}, kNobody); }, RefusalCode::user_unknown},
      {"PlaceOrder_of_the_house", [](World&) { return buy(100, {}, kTreasury); }, RefusalCode::user_unknown},
      {"PlaceOrder_of_nothing", [](World&) { return buy(0); }, RefusalCode::amount_not_positive},
      {"PlaceOrder_of_less_than_nothing", [](World&) { return buy(INT64_MIN); }, RefusalCode::amount_not_positive},
      {"PlaceOrder_selling_nothing", [](World&) { return sell(0); }, RefusalCode::amount_not_positive},
      {"PlaceOrder_market_halted",
       [](World& w) {
         w.run(SetTrading{Biome::ocean, TradingState::halted, "look"});
         return buy(10'000);
       },
       RefusalCode::market_halted},
      {"PlaceOrder_all_markets_halted",
       [](World& w) {
         w.run(SetTrading{std::nullopt, TradingState::halted, "look"});
         return sell(1'000'000);
       },
       RefusalCode::market_halted},
      {"PlaceOrder_market_reduce_only",
       [](World& w) {
         w.run(SetTrading{Biome::ocean, TradingState::reduce_only, "look"});
         return buy(10'000);
       },
       RefusalCode::market_reduce_only},
      {"PlaceOrder_paying_nothing_F_11", [](World&) { return sell(99); }, RefusalCode::amount_too_small},
      {"PlaceOrder_that_the_fee_eats_F_11", [](World&) { return sell(199); }, RefusalCode::amount_too_small},
      {"PlaceOrder_order_too_large", [](World&) { return buy(10'000'001); }, RefusalCode::order_too_large, 10'000'000,
       10'000'001},
      {"PlaceOrder_of_the_highest_number_F_07", [](World&) { return buy(kMax); }, RefusalCode::order_too_large,
       10'000'000, kMax},
      {"PlaceOrder_selling_the_highest_number_F_07", [](World&) { return sell(kMax); }, RefusalCode::order_too_large,
       10'000'000, 92'233'720'368'547'758},
      {"PlaceOrder_order_rate_exceeded",
       [](World& w) {
         w.buy(kAnn, Biome::ocean, Money::bdt(90'000));
         w.later(Duration::seconds(6));
         return buy(3'000'000);
       },
       RefusalCode::order_rate_exceeded, 10'900'000 - 9'000'000 + 1'090'000, 3'000'000},
      {"PlaceOrder_price_moved_above", [](World&) { return buy(10'000, Price{99'999'999}); }, RefusalCode::price_moved,
       99'999'999, 100'000'000},
      {"PlaceOrder_price_moved_below", [](World&) { return sell(1'000'000, Price{100'000'001}); },
       RefusalCode::price_moved, 100'000'001, 100'000'000},
      {"PlaceOrder_insufficient_shares", [](World&) { return sell(1'000'000); }, RefusalCode::insufficient_shares, 0,
       1'000'000},
      {"PlaceOrder_insufficient_funds",
       [](World& w) {
         w.user("ben", Money{10'199});
         return buy(10'000, {}, {17});
       },
       RefusalCode::insufficient_funds, 10'199, 10'200},
      {"TrackAttention_user_unknown",
       [](World&) {
         return TrackAttention{kNobody, {{Biome::ocean, 1}}};
       },
       RefusalCode::user_unknown},
  };
}

std::vector<Refused> wallet_rows() {
  return {
      {"AdjustBalance_user_unknown",
       [](World&) {
         return AdjustBalance{kNobody, Money{1}, "why"};
       },
       RefusalCode::user_unknown},
      {"AdjustBalance_of_nothing",
       [](World&) {
         return AdjustBalance{kAnn, Money{0}, "why"};
       },
       RefusalCode::amount_not_positive},
      {"AdjustBalance_below_zero_F_10",
       [](World&) {
         return AdjustBalance{kAnn, Money{-100'000'001}, "why"};
       },
       RefusalCode::insufficient_funds, 100'000'000, 100'000'001},
      {"AdjustBalance_above_64_bits_F_07",
       [](World&) {
         return AdjustBalance{kAnn, Money{kMax}, "why"};
       },
       RefusalCode::amount_overflows},
      {"AdjustBalance_of_the_least_number_F_07",
       [](World&) {
         return AdjustBalance{kAnn, Money{INT64_MIN}, "why"};
       },
       RefusalCode::amount_overflows},
      {"InitiatePayment_user_unknown", [](World&) { return payment("p", Money::bdt(100), kNobody); },
       RefusalCode::user_unknown},
      {"InitiatePayment_of_nothing", [](World&) { return payment("p", Money{0}); }, RefusalCode::amount_not_positive},
      {"InitiatePayment_negative_F_04", [](World&) { return payment("p", Money{-10'000}); },
       RefusalCode::amount_not_positive},
      {"InitiatePayment_below_the_smallest", [](World&) { return payment("p", Money{9'999}); },
       RefusalCode::amount_too_small, 10'000, 9'999},
      {"InitiatePayment_above_the_largest", [](World&) { return payment("p", Money{10'000'001}); },
       RefusalCode::payment_limit_exceeded, 10'000'000, 10'000'001},
      {"InitiatePayment_above_the_day",
       [](World& w) {
         w.run(payment("p1", Money::bdt(100'000)));
         w.run(payment("p2", Money::bdt(99'900)));
         return payment("p3", Money{10'001});
       },
       RefusalCode::payment_limit_exceeded, 10'000, 10'001},
      {"InitiatePayment_above_30_days",
       [](World& w) {
         w.set(SettingId::topup_monthly_bdt, Money::bdt(200'000).paisa);
         w.run(payment("p1", Money::bdt(100'000)));
         w.run(payment("p2", Money::bdt(99'000)));
         w.later(Duration::days(2));
         return payment("p3", Money{100'001});
       },
       RefusalCode::payment_limit_exceeded, 100'000, 100'001},
      {"InitiatePayment_too_many_payments",
       [](World& w) {
         for (std::size_t i = 0; i < kMaxPendingPayments; ++i) w.run(payment(std::to_string(i), Money::bdt(100)));
         return payment("one more", Money::bdt(100));
       },
       RefusalCode::too_many_payments, static_cast<std::int64_t>(kMaxPendingPayments)},
      {"SettlePayment_payment_unknown", [](World&) { return settlement("p", Money::bdt(100), true); },
       RefusalCode::payment_unknown},
      {"SettlePayment_of_another_amount_F_57",
       [](World& w) {
         w.run(payment("p", Money::bdt(100)));
         return settlement("p", Money::bdt(1'000), true);
       },
       RefusalCode::payment_mismatch, 10'000, 100'000},
      {"SettlePayment_by_another_gateway_F_57",
       [](World& w) {
         w.run(payment("p", Money::bdt(100)));
         return SettlePayment{{World::id("p"), "nagad", Money::bdt(100), true, "t1"}};
       },
       RefusalCode::payment_mismatch, 10'000, 10'000},
      {"SettlePayment_by_another_transaction_F_57",
       [](World& w) {
         w.run(payment("p", Money::bdt(100)));
         w.run(settlement("p", Money::bdt(100), true, "t1"));
         return settlement("p", Money::bdt(100), true, "t2");
       },
       RefusalCode::payment_final},
      {"SettlePayment_of_a_declined_one",
       [](World& w) {
         w.run(payment("p", Money::bdt(100)));
         w.run(settlement("p", Money::bdt(100), false));
         return settlement("p", Money::bdt(100), true);
       },
       RefusalCode::payment_final},
      {"SettlePayment_of_an_expired_one",
       [](World& w) {
         w.run(payment("p", Money::bdt(100)));
         w.later(kPaymentLife);
         w.run(CloseCycle{});
         return settlement("p", Money::bdt(100), true);
       },
       RefusalCode::payment_final},
      {"SettlePayment_that_no_wallet_holds_F_07",
       [](World& w) {
         w.run(payment("p", Money::bdt(100)));
         w.run(AdjustBalance{kAnn, Money{kMax - 100'000'000}, "full"});
         return settlement("p", Money::bdt(100), true);
       },
       RefusalCode::amount_overflows},
      {"PatchSettings_below_its_range_F_06", [](World&) { return patch(SettingId::biome_trade_fee_percent, -1); },
       RefusalCode::setting_out_of_range, number(SettingId::biome_trade_fee_percent), -1},
      {"PatchSettings_above_its_range_F_06", [](World&) { return patch(SettingId::biome_trade_fee_percent, 200'001); },
       RefusalCode::setting_out_of_range, number(SettingId::biome_trade_fee_percent), 200'001},
      {"PatchSettings_one_bad_of_two",
       [](World&) {
         return PatchSettings{{{SettingId::signup_grant_bdt, 5}, {SettingId::cycle_ms, 99}}};
       },
       RefusalCode::setting_out_of_range, number(SettingId::cycle_ms), 99},
      {"PatchSettings_smallest_above_the_largest",
       [](World&) { return patch(SettingId::topup_min_bdt, Money::bdt(100'001).paisa); },
       RefusalCode::setting_out_of_range, number(SettingId::topup_min_bdt), Money::bdt(100'001).paisa},
      {"PatchSettings_largest_above_the_day",
       [](World&) { return patch(SettingId::topup_max_bdt, Money::bdt(200'001).paisa); },
       RefusalCode::setting_out_of_range, number(SettingId::topup_max_bdt), Money::bdt(200'001).paisa},
      {"PatchSettings_day_above_the_month",
       [](World&) { return patch(SettingId::topup_daily_bdt, Money::bdt(1'000'001).paisa); },
       RefusalCode::setting_out_of_range, number(SettingId::topup_daily_bdt), Money::bdt(1'000'001).paisa},
      {"PatchSettings_the_shortest_auction_above_the_longest",
       [](World&) { return patch(SettingId::auction_min_duration_hours, 721); }, RefusalCode::setting_out_of_range,
       number(SettingId::auction_min_duration_hours), 721},
      {"PatchSettings_no_table",
       [](World&) {
         return PatchSettings{{{SettingId::bid_increments, 0, "flat:0"}}};
       },
       RefusalCode::setting_out_of_range, number(SettingId::bid_increments), 0},
  };
}

class EveryRefusal : public ::testing::TestWithParam<Refused> {};

TEST_P(EveryRefusal, IsAValueAndChangesNothing) {
  World world = seeded();
  const CommandBody command = GetParam().command(world);
  const Digest before = world.engine.digest(world.now);
  const std::int64_t rows = world.state().ledger.last_seq();
  const Outcome outcome = world.outcome(command);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(to_string(outcome.error().code), to_string(GetParam().code));
  EXPECT_EQ(outcome.error().limit, GetParam().limit);
  EXPECT_EQ(outcome.error().value, GetParam().value);
  EXPECT_EQ(world.engine.digest(world.now), before);
  EXPECT_EQ(world.state().ledger.last_seq(), rows);
}

TEST_P(EveryRefusal, IsToldAgainToItsKey) {
  World world = seeded();
  const CommandBody command = GetParam().command(world);
  const Reply first = world.run(command, World::key("k"));
  ASSERT_FALSE(first.outcome.has_value());
  const Reply again = world.run(command, World::key("k"));
  EXPECT_EQ(again.replayed, 1);
  const Reply other = world.run(LogAccess{"a", "b", "c"}, World::key("k", 2));
  ASSERT_FALSE(other.outcome.has_value());
  EXPECT_EQ(other.outcome.error(), (Refusal{RefusalCode::idempotency_key_reused}));
}

const auto name_of = [](const auto& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Identity, EveryRefusal, ::testing::ValuesIn(identity_rows()), name_of);
INSTANTIATE_TEST_SUITE_P(Exchange, EveryRefusal, ::testing::ValuesIn(exchange_rows()), name_of);
INSTANTIATE_TEST_SUITE_P(Wallet, EveryRefusal, ::testing::ValuesIn(wallet_rows()), name_of);

}  // namespace
}  // namespace loam::testing
