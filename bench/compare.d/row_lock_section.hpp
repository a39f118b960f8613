#pragma once

#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"
#include "bench/support/postgres_cluster.hpp"

namespace loam::bench {

/// The pattern on PostgreSQL: spread, one hot user, and its best case as a stored function.
void measure_row_locks(Figures& figures, const PostgresCluster& cluster, const Options& options);

}  // namespace loam::bench
