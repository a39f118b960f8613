// How long nobody answers when the writer is killed: from SIGKILL, under load, to the first order that a standby which
// has read along has acknowledged. Two servers on one PostgreSQL that this program starts, by default with a hundred
// thousand orders on record; they change places in each round. The limit that is promised: the lease, and two seconds.
//
//     bench_takeover [--rounds N] [--lease SECONDS] [--rows N]

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/client/http_client.hpp"
#include "base/time.hpp"
#include "bench/support/child.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/postgres_cluster.hpp"
#include "bench/support/work_dir.hpp"
#include "bench/support/world.hpp"
#include "pipeline/pipeline.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kPlayers = 1'000;
constexpr std::chrono::seconds kStartPatience{120};
constexpr Duration kAnswerPatience = Duration::seconds(5);
constexpr double kLoadedSeconds = 1;

struct Options {
  std::filesystem::path loam;
  std::filesystem::path parent = std::filesystem::temp_directory_path();
  int rounds = 20;
  int lease_seconds = 5;
  std::int64_t rows = 100'000;
};

Options parse_options(int argc, char** argv) {
  Options options;
  options.loam = std::filesystem::absolute(argv[0]).parent_path().parent_path() / "loam";
  CLI::App app{"The time in which nobody answers after the writer is killed"};
  app.add_option("--rounds", options.rounds)->check(CLI::Range(1, 1'000));
  app.add_option("--lease", options.lease_seconds, "The setting lease_seconds")->check(CLI::Range(1, 60));
  app.add_option("--rows", options.rows, "Orders on record at the beginning")->check(CLI::Range(0L, 100'000'000L));
  app.add_option("--dir", options.parent, "Where the work directory is made")->check(CLI::ExistingDirectory);
  app.add_option("--loam", options.loam, "The server's binary");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return options;
}

/// `loam serve --standby`: it writes at once where nobody else does.
class Server {
 public:
  /// @param log its own: it tells how far a standby has come
  Server(const Options& options, const std::filesystem::path& data, const std::string& database,
         std::filesystem::path log)
      : log_(std::move(log)),
        child_({.command = {options.loam.string(), "serve", "--standby", "--data", data.string(), "--listen",
                            "127.0.0.1:0", "--set", "database=" + database, "--set",
                            fmt::format("lease_seconds={}", options.lease_seconds), "--set",
                            "api_requests_per_minute=1000000000", "--set", "biome_trades_per_minute=1000000000",
                            "--set", std::string("signup_grant_bdt=") + kGrantBdtText},
                .log = log_,
                .read_output = true}) {}

  /// Waits until it has read what the writer has written.
  void follow() const {
    const auto deadline = SteadyClock::now() + kStartPatience;
    while (tail_of(log_).find("with all that was committed until now") == std::string::npos) {
      if (SteadyClock::now() > deadline) throw std::runtime_error("a standby does not follow:\n" + tail_of(log_));
      sleep_for(std::chrono::milliseconds(50));
    }
  }
  /// Waits until it serves.
  std::uint16_t port() {
    while (const auto line = child_.read_line(kStartPatience)) {
      const std::size_t colon = line->rfind(':');
      if (line->find("listening on ") == std::string::npos || colon == std::string::npos) continue;
      std::uint16_t port = 0;
      std::from_chars(line->data() + colon + 1, line->data() + line->size(), port);
      return port;
    }
    throw std::runtime_error("a server did not come up:\n" + tail_of(log_));
  }
  void kill_hard() const { ::kill(child_.pid(), SIGKILL); }

 private:
  std::filesystem::path log_;
  Child child_;
};

std::string register_player(HttpClient& client) {
  const auto answer = client.post("/api/v1/auth/register",
                                  R"({"username":"buyer","email":"buyer@example.com","password":"a long password"})");
  const std::string start = R"("access_token":")";
  const std::size_t at = answer ? answer->body.find(start) : std::string::npos;
  if (at == std::string::npos) throw std::runtime_error("nobody could register");
  const std::size_t begin = at + start.size();
  return answer->body.substr(begin, answer->body.find('"', begin) - begin);
}

bool buy(HttpClient& client, const std::string& token) {
  const auto answer = client.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":1})",
                                  {{"Authorization", "Bearer " + token}});
  return answer && answer->status == 201;
}

/// Buys without a pause until told to end or not answered any more.
class Load {
 public:
  Load(std::uint16_t port, const std::string& token)
      : thread_([this, port, token] {
          HttpClient client("127.0.0.1", port, kAnswerPatience);
          while (!ended_ && buy(client, token)) {
          }
        }) {}
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;
  ~Load() {
    ended_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

void print(const char* what, std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  fmt::print("{:<30} min {:.2f} s, median {:.2f} s, max {:.2f} s\n", what, seconds.front(), seconds[seconds.size() / 2],
             seconds.back());
}

void run(const Options& options) {
  const WorkDir work(options.parent);
  const PostgresCluster cluster(work.make("postgres"), {});
  Connection(cluster.where()).run("CREATE DATABASE loam");
  const std::string database = cluster.url("loam");
  {
    Database place;
    place.url = database;
    const auto store = open_store(place);
    Engine engine(rich_settings());
    const Time now = SystemClock().now();
    const Players players = populate(engine, store.get(), kPlayers, now);
    prefill(engine, *store, players, options.rows, now);
  }
  const std::vector<std::filesystem::path> data{work.make("one"), work.make("other")};
  const auto start = [&](int turn) {
    return std::make_unique<Server>(options, data[static_cast<std::size_t>(turn % 2)], database,
                                    work.path() / fmt::format("server-{}.log", turn));
  };

  auto writer = start(0);
  std::uint16_t port = writer->port();
  HttpClient first("127.0.0.1", port, kAnswerPatience);
  const std::string token = register_player(first);
  std::vector<double> opened;
  std::vector<double> acknowledged;
  for (int round = 0; round < options.rounds; ++round) {
    const Load load(port, token);
    auto standby = start(round + 1);
    standby->follow();
    // Not always at the same time of a lease.
    sleep_for_seconds(kLoadedSeconds + 0.037 * round);
    writer->kill_hard();
    const auto killed = SteadyClock::now();
    port = standby->port();
    opened.push_back(Seconds(SteadyClock::now() - killed).count());
    HttpClient client("127.0.0.1", port, kAnswerPatience);
    if (!buy(client, token)) throw std::runtime_error("the new writer refuses an order");
    acknowledged.push_back(Seconds(SteadyClock::now() - killed).count());
    writer = std::move(standby);
  }
  fmt::print("PostgreSQL {}, lease {} s, {} rounds of kill -9, {} orders on record at the end\n", cluster.version(),
             options.lease_seconds, options.rounds, Connection(database).run("SELECT count(*) FROM record"));
  print("the standby's port is open", opened);
  print("its first order is answered", acknowledged);
}

}  // namespace
}  // namespace loam::bench

int main(int argc, char** argv) {
  using namespace loam::bench;
  const Options options = parse_options(argc, argv);
  catch_interrupts();
  try {
    run(options);
    return 0;
  } catch (const Interrupted&) {
    std::fputs("interrupted: everything that was started is ended\n", stderr);
    return 130;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_takeover: {}\n", error.what());
    return 1;
  }
}
