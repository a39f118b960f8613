#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>

#include "base/check.hpp"
#include "bench/support/orders.hpp"
#include "land/land_map.hpp"

namespace loam::bench {
namespace {

const World kTenMillion{.seed = 1, .width = 3'163, .height = 3'162, .made_at = {1'767'225'600'000}};

/// Memory in use, as the allocator counts it.
double allocated_mib() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd) / (1 << 20);
}

LandMap ten_million() {
  LandMap map;
  map.make(kTenMillion);
  return map;
}

AccountNo user(std::uint32_t i) { return {kFirstUser.value + i}; }

/// Land by land in the order of `step`, one account after the other.
void settle(LandMap& map, std::uint32_t accounts, std::uint64_t step) {
  const std::uint64_t lands = map.size();
  for (std::uint64_t i = 0; i < lands; ++i) {
    map.give({static_cast<std::uint32_t>(i * step % lands)}, user(static_cast<std::uint32_t>(i % accounts)));
  }
}

/// Shares no divisor with the number of lands: a walk in such steps meets every land once, far from the one before.
constexpr std::uint64_t kScattered = 6'180'337;

/// The terrain, and an empty owner for each land.
void land_make_ten_million(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ten_million());
  const double before = allocated_mib();
  const LandMap map = ten_million();
  state.counters["MiB"] = allocated_mib() - before;
}
BENCHMARK(land_make_ten_million)->Unit(benchmark::kMillisecond);

/// Ten million claims, far from each other; what a start does with a record of them.
void land_settle_ten_million(benchmark::State& state) {
  const LandMap unclaimed = ten_million();
  for (auto _ : state) {
    state.PauseTiming();
    const double before = allocated_mib();
    LandMap map = unclaimed;
    state.ResumeTiming();
    settle(map, static_cast<std::uint32_t>(state.range(0)), kScattered);
    LOAM_CHECK(map.claimed() == map.size());
    state.counters["MiB"] = allocated_mib() - before;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(unclaimed.size()));
}
BENCHMARK(land_settle_ten_million)->Arg(1'000'000)->Arg(100'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// A copy of a world in which every land is owned.
void land_copy_ten_million(benchmark::State& state) {
  LandMap map = ten_million();
  settle(map, static_cast<std::uint32_t>(state.range(0)), 1);
  for (auto _ : state) benchmark::DoNotOptimize(LandMap(map));
  const double before = allocated_mib();
  const LandMap copy = map;
  state.counters["MiB"] = allocated_mib() - before;
}
BENCHMARK(land_copy_ten_million)->Arg(1'000'000)->Arg(10'000)->Arg(10)->Unit(benchmark::kMillisecond);

/// One land from one account to another, each with so many.
void land_give(benchmark::State& state) {
  LandMap map = ten_million();
  const auto each = static_cast<std::uint32_t>(state.range(0));
  for (std::uint32_t i = 0; i < 2 * each; ++i) map.give({i}, user(i % 2));
  Picks picks{{0, static_cast<int>(2 * each)}, 1};
  for (auto _ : state) {
    const LandNo land{static_cast<std::uint32_t>(picks.next().user)};
    map.give(land, map.owner(land) == user(0) ? user(1) : user(0));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(land_give)->Arg(100)->Arg(10'000)->Arg(100'000)->Arg(1'000'000);

/// The largest parcel that can be listed: seven rows of seven, and one.
void land_connected_fifty(benchmark::State& state) {
  const LandMap map = ten_million();
  std::vector<LandNo> parcel;
  parcel.reserve(50);
  for (std::uint32_t i = 0; i < 50; ++i) parcel.push_back({1'000'000 + i / 7 * kTenMillion.width + i % 7});
  for (auto _ : state) {
    const bool connected = map.connected(parcel);
    LOAM_CHECK(connected);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(land_connected_fifty);

}  // namespace
}  // namespace loam::bench
