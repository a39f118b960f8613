#include "bench/compare.d/store_section.hpp"

#include "bench/compare.d/record_check.hpp"
#include "bench/compare.d/running_world.hpp"
#include "bench/compare.d/store_load.hpp"

namespace loam::bench {
namespace {

StoreTally load_store(Figures& figures, const Backend& backend, const WorldPlace& place, const Options& options) {
  const auto store = open_store(place.database);
  Engine engine(rich_settings());
  const Players players = populate(engine, store.get(), options.users, SystemClock().now());
  backend.settle(place);
  RunningWorld world(std::move(engine), *store);
  StoreTally tally;
  const auto load = [&](int clients, Spread spread) {
    return run_store_load(world.pipeline(), players, {clients, spread, options.warm_up, options.seconds}, tally);
  };
  const Series& spread = figures.series[backend.series(section::kStore)] =
      climb(backend.label("Engine and store, spread"), kClientCounts, [&](int clients) {
        return load(clients, {0, options.users});
      });
  int hot = 0;  // a hot account of its own for each point: the money of one is spent after a million orders or two
  figures.series[backend.series(section::kStoreHot)] =
      climb(backend.label("Engine and store, one hot account"), around(spread.best().clients), [&](int clients) {
        return load(clients, {hot++, 1});
      });
  return tally;
}

}  // namespace

void measure_store(Figures& figures, const Backend& backend, const Options& options) {
  const WorldPlace place = backend.make("store");
  const StoreTally tally = load_store(figures, backend, place, options);
  check_record(figures, options, place, tally.confirmed, backend.label("record of engine and store afterwards"));
  backend.remove(place);
}

}  // namespace loam::bench
