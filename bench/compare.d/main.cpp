// Loam and the row-lock pattern, measured in one run on one disk.

#include <chrono>
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "bench/compare.d/document.hpp"
#include "bench/compare.d/http_section.hpp"
#include "bench/compare.d/options.hpp"
#include "bench/compare.d/report.hpp"
#include "bench/compare.d/row_lock_section.hpp"
#include "bench/compare.d/store_section.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/machine.hpp"
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

using Section = void (*)(Figures&, const WorkDir&, const Options&);

/// A section that breaks does not take the others' figures with it.
bool run_section(Section section, Figures& figures, const WorkDir& work, const Options& options) {
  try {
    section(figures, work, options);
    return true;
  } catch (const std::exception& error) {
    if (interrupted()) throw;
    fmt::print(stderr, "bench/compare: {}\n", error.what());
    return false;
  }
}

/// True where every section came to its end.
bool run(const Options& options) {
  const WorkDir work(options.parent);
  Figures figures;
  describe(figures, work, options);
  bool whole = true;
  const auto section = [&](bool wanted, Section measure) {
    if (wanted) whole = run_section(measure, figures, work, options) && whole;
  };
  section(options.wants("row_locks"), measure_row_locks);
  section(options.wants("http") || options.wants("batch"), measure_http);
  section(options.wants("store"), measure_store);
  section(options.wants("full"), measure_full);
  print_summary(figures);
  if (!options.json.empty()) write_json(figures, options.json);
  if (!options.document.empty()) write_document(figures, options.document);
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
