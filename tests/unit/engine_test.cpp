// What the engine does with a command, named after what went wrong elsewhere.

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/proof.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

World seeded() {
  World world;
  world.run(SeedMarkets{});
  return world;
}

std::string proof_of(const World& world) {
  Proof proof;
  for (const Event& event : world.events) proof.take(event);
  const Proof::Report report = proof.finish();
  return report.holds ? proof.compare(world.state()).value_or("") : report.first_wrong;
}

Int128 sum_of_all(const World& world) { return world.state().ledger.sum(); }

TEST(Engine, F_01_EveryMovementHasTwoSidesAndFeesStandOnTheirAccount) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(10'000));
  const Money pool = world.balance(pool_of(Biome::ocean));
  ASSERT_EQ(world.buy(ann, Biome::ocean, Money{100'001}), "ok");
  EXPECT_EQ(world.balance(kPlatformFees), Money{2'001}) << "2 % of 1000.01, rounded up";
  EXPECT_EQ(world.balance(pool_of(Biome::ocean)), add_within(pool, Money{100'001}));
  EXPECT_EQ(world.balance(ann), Money{1'000'000 - 100'001 - 2'001});
  EXPECT_TRUE(sum_of_all(world) == 0);
  ASSERT_EQ(world.sell(ann, Biome::ocean, Shares::whole(5)), "ok");
  EXPECT_EQ(world.balance(kPlatformFees), Money{2'001 + 1'000});
  EXPECT_TRUE(sum_of_all(world) == 0);
  EXPECT_EQ(proof_of(world), "");
}

TEST(Engine, F_02_ACycleMovesNoMoneyInOrOut) {
  World world = seeded();
  world.set(SettingId::market_profile, 1);  // moves most
  const AccountNo ann = world.user("ann");
  const auto all_cash = [&world] {
    Money sum;
    for (const Biome biome : kAllBiomes) sum = add_within(sum, world.state().exchange.market(biome).cash);
    return sum;
  };
  const Money before = all_cash();
  for (int i = 0; i < 50; ++i) {
    world.look(ann, kAllBiomes[static_cast<std::size_t>(i) % 3], 700'000);
    world.cycle();
    ASSERT_EQ(all_cash(), before);
  }
  EXPECT_NE(world.state().exchange.market(Biome::ocean).cash, Money::bdt(1'000'000)) << "something moved";
  EXPECT_EQ(proof_of(world), "");
}

TEST(Engine, F_03_BuyingThenLookingLoses) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(10'000));
  ASSERT_EQ(world.buy(ann, Biome::ocean, Money::bdt(9'000)), "ok");
  for (int i = 0; i < 26; ++i) {  // 13 seconds
    world.look(ann, Biome::ocean, 1'000'000'000);
    world.cycle();
  }
  ASSERT_EQ(world.sell(ann, Biome::ocean, world.state().exchange.holding(ann, Biome::ocean).shares), "ok");
  EXPECT_LT(world.balance(ann), Money::bdt(10'000));
  EXPECT_LT(world.last_row().realized_gain, Money::zero());
}

TEST(Engine, F_08_NoLookPoisonsTheCyclesThatFollow) {
  World world = seeded();
  const AccountNo ann = world.user("ann");
  world.run(TrackAttention{ann, {{Biome::ocean, INT64_MAX}, {Biome::snow, INT64_MAX}, {Biome::ocean, INT64_MIN}}});
  for (int i = 0; i < 10; ++i) world.cycle();
  EXPECT_EQ(world.state().exchange.cycles(), 1);
  EXPECT_EQ(proof_of(world), "");
}

TEST(Engine, F_09_ARowDerivesItself) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(10'000));
  world.set(SettingId::market_profile, 1);
  for (int i = 0; i < 7; ++i) {
    world.look(ann, Biome::ocean, 333'333);
    world.cycle();
  }
  const Market before = world.state().exchange.market(Biome::ocean);
  ASSERT_EQ(world.buy(ann, Biome::ocean, Money{123'457}), "ok");
  const Transaction& row = world.last_row();
  EXPECT_EQ(row.shares.micro, *mul_div_floor(row.amount.paisa, before.shares.micro, before.cash.paisa));
  EXPECT_EQ(price_per_share_of(row), *price_of(before.cash, before.shares));
}

TEST(Engine, F_10_AnAdjustmentIsRelativeReasonedAndOnTheAuditLog) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(100));
  world.actor = {{17}, "olga"};
  ASSERT_EQ(world.word(AdjustBalance{ann, Money{-2'500}, "double top-up"}), "ok");
  const Transaction& row = world.last_row();
  EXPECT_EQ(row.type, TransactionType::adjustment);
  EXPECT_EQ(row.amount, Money{-2'500});
  EXPECT_EQ(row.reason, "double top-up");
  EXPECT_EQ(row.buyer_balance_after, Money{7'500});
  EXPECT_EQ(world.balance(ann), Money{7'500});
  const AuditEntry entry = world.all<AuditEntry>().back();
  EXPECT_EQ(entry.actor, "olga");
  EXPECT_EQ(entry.account, AccountNo{17});
  EXPECT_EQ(entry.action, "balance.adjust");
  EXPECT_EQ(entry.target, to_string(World::id("ann")));
  EXPECT_EQ(entry.detail, "-25 BDT: double top-up");
}

TEST(Engine, F_24_EveryCountedUnitCountsInExactlyOneCycle) {
  World world = seeded();
  const AccountNo ann = world.user("ann");
  world.run(World::confirm(ann));
  world.set(SettingId::established_after_hours, 0);
  std::int64_t counted = 0;
  for (int i = 0; i < 40; ++i) {
    const Outcome outcome = world.outcome(TrackAttention{ann, {{Biome::snow, 100'000 + i}}});
    counted += std::get<AttentionAnswer>(*outcome).counted_us[index_of(Biome::snow)];
    if (i % 3 == 0) world.cycle();
  }
  world.cycle();
  std::int64_t in_cycles = 0;
  for (const Cycle& cycle : world.all<Cycle>()) in_cycles += cycle.markets[index_of(Biome::snow)].attention_us;
  EXPECT_EQ(in_cycles, counted);
  EXPECT_EQ(counted, 40 * 100'000 + 39 * 40 / 2);
}

TEST(Engine, R_46_ARetriedTopUpIsCreditedOnceAndTwoEqualOrdersTwice) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(1'000));
  const PlaceOrder order{{ann, Biome::ocean, Side::buy, Money::bdt(10), {}, {}}};
  const Reply first = world.run(order, World::key("one"));
  const Reply again = world.run(order, World::key("one"));
  EXPECT_EQ(first.replayed, 0);
  EXPECT_EQ(again.replayed, 1);
  EXPECT_FALSE(again.row.has_value());
  EXPECT_EQ(world.state().exchange.holding(ann, Biome::ocean).shares, Shares{100'000});
  world.run(order, World::key("two"));
  world.run(order);
  world.run(order);
  EXPECT_EQ(world.state().exchange.holding(ann, Biome::ocean).shares, Shares{400'000}) << "equal, but meant";
}

TEST(Engine, F_57_OneCreditPerReferenceHoweverOftenItIsTold) {
  World world = seeded();
  const AccountNo ann = world.user("ann");
  world.run(InitiatePayment{{World::id("p"), ann, "bkash", Money::bdt(500), {}, {}, {}, {}, {}}});
  const SettlePayment told{{World::id("p"), "bkash", Money::bdt(500), true, "t1"}};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(world.word(told), "ok");
  EXPECT_EQ(world.balance(ann), Money::bdt(500));
  EXPECT_EQ(world.last_row().gateway_fee, Money{750});
  EXPECT_EQ(world.last_row().gateway_transaction_id, "t1");
  std::vector<PaymentEventKind> kinds;
  for (const PaymentEvent& event : world.all<PaymentEvent>()) kinds.push_back(event.kind);
  using enum PaymentEventKind;
  EXPECT_EQ(kinds, (std::vector{initiated, approved, repeated, repeated, repeated, repeated}));
}

TEST(Engine, F_42_EveryCallOfAWebhookLeavesAnEntry) {
  World world = seeded();
  const AccountNo ann = world.user("ann");
  world.run(SettlePayment{{World::id("none"), "bkash", Money{1}, true, "t"}});
  world.run(NotePaymentEvent{"bkash", "signature_wrong"});
  world.run(InitiatePayment{{World::id("p"), ann, "bkash", Money::bdt(500), {}, {}, {}, {}, {}}});
  world.run(SettlePayment{{World::id("p"), "bkash", Money::bdt(501), true, "t"}});
  world.run(SettlePayment{{World::id("p"), "bkash", Money::bdt(500), false, "t"}});
  const auto events = world.all<PaymentEvent>();
  ASSERT_EQ(events.size(), 5U);
  EXPECT_TRUE(events[0].payment.is_nil());
  EXPECT_EQ(events[0].detail, "payment_unknown");
  EXPECT_EQ(events[1].detail, "signature_wrong");
  EXPECT_EQ(events[3].detail, "payment_mismatch");
  EXPECT_EQ(events[3].payment, World::id("p"));
  EXPECT_EQ(events[4].kind, PaymentEventKind::declined);
}

TEST(Engine, F_47_RealizedGainIsRightOnPartialAndFullExits) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(1'000));
  ASSERT_EQ(world.buy(ann, Biome::ocean, Money::bdt(300)), "ok");  // 3 shares for 306 with the fee
  ASSERT_EQ(world.sell(ann, Biome::ocean, Shares::whole(1)), "ok");
  EXPECT_EQ(world.last_row().realized_gain, Money{9'800 - 10'200});
  ASSERT_EQ(world.sell(ann, Biome::ocean, Shares::whole(2)), "ok");
  EXPECT_EQ(world.last_row().realized_gain, Money{19'600 - 20'400});
  EXPECT_EQ(world.last_row().holding_cost_after, Money::zero());
  EXPECT_EQ(world.state().exchange.holding(ann, Biome::ocean).realized_gain, Money{-1'200});
}

TEST(Engine, AGrantIsGivenToPlayersAlone) {
  World world = seeded();
  world.set(SettingId::signup_grant_bdt, 12'345);
  EXPECT_EQ(world.balance(world.user("ann")), Money{12'345});
  EXPECT_EQ(world.balance(world.user("olga", {}, Role::operator_)), Money::zero());
  EXPECT_EQ(world.all<Transaction>().back().type, TransactionType::grant);
  EXPECT_EQ(proof_of(world), "");
}

TEST(Engine, AnOperatorsRegistrationIsOnTheAuditLogAndIgnoresTheSwitch) {
  World world = seeded();
  world.set(SettingId::enable_registration, 0);
  world.user("ann");
  EXPECT_EQ(world.all<AuditEntry>().back().action, "user.create");
}

TEST(Engine, TheTwentyFirstSessionEndsTheOldest) {
  World world = seeded();
  const AccountNo ann = world.user("ann");
  const auto open = [&](const std::string& name) {
    Session session;
    session.id = World::id(name);
    session.account = ann;
    session.access_hash = sha256(name);
    session.refresh_hash = sha256("r" + name);
    session.access_expires = world.now + Duration::hours(1);
    session.refresh_expires = world.now + Duration::days(1);
    world.run(OpenSession{session});
    world.later(Duration::seconds(1));
  };
  for (std::size_t i = 0; i < kMaxSessionsPerUser; ++i) open("s" + std::to_string(i));
  EXPECT_EQ(world.state().identity.sessions_of(ann, world.now).size(), kMaxSessionsPerUser);
  open("one more");
  EXPECT_EQ(world.state().identity.sessions_of(ann, world.now).size(), kMaxSessionsPerUser);
  EXPECT_TRUE(world.state().identity.session(World::id("s0"))->revoked);
  EXPECT_EQ(world.state().identity.session_by_access(sha256("s0")), nullptr);

  world.run(World::end_sessions(ann, World::id("s7")));
  ASSERT_EQ(world.state().identity.sessions_of(ann, world.now).size(), 1U);
  EXPECT_EQ(world.state().identity.sessions_of(ann, world.now)[0].id, World::id("s7")) << "all but the one that asked";
  world.run(World::end_sessions(ann));
  EXPECT_TRUE(world.state().identity.sessions_of(ann, world.now).empty()) << "all of them ended";
}

TEST(Engine, WhoEndsAnothersSessionIsOnTheAuditLogAndWhoSignsOutIsNot) {
  World world = seeded();
  const AccountNo ann = world.user("ann");
  for (const std::string name : {"phone", "desk"}) {
    Session session;
    session.id = World::id(name);
    session.account = ann;
    session.access_hash = sha256(name);
    session.refresh_expires = world.now + Duration::days(1);
    world.run(OpenSession{session});
  }
  const std::size_t before = world.all<AuditEntry>().size();
  world.run(CloseSession{World::id("phone")});
  ASSERT_EQ(world.all<AuditEntry>().size(), before + 1);
  const AuditEntry entry = world.all<AuditEntry>().back();
  EXPECT_EQ(entry.action, "session.end");
  EXPECT_EQ(entry.target, to_string(World::id("ann")));
  EXPECT_EQ(entry.detail, to_string(World::id("phone")));
  EXPECT_EQ(entry.actor, "cli");

  world.actor = {ann, "ann"};
  world.run(CloseSession{World::id("desk")});
  EXPECT_EQ(world.all<AuditEntry>().size(), before + 1);
}

TEST(Engine, PaymentsExpireByThemselvesAHundredATick) {
  World world = seeded();
  for (int i = 0; i < 8; ++i) {
    const AccountNo account = world.user("user" + std::to_string(i));
    for (int k = 0; k < 15; ++k) {
      world.run(InitiatePayment{
          {World::id(std::to_string(i * 100 + k)), account, "bkash", Money::bdt(100), {}, {}, {}, {}, {}}});
    }
  }
  const auto expired = [&world] {
    std::size_t count = 0;
    for (const PaymentEvent& event : world.all<PaymentEvent>())
      count += event.kind == PaymentEventKind::expired ? 1 : 0;
    return count;
  };
  world.later({kPaymentLife.ms - 1});
  world.run(CloseCycle{});
  EXPECT_EQ(expired(), 0U);
  world.later({1});
  world.run(CloseCycle{});
  EXPECT_EQ(expired(), 100U);
  world.run(CloseCycle{});
  EXPECT_EQ(expired(), 120U);
}

TEST(Engine, AnOperatorsWordEndsABandHaltAndEveryHaltHasItsReason) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(1'000));
  world.set(SettingId::market_profile, 1);
  world.set(SettingId::price_band_percent, 10'000);
  for (int i = 0; i < 200 && world.state().exchange.market(Biome::ocean).halts.halted_until == Time{}; ++i) {
    world.look(ann, Biome::ocean, 500'000);
    world.cycle();
  }
  ASSERT_EQ(world.buy(ann, Biome::ocean, Money::bdt(1)), "market_halted");
  ASSERT_EQ(world.word(SetTrading{Biome::ocean, TradingState::open, "looked at it"}), "ok");
  EXPECT_EQ(world.buy(ann, Biome::ocean, Money::bdt(1)), "ok");
  EXPECT_EQ(world.all<MarketHaltsChange>().back().reason, "looked at it");
  EXPECT_EQ(world.all<AuditEntry>().back().action, "market.open");
  EXPECT_EQ(world.all<AuditEntry>().back().target, "ocean");
  for (const MarketHaltsChange& change : world.all<MarketHaltsChange>()) EXPECT_FALSE(change.reason.empty());
}

TEST(Engine, AQuoteIsWhatTheOrderThenDoes) {
  World world = seeded();
  const AccountNo ann = world.user("ann", Money::bdt(100));
  const Order order{ann, Biome::ocean, Side::buy, Money{4'321}, {}, {}};
  const Digest before = world.engine.digest();
  const Quote told = quote(world.state(), order, world.now);
  EXPECT_EQ(world.engine.digest(), before);
  ASSERT_TRUE(told.fill);
  EXPECT_FALSE(told.refusal);
  ASSERT_EQ(world.word(PlaceOrder{order}), "ok");
  EXPECT_EQ(world.last_row().shares, told.fill->shares);
  EXPECT_EQ(world.last_row().platform_fee, told.fill->fee);
  EXPECT_EQ(world.balance(ann), told.balance_after);

  const Quote dear = quote(world.state(), {ann, Biome::ocean, Side::buy, Money::bdt(100), {}, {}}, world.now);
  ASSERT_TRUE(dear.fill) << "what it would be, had he the money";
  EXPECT_EQ(dear.refusal, (Refusal{RefusalCode::insufficient_funds, world.balance(ann).paisa, 10'200}));
  EXPECT_EQ(dear.balance_after, world.balance(ann));

  const Quote sale = quote(world.state(), {ann, Biome::ocean, Side::sell, {}, Shares{10'000}, {}}, world.now);
  ASSERT_TRUE(sale.fill);
  EXPECT_EQ(sale.balance_after, add_within(world.balance(ann), Money{98}));
}

TEST(Engine, TheSameCommandsAtTheSameTimesGiveTheSameState) {
  const auto live = [] {
    World world = seeded();
    const AccountNo ann = world.user("ann", Money::bdt(10'000));
    for (int i = 0; i < 100; ++i) {
      world.look(ann, kAllBiomes[static_cast<std::size_t>(i * 5) % kBiomes], 100'000 * i);
      world.buy(ann, kAllBiomes[static_cast<std::size_t>(i) % kBiomes], Money{777 * i});
      world.cycle();
    }
    return world;
  };
  const World one = live();
  const World two = live();
  EXPECT_EQ(one.engine.digest(), two.engine.digest());
  EXPECT_EQ(one.events.size(), two.events.size());
}

}  // namespace
}  // namespace loam::testing
