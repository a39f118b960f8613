#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace loam::bench {

struct Options {
  double seconds = 4;  ///< measured at each point
  double warm_up = 1;  ///< before each point
  std::int64_t rows = 5'000'000;
  int users = 10'000;
  std::filesystem::path parent;    ///< where the work directory is made: this disk is measured
  std::filesystem::path loam;      ///< the binary
  std::filesystem::path postgres;  ///< directory of the PostgreSQL programs; empty: the newest installed
  std::filesystem::path json;
  std::filesystem::path document;  ///< whose figures this run's take the place of
  bool on_sqlite = true;           ///< whether Loam is measured with its world in a file
  bool on_postgres = true;         ///< and in a database of the server that runs the row locks
  std::vector<std::string> only;   ///< names of sections; empty: all
  bool quick = false;

  [[nodiscard]] bool wants(const std::string& section) const;
};

/// Exits by itself for --help and what it cannot read.
Options parse_options(int argc, char** argv);

}  // namespace loam::bench
