// What everybody waits for while old cycles leave: a slice of a roll-up, which is a commit between others.

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>

#include <benchmark/benchmark.h>

#include "base/check.hpp"
#include "base/signature.hpp"
#include "bench/support/postgres_cluster.hpp"
#include "bench/support/work_dir.hpp"
#include "bench/support/world.hpp"
#include "store/open.hpp"

namespace loam::bench {
namespace {

constexpr int kUsers = 100;
const Time kStart{1'767'225'600'000};
constexpr Duration kCycle{500};
constexpr int kCyclesOfASlice = 600;
const Actor kTimer{kNoAccount, "bench"};

/// A world in which each cycle moves all markets: somebody looks at one in each.
class LookedAtWorld {
 public:
  explicit LookedAtWorld(const Database& database) {
    constexpr std::array<std::uint8_t, SigningKey::kSeedBytes> kSeed{1};
    StoreOptions options;
    options.database = database;
    options.key = std::make_shared<const SigningKey>(kSeed);
    auto store = open_store(options);
    if (!store) throw std::runtime_error(store.error().detail);
    store_ = std::move(store).value();
    players_ = populate(engine_, store_.get(), kUsers, kStart);
  }

  /// Five minutes, with a look each second.
  void live() {
    std::vector<Event> events;
    for (int cycle = 0; cycle < kCyclesOfASlice; ++cycle) {
      now_ = now_ + kCycle;
      if (cycle % 2 == 0) {
        const Pick pick = picks_.next();
        const TrackAttention look{players_.accounts[static_cast<std::size_t>(pick.user)], {{pick.biome, 1'000'000}}};
        engine_.apply({look, kTimer, std::nullopt}, now_, events);
      }
      engine_.apply({CloseCycle{}, kTimer, std::nullopt}, now_, events);
    }
    LOAM_CHECK(store_->commit(events).has_value());
  }
  /// Candles of the last five minutes; five minutes of long before leave.
  void roll_up() {
    const auto more = store_->roll_up(now_, now_ - Duration::minutes(20));
    if (!more) throw std::runtime_error(more.error().detail);
  }

 private:
  std::unique_ptr<Store> store_;
  Engine engine_{rich_settings()};
  Players players_;
  Picks picks_{{0, kUsers}, 1};
  Time now_ = kStart;
};

void roll_up(benchmark::State& state, const Database& database) {
  LookedAtWorld world(database);
  for (int slice = 0; slice < 6; ++slice) {
    world.live();
    world.roll_up();
  }
  for (auto _ : state) {
    state.PauseTiming();
    world.live();
    state.ResumeTiming();
    world.roll_up();
  }
  state.SetItemsProcessed(state.iterations() * kCyclesOfASlice);
}

void roll_up_sqlite(benchmark::State& state) {
  const WorkDir work(std::filesystem::temp_directory_path());
  roll_up(state, Database(work.path() / "loam.sqlite"));
}
BENCHMARK(roll_up_sqlite)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(100);

void roll_up_postgres(benchmark::State& state) {
  const WorkDir work(std::filesystem::temp_directory_path());
  const PostgresCluster cluster(work.make("postgres"), {});
  Connection(cluster.where()).run("CREATE DATABASE loam");
  Database database;
  database.url = cluster.url("loam");
  roll_up(state, database);
}
BENCHMARK(roll_up_postgres)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(100);

}  // namespace
}  // namespace loam::bench
