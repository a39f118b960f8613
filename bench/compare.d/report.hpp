#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/support/machine.hpp"
#include "bench/support/series.hpp"

namespace loam::bench {

/// The names of what is measured; the keys of the JSON file.
namespace section {
inline constexpr const char* kRowLocks = "row_locks";
inline constexpr const char* kRowLocksHot = "row_locks_hot";
inline constexpr const char* kRowLocksPrepared = "row_locks_prepared";
inline constexpr const char* kRowLocksFunction = "row_locks_function";
inline constexpr const char* kHttp = "http";
inline constexpr const char* kHttpHot = "http_hot";
inline constexpr const char* kHttpBatch = "http_batch";
inline constexpr const char* kHttpFull = "http_full";
inline constexpr const char* kStore = "store";
inline constexpr const char* kStoreHot = "store_hot";
inline constexpr const char* kStoreFull = "store_full";
/// The same of Loam, its world in PostgreSQL.
std::string on_postgres(const std::string& name);
}  // namespace section

/// All that one run has measured.
struct Figures {
  Machine machine;
  Latencies disk_sync;
  std::map<std::string, Series> series;
  /// Said beside the tables: versions, sizes, times of a start.
  std::vector<std::pair<std::string, std::string>> facts;

  /// nullptr where it was not measured in this run.
  [[nodiscard]] const Series* find(const std::string& name) const;
  /// Those that were measured, in the order in which they are told.
  [[nodiscard]] std::vector<const Series*> in_order() const;
  /// Loam over HTTP at the highest rate whose p99 is below that of the row locks at their best: there the two are
  /// compared. nullptr where one side was not measured, or where there is none.
  /// @param http the series, on either store
  [[nodiscard]] const Point* quicker(const std::string& http) const;
};

/// One line of the table of bests.
struct BestLine {
  std::string name;
  const Point* point = nullptr;
};
/// Each series at its best number of clients, and Loam over HTTP, on either store, also where its p99 is below the row
/// locks'.
std::vector<BestLine> best_lines(const Figures& figures);

/// What the project promises, against what this run measured.
struct Target {
  std::string name;
  double floor = 0;  ///< not to be missed
  double aim = 0;    ///< wished for; 0 where the floor is all
  double measured = 0;
  std::string unit;  ///< `times` or `%`
  /// Against the row locks with their statements prepared, a stricter measure: told beside the other, decides nothing.
  /// 0 where it was not measured.
  double against_prepared = 0;

  [[nodiscard]] bool holds() const { return measured >= floor; }
};
/// Those for which both sides were measured.
std::vector<Target> targets_of(const Figures& figures);

void print_summary(const Figures& figures);
void write_json(const Figures& figures, const std::filesystem::path& file);

}  // namespace loam::bench
