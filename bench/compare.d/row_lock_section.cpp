#include "bench/compare.d/row_lock_section.hpp"

#include <stdexcept>

#include "bench/compare.d/row_locks.hpp"

namespace loam::bench {

void measure_row_locks(Figures& figures, const PostgresCluster& cluster, const Options& options) {
  const std::vector<std::string> users = make_row_lock_world(cluster, options.users);

  const auto measure = [&](RowLockForm form, Spread spread) {
    return [&cluster, &users, &options, form, spread](int clients) {
      return run_row_locks(cluster, users, {form, clients, spread, options.warm_up, options.seconds});
    };
  };
  const Spread all{0, options.users};
  const std::vector<int> few{4, 8, 16, kNamedClients};
  figures.series[section::kRowLocks] =
      climb("Row locks on PostgreSQL, spread", kClientCounts, measure(RowLockForm::text, all));
  figures.series[section::kRowLocksHot] =
      climb("Row locks on PostgreSQL, one hot user", {1, 4, 8, kNamedClients}, measure(RowLockForm::text, {0, 1}));
  figures.series[section::kRowLocksPrepared] =
      climb("Row locks, statements prepared, spread", few, measure(RowLockForm::prepared, all));
  figures.series[section::kRowLocksFunction] =
      climb("Row locks in one stored function, spread", few, measure(RowLockForm::function, all));
  if (row_lock_money(cluster) != "0") throw std::runtime_error("the row-lock side lost or made money");
}

}  // namespace loam::bench
