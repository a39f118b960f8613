// What ten million lands, a million listings and 100,000 live auctions cost: start, memory, a bid, a piece of the map,
// a page of listings; and whether a bid costs more there than in a world with ten auctions. Both worlds are served at
// once and asked in turns, so that both see the same machine.
//
//   bench_lands --loam build/release/loam [--dir DIR] [--width N --height N --listings N --auctions N] [--requests N]

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/client/http_client.hpp"
#include "bench/lands/full_world.hpp"
#include "bench/support/child.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/latencies.hpp"
#include "bench/support/machine.hpp"
#include "bench/support/work_dir.hpp"
#include "pipeline/pipeline.hpp"

namespace {

using namespace loam;
using namespace loam::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds kStartPatience{600};
constexpr int kRounds = 4;  // of turns between the worlds

struct Options {
  std::filesystem::path loam = "build/release/loam";
  std::filesystem::path dir = ".";
  LandWorldSize full{3'200, 3'125, 1'000'000, 100'000};
  int requests = 4'000;  // of each kind, in each world
};

/// A world that is served.
class ServedWorld {
 public:
  ServedWorld(const Options& options, const WorkDir& work, const std::string& name, const LandWorldSize& size)
      : data_(work.make(name)), size_(size), world_(make_land_world(data_, size, SystemClock().now())) {
    const auto start = SteadyClock::now();
    std::vector<std::string> command{options.loam.string(), "serve",    "--data",
                                     data_.string(),        "--listen", "127.0.0.1:0"};
    for (const auto& [setting, value] : land_settings()) {
      command.emplace_back("--set");
      command.push_back(fmt::format("{}={}", setting, value));
    }
    const std::filesystem::path log = data_.string() + ".log";
    server_ = std::make_unique<Child>(ChildOptions{.command = std::move(command), .log = log, .read_output = true});
    std::uint16_t port = 0;
    while (auto line = server_->read_line(kStartPatience)) {
      const std::size_t colon = line->rfind(':');
      if (line->find("listening on ") == std::string::npos || colon == std::string::npos) continue;
      std::from_chars(line->data() + colon + 1, line->data() + line->size(), port);
      break;
    }
    if (port == 0) throw std::runtime_error("the server did not come up:\n" + tail_of(log));
    start_s_ = std::chrono::duration<double>(SteadyClock::now() - start).count();
    start_mib_ = resident_mib(server_->pid());
    client_ = std::make_unique<HttpClient>("127.0.0.1", port, Duration::seconds(60));
    const std::string made = run_to_end({options.loam.string(), "api-key", "create", "--data", data_.string(), "--name",
                                         "bench", "--role", "service", "--scopes", "act_as"},
                                        log);
    const std::size_t at = made.find("\"secret\":\"") + 10;
    key_ = made.substr(at, made.find('"', at) - at);
  }

  /// The next bidder's maximum is a little above all before it: each bid leads, and each moves a hold.
  void bid(Latencies& latencies) {
    const Uuid& auction = world_.auctions[next(world_.auctions.size())];
    const Uuid& bidder = world_.bidders[static_cast<std::size_t>(++bids_) % world_.bidders.size()];
    const std::string body =
        fmt::format(R"({{"amount_bdt":0.01,"max_amount_bdt":{}.{:02}}})", 1 + bids_ / 100, bids_ % 100);
    const double cpu = cpu_seconds(server_->pid());
    ask(latencies, 201, [&] {
      return client_->post("/api/v1/marketplace/listings/" + to_string(auction) + "/bids", body,
                           {{"Authorization", "Bearer " + key_}, {"X-Act-As", to_string(bidder)}});
    });
    bid_cpu_s_ += cpu_seconds(server_->pid()) - cpu;
  }
  void look_at_map(Latencies& latencies, std::uint32_t side) {
    const auto x = static_cast<std::uint32_t>(next(size_.width - side));
    const auto y = static_cast<std::uint32_t>(next(size_.height - side));
    ask(latencies, 200, [&] {
      return client_->get(fmt::format("/api/v1/lands/map?bbox={},{},{},{}", x, y, x + side - 1, y + side - 1), {});
    });
  }
  void look_at_listings(Latencies& latencies) {
    ask(latencies, 200, [&] { return client_->get("/api/v1/marketplace/listings?sort_by=ending_soon&limit=50", {}); });
  }

  [[nodiscard]] double start_s() const { return start_s_; }
  [[nodiscard]] double start_mib() const { return start_mib_; }
  [[nodiscard]] double mib() const { return resident_mib(server_->pid()); }
  [[nodiscard]] double bid_cpu_us() const { return 1e6 * bid_cpu_s_ / static_cast<double>(bids_); }
  void stop() {
    if (const int code = server_->end(); code != 0) throw std::runtime_error("the server ended with an error");
  }

 private:
  template <class Request>
  void ask(Latencies& latencies, int status, const Request& request) {
    const auto start = SteadyClock::now();
    const auto answer = request();
    latencies.record_ns(std::chrono::nanoseconds(SteadyClock::now() - start).count());
    if (!answer) throw std::runtime_error(answer.error());
    if (answer->status != status) throw std::runtime_error("not what was asked for: " + answer->body.substr(0, 500));
  }
  std::size_t next(std::size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % bound);
  }

  std::filesystem::path data_;
  LandWorldSize size_;
  LandWorld world_;
  std::unique_ptr<Child> server_;
  std::unique_ptr<HttpClient> client_;
  std::string key_;
  double start_s_ = 0;
  double start_mib_ = 0;
  double bid_cpu_s_ = 0;
  std::int64_t bids_ = 0;
  std::uint64_t state_ = 42;
};

struct Measured {
  Latencies bids;
  Latencies small_maps;
  Latencies large_maps;
  Latencies pages;
};

void measure(ServedWorld& world, Measured& measured, int requests) {
  for (int i = 0; i < requests; ++i) {
    throw_if_interrupted();
    world.bid(measured.bids);
    world.look_at_map(measured.small_maps, 64);
    if (i % 8 == 0) world.look_at_map(measured.large_maps, 256);
    if (i % 8 == 4) world.look_at_listings(measured.pages);
  }
}

void print(const char* name, const LandWorldSize& size, const ServedWorld& world, const Measured& measured) {
  const auto times = [](const Latencies& latencies) {
    return fmt::format("{:.2f} / {:.2f}", latencies.p50_ms(), latencies.p99_ms());
  };
  fmt::print("| {} | {}x{}, {}, {} | {:.1f} s, {:.0f} MiB | {:.0f} MiB | {} | {:.0f} us | {} | {} | {} |\n", name,
             size.width, size.height, size.listings, size.auctions, world.start_s(), world.start_mib(), world.mib(),
             times(measured.bids), world.bid_cpu_us(), times(measured.small_maps), times(measured.large_maps),
             times(measured.pages));
}

void run(const Options& options) {
  const WorkDir work(options.dir);
  const LandWorldSize small_size{512, 512, 10, 10};
  ServedWorld full(options, work, "full", options.full);
  ServedWorld small(options, work, "small", small_size);
  Measured of_full;
  Measured of_small;
  for (int round = 0; round < kRounds; ++round) {
    measure(small, of_small, options.requests / kRounds);
    measure(full, of_full, options.requests / kRounds);
  }
  fmt::print(
      "| world | map, listings, live auctions | start | after | bid p50 / p99 ms | CPU a bid | map 64x64 | map 256x256 "
      "| page of 50 |\n");
  fmt::print("|---|---|---|---|---|---|---|---|---|\n");
  print("small", small_size, small, of_small);
  print("full", options.full, full, of_full);
  fmt::print("A bid in the full world against the small one: {:.2f} (p50), {:.2f} (p99), {:.2f} (CPU)\n",
             of_full.bids.p50_ms() / of_small.bids.p50_ms(), of_full.bids.p99_ms() / of_small.bids.p99_ms(),
             full.bid_cpu_us() / small.bid_cpu_us());
  small.stop();
  full.stop();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"What a world full of land costs"};
  app.add_option("--loam", options.loam, "the server's program");
  app.add_option("--dir", options.dir, "where the worlds are made and removed");
  app.add_option("--width", options.full.width, "of the full world");
  app.add_option("--height", options.full.height, "of the full world");
  app.add_option("--listings", options.full.listings, "in the full world");
  app.add_option("--auctions", options.full.auctions, "of the listings");
  app.add_option("--requests", options.requests, "of each kind, in each world");
  CLI11_PARSE(app, argc, argv);
  options.loam = std::filesystem::absolute(options.loam);  // a child works elsewhere
  catch_interrupts();
  try {
    run(options);
  } catch (const Interrupted&) {
    return 130;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_lands: %s\n", error.what());
    return 1;
  }
  return 0;
}
