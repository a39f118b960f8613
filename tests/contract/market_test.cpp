// Prices, candles, volumes and totals, each against sums made by hand from what happened.

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "contract/stores.hpp"

namespace loam::test {
namespace {

class StoreMarket : public StoreContract {
 protected:
  StoreMarket() {
    world_.trade(120);
    commit_all(*store_, world_);
    for (const Event& event : world_.events()) {
      if (const auto* cycle = std::get_if<Cycle>(&event)) cycles_.push_back(*cycle);
    }
    rows_ = world_.rows();
    reader_ = reader();
  }

  static std::string words(const PriceSample& sample) {
    return std::to_string(sample.at.ms) + " " + std::string(to_string(sample.biome)) + " " + to_string(sample.cash) +
           " " + to_string(sample.shares) + " " + std::to_string(sample.attention_us) + " " +
           std::to_string(sample.index);
  }
  static std::string words(const Cycle& cycle, Biome biome) {
    const MarketMove& move = cycle.markets[index_of(biome)];
    return words({cycle.at, biome, move.cash_after, move.shares, move.attention_us, move.index_after});
  }
  static Price price_after(const Cycle& cycle, Biome biome) {
    const MarketMove& move = cycle.markets[index_of(biome)];
    return *price_of(move.cash_after, move.shares);
  }

  World world_;
  std::vector<Cycle> cycles_;
  std::vector<Transaction> rows_;
  std::unique_ptr<Reader> reader_;
};
LOAM_FOR_EVERY_STORE(StoreMarket);

TEST_P(StoreMarket, ThePriceAtAMomentIsThatOfTheLastCycleUntilThen) {
  ASSERT_GT(cycles_.size(), 10U);
  EXPECT_FALSE(good(reader_->price_at(Biome::ocean, cycles_.front().at - Duration{1})));
  for (std::size_t i = 0; i < cycles_.size(); ++i) {
    for (const Biome biome : {Biome::ocean, Biome::snow}) {
      const auto exactly = good(reader_->price_at(biome, cycles_[i].at));
      ASSERT_TRUE(exactly);
      EXPECT_EQ(words(*exactly), words(cycles_[i], biome));
      if (i == 0) continue;
      const auto before = good(reader_->price_at(biome, cycles_[i].at - Duration{1}));
      ASSERT_TRUE(before);
      EXPECT_EQ(words(*before), words(cycles_[i - 1], biome));
    }
  }
}

TEST_P(StoreMarket, HistoryIsWholeOrEvenlyThinned) {
  const Time from = cycles_[3].at;
  const Time to = cycles_[cycles_.size() - 2].at;
  std::vector<std::string> all;
  for (const Cycle& cycle : cycles_) {
    if (cycle.at >= from && cycle.at < to) all.push_back(words(cycle, Biome::desert));
  }
  for (const std::size_t limit :
       {std::size_t{1}, std::size_t{2}, std::size_t{5}, all.size() - 1, all.size(), std::size_t{10'000}}) {
    const auto history = good(reader_->price_history(Biome::desert, from, to, limit));
    ASSERT_EQ(history.size(), std::min(limit, all.size()));
    for (std::size_t i = 0; i < history.size(); ++i) {
      const bool thinned = limit < all.size() && limit > 1;
      const std::size_t place = thinned ? i * (all.size() - 1) / (limit - 1) : i;
      EXPECT_EQ(words(history[i]), all[place]) << limit;
    }
  }
  EXPECT_TRUE(good(reader_->price_history(Biome::desert, to, from, 10)).empty());
}

TEST_P(StoreMarket, CandlesOpenAtTheStandingPriceAndSumWhatWasTraded) {
  const Biome biome = Biome::plains;
  const Duration interval = Duration::seconds(10);
  const Time from = cycles_[2].at;
  const Time to = cycles_.back().at;

  std::map<std::int64_t, Candle> wanted;
  Price standing = price_after(cycles_[1], biome);
  const auto start_of = [&](Time at) { return at.ms - at.ms % interval.ms; };
  for (const Cycle& cycle : cycles_) {
    if (cycle.at < from || cycle.at >= to) continue;
    const Price price = price_after(cycle, biome);
    const std::int64_t start = start_of(cycle.at);
    if (!wanted.contains(start)) wanted[start] = {{start}, standing, standing, standing, standing, {}};
    Candle& candle = wanted[start];
    candle.high = std::max(candle.high, price);
    candle.low = std::min(candle.low, price);
    candle.close = standing = price;
  }
  Money traded;
  for (const Transaction& row : rows_) {
    if (row.at < from || row.at >= to || row.biome != biome) continue;
    const std::int64_t start = start_of(row.at);
    if (!wanted.contains(start)) {
      const auto next = wanted.lower_bound(start);
      const Price flat = next == wanted.begin() ? price_after(cycles_[1], biome) : std::prev(next)->second.close;
      wanted[start] = {{start}, flat, flat, flat, flat, {}};
    }
    wanted[start].volume = add_within(wanted[start].volume, row.amount);
    traded = add_within(traded, row.amount);
  }

  const auto candles = good(reader_->candles(biome, from, to, interval));
  ASSERT_EQ(candles.size(), wanted.size());
  Money volume;
  auto expected = wanted.begin();
  for (const Candle& candle : candles) {
    EXPECT_EQ(candle.start.ms, expected->first);
    EXPECT_EQ(candle.open, expected->second.open);
    EXPECT_EQ(candle.high, expected->second.high);
    EXPECT_EQ(candle.low, expected->second.low);
    EXPECT_EQ(candle.close, expected->second.close);
    EXPECT_EQ(candle.volume, expected->second.volume);
    volume = add_within(volume, candle.volume);
    ++expected;
  }
  EXPECT_GT(traded, Money::zero());
  EXPECT_EQ(volume, traded);
}

TEST_P(StoreMarket, VolumeCountsTradesAndTradersOfEachBiomeAndOfAll) {
  const Time from = rows_[rows_.size() / 4].at;
  const Time to = rows_.back().at;
  const auto volumes = good(reader_->trade_volume(from, to));
  ASSERT_EQ(volumes.size(), kBiomes + 1);
  for (const TradeVolume& volume : volumes) {
    Money amount;
    Money fees;
    std::int64_t trades = 0;
    std::set<AccountNo> traders;
    for (const Transaction& row : rows_) {
      const bool buy = row.type == TransactionType::biome_buy;
      if (!buy && row.type != TransactionType::biome_sell) continue;
      if (row.at < from || row.at >= to || (volume.biome && row.biome != volume.biome)) continue;
      amount = add_within(amount, row.amount);
      fees = add_within(fees, row.platform_fee);
      ++trades;
      traders.insert(buy ? row.buyer : row.seller);
    }
    EXPECT_EQ(volume.amount, amount);
    EXPECT_EQ(volume.fees, fees);
    EXPECT_EQ(volume.trades, trades);
    EXPECT_EQ(volume.traders, static_cast<std::int64_t>(traders.size()));
  }
  EXPECT_FALSE(volumes.back().biome);
  EXPECT_GT(volumes.back().trades, 0);
}

TEST_P(StoreMarket, F43_TotalsKeepFeesApartFromAmounts) {
  const Time from = rows_[5].at;
  const Time to = rows_.back().at + Duration{1};
  std::map<TransactionType, TypeTotal> wanted;
  for (const Transaction& row : rows_) {
    if (row.at < from) continue;
    TypeTotal& total = wanted[row.type];
    ++total.rows;
    total.amount = add_within(total.amount, row.amount);
    total.platform_fees = add_within(total.platform_fees, row.platform_fee);
    total.gateway_fees = add_within(total.gateway_fees, row.gateway_fee);
  }
  const auto totals = good(reader_->totals(from, to));
  ASSERT_EQ(totals.size(), wanted.size());
  for (const TypeTotal& total : totals) {
    const TypeTotal& expected = wanted.at(total.type);
    EXPECT_EQ(total.rows, expected.rows);
    EXPECT_EQ(total.amount, expected.amount);
    EXPECT_EQ(total.platform_fees, expected.platform_fees);
    EXPECT_EQ(total.gateway_fees, expected.gateway_fees);
  }
}

TEST_P(StoreMarket, AWorldWithoutAHistoryAnswersWithNothing) {
  StoreHome home(GetParam());
  const auto store = home.open();
  const auto empty = good(store->reader());
  EXPECT_FALSE(good(empty->price_at(Biome::ocean, Time{1})));
  EXPECT_TRUE(good(empty->price_history(Biome::ocean, Time{0}, Time{1'000}, 10)).empty());
  EXPECT_TRUE(good(empty->candles(Biome::ocean, Time{0}, Time{1'000}, Duration::seconds(1))).empty());
  EXPECT_EQ(good(empty->trade_volume(Time{0}, Time{1'000})).size(), kBiomes + 1);
  EXPECT_TRUE(good(empty->totals(Time{0}, Time{1'000})).empty());
  EXPECT_TRUE(good(empty->record({}, 0, 10)).rows.empty());
  EXPECT_EQ(good(empty->count({})), 0);
}

}  // namespace
}  // namespace loam::test
