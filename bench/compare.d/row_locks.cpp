#include "bench/compare.d/row_locks.hpp"

#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "bench/compare.d/row_lock_sql.hpp"
#include "bench/support/interrupt.hpp"
#include "pipeline/scheduling.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

enum class Phase { warm_up, measure, over };

/// One client: a connection, and orders one after the other.
class Buyer {
 public:
  Buyer(const PostgresCluster& cluster, const std::vector<std::string>& users, const RowLockRun& run, int number)
      : connection_(cluster.where()),
        users_(users),
        form_(run.form),
        picks_(run.spread, static_cast<std::uint64_t>(number)) {
    if (form_ == RowLockForm::text) return;
    for (const auto& [name, sql] : kRowLockStatements) connection_.prepare(name, sql);
  }

  void run(const std::atomic<Phase>& phase) {
    take_short_slices();
    while (phase != Phase::over && !interrupted()) {
      const auto start = SteadyClock::now();
      const bool done = buy(picks_.next());
      if (!done) failed_ += 1;
      if (done && phase == Phase::measure) latencies_.record_ns((SteadyClock::now() - start).count());
    }
  }

  [[nodiscard]] const Latencies& latencies() const { return latencies_; }
  [[nodiscard]] std::int64_t failed() const { return failed_; }

 private:
  bool buy(const Pick& pick) {
    const char* user = users_[static_cast<std::size_t>(pick.user)].c_str();
    const std::string biome(to_string(pick.biome));
    if (form_ == RowLockForm::function) return execute(Sql::buy, {user, biome.c_str(), kAmountText});
    if (execute(Sql::begin, {}) && trade(user, biome.c_str()) && execute(Sql::commit, {})) return true;
    execute(Sql::rollback, {});
    return false;
  }

  /// The pattern: four reads, three of which lock, then the writes.
  bool trade(const char* user, const char* biome) {
    if (!execute(Sql::lock_user, {user})) return false;
    const std::int64_t balance = field(0);
    if (!execute(Sql::read_config, {})) return false;
    const std::int64_t fee = (kAmountPaisa * field(0) + 999'999) / 1'000'000;
    if (!execute(Sql::lock_market, {biome})) return false;
    const std::int64_t cash = field(0);
    const std::int64_t total_shares = field(1);
    if (!execute(Sql::lock_holding, {user, biome})) return false;
    if (balance < kAmountPaisa + fee) return false;

    const std::string shares = std::to_string(kAmountPaisa * total_shares / cash);
    const std::string price = std::to_string(static_cast<double>(cash) / static_cast<double>(total_shares));
    const std::string cost = std::to_string(kAmountPaisa + fee);
    const std::string fee_text = std::to_string(fee);
    return execute(Sql::charge_user, {user, cost.c_str()}) &&
           execute(Sql::change_market, {biome, kAmountText, shares.c_str()}) &&
           execute(Sql::change_holding, {user, biome, shares.c_str(), price.c_str(), cost.c_str()}) &&
           execute(Sql::record, {user, biome, shares.c_str(), price.c_str(), kAmountText, fee_text.c_str()});
  }

  bool execute(Sql statement, std::initializer_list<const char*> values) {
    const auto& [name, sql] = kRowLockStatements[static_cast<std::size_t>(statement)];
    const auto count = static_cast<int>(values.size());
    result_.reset(form_ == RowLockForm::text
                      ? PQexecParams(connection_.raw(), sql, count, nullptr, values.begin(), nullptr, nullptr, 0)
                      : PQexecPrepared(connection_.raw(), name, count, values.begin(), nullptr, nullptr, 0));
    const ExecStatusType status = PQresultStatus(result_.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  }

  [[nodiscard]] std::int64_t field(int column) const {
    return PQntuples(result_.get()) > 0 ? std::atoll(PQgetvalue(result_.get(), 0, column)) : 0;
  }

  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };

  Connection connection_;
  const std::vector<std::string>& users_;
  RowLockForm form_;
  Picks picks_;
  Latencies latencies_;
  std::int64_t failed_ = 0;
  std::unique_ptr<PGresult, Clear> result_;
};

}  // namespace

std::vector<std::string> make_row_lock_world(const PostgresCluster& cluster, int users) {
  Connection connection(cluster.where());
  connection.run(kRowLockSchema);
  connection.run(fmt::format(kRowLockWorld, users));
  // As a server that has run for a while would have it: statistics taken, nothing dirty.
  connection.run("VACUUM ANALYZE");
  connection.run("CHECKPOINT");
  return connection.column(kRowLockUsers);
}

Point run_row_locks(const PostgresCluster& cluster, const std::vector<std::string>& users, const RowLockRun& run) {
  std::vector<std::unique_ptr<Buyer>> buyers;
  for (int i = 0; i < run.clients; ++i) {
    throw_if_interrupted();
    buyers.push_back(std::make_unique<Buyer>(cluster, users, run, i));
  }
  std::atomic<Phase> phase{Phase::warm_up};
  std::vector<std::jthread> threads;
  threads.reserve(buyers.size());
  for (const auto& buyer : buyers) threads.emplace_back([&phase, &buyer] { buyer->run(phase); });

  Point point;
  point.clients = run.clients;
  try {
    sleep_for_seconds(run.warm_up);
    const auto start = SteadyClock::now();
    phase = Phase::measure;
    sleep_for_seconds(run.seconds);
    point.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  } catch (const Interrupted&) {
    phase = Phase::over;
    throw;
  }
  phase = Phase::over;
  threads.clear();  // joins

  for (const auto& buyer : buyers) {
    point.latencies.add(buyer->latencies());
    point.failed += buyer->failed();
  }
  point.orders = point.latencies.count();
  return point;
}

std::string row_lock_money(const PostgresCluster& cluster) { return Connection(cluster.where()).run(kRowLockMoney); }

}  // namespace loam::bench
