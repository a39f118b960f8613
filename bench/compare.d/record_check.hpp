#pragma once

#include <cstdint>
#include <string>

#include "bench/compare.d/backend.hpp"
#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"

namespace loam::bench {

/// Biome buys on record.
std::int64_t buys_on_record(const WorldPlace& place);

/// The record holds what was answered as done, neither less nor more, and `loam verify` walks it from its first row;
/// throws std::runtime_error where that is not so.
/// @param what the fact that is told of it
void check_record(Figures& figures, const Options& options, const WorldPlace& place, std::int64_t confirmed,
                  const std::string& what);

}  // namespace loam::bench
