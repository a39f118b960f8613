#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "bench/support/latencies.hpp"

namespace loam::bench {

/// What figures were taken on, as pairs of a name and words. Nothing that tells whose machine it is.
using Machine = std::vector<std::pair<std::string, std::string>>;
Machine describe_machine(const std::filesystem::path& work);

/// Appends a record's worth of bytes and syncs, again and again: the price of one durable thing by itself.
Latencies measure_disk_sync(const std::filesystem::path& work, std::chrono::milliseconds time);

/// Of a running process; 0 where it cannot be told.
double resident_mib(int pid);
/// User and system time that a process has used, seconds.
double cpu_seconds(int pid);
/// The same of this one, finer.
double own_cpu_seconds();

}  // namespace loam::bench
