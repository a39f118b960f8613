#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "app/economy.hpp"
#include "app/verbs.hpp"
#include "import/importer.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/test_clock.hpp"
#include "store/former_source.hpp"
#include "store/migrations.hpp"
#include "store/open.hpp"

namespace loam {
namespace {

constexpr const char* kFromVariable = "LOAM_IMPORT_FROM";

int complain(const std::string& sentence) {
  std::fprintf(stderr, "loam: %s\n", sentence.c_str());
  return 1;
}

std::string source_address(const ImportOptions& options) {
  if (!options.from.empty()) return options.from;
  const char* from = std::getenv(kFromVariable);
  return from == nullptr ? std::string() : from;
}

bool is_postgres_address(const std::string& url) {
  return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

/// Whether there is a world that a dry run has to begin from.
Result<bool, Fault> has_world(const Database& database) {
  if (!database.is_postgres()) return std::filesystem::exists(database.file);
  const auto steps = migration_status(database);
  if (!steps) return Unexpected{steps.error()};
  return !steps->empty() && steps->front().applied;
}

std::unique_ptr<Clock> make_clock(const Configuration& configuration) {
  if (configuration.test_clock) return std::make_unique<TestClock>(*configuration.test_clock);
  return std::make_unique<SystemClock>();
}

int run(FormerSource& source, ImportTarget target, const Configuration& configuration) {
  SystemRandom random;
  const auto report = import_former_world(source, target, new_map(configuration, random));
  if (!report) return complain(report.error().detail);
  std::fputs(print(*report, target.state()).c_str(), stdout);
  return 0;
}

int run_dry(FormerSource& source, const Configuration& configuration) {
  const Database database = database_of(configuration);
  const auto there = has_world(database);
  if (!there) return complain(there.error().detail);
  Engine engine(configuration.economy);
  std::unique_ptr<Reader> reader;
  if (*there) {
    auto opened = open_reader(database);
    if (!opened) return complain(opened.error().detail);
    reader = std::move(opened).value();
    const auto read = reader->replay([&engine](const Event& event) { engine.replay(event); });
    if (!read) return complain(read.error().detail);
  }
  const auto clock = make_clock(configuration);
  return run(source, {std::move(engine), nullptr, std::move(reader), *clock}, configuration);
}

int run_for_good(FormerSource& source, const Configuration& configuration) {
  if (const auto made = make_data_directory(configuration.data); !made) return complain(made.error());
  // Where the lease is lost the next commit fails, and that is told.
  auto store =
      open_store({database_of(configuration), configuration.migrate, configuration.lease, [](const Fault&) {}});
  if (!store) return complain(store.error().detail);
  Engine engine(configuration.economy);
  const auto read = (*store)->replay([&engine](const Event& event) { engine.replay(event); });
  if (!read) return complain(read.error().detail);
  engine.state().check_invariants();
  // Not from a replica: what was committed just now has to be seen.
  auto reader = open_reader(database_of(configuration));
  if (!reader) return complain(reader.error().detail);
  const auto clock = make_clock(configuration);
  return run(source, {std::move(engine), store->get(), std::move(reader).value(), *clock}, configuration);
}

}  // namespace

int import_virtual_world(const Configuration& configuration, const ImportOptions& options) {
  const std::string from = source_address(options);
  if (!is_postgres_address(from)) {
    return complain(std::string("say where the world is: --from postgres://USER@HOST/DATABASE, or ") + kFromVariable);
  }
  const auto source = open_former_source(from);
  if (!source) return complain(source.error().detail);
  return options.dry_run ? run_dry(**source, configuration) : run_for_good(**source, configuration);
}

}  // namespace loam
