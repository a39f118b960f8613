// What happened to one market within a time, in order: against a walk over everything that was ever committed.

#include <variant>

#include "contract/stores.hpp"

namespace loam::test {
namespace {

constexpr std::int64_t kNoLimit = 1'000'000;

bool is_trade(const Transaction& row) {
  return row.type == TransactionType::biome_buy || row.type == TransactionType::biome_sell;
}

std::string pool(Money cash, Shares shares) { return to_string(cash) + " / " + to_string(shares); }

class StoreMarketEvents : public StoreContract {
 protected:
  StoreMarketEvents() {
    world_.trade(90);
    commit_all(*store_, world_);
    for (const Event& event : world_.events()) {
      if (const auto* cycle = std::get_if<Cycle>(&event)) cycles_.push_back(*cycle);
    }
    reader_ = reader();
  }

  struct Found {
    std::vector<std::string> events;
    std::string standing;
    std::int64_t rows = 0;  ///< that a reader has to look at
  };

  /// In the order of commits: a cycle came after all attention that counts in it.
  [[nodiscard]] Found expected(const MarketSpan& span) const {
    Found found;
    found.standing = pool({}, {});
    std::vector<std::string> waiting;
    std::vector<std::string> trades;
    for (const Event& event : world_.events()) {
      if (const auto* counted = std::get_if<AttentionCounted>(&event)) waiting.push_back(describe(*counted));
      if (const auto* row = std::get_if<Transaction>(&event)) {
        const bool within = row->at >= span.from && row->at < span.to;
        found.rows += within ? 1 : 0;
        if (row->biome != span.biome) continue;
        if (within && is_trade(*row)) trades.push_back(describe(*row));
        if (row->at < span.from || (within && !is_trade(*row)))
          found.standing = pool(row->pool_cash_after, row->pool_shares_after);
      }
      if (const auto* cycle = std::get_if<Cycle>(&event)) {
        const MarketMove& move = cycle->markets[index_of(span.biome)];
        if (cycle->at < span.from) found.standing = pool(move.cash_after, move.shares);
        if (cycle->at >= span.from && cycle->at < span.to) {
          if (span.attention) {
            found.rows += static_cast<std::int64_t>(waiting.size());
            found.events.insert(found.events.end(), waiting.begin(), waiting.end());
          }
          found.events.insert(found.events.end(), trades.begin(), trades.end());
          found.events.push_back(describe(*cycle));
          ++found.rows;
          trades.clear();
        }
        waiting.clear();
      }
    }
    found.events.insert(found.events.end(), trades.begin(), trades.end());
    return found;
  }

  Found read(const MarketSpan& span) {
    Found found;
    const MarketReading reading =
        good(reader_->market_events(span, [&](const Event& event) { found.events.push_back(describe(event)); }));
    EXPECT_FALSE(reading.too_many);
    found.standing = pool(reading.cash, reading.shares);
    return found;
  }

  World world_;
  std::vector<Cycle> cycles_;
  std::unique_ptr<Reader> reader_;
};
LOAM_FOR_EVERY_STORE(StoreMarketEvents);

TEST_P(StoreMarketEvents, AreTheCyclesWithTheirAttentionAndTheTradesInOrder) {
  const std::size_t last = cycles_.size() - 1;
  const Time whole{0};
  const Time after = world_.now() + Duration::hours(1);
  const std::pair<Time, Time> spans[] = {{whole, after},
                                         {cycles_[3].at, cycles_[last - 2].at},
                                         {cycles_[3].at + Duration{1}, cycles_[last - 2].at + Duration{1}},
                                         {cycles_[5].at, cycles_[5].at + Duration{1}},
                                         {cycles_[5].at, cycles_[5].at},
                                         {cycles_[6].at, cycles_[5].at},
                                         {cycles_[last].at, after},
                                         {cycles_[last].at + Duration{1}, after},
                                         {after, after + Duration::hours(1)},
                                         {whole, cycles_[0].at},
                                         {whole, whole}};
  std::size_t events = 0;
  for (const auto& [from, to] : spans) {
    for (const Biome biome : {Biome::ocean, Biome::plains, Biome::snow}) {
      for (const bool attention : {true, false}) {
        const MarketSpan span{biome, from, to, attention, kNoLimit};
        const Found wanted = expected(span);
        const Found found = read(span);
        EXPECT_EQ(found.events, wanted.events) << from.ms << ".." << to.ms;
        EXPECT_EQ(found.standing, wanted.standing) << from.ms << ".." << to.ms;
        events += found.events.size();
      }
    }
  }
  EXPECT_GT(events, 500U);
}

TEST_P(StoreMarketEvents, AreRefusedWholeWhereMoreRowsWouldHaveToBeReadThanTheLimit) {
  MarketSpan span{Biome::forest, cycles_[2].at, cycles_.back().at, true, 0};
  for (const bool attention : {true, false}) {
    span.attention = attention;
    span.limit = expected(span).rows;
    ASSERT_GT(span.limit, 10);
    EXPECT_FALSE(read(span).events.empty());
    --span.limit;
    bool given = false;
    EXPECT_TRUE(good(reader_->market_events(span, [&](const Event&) { given = true; })).too_many);
    EXPECT_FALSE(given);
  }
}

TEST_P(StoreMarketEvents, OfAWorldWithoutMarketsAreNone) {
  StoreHome home(GetParam());
  const auto store = home.open();
  const auto empty = good(store->reader());
  const MarketReading reading = good(
      empty->market_events({Biome::ocean, Time{0}, Time{1'000}, true, kNoLimit}, [](const Event&) { ADD_FAILURE(); }));
  EXPECT_FALSE(reading.too_many);
  EXPECT_EQ(pool(reading.cash, reading.shares), pool({}, {}));
}

}  // namespace
}  // namespace loam::test
