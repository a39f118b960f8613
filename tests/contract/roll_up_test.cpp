// Cycles that are let go leave candles for charts and a checkpoint for the proof, and nothing else is different.

#include <array>
#include <string>
#include <vector>

#include "base/signature.hpp"
#include "contract/stores.hpp"
#include "engine/proof.hpp"

namespace loam::test {
namespace {

/// Three hours in which somebody looks every three minutes.
struct SparseWorld : World {
  SparseWorld() {
    live_a_day();
    live_on(60);
  }
  void live_on(int turns) {
    for (int turn = 0; turn < turns; ++turn) {
      pass(Duration::minutes(3));
      trade(4);
    }
  }
};

constexpr Time kBegin{1'767'225'600'000};
constexpr int kMostSlices = 100;

class RollUp : public testing::TestWithParam<Kind> {
 protected:
  RollUp() { commit_all(*model_, world_); }

  std::unique_ptr<Store> open(std::shared_ptr<const SigningKey> key = signing_key()) {
    return home_.open(std::move(key));
  }
  /// Everything that there is to do now.
  void roll_up(Store& store, std::optional<Time> keep_from) const {
    for (int slice = 0; slice < kMostSlices; ++slice) {
      if (!good(store.roll_up(world_.now(), keep_from))) return;
    }
    ADD_FAILURE() << "a roll-up that never ends";
  }
  /// A store with the world in it, and what lies more than an hour back let go.
  std::unique_ptr<Store> rolled_up() {
    auto store = open();
    commit_all(*store, world_);
    roll_up(*store, std::nullopt);
    roll_up(*store, world_.now() - Duration::hours(1));
    return store;
  }
  [[nodiscard]] static std::vector<Event> events_of(Store& store) {
    std::vector<Event> events;
    good(store.replay([&](const Event& event) { events.push_back(event); }));
    return events;
  }
  static Proof::Report proof_of(const std::vector<Event>& events) {
    Proof proof;
    for (const Event& event : events) proof.take(event);
    return proof.finish();
  }
  static std::vector<std::string> words(const std::vector<Candle>& candles) {
    std::vector<std::string> all;
    for (const Candle& c : candles) {
      all.push_back(to_rfc3339(c.start) + ' ' + to_string(c.open) + ' ' + to_string(c.high) + ' ' + to_string(c.low) +
                    ' ' + to_string(c.close) + ' ' + to_string(c.volume));
    }
    return all;
  }
  [[nodiscard]] std::int64_t count(const std::string& table) {
    return std::stoll(home_.value("SELECT count(*) FROM " + table));
  }

  SparseWorld world_;
  const std::unique_ptr<Store> model_ = make_memory_store();
  StoreHome home_{GetParam()};
};

TEST_P(RollUp, CandlesOfMinutesAreThoseOfTheirCycles) {
  const auto store = open();
  commit_all(*store, world_);
  roll_up(*store, std::nullopt);
  EXPECT_GT(count("market_candles"), 300);
  // Also from and to where a minute is not at its end.
  for (const Time from : {kBegin, kBegin + Duration{4'321'987}}) {
    for (const Time to : {world_.now() + Duration{1}, world_.now() - Duration{2'222'222}}) {
      for (const Duration interval :
           {Duration::seconds(1), Duration::minutes(1), Duration::minutes(5), Duration::hours(1)}) {
        for (const Biome biome : {Biome::ocean, Biome::forest}) {
          EXPECT_EQ(words(good(good(store->reader())->candles(biome, from, to, interval))),
                    words(good(good(model_->reader())->candles(biome, from, to, interval))));
        }
      }
    }
  }
}

TEST_P(RollUp, ChartsReachBehindWhatWasLetGo) {
  const auto cycles_before = [&] {
    const auto store = open();
    commit_all(*store, world_);
    return count("cycles");
  }();
  const auto store = open();
  roll_up(*store, std::nullopt);
  roll_up(*store, world_.now() - Duration::hours(1));
  EXPECT_LT(count("cycles"), cycles_before / 2);
  const auto reader = good(store->reader());
  const auto model = good(model_->reader());
  const Time now = world_.now() + Duration{1};
  for (const Duration interval : {Duration::minutes(1), Duration::hours(1)}) {
    EXPECT_EQ(words(good(reader->candles(Biome::plains, kBegin, now, interval))),
              words(good(model->candles(Biome::plains, kBegin, now, interval))));
  }
  constexpr std::size_t kPoints = 20;
  const auto history = good(reader->price_history(Biome::plains, kBegin, now, kPoints));
  ASSERT_EQ(history.size(), kPoints);
  const Time first = good(model->price_history(Biome::plains, kBegin, now, kPoints)).front().at;
  EXPECT_LT(history.front().at, first + Duration::minutes(1)) << "the last of its minute";
  EXPECT_EQ(history.back().at, good(model->price_history(Biome::plains, kBegin, now, kPoints)).back().at);
  for (const PriceSample& sample : history) {
    const auto then = good(model->price_at(Biome::plains, sample.at));
    ASSERT_TRUE(then);
    EXPECT_EQ(then->cash, sample.cash);
    EXPECT_EQ(then->shares, sample.shares);
    EXPECT_EQ(good(reader->price_at(Biome::plains, sample.at))->cash, sample.cash);
  }
  const auto events = good(reader->market_events({Biome::plains, kBegin, now, true, 1'000'000}, [](const Event&) {
    ADD_FAILURE() << "half of it would be told as the whole";
  }));
  EXPECT_TRUE(events.rolled_up);
}

TEST_P(RollUp, AStartComesToTheSameState) {
  rolled_up().reset();
  const auto store = open();
  Engine again{Settings()};
  good(store->replay([&](const Event& event) { again.replay(event); }));
  again.state().check_invariants();
  Engine from_all{Settings()};
  good(model_->replay([&](const Event& event) { from_all.replay(event); }));
  EXPECT_EQ(again.state().exchange.cycles(), from_all.state().exchange.cycles());
  EXPECT_EQ(again.state().digest(world_.now()), from_all.state().digest(world_.now()));
}

TEST_P(RollUp, TheProofStaysWholeOverACheckpoint) {
  const auto store = rolled_up();
  Proof proof;
  good(store->replay([&](const Event& event) { proof.take(event); }));
  const Proof::Report report = proof.finish();
  EXPECT_TRUE(report.holds) << report.first_wrong;
  EXPECT_EQ(report.cycles, world_.engine().state().exchange.cycles());
  EXPECT_GT(report.rolled_up, 20);
  EXPECT_EQ(report.signed_by, signing_key()->public_key());
  EXPECT_EQ(proof.compare(world_.engine().state()), std::nullopt);
  EXPECT_EQ(home_.value("SELECT sum(balance_paisa) FROM account_balances"), "0");
  for (const Biome biome : kAllBiomes) {
    EXPECT_EQ(home_.value("SELECT balance_paisa FROM account_balances WHERE account = " +
                          std::to_string(pool_of(biome).value)),
              std::to_string(world_.engine().state().exchange.market(biome).cash.paisa));
  }
}

TEST_P(RollUp, ACheckpointThatIsNotTrueIsNamed) {
  const auto store = rolled_up();
  const std::vector<Event> events = events_of(*store);
  const auto with = [&](const auto& change) {
    std::vector<Event> changed = events;
    for (Event& event : changed) {
      if (auto* checkpoint = std::get_if<Checkpoint>(&event)) change(*checkpoint);
    }
    return proof_of(changed);
  };
  const auto shift = [](Checkpoint& checkpoint) {
    checkpoint.moved[0].paisa += 1;
    checkpoint.moved[1].paisa -= 1;
  };
  EXPECT_NE(with(shift).first_wrong.find("its signature"), std::string::npos);
  // Who signs anew what he has changed is found by what rows and cycles say.
  constexpr std::array<std::uint8_t, SigningKey::kSeedBytes> kOther{9};
  const SigningKey other(kOther);
  const auto sign = [&](Checkpoint& checkpoint) {
    checkpoint.key = other.public_key();
    checkpoint.signature = other.sign(canonical_bytes(checkpoint));
  };
  EXPECT_NE(with([&](Checkpoint& c) { shift(c), sign(c); }).first_wrong.find("moved into ocean"), std::string::npos);
  EXPECT_NE(with([&](Checkpoint& c) { c.moved[2].paisa += 5, sign(c); }).first_wrong.find("the sum"),
            std::string::npos);
  EXPECT_NE(with([&](Checkpoint& c) { c.record_hash[0] ^= 1, sign(c); }).first_wrong.find("hash of that row"),
            std::string::npos);
  EXPECT_NE(with([&](Checkpoint& c) { c.previous_hash[0] ^= 1, sign(c); }).first_wrong.find("hash"), std::string::npos);
  // And who has changed nothing but the name under it is told by his name.
  const Proof::Report renamed = with(sign);
  EXPECT_TRUE(renamed.holds) << renamed.first_wrong;
  EXPECT_EQ(renamed.signed_by, other.public_key());
}

TEST_P(RollUp, ATradeOfTheTimeBeforeIsStillProven) {
  const auto store = rolled_up();
  std::vector<Event> events = events_of(*store);
  for (Event& event : events) {
    auto* row = std::get_if<Transaction>(&event);
    if (row == nullptr || row->type != TransactionType::biome_buy) continue;
    row->shares.micro += 1;
    break;
  }
  EXPECT_NE(proof_of(events).first_wrong.find("shares = floor"), std::string::npos) << proof_of(events).first_wrong;
}

TEST_P(RollUp, WhatIsLetGoIsNoMoreThanWasSaid) {
  const auto store = open();
  commit_all(*store, world_);
  const auto cycles = count("cycles");
  const auto attention = count("attention_counts");
  roll_up(*store, std::nullopt);
  EXPECT_EQ(count("cycles"), cycles) << "nothing was to be let go";
  const Time keep_from = world_.now() - Duration::hours(1);
  roll_up(*store, keep_from);
  EXPECT_LT(count("cycles"), cycles);
  EXPECT_LT(count("attention_counts"), attention);
  // One cycle from before stands: what the first one of the time that is kept goes on from.
  EXPECT_EQ(home_.value("SELECT count(*) FROM cycles WHERE at < " + std::to_string(keep_from.ms)), "7");
  EXPECT_EQ(home_.value("SELECT count(*) FROM attention_counts WHERE cycle <= (SELECT max(cycle) FROM checkpoints)"),
            "0");
}

TEST_P(RollUp, ItGoesOnFromTheLastCheckpoint) {
  rolled_up().reset();
  const std::size_t before = world_.batches().size();
  world_.live_on(40);
  const auto store = open();
  for (std::size_t i = before; i < world_.batches().size(); ++i) good(store->commit(world_.batches()[i]));
  roll_up(*store, std::nullopt);
  roll_up(*store, world_.now() - Duration::hours(1));
  EXPECT_EQ(count("checkpoints"), 2);
  Proof proof;
  good(store->replay([&](const Event& event) { proof.take(event); }));
  EXPECT_TRUE(proof.finish().holds) << proof.finish().first_wrong;
  EXPECT_EQ(proof.compare(world_.engine().state()), std::nullopt);
}

TEST_P(RollUp, NobodyLetsGoWhatHeCannotSignFor) {
  rolled_up().reset();
  world_.pass(Duration::hours(5));
  constexpr std::array<std::uint8_t, SigningKey::kSeedBytes> kOther{9};
  for (const auto& key : {std::shared_ptr<const SigningKey>(), std::make_shared<const SigningKey>(kOther)}) {
    const auto store = open(key);
    const auto cycles = count("cycles");
    roll_up(*store, world_.now());
    EXPECT_EQ(count("cycles"), cycles);
    EXPECT_EQ(count("checkpoints"), 1);
  }
}

TEST_P(RollUp, ACycleThatIsNotWhatItsHashSaysStays) {
  open().reset();  // the schema
  {
    const auto store = open();
    commit_all(*store, world_);
    roll_up(*store, std::nullopt);
  }
  home_.force(
      "UPDATE cycles SET cash_before_paisa = cash_before_paisa + 1, cash_after_paisa = cash_after_paisa + 1 WHERE id = "
      "16");
  const auto store = open();
  const auto cycles = count("cycles");
  roll_up(*store, world_.now() - Duration::hours(1));
  EXPECT_EQ(count("cycles"), cycles) << "the proof has yet to name it";
}

TEST_P(RollUp, OthersDeleteOnlyWhatACheckpointStandsFor) {
  const auto store = rolled_up();
  for (const char* table : {"cycles", "attention_counts", "checkpoints", "market_candles"}) {
    EXPECT_NE(home_.run(std::string("DELETE FROM ") + table).find("append-only"), std::string::npos) << table;
    EXPECT_NE(home_.run(std::string("UPDATE ") + table + (table[1] == 'h' ? " SET cycle = cycle" : " SET id = id"))
                  .find("append-only"),
              std::string::npos)
        << table;
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, RollUp, testing::Values(Kind::sqlite, Kind::postgres),
                         [](const auto& row) { return name_of(row.param); });

}  // namespace
}  // namespace loam::test
