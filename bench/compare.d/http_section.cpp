#include "bench/compare.d/http_section.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/compare.d/http_load.hpp"
#include "bench/compare.d/http_orders.hpp"
#include "bench/compare.d/loam_server.hpp"
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

/// The record holds what was answered, neither less nor more, and every row follows from the one before.
void check_record(Figures& figures, const Options& options, const std::filesystem::path& data, std::int64_t confirmed,
                  const char* what) {
  const std::int64_t rows = buys_on_record(data);
  if (rows != confirmed)
    throw std::runtime_error(fmt::format("{} orders were answered as done, {} are on record", confirmed, rows));
  const auto start = SteadyClock::now();
  verify_record(options.loam, data);
  figures.facts.emplace_back(what, fmt::format("{} orders answered, {} on record, verified in {:.1f} s", confirmed,
                                               rows, seconds_since(start)));
}

/// Where the peak was in another section of this run; a guess where that was left out.
int best_clients(const Figures& figures, const char* section) {
  const Series* series = figures.find(section);
  constexpr int kGuess = 256;
  return series == nullptr ? kGuess : series->best().clients;
}

Players make_full_record(Figures& figures, const std::filesystem::path& data, const Options& options) {
  const auto store = open_store(data);
  Engine engine(rich_settings());
  const Time now = SystemClock().now();
  const Players players = populate(engine, store.get(), options.users, now - Duration::hours(24));
  const auto start = SteadyClock::now();
  prefill(engine, *store, players, options.rows, now);
  const double took = seconds_since(start);
  figures.facts.emplace_back("full record", fmt::format("{} rows in {:.1f} s, {:.0f} rows/s in batches of 10,000",
                                                        options.rows, took, static_cast<double>(options.rows) / took));
  return players;
}

void measure_full_store(Figures& figures, const std::filesystem::path& data, const Players& players,
                        const Options& options) {
  const auto store = open_store(data);
  const auto start = SteadyClock::now();
  RunningWorld world(replayed(*store), *store);
  figures.facts.emplace_back("replay of the full record", fmt::format("{:.1f} s", seconds_since(start)));
  std::uint64_t keys = 0;
  figures.series[section::kStoreFull] =
      climb(fmt::format("Engine and store, {} rows on record", options.rows),
            around(best_clients(figures, section::kStore)), [&](int clients) {
              return run_store_load(world.pipeline(), players,
                                    {clients, {0, options.users}, options.warm_up, options.seconds}, keys);
            });
}

void measure_full_http(Figures& figures, const std::filesystem::path& data, const Players& players,
                       const Options& options) {
  const std::int64_t before = buys_on_record(data);
  LoamServer server(options.loam, data);
  figures.facts.emplace_back(
      "start of the server on it",
      fmt::format("{:.1f} s, {:.0f} MiB resident", server.start_time().count(), resident_mib(server.pid())));
  HttpPlayers http_players{create_api_key(options.loam, data), {}};
  for (const Uuid& id : players.ids) http_players.ids.push_back(to_string(id));
  HttpBench bench(server, http_players, options);
  figures.series[section::kHttpFull] = climb(fmt::format("Loam over HTTP, {} rows on record", options.rows),
                                             around(best_clients(figures, section::kHttp)), [&](int clients) {
                                               return bench.orders(clients, {0, options.users});
                                             });
  server.stop();
  check_record(figures, options, data, before + bench.confirmed(), "full record afterwards");
}

}  // namespace

void measure_http(Figures& figures, const WorkDir& work, const Options& options) {
  const auto data = work.make("http");
  LoamServer server(options.loam, data);
  const HttpPlayers players = create_players(server.port(), create_api_key(options.loam, data), options.users);
  HttpBench bench(server, players, options);
  if (options.wants("http")) {
    const Series& spread = figures.series[section::kHttp] =
        climb("Loam over HTTP, spread", kClientCounts, [&](int clients) {
          return bench.orders(clients, {0, options.users});
        });
    int hot = 0;  // a hot account of its own for each point: the money of one is spent after a million orders or two
    figures.series[section::kHttpHot] =
        climb("Loam over HTTP, one hot account", around(spread.best().clients), [&](int clients) {
          return bench.orders(clients, {hot++, 1});
        });
  }
  if (options.wants("batch")) {
    figures.series[section::kHttpBatch] = climb("Loam over HTTP, POST /batch of 1,000", kBatchClients,
                                                [&](int clients) { return bench.batches(clients); });
  }
  figures.facts.emplace_back("server after these runs", fmt::format("{:.0f} MiB resident", resident_mib(server.pid())));
  server.stop();
  check_record(figures, options, data, bench.confirmed(), "record afterwards");
  work.remove(data);
}

void measure_full(Figures& figures, const WorkDir& work, const Options& options) {
  const auto data = work.make("full");
  const Players players = make_full_record(figures, data, options);
  measure_full_store(figures, data, players, options);
  measure_full_http(figures, data, players, options);
  work.remove(data);
}

}  // namespace loam::bench
