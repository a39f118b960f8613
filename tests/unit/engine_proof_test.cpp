// The verifier: it holds on what the engine made, agrees with the live state, and names the first row that is wrong.

#include <functional>

#include <gtest/gtest.h>

#include "engine/proof.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

Proof::Report prove(const std::vector<Event>& events) {
  Proof proof;
  for (const Event& event : events) proof.take(event);
  return proof.finish();
}

/// A little of everything that moves money.
World busy_world() {
  World world;
  world.run(SeedMarkets{});
  world.set(SettingId::signup_grant_bdt, 500'00);
  const AccountNo ann = world.user("ann", Money::bdt(50'000));
  const AccountNo ben = world.user("ben", Money::bdt(50'000));
  const Payment payment{World::id("p1"), ann, "bkash", Money::bdt(1'000), {}, {}, {}, {}, {}};
  world.run(InitiatePayment{payment}, World::key("pay"));
  world.run(SettlePayment{{payment.id, "bkash", Money::bdt(1'000), true, "g1"}});
  world.buy(ann, Biome::ocean, Money::bdt(9'000));
  world.run(PlaceOrder{{ben, Biome::snow, Side::buy, Money{123'457}, {}, {}}}, World::key("k1"));
  for (int i = 0; i < 30; ++i) {
    world.look(ann, Biome::ocean, 500'000);
    world.look(ben, Biome::snow, 100'000);
    world.cycle();
  }
  world.sell(ann, Biome::ocean, Shares{12'345'678});
  world.sell(ben, Biome::snow, world.state().exchange.holding(ben, Biome::snow).shares);
  world.run(AdjustBalance{ben, Money{-777}, "a correction"});
  return world;
}

TEST(Proof, HoldsOnWhatTheEngineMade) {
  const World world = busy_world();
  Proof proof;
  for (const Event& event : world.events) proof.take(event);
  const Proof::Report report = proof.finish();
  EXPECT_TRUE(report.holds) << report.first_wrong;
  EXPECT_EQ(report.rows, world.state().ledger.last_seq());
  EXPECT_EQ(report.cycles, world.state().exchange.cycles());
  EXPECT_EQ(report.accounts, 2);
  EXPECT_EQ(report.keys, 2);
  EXPECT_EQ(report.money_supply, negated(world.balance(kOutside)));
  EXPECT_EQ(report.difference, Money::zero());
  EXPECT_EQ(proof.compare(world.state()), std::nullopt);
}

TEST(Proof, AnEmptyWorldHolds) {
  Proof proof;
  EXPECT_TRUE(proof.finish().holds);
  EXPECT_EQ(proof.compare(World().state()), std::nullopt);
}

TEST(Proof, CompareNamesTheFirstDifference) {
  World world = busy_world();
  Proof proof;
  for (const Event& event : world.events) proof.take(event);
  world.user("cem");
  EXPECT_EQ(proof.compare(world.state()), "accounts: the record says 18, the state has 19");
}

/// Something done to the n-th event of a kind, and what the proof says.
struct Wrong {
  const char* name;
  std::function<void(std::vector<Event>&)> spoil;
  const char* words;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

template <class T>
T& nth(std::vector<Event>& events, std::size_t n) {
  for (Event& event : events) {
    if (T* one = std::get_if<T>(&event); one != nullptr && n-- == 0) return *one;
  }
  throw std::out_of_range("no such event");
}
template <class T>
void drop(std::vector<Event>& events, std::size_t n) {
  for (auto event = events.begin(); event != events.end(); ++event) {
    if (std::holds_alternative<T>(*event) && n-- == 0) {
      events.erase(event);
      return;
    }
  }
}
template <class T>
std::function<void(std::vector<Event>&)> change(std::size_t n, std::function<void(T&)> how) {
  return [n, how](std::vector<Event>& events) { how(nth<T>(events, n)); };
}
std::function<void(std::vector<Event>&)> row(std::int64_t seq, std::function<void(Transaction&)> how) {
  return change<Transaction>(static_cast<std::size_t>(seq - 1), std::move(how));
}

class ProofFinds : public ::testing::TestWithParam<Wrong> {};

TEST_P(ProofFinds, TheFirstWrongRow) {
  std::vector<Event> events = busy_world().events;
  GetParam().spoil(events);
  const Proof::Report report = prove(events);
  EXPECT_FALSE(report.holds);
  EXPECT_EQ(report.first_wrong.rfind(GetParam().words, 0), 0U) << report.first_wrong;
}

// Rows 1-7 seed the markets, 8 and 10 grant, 9 and 11 adjust, 12 tops up, 13 and 14 buy, 15 and 16 sell, 17 corrects.
std::vector<Wrong> wrongs() {
  return {Wrong{"row_missing", [](auto& events) { drop<Transaction>(events, 12); },
                "transactions row 14: number without a gap: expected 13, found 14"},
          Wrong{"row_twice", row(14, [](Transaction& t) { t.seq = 13; }), "transactions row 13: number without a gap"},
          Wrong{"time_backwards", row(13, [](Transaction& t) { t.at.ms -= 1; }),
                "transactions row 13: time does not run backwards"},
          Wrong{"hash", row(13, [](Transaction& t) { t.hash[31] ^= 1; }), "transactions row 13: hash: expected "},
          Wrong{"reason_changed", row(17, [](Transaction& t) { t.reason = "another"; }), "transactions row 17: hash"},
          Wrong{"user_id_changed", change<User>(0, [](User& u) { u.id.bytes[0] ^= 1; }), "transactions row 8: hash"},
          Wrong{"buyer_balance", row(13, [](Transaction& t) { t.buyer_balance_after.paisa += 1; }),
                "transactions row 13: buyer balance after: expected "},
          Wrong{"seller_balance", row(15, [](Transaction& t) { t.seller_balance_after.paisa += 1; }),
                "transactions row 15: seller balance after"},
          Wrong{"previous_row", row(13, [](Transaction& t) { t.buyer_previous_seq = 9; }),
                "transactions row 13: previous row of the buyer: expected 12, found 9"},
          Wrong{"row_number", row(15, [](Transaction& t) { t.seller_row = 1; }),
                "transactions row 15: rows of the seller: expected 5, found 1"},
          Wrong{"buy_amount", row(13, [](Transaction& t) { t.amount.paisa += 1; }), "transactions row 13: "},
          Wrong{"minted_too_many", row(14, [](Transaction& t) { t.shares.micro += 1; }),
                "transactions row 14: shares = floor(amount x pool shares / pool cash): expected 12345700"},
          Wrong{"gross_too_high", row(15, [](Transaction& t) { t.amount.paisa += 1; }),
                "transactions row 15: amount = floor(shares x pool cash / pool shares)"},
          Wrong{"fee_negative", row(13, [](Transaction& t) { t.platform_fee.paisa = -5; }),
                "transactions row 13: platform fee"},
          Wrong{"fee_above_every_rate", row(13, [](Transaction& t) { t.platform_fee = Money::bdt(1'801); }),
                "transactions row 13: platform fee, at most the highest rate"},
          Wrong{"pool_cash", row(14, [](Transaction& t) { t.pool_cash_after.paisa -= 1; }),
                "transactions row 14: pool cash after"},
          Wrong{"pool_shares", row(14, [](Transaction& t) { t.pool_shares_after.micro -= 1; }),
                "transactions row 14: pool shares after"},
          Wrong{"holding_shares", row(15, [](Transaction& t) { t.holding_shares_after.micro -= 1; }),
                "transactions row 15: holding shares after"},
          Wrong{"holding_cost", row(15, [](Transaction& t) { t.holding_cost_after.paisa -= 1; }),
                "transactions row 15: holding cost after"},
          Wrong{"gain", row(16, [](Transaction& t) { t.realized_gain.paisa = 0; }),
                "transactions row 16: realized gain = amount - fee - cost removed"},
          Wrong{"bucket", row(13, [](Transaction& t) { t.order_bucket_after.paisa = 0; }),
                "transactions row 13: order bucket after"},
          Wrong{"sale_of_more_than_held", row(15, [](Transaction& t) { t.shares = Shares::whole(1'000'000); }),
                "transactions row 15: shares: expected 1 to "},
          Wrong{"no_biome", row(13, [](Transaction& t) { t.biome.reset(); }), "transactions row 13: a biome"},
          Wrong{"unknown_biome", row(13, [](Transaction& t) { t.biome = static_cast<Biome>(9); }),
                "transactions row 13: biome: expected 0 to 6, found 9"},
          Wrong{"unknown_type", row(13, [](Transaction& t) { t.type = static_cast<TransactionType>(77); }),
                "transactions row 13: a known type"},
          Wrong{"unknown_account", row(13, [](Transaction& t) { t.buyer = {99}; }),
                "transactions row 13: buyer and seller are accounts of users"},
          Wrong{"house_as_buyer", row(13, [](Transaction& t) { t.buyer = kTreasury; }),
                "transactions row 13: buyer and seller are accounts of users"},
          Wrong{"no_buyer", row(13, [](Transaction& t) { t.buyer = {}; }), "transactions row 13: buyers"},
          Wrong{"topup_negative", row(12, [](Transaction& t) { t.amount.paisa = -1; }), "transactions row 12: amount"},
          Wrong{"below_zero", row(17, [](Transaction& t) { t.amount = Money::bdt(-1'000'000); }),
                "transactions row 17: balance after of account 17: expected 0 to "},
          Wrong{"adjustment_of_the_least_number", row(17, [](Transaction& t) { t.amount.paisa = INT64_MIN; }),
                "transactions row 17: amount"},
          Wrong{"adjustment_of_the_highest", row(17, [](Transaction& t) { t.amount.paisa = INT64_MAX; }),
                "transactions row 17: balance after of account 2"},
          Wrong{"credited_without_payment", [](auto& events) { drop<Payment>(events, 1); },
                "payments row 0: credits of the completed payment '16 "},
          Wrong{"credit_of_another_sum", row(12, [](Transaction& t) { t.gateway_transaction_id = "g2"; }),
                "transactions row 12: hash"},
          Wrong{"cycle_missing", [](auto& events) { drop<Cycle>(events, 3); }, "attention row 5: the cycle that"},
          Wrong{"cycle_cash_before", change<Cycle>(2, [](Cycle& c) { c.markets[0].cash_before.paisa += 1; }),
                "cycles row 3: cash before"},
          Wrong{"cycle_makes_money", change<Cycle>(2, [](Cycle& c) { c.markets[0].cash_after.paisa += 1; }),
                "cycles row 3: the sum of its moves: expected 0, found 1"},
          Wrong{"cycle_beyond_the_hard_limit",
                change<Cycle>(2,
                              [](Cycle& c) {
                                c.markets[0].cash_after.paisa = 1;
                                c.markets[1].cash_after.paisa += 1;
                              }),
                "cycles row 3: cash after"},
          Wrong{"cycle_hash", change<Cycle>(2, [](Cycle& c) { c.hash[0] ^= 1; }), "cycles row 3: hash"},
          Wrong{"cycle_place", change<Cycle>(2, [](Cycle& c) { c.after_seq -= 1; }), "cycles row 3: the last row"},
          Wrong{"attention_of_no_cycle", change<AttentionCounted>(4, [](AttentionCounted& a) { a.cycle = 9; }),
                "attention row 9: the cycle that it counts in, the next to close: expected 3, found 9"},
          Wrong{"attention_above_the_bucket",
                change<AttentionCounted>(4, [](AttentionCounted& a) { a.count.counted_us[1] = 10'000'001; }),
                "attention row 3: counted"},
          Wrong{"key_twice", change<KeyedOutcome>(1, [](KeyedOutcome& k) { k.key = World::key("pay"); }),
                "idempotency_keys row 2: the key stands once"},
          Wrong{"key_number", change<KeyedOutcome>(1, [](KeyedOutcome& k) { k.id = 3; }),
                "idempotency_keys row 3: number without a gap: expected 2, found 3"},
          Wrong{"key_of_no_row", change<KeyedOutcome>(1, [](KeyedOutcome& k) { k.outcome = Answer{RowAnswer{99}}; }),
                "idempotency_keys row 2: the row that it answers with: expected 1 to 14, found 99"},
          Wrong{"account_missing", [](auto& events) { drop<User>(events, 0); }, "transactions row 8: buyer and seller"},
          Wrong{"setting_out_of_range", change<SettingChange>(0, [](SettingChange& s) { s.after.number = -1; }),
                "setting_changes row 0: value after: expected 0 to 100000000, found -1"},
          Wrong{"setting_of_no_table", change<SettingChange>(0, [](SettingChange& s) { s.after.text = "ebay"; }),
                "setting_changes row 0: text after, a table in its one spelling"}};
}

INSTANTIATE_TEST_SUITE_P(Each, ProofFinds, ::testing::ValuesIn(wrongs()),
                         [](const auto& test) { return test.param.name; });

TEST(Proof, TellsWhatIsLeftAfterTheFirstWrongRow) {
  std::vector<Event> events = busy_world().events;
  nth<Transaction>(events, 0).hash[0] ^= 1;
  const Proof::Report report = prove(events);
  EXPECT_EQ(report.rows, 17);
  EXPECT_EQ(report.cycles, 30);
}

TEST(Proof, AHoldingFromNowhereIsFoundInTheLiveState) {
  const World world = busy_world();
  std::vector<Event> events = world.events;
  events.pop_back();  // the audit entry of the last adjustment,
  events.pop_back();  // and its row
  Proof proof;
  for (const Event& event : events) proof.take(event);
  EXPECT_EQ(proof.compare(world.state()), "last row of the record: the record says 16, the state has 17");
}

}  // namespace
}  // namespace loam::testing
