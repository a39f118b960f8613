// How fast the SQLite store commits, and how fast a start reads it again.
//
//   bench_store [--rows-before N] [--batches N] [--batch N] [--dir DIR]
//
// A command of the load leaves two rows: one on the record, one outcome of its key. Prints one line of JSON: the
// commits, the replay of a start, and the middle time of a page of 50 rows at the newest row, in the depth, and of one
// account.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include "store/sqlite_store.hpp"

namespace {

using namespace loam;
using SteadyClock = std::chrono::steady_clock;

struct Options {
  std::int64_t rows_before = 0;  // on record (and as many outcomes) before the measurement
  std::int64_t batches = 200;
  std::int64_t batch = 1'000;  // commands
  std::string dir = "bench-store";
};

constexpr std::int64_t kAccounts = 10'000;
constexpr std::int64_t kFillBatch = 20'000;

/// Rows as trades leave them: other values in each, hashes and keys that do not compress, two accounts' chains.
class Load {
 public:
  void append(std::int64_t commands, std::vector<Event>& events) {
    for (std::int64_t i = 0; i < commands; ++i) {
      events.emplace_back(next_row());
      events.emplace_back(next_outcome());
    }
  }

  [[nodiscard]] std::int64_t last_seq() const { return seq_; }
  [[nodiscard]] std::int64_t last_seq(std::int64_t account) const {
    return chains_[static_cast<std::size_t>(account)].last_seq;
  }

 private:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return state_ ^ (state_ >> 29U);
  }
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
  }

  Transaction next_row() {
    Transaction row;
    row.seq = ++seq_;
    row.at = Time{1'767'225'600'000 + seq_ / 50};
    const bool buy = below(2) == 0;
    row.type = buy ? TransactionType::biome_buy : TransactionType::biome_sell;
    (buy ? row.buyer : row.seller) = AccountNo{static_cast<std::uint32_t>(kFirstUser.value + below(kAccounts))};
    row.amount = Money{1'000 + below(1'000'000)};
    row.platform_fee = Money{row.amount.paisa / 50};
    row.biome = kAllBiomes[static_cast<std::size_t>(below(kBiomes))];
    row.shares = Shares{below(100'000'000)};
    row.pool_cash_after = Money{100'000'000 + below(100'000'000)};
    row.pool_shares_after = Shares{10'000'000'000 + below(1'000'000'000)};
    row.holding_shares_after = Shares{below(1'000'000'000)};
    row.holding_cost_after = Money{below(100'000'000)};
    row.realized_gain = Money{buy ? 0 : below(10'000)};
    row.order_bucket_after = Money{below(10'000'000)};
    (buy ? row.buyer_balance_after : row.seller_balance_after) = Money{below(1'000'000'000)};
    Chain& chain = chains_[(buy ? row.buyer : row.seller).value - kFirstUser.value];
    (buy ? row.buyer_previous_seq : row.seller_previous_seq) = std::exchange(chain.last_seq, seq_);
    (buy ? row.buyer_row : row.seller_row) = ++chain.rows;
    for (std::uint8_t& byte : row.hash) byte = static_cast<std::uint8_t>(next());
    return row;
  }

  KeyedOutcome next_outcome() {
    KeyedOutcome keyed;
    keyed.id = seq_;
    for (std::uint8_t& byte : keyed.key.key) byte = static_cast<std::uint8_t>(next());
    keyed.key.request = next();
    keyed.outcome = Answer{RowAnswer{seq_}};
    return keyed;
  }

  struct Chain {
    std::int64_t last_seq = 0;
    std::int64_t rows = 0;
  };

  std::uint64_t state_ = 42;
  std::int64_t seq_ = 0;
  std::vector<Chain> chains_ = std::vector<Chain>(kAccounts);
};

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void must(const Result<void, Fault>& result) {
  if (result) return;
  std::fprintf(stderr, "%s\n", result.error().detail.c_str());
  std::exit(1);
}

/// Middle time of a page, in microseconds, over pages that `ask` gives by number.
template <class Ask>
double page_us(const Ask& ask) {
  constexpr int kPages = 201;
  std::vector<double> times;
  for (int i = 0; i < kPages; ++i) {
    const auto start = SteadyClock::now();
    const Result<RecordPage, Fault> page = ask(i);
    times.push_back(1e6 * seconds_since(start));
    if (!page) must(Unexpected{page.error()});
  }
  std::nth_element(times.begin(), times.begin() + kPages / 2, times.end());
  return times[kPages / 2];
}

void measure_pages(Reader& reader, const Load& load) {
  constexpr std::size_t kRows = 50;
  const double newest = page_us([&](int) { return reader.record({}, 0, kRows); });
  const double deep = page_us([&](int i) { return reader.record({}, load.last_seq() / 10 + 97 * i, kRows); });
  const double account = page_us([&](int i) {
    RecordFilter filter;
    const std::int64_t number = 37 * i % kAccounts;
    filter.account = AccountNo{static_cast<std::uint32_t>(kFirstUser.value + number)};
    filter.account_last_seq = load.last_seq(number);
    return reader.record(filter, 0, kRows);
  });
  std::printf("\"page_us\":{\"newest\":%.0f,\"at_a_tenth\":%.0f,\"account\":%.0f},", newest, deep, account);
}

void measure(const Options& options) {
  std::filesystem::create_directories(options.dir);
  const std::filesystem::path file = std::filesystem::path(options.dir) / "world.db";
  auto opened = open_sqlite_store({file});
  if (!opened) must(Unexpected{opened.error()});
  Store& store = **opened;

  Load load;
  std::vector<Event> events;
  for (std::int64_t rows = 0; rows < options.rows_before; rows += kFillBatch) {
    events.clear();
    load.append(std::min(kFillBatch, options.rows_before - rows), events);
    must(store.commit(events));
  }

  double wall = 0;  // the commits alone: making the load is not the store's work
  double cpu = 0;
  for (std::int64_t i = 0; i < options.batches; ++i) {
    events.clear();
    load.append(options.batch, events);
    const auto start = SteadyClock::now();
    const double cpu_start = cpu_seconds();
    must(store.commit(events));
    wall += seconds_since(start);
    cpu += cpu_seconds() - cpu_start;
  }

  const auto start = SteadyClock::now();
  const double cpu_start = cpu_seconds();
  std::int64_t replayed = 0;
  must(store.replay([&](const Event&) { ++replayed; }));
  const double rows = static_cast<double>(options.batches * options.batch * 2);
  const double replay_seconds = seconds_since(start);
  const double replay_cpu_seconds = cpu_seconds() - cpu_start;
  std::printf("{");
  auto reader = store.reader();
  if (!reader) must(Unexpected{reader.error()});
  measure_pages(**reader, load);
  std::printf(
      "\"rows_before\":%lld,\"batch_commands\":%lld,\"rows_per_s\":%.0f,\"rows_per_cpu_s\":%.0f,\"commit_ms\":%.3f,"
      "\"replay_events_per_s\":%.0f,\"replay_events_per_cpu_s\":%.0f,\"file_bytes\":%llu}\n",
      static_cast<long long>(options.rows_before), static_cast<long long>(options.batch), rows / wall, rows / cpu,
      1000 * wall / static_cast<double>(options.batches), static_cast<double>(replayed) / replay_seconds,
      static_cast<double>(replayed) / replay_cpu_seconds,
      static_cast<unsigned long long>(std::filesystem::file_size(file)));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"How fast the SQLite store commits, and how fast a start reads it again"};
  app.add_option("--rows-before", options.rows_before, "rows on record before the measurement");
  app.add_option("--batches", options.batches, "commits that are measured");
  app.add_option("--batch", options.batch, "commands in each");
  app.add_option("--dir", options.dir, "a directory that does not exist yet; it is left behind");
  CLI11_PARSE(app, argc, argv);
  measure(options);
  return 0;
}
