#include "bench/compare.d/store_section.hpp"

#include "bench/compare.d/running_world.hpp"
#include "bench/compare.d/store_load.hpp"

namespace loam::bench {

void measure_store(Figures& figures, const WorkDir& work, const Options& options) {
  const auto directory = work.make("store");
  {
    const auto store = open_store(directory);
    Engine engine(rich_settings());
    const Players players = populate(engine, store.get(), options.users, SystemClock().now());
    RunningWorld world(std::move(engine), *store);
    std::uint64_t keys = 0;
    figures.series[section::kStore] = climb("Engine and store, spread", kClientCounts, [&](int clients) {
      return run_store_load(world.pipeline(), players, {clients, {0, options.users}, options.warm_up, options.seconds},
                            keys);
    });
    // A hot account of its own for each point: the money of one is spent after a million orders or two.
    int hot = 0;
    const int best = figures.series[section::kStore].best().clients;
    figures.series[section::kStoreHot] = climb("Engine and store, one hot account", around(best), [&](int clients) {
      return run_store_load(world.pipeline(), players, {clients, {hot++, 1}, options.warm_up, options.seconds}, keys);
    });
  }
  work.remove(directory);
}

}  // namespace loam::bench
