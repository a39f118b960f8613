#include <filesystem>
#include <memory>

#include <benchmark/benchmark.h>

#include "base/check.hpp"
#include "bench/support/work_dir.hpp"
#include "bench/support/world.hpp"

namespace loam::bench {
namespace {

constexpr int kUsers = 10'000;
const Time kStart{1'767'225'600'000};

/// A batch of so many orders with their keys, made durable. Wall time: most of a small one is the disk.
void store_commit(benchmark::State& state) {
  const WorkDir work(std::filesystem::temp_directory_path());
  const auto store = open_store(work.path());
  Engine engine(rich_settings());
  const Players players = populate(engine, store.get(), kUsers, kStart);
  Picks picks({0, kUsers}, 1);
  std::uint64_t keys = 0;
  std::vector<Event> events;
  for (auto _ : state) {
    state.PauseTiming();
    events.clear();
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      engine.apply(order_of(players, picks.next(), keys++), kStart, events);
    }
    state.ResumeTiming();
    LOAM_CHECK(store->commit(events).has_value());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(store_commit)->Arg(1)->Arg(10)->Arg(100)->Arg(1'000)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace loam::bench
