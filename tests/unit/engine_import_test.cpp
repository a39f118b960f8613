// What an import makes of a user: the rows, their proof, and every refusal.

#include <functional>

#include <gtest/gtest.h>

#include "engine/proof.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

constexpr Price kTwo{2'000'000};

SeedMarkets openings() {
  SeedMarkets command{std::array<MarketOpening, kBiomes>{}};
  for (MarketOpening& opening : *command.openings) {
    opening = {*MarketOpening::cash_for(Shares::whole(100), kTwo), Shares::whole(100), "as there"};
  }
  return command;
}

World opened() {
  World world;
  world.run(openings());
  world.run(MakeWorld{{1, 16, 16, {}}});
  return world;
}

ImportUser rima() {
  ImportUser command;
  command.user.id = World::id("rima");
  command.user.username = "rima";
  command.user.email = "rima@example.com";
  command.user.created_at = kBegin - Duration::days(100);
  command.opening = Money::bdt(70);
  command.holdings = {{Biome::forest, Shares{33'333'333}, Money::bdt(50), kTwo},
                      {Biome::snow, Shares{1}, Money::zero(), kTwo}};
  command.lands = {{3}, {4}, {200}};
  return command;
}

void expect_proven(const World& world) {
  Proof proof;
  for (const Event& event : world.events) proof.take(event);
  const Proof::Report report = proof.finish();
  EXPECT_TRUE(report.holds) << report.first_wrong;
  EXPECT_EQ(proof.compare(world.state()), std::nullopt);
  world.state().check_invariants();
}

TEST(EngineImport, AUserComesWithAllThatIsHis) {
  World world = opened();
  ASSERT_EQ(world.word(rima()), "ok");
  const State& state = world.state();
  EXPECT_EQ(world.balance(kFirstUser), Money::bdt(70));
  EXPECT_EQ(state.exchange.holding(kFirstUser, Biome::forest), (Holding{{33'333'333}, Money::bdt(50), {}}));
  EXPECT_EQ(state.exchange.market(Biome::forest).shares, Shares{133'333'333});
  EXPECT_EQ(state.exchange.market(Biome::forest).cash, Money{26'667}) << "266.666666 rounded up";
  EXPECT_EQ(state.exchange.market(Biome::snow).cash, Money{20'001}) << "a millionth is worth less than a paisa";
  EXPECT_EQ(state.land.count_of(kFirstUser), 3U);
  EXPECT_EQ(state.identity.user(kFirstUser)->created_at, kBegin - Duration::days(100));
  EXPECT_EQ(world.balance(kTreasury), Money::zero());
  EXPECT_EQ(world.balance(kOutside), Money{-(7'000 + 7 * 20'000 + 6'667 + 1)});
  expect_proven(world);
}

TEST(EngineImport, RemaindersOfManyHoldingsDoNotAddUp) {
  World world = opened();
  constexpr int kUsers = 300;
  for (int i = 0; i < kUsers; ++i) {
    ImportUser command = rima();
    command.user.id = World::id("user " + std::to_string(i));
    command.user.username = "user" + std::to_string(i);
    command.user.email = {};
    command.lands = {};
    ASSERT_EQ(world.word(command), "ok");
  }
  const Market& forest = world.state().exchange.market(Biome::forest);
  EXPECT_EQ(MarketOpening::cash_for(forest.shares, kTwo), forest.cash);
  EXPECT_EQ(world.state().exchange.price(Biome::forest), kTwo);
  expect_proven(world);
}

TEST(EngineImport, ThereIsNoSignupGrantAndNobodyComesFromTheFuture) {
  World world = opened();
  world.set(SettingId::signup_grant_bdt, 100'000);
  ImportUser command = rima();
  command.user.created_at = kBegin + Duration::days(1);
  ASSERT_EQ(world.word(command), "ok");
  EXPECT_EQ(world.balance(kFirstUser), Money::bdt(70));
  EXPECT_EQ(world.state().identity.user(kFirstUser)->created_at, kBegin);
  expect_proven(world);
}

TEST(EngineImport, ManyLandsComeInRowsOfFifty) {
  World world = opened();
  ImportUser command = rima();
  command.lands.clear();
  for (std::uint32_t land = 0; land < 120; ++land) command.lands.push_back({land});
  ASSERT_EQ(world.word(command), "ok");
  std::vector<std::size_t> sizes;
  for (const Transaction& row : world.all<Transaction>()) {
    if (row.type == TransactionType::transfer) sizes.push_back(row.lands.size());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{50, 50, 20}));
  expect_proven(world);
}

TEST(EngineImport, AnImportedWorldTradesOn) {
  World world = opened();
  ASSERT_EQ(world.word(rima()), "ok");
  EXPECT_EQ(world.buy(kFirstUser, Biome::forest, Money::bdt(5)), "ok");
  EXPECT_EQ(world.sell(kFirstUser, Biome::forest, Shares::whole(4)), "ok");
  world.look(kFirstUser, Biome::forest, 1'000'000);
  world.cycle();
  EXPECT_EQ(world.state().exchange.cycles(), 1);
  expect_proven(world);
}

TEST(EngineImport, EveryRefusalChangesNothing) {
  struct Row {
    const char* name;
    std::function<void(World&, ImportUser&)> change;
    const char* word;
  };
  const auto holding = [](Shares shares, Money cost = {}, Price price = kTwo) {
    return ImportedHolding{Biome::ocean, shares, cost, price};
  };
  const std::vector<Row> rows{
      {"known_id", [](World& w, ImportUser& c) { c.user.id = w.state().identity.id_of(kFirstUser); }, "username_taken"},
      {"name_taken", [](World&, ImportUser& c) { c.user.username = "ANN"; }, "username_taken"},
      {"email_taken", [](World&, ImportUser& c) { c.user.email = "Ann@example.com"; }, "email_taken"},
      {"opening_below_zero", [](World&, ImportUser& c) { c.opening = Money{-1}; }, "amount_not_positive"},
      {"no_shares", [&](World&, ImportUser& c) { c.holdings = {holding({0})}; }, "amount_not_positive"},
      {"cost_below_zero", [&](World&, ImportUser& c) { c.holdings = {holding({1}, {-1})}; }, "amount_not_positive"},
      {"no_price", [&](World&, ImportUser& c) { c.holdings = {holding({1}, {}, {})}; }, "amount_not_positive"},
      {"a_market_twice",
       [&](World&, ImportUser& c) {
         c.holdings = {holding({1}), holding({1})};
       },
       "amount_not_positive"},
      {"too_many_shares", [&](World&, ImportUser& c) { c.holdings = {holding({INT64_MAX})}; }, "amount_overflows"},
      {"too_much_money", [&](World&, ImportUser& c) { c.opening = {INT64_MAX}; }, "amount_overflows"},
      {"prices_moved",
       [](World& w, ImportUser&) {
         w.look(kFirstUser, Biome::ocean, 1'000'000);
         w.cycle();
       },
       "price_moved"},
      {"no_such_land", [](World&, ImportUser& c) { c.lands = {{256}}; }, "land_unknown"},
      {"land_of_another", [](World&, ImportUser& c) { c.lands = {{9}}; }, "land_taken"},
      {"a_land_twice",
       [](World&, ImportUser& c) {
         c.lands = {{5}, {5}};
       },
       "land_taken"}};
  for (const Row& row : rows) {
    World world = opened();
    ImportUser ann = rima();
    ann.user.id = World::id("ann");
    ann.user.username = "ann";
    ann.user.email = "ann@example.com";
    ann.lands = {{9}};
    ASSERT_EQ(world.word(ann), "ok");
    ImportUser command = rima();
    row.change(world, command);
    const Digest before = world.engine.digest();
    const std::size_t events = world.events.size();
    EXPECT_EQ(world.word(command), row.word) << row.name;
    EXPECT_EQ(world.engine.digest(), before) << row.name;
    EXPECT_EQ(world.events.size(), events) << row.name;
  }
}

TEST(EngineImport, SharesNeedMarketsThatAreOpen) {
  World world;
  world.run(MakeWorld{{1, 16, 16, {}}});
  EXPECT_EQ(world.word(rima()), "amount_not_positive");
}

TEST(EngineImport, OpeningsHaveToBeSomethingAndFit) {
  World world;
  SeedMarkets none = openings();
  (*none.openings)[3].shares = {};
  EXPECT_EQ(world.word(none), "amount_not_positive");
  SeedMarkets much = openings();
  (*much.openings)[3].cash = {INT64_MAX};
  EXPECT_EQ(world.word(much), "amount_overflows");
  EXPECT_EQ(world.state().ledger.last_seq(), 0);
}

TEST(EngineImport, RowsOfOldAreToldAndChangeNothing) {
  World world = opened();
  const Digest before = world.engine.digest();
  EXPECT_EQ(world.word(ImportRows{{{ImportedTable::bids, {"a bid", std::nullopt}}}}), "ok");
  EXPECT_EQ(world.engine.digest(), before);
  EXPECT_EQ(world.all<ImportedRow>().size(), 1U);
  expect_proven(world);
}

TEST(EngineImport, ASignInRenewsTheHashThatItProved) {
  World world = opened();
  ImportUser command = rima();
  command.user.password_hash = "of old";
  ASSERT_EQ(world.word(command), "ok");
  const auto sign_in = [&](const std::string& session, const std::string& proved) {
    OpenSession open;
    open.session.id = World::id(session);
    open.session.account = kFirstUser;
    open.session.refresh_expires = world.now + Duration::days(1);
    open.renewed = RenewedPassword{proved, "of today"};
    return world.word(open);
  };
  EXPECT_EQ(sign_in("first", "another"), "ok");
  EXPECT_EQ(world.state().identity.user(kFirstUser)->password_hash, "of old") << "it was changed meanwhile";
  EXPECT_EQ(sign_in("second", "of old"), "ok");
  EXPECT_EQ(world.state().identity.user(kFirstUser)->password_hash, "of today");
}

}  // namespace
}  // namespace loam::testing
