#pragma once

#include <string>
#include <vector>

#include "bench/support/orders.hpp"
#include "bench/support/postgres_cluster.hpp"
#include "bench/support/series.hpp"

namespace loam::bench {

/// How an order reaches PostgreSQL.
enum class RowLockForm {
  prepared,  ///< the pattern: the application reads and locks, computes, writes and commits, a prepared statement at a
             ///< time
  text,      ///< the same, each statement sent as text with parameters: what many libraries do
  function,  ///< its best case: the same locks and writes in one stored function, one round trip an order
};

struct RowLockRun {
  RowLockForm form = RowLockForm::prepared;
  int clients = 1;
  Spread spread;
  double warm_up = 1;
  double seconds = 4;
};

/// Makes the tables of a world with so many users, all with enough money, and the markets; gives the users' ids.
std::vector<std::string> make_row_lock_world(const PostgresCluster& cluster, int users);
/// Buys from so many connections, each with a thread of its own.
Point run_row_locks(const PostgresCluster& cluster, const std::vector<std::string>& users, const RowLockRun& run);
/// Money in wallets and markets and the fees on record: unchanged by any run, or the pattern was measured wrongly.
std::string row_lock_money(const PostgresCluster& cluster);

}  // namespace loam::bench
