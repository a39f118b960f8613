#pragma once

#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"
#include "bench/support/work_dir.hpp"

namespace loam::bench {

/// The pattern on a PostgreSQL of its own: spread, one hot user, and its best case as a stored function.
void measure_row_locks(Figures& figures, const WorkDir& work, const Options& options);

}  // namespace loam::bench
