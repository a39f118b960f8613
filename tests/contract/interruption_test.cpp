// A network to PostgreSQL that fails: what was acknowledged is there once, whenever the connection broke.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "contract/stores.hpp"
#include "support/postgres_proxy.hpp"

namespace loam::test {
namespace {

constexpr Duration kLease = Duration::seconds(1);

class PostgresInterruption : public testing::Test {
 protected:
  std::unique_ptr<Store> open(const std::string& url) {
    PostgresOptions options;
    options.url = url;
    options.lease = kLease;
    return good(open_postgres_store(options));
  }
  std::unique_ptr<Store> open_by_proxy() { return open(database_.url_by(proxy_.directory())); }

  [[nodiscard]] std::vector<std::string> rows_on_record() const {
    return described(good(good(open_postgres_reader(database_.url()))->record({}, 0, 100'000)).rows);
  }
  [[nodiscard]] static std::vector<std::string> rows_of(const World& world) {
    auto rows = described(world.rows());
    std::reverse(rows.begin(), rows.end());
    return rows;
  }

  PostgresDatabase database_;
  PostgresProxy proxy_{database_.server()};
};

TEST_F(PostgresInterruption, ABatchWhoseCommitWasNotHeardOfIsNotWrittenAgain) {
  World world;
  world.trade(20);
  const auto store = open_by_proxy();
  for (const auto& batch : world.batches()) {
    proxy_.cut_before_commit_is_told();
    good(store->commit(batch));
  }
  EXPECT_EQ(proxy_.cuts(), std::ssize(world.batches()));
  EXPECT_EQ(rows_on_record(), rows_of(world));
}

TEST_F(PostgresInterruption, F25_WhereverABatchIsCutItIsThereOnceAndWhole) {
  World world;
  world.trade(60);
  world.deal_in_land(20);
  const auto store = open_by_proxy();
  SeededRandom random(7);
  for (const auto& batch : world.batches()) {
    proxy_.cut_after_sent(random.below(4'000));
    good(store->commit(batch));
  }
  proxy_.mend();
  EXPECT_GT(proxy_.cuts(), std::ssize(world.batches()) / 3);
  EXPECT_EQ(rows_on_record(), rows_of(world));
  Engine again{Settings()};
  good(store->replay([&](const Event& event) { again.replay(event); }));
  EXPECT_EQ(again.state().ledger.last_hash(), world.engine().state().ledger.last_hash());
  EXPECT_EQ(again.state().cycle_hash, world.engine().state().cycle_hash);
}

TEST_F(PostgresInterruption, AWriterWhoComesBackTooLateCommitsNothing) {
  World world;
  world.trade(10);
  const auto& batches = world.batches();
  const auto first = open_by_proxy();
  for (std::size_t i = 0; i + 1 < batches.size(); ++i) good(first->commit(batches[i]));
  const auto before = rows_on_record();
  proxy_.refuse();
  const auto second = open(database_.url());  // waits for the end of the lease
  proxy_.mend();
  const auto late = first->commit(batches.back());
  ASSERT_FALSE(late);
  EXPECT_NE(late.error().detail.find("another server has become the writer"), std::string::npos) << late.error().detail;
  EXPECT_FALSE(first->commit(batches.back())) << "and never again";
  EXPECT_EQ(rows_on_record(), before);
  good(second->commit(batches.back()));
  EXPECT_EQ(rows_on_record(), rows_of(world));
}

TEST_F(PostgresInterruption, AServerThatFallsSilentIsNotWaitedForWithoutEnd) {
  World world;
  world.trade(5);
  const auto& batches = world.batches();
  const auto store = open_by_proxy();
  for (std::size_t i = 0; i + 1 < batches.size(); ++i) good(store->commit(batches[i]));
  proxy_.fall_silent();
  std::thread later([this] {
    std::this_thread::sleep_for(std::chrono::seconds(3));
    proxy_.mend();
  });
  good(store->commit(batches.back()));
  later.join();
  EXPECT_EQ(rows_on_record(), rows_of(world));
}

TEST_F(PostgresInterruption, AReaderFindsTheDatabaseAgain) {
  World world;
  world.trade(5);
  commit_all(*open(database_.url()), world);
  const auto reader = good(open_postgres_reader(database_.url_by(proxy_.directory())));
  EXPECT_EQ(good(reader->count({})), static_cast<std::int64_t>(world.rows().size()));
  proxy_.refuse();
  EXPECT_FALSE(reader->count({}));
  EXPECT_FALSE(reader->count({})) << "and it does not come back by itself";
  proxy_.mend();
  EXPECT_EQ(good(reader->count({})), static_cast<std::int64_t>(world.rows().size()));
}

TEST_F(PostgresInterruption, AStoreThatCannotComeBackSaysSoAndWritesNoMore) {
  World world;
  world.trade(2);
  const auto store = open_by_proxy();
  good(store->commit(world.batches().front()));
  EXPECT_EQ(database_.run("UPDATE writer_lease SET batch = batch + 5"), "");
  EXPECT_FALSE(store->commit(world.batches().at(1)));
  EXPECT_FALSE(store->probe());
}

}  // namespace
}  // namespace loam::test
