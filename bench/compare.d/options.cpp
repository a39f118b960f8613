#include "bench/compare.d/options.hpp"

#include <algorithm>
#include <cstdlib>

#include <CLI/CLI.hpp>

#include "bench/compare.d/report.hpp"

namespace loam::bench {
namespace {

const std::vector<std::string> kSections{"row_locks", "http", "batch", "store", "full"};
const std::vector<std::string> kStores{"sqlite", "postgres", "both"};

/// `--quick`: the shape in a minute or two; not for the record.
void make_quick(Options& options) {
  options.seconds = 1;
  options.warm_up = 0.3;
  options.rows = 500'000;
}

}  // namespace

bool Options::wants(const std::string& section) const {
  return only.empty() || std::find(only.begin(), only.end(), section) != only.end();
}

Options parse_options(int argc, char** argv) {
  Options options;
  options.parent = std::filesystem::temp_directory_path();
  // This program lies in BUILD/bench, the server in BUILD.
  options.loam = std::filesystem::absolute(argv[0]).parent_path().parent_path() / "loam";

  CLI::App app{"Loam against the row-lock pattern on PostgreSQL, in one run on one disk"};
  app.add_flag("--quick", options.quick, "One second a point and a record of half a million rows");
  auto* const seconds =
      app.add_option("--seconds", options.seconds, "Measured at each point")->check(CLI::Range(0.1, 600.0));
  auto* const warm_up =
      app.add_option("--warm-up", options.warm_up, "Before each point, seconds")->check(CLI::Range(0.0, 60.0));
  auto* const rows =
      app.add_option("--rows", options.rows, "Rows of the full record")->check(CLI::Range(1'000L, 100'000'000L));
  app.add_option("--users", options.users, "Accounts that orders are spread over")->check(CLI::Range(1, 1'000'000));
  std::string store = "both";
  app.add_option("--store", store, "What Loam keeps its world in")->check(CLI::IsMember(kStores));
  app.add_option("--only", options.only, "Only these sections")->check(CLI::IsMember(kSections))->delimiter(',');
  app.add_option("--dir", options.parent, "Where the work directory is made: this disk is measured")
      ->check(CLI::ExistingDirectory);
  app.add_option("--loam", options.loam, "The server's binary");
  app.add_option("--postgres", options.postgres, "Directory of PostgreSQL's programs")->check(CLI::ExistingDirectory);
  app.add_option("--json", options.json, "Also write all figures here");
  app.add_option("--document", options.document, "Put this run's figures in place of those in docs/performance.md")
      ->check(CLI::ExistingFile);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  options.on_sqlite = store != "postgres";
  options.on_postgres = store != "sqlite";
  if (options.quick) {
    const Options given = options;
    make_quick(options);
    if (seconds->count() > 0) options.seconds = given.seconds;
    if (warm_up->count() > 0) options.warm_up = given.warm_up;
    if (rows->count() > 0) options.rows = given.rows;
  }
  options.parent = std::filesystem::absolute(options.parent);
  return options;
}

}  // namespace loam::bench
