// Loam and the row-lock pattern, measured in one run on one disk.

#include <chrono>
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "bench/compare.d/backend.hpp"
#include "bench/compare.d/document.hpp"
#include "bench/compare.d/http_section.hpp"
#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"
#include "bench/compare.d/row_lock_section.hpp"
#include "bench/compare.d/store_section.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/machine.hpp"
#include "bench/support/postgres_cluster.hpp"
#include "bench/support/work_dir.hpp"

namespace loam::bench {
namespace {

void describe(Figures& figures, const WorkDir& work, const Options& options) {
  figures.machine = describe_machine(work.path());
  figures.disk_sync = measure_disk_sync(work.path(), std::chrono::milliseconds(options.quick ? 500 : 2000));
  for (const auto& [name, value] : figures.machine) fmt::print("  {:<22} {}\n", name, value);
  fmt::print("  {:<22} p50 {:.2f} ms, p99 {:.2f} ms (fdatasync of a 128-byte append)\n", "disk sync",
             figures.disk_sync.p50_ms(), figures.disk_sync.p99_ms());
}

/// One run, from its machine to its last section.
class Run {
 public:
  explicit Run(const Options& options) : options_(options), work_(options.parent) {
    describe(figures_, work_, options_);
  }

  /// True where every section came to its end.
  bool measure() {
    const bool loam =
        options_.wants("http") || options_.wants("batch") || options_.wants("store") || options_.wants("full");
    if (options_.wants("row_locks") || (loam && options_.on_postgres)) section([this] { measure_on_postgres(); });
    if (loam && options_.on_sqlite) measure_loam(Backend(work_));
    return whole_;
  }
  [[nodiscard]] const Figures& figures() const { return figures_; }

 private:
  /// A section that breaks does not take the others' figures with it.
  template <class Measure>
  void section(const Measure& measure) {
    try {
      measure();
    } catch (const std::exception& error) {
      if (interrupted()) throw;
      fmt::print(stderr, "bench/compare: {}\n", error.what());
      whole_ = false;
    }
  }

  /// The row locks, and Loam on the same server. It is ended before a file has its turn.
  void measure_on_postgres() {
    const auto directory = work_.make("postgres");
    {
      const PostgresCluster cluster(directory, options_.postgres);
      figures_.facts.emplace_back("PostgreSQL", cluster.version());
      figures_.facts.emplace_back("its durability", durability_of(cluster.where()));
      if (options_.wants("row_locks")) section([&] { measure_row_locks(figures_, cluster, options_); });
      if (options_.on_postgres) {
        const Backend backend(work_, cluster);
        figures_.facts.emplace_back("durability of Loam's databases there", backend.durability());
        measure_loam(backend);
      }
    }
    work_.remove(directory);
  }

  void measure_loam(const Backend& backend) {
    if (options_.wants("http") || options_.wants("batch")) section([&] { measure_http(figures_, backend, options_); });
    if (options_.wants("store")) section([&] { measure_store(figures_, backend, options_); });
    if (options_.wants("full")) section([&] { measure_full(figures_, backend, options_); });
  }

  const Options& options_;
  WorkDir work_;
  Figures figures_;
  bool whole_ = true;
};

/// True where every section came to its end.
bool run(const Options& options) {
  Run run(options);
  const bool whole = run.measure();
  print_summary(run.figures());
  if (!options.json.empty()) write_json(run.figures(), options.json);
  if (!options.document.empty()) write_document(run.figures(), options.document);
  return whole;
}

}  // namespace
}  // namespace loam::bench

int main(int argc, char** argv) {
  using namespace loam::bench;
  const Options options = parse_options(argc, argv);
  catch_interrupts();
  try {
    return run(options) ? 0 : 1;
  } catch (const Interrupted&) {
    std::fputs("interrupted: everything that was started is ended\n", stderr);
    return 130;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench/compare: {}\n", error.what());
    return 1;
  }
}
