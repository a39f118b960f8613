#include "bench/compare.d/http_section.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/compare.d/http_load.hpp"
#include "bench/compare.d/http_orders.hpp"
#include "bench/compare.d/loam_server.hpp"
#include "bench/compare.d/record_check.hpp"
#include "bench/compare.d/running_world.hpp"
#include "bench/compare.d/store_load.hpp"
#include "bench/support/machine.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kBatch = 1'000;
const std::vector<int> kBatchClients{1, 2, 4, 8};
constexpr double kFailuresMax = 0.001;  // of all orders: beyond it the figures would be about refusals

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

/// Load on one server, counted over all its runs.
class HttpBench {
 public:
  HttpBench(const LoamServer& server, const HttpPlayers& players, const Options& options)
      : server_(server), players_(players), options_(options) {}

  Point orders(int clients, Spread spread) {
    OrderRequests requests(players_, spread, keys_);
    return run(requests, clients);
  }
  Point batches(int clients) {
    BatchRequests requests(players_, {0, options_.users}, kBatch, keys_);
    return run(requests, clients);
  }
  [[nodiscard]] std::int64_t confirmed() const { return confirmed_; }

 private:
  Point run(Requests& requests, int clients) {
    const double cpu = cpu_seconds(server_.pid());
    HttpResult result = run_http_load(requests, {server_.port(), clients, options_.warm_up, options_.seconds});
    const auto all = static_cast<double>(result.confirmed + result.point.failed);
    if (static_cast<double>(result.point.failed) > kFailuresMax * all) {
      throw std::runtime_error(fmt::format("{} of {:.0f} orders failed; the first answer:\n{}", result.point.failed,
                                           all, result.first_failure));
    }
    result.point.cpu_us =
        1e6 * (cpu_seconds(server_.pid()) - cpu) / static_cast<double>(std::max<std::int64_t>(1, result.confirmed));
    confirmed_ += result.confirmed;
    return result.point;
  }

  const LoamServer& server_;
  const HttpPlayers& players_;
  const Options& options_;
  std::uint64_t keys_ = 0;
  std::int64_t confirmed_ = 0;
};

/// Where the peak was in another section of this run; a guess where that was left out.
int best_clients(const Figures& figures, const std::string& section) {
  const Series* series = figures.find(section);
  constexpr int kGuess = 256;
  return series == nullptr ? kGuess : series->best().clients;
}

Players make_full_record(Figures& figures, const Backend& backend, const WorldPlace& place, const Options& options) {
  const auto store = open_store(place.database);
  Engine engine(rich_settings());
  const Time now = SystemClock().now();
  const Players players = populate(engine, store.get(), options.users, now - Duration::hours(24));
  const auto start = SteadyClock::now();
  prefill(engine, *store, players, options.rows, now);
  const double took = seconds_since(start);
  figures.facts.emplace_back(backend.label("full record"),
                             fmt::format("{} rows in {:.1f} s, {:.0f} rows/s in batches of 10,000", options.rows, took,
                                         static_cast<double>(options.rows) / took));
  backend.settle(place);
  return players;
}

void measure_full_store(Figures& figures, const Backend& backend, const WorldPlace& place, const Players& players,
                        const Options& options) {
  const auto store = open_store(place.database);
  const auto start = SteadyClock::now();
  RunningWorld world(replayed(*store), *store);
  figures.facts.emplace_back(backend.label("replay of the full record"), fmt::format("{:.1f} s", seconds_since(start)));
  StoreTally tally;
  figures.series[backend.series(section::kStoreFull)] =
      climb(backend.label(fmt::format("Engine and store, {} rows on record", options.rows)),
            around(best_clients(figures, backend.series(section::kStore))), [&](int clients) {
              return run_store_load(world.pipeline(), players,
                                    {clients, {0, options.users}, options.warm_up, options.seconds}, tally);
            });
}

void measure_full_http(Figures& figures, const Backend& backend, const WorldPlace& place, const Players& players,
                       const Options& options) {
  const std::int64_t before = buys_on_record(place);
  LoamServer server(options.loam, place);
  figures.facts.emplace_back(
      backend.label("start of the server on it"),
      fmt::format("{:.1f} s, {:.0f} MiB resident", server.start_time().count(), resident_mib(server.pid())));
  HttpPlayers http_players{create_api_key(options.loam, place), {}};
  for (const Uuid& id : players.ids) http_players.ids.push_back(to_string(id));
  HttpBench bench(server, http_players, options);
  figures.series[backend.series(section::kHttpFull)] =
      climb(backend.label(fmt::format("Loam over HTTP, {} rows on record", options.rows)),
            around(best_clients(figures, backend.series(section::kHttp))), [&](int clients) {
              return bench.orders(clients, {0, options.users});
            });
  server.stop();
  check_record(figures, options, place, before + bench.confirmed(), backend.label("full record afterwards"));
}

}  // namespace

void measure_http(Figures& figures, const Backend& backend, const Options& options) {
  const WorldPlace place = backend.make("http");
  LoamServer server(options.loam, place);
  const HttpPlayers players = create_players(server.port(), create_api_key(options.loam, place), options.users);
  backend.settle(place);
  HttpBench bench(server, players, options);
  if (options.wants("http")) {
    const Series& spread = figures.series[backend.series(section::kHttp)] =
        climb(backend.label("Loam over HTTP, spread"), kClientCounts, [&](int clients) {
          return bench.orders(clients, {0, options.users});
        });
    int hot = 0;  // a hot account of its own for each point: the money of one is spent after a million orders or two
    figures.series[backend.series(section::kHttpHot)] =
        climb(backend.label("Loam over HTTP, one hot account"), around(spread.best().clients), [&](int clients) {
          return bench.orders(clients, {hot++, 1});
        });
  }
  if (options.wants("batch")) {
    figures.series[backend.series(section::kHttpBatch)] =
        climb(backend.label("Loam over HTTP, POST /batch of 1,000"), kBatchClients,
              [&](int clients) { return bench.batches(clients); });
  }
  figures.facts.emplace_back(backend.label("server after these runs"),
                             fmt::format("{:.0f} MiB resident", resident_mib(server.pid())));
  server.stop();
  check_record(figures, options, place, bench.confirmed(), backend.label("record afterwards"));
  backend.remove(place);
}

void measure_full(Figures& figures, const Backend& backend, const Options& options) {
  const WorldPlace place = backend.make("full");
  const Players players = make_full_record(figures, backend, place, options);
  measure_full_store(figures, backend, place, players, options);
  measure_full_http(figures, backend, place, players, options);
  backend.remove(place);
}

}  // namespace loam::bench
