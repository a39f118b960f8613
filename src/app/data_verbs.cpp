#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/checkpoint_key.hpp"
#include "app/control.hpp"
#include "app/economy.hpp"
#include "app/verbs.hpp"
#include "base/bytes.hpp"
#include "engine/proof.hpp"
#include "store/backup.hpp"
#include "store/migrations.hpp"
#include "store/open.hpp"

namespace loam {
namespace {

namespace fs = std::filesystem;

int complain(const std::string& sentence) {
  std::fprintf(stderr, "loam: %s\n", sentence.c_str());
  return 1;
}

int print_steps(const Result<std::vector<std::string>, Fault>& steps, const char* word) {
  if (!steps) return complain(steps.error().detail);
  for (const std::string& name : *steps) std::printf("%s %s\n", word, name.c_str());
  if (steps->empty()) std::printf("nothing to do\n");
  return 0;
}

bool is_trusted(const PublicKey& key, const Configuration& configuration, const std::vector<std::string>& trusted) {
  return read_checkpoint_key(configuration) == key ||
         std::any_of(trusted.begin(), trusted.end(), [&](const std::string& each) {
           const auto bytes = from_hex(each);
           return bytes && std::equal(bytes->begin(), bytes->end(), key.begin(), key.end());
         });
}

int print_status(const Database& database) {
  const auto all = migration_status(database);
  if (!all) return complain(all.error().detail);
  for (const MigrationStatus& step : *all) {
    std::printf("[%c] %s%s\n", step.applied ? 'x' : ' ', step.name.c_str(),
                step.changed ? "  (applied from a file that has changed since)" : "");
  }
  return 0;
}

}  // namespace

int generate_world(const Configuration& configuration) {
  auto economy = Economy::open(configuration, [](const Fault&) {});
  if (!economy) return complain(economy.error());
  const World world = (*economy)->pipeline().view().read([](const State& state) { return state.land.world(); });
  const std::string words = "seed " + std::to_string(world.seed) + ", " + std::to_string(world.width) + "x" +
                            std::to_string(world.height) + ", " + std::to_string(land_count(world)) + " lands";
  if (!(*economy)->made_map()) return complain("the world has its map already: " + words);
  std::printf("%s\n", words.c_str());
  return 0;
}

int verify(const Configuration& configuration, const std::vector<std::string>& trusted) {
  const auto reader = open_reader(database_of(configuration));
  if (!reader) return complain(reader.error().detail);
  Proof proof;
  if (const auto read = (*reader)->replay([&proof](const Event& event) { proof.take(event); }); !read) {
    return complain(read.error().detail);
  }
  const Proof::Report report = proof.finish();
  std::printf("rows %lld, cycles %lld, accounts %lld, keys %lld\nmoney supply %s BDT, difference %s BDT\n",
              static_cast<long long>(report.rows), static_cast<long long>(report.cycles),
              static_cast<long long>(report.accounts), static_cast<long long>(report.keys),
              to_string(report.money_supply).c_str(), to_string(report.difference).c_str());
  if (!report.holds) {
    std::printf("WRONG: %s\n", report.first_wrong.c_str());
    return 1;
  }
  if (report.signed_by && !is_trusted(*report.signed_by, configuration, trusted)) {
    std::printf(
        "WRONG: the checkpoint of cycle %lld is signed by %s, which is not this machine's key: --trust it, or"
        " bring its file (checkpoint_key)\n",
        static_cast<long long>(report.rolled_up + 1), to_hex(*report.signed_by).c_str());
    return 1;
  }
  if (report.signed_by) {
    std::printf("%lld cycles are rolled up, on the word of %s\n", static_cast<long long>(report.rolled_up),
                to_hex(*report.signed_by).c_str());
  }
  std::printf("all holds\n");
  return 0;
}

int migrate(const Configuration& configuration, const MigrateOptions& options) {
  const Database database = database_of(configuration);
  if (options.direction == "status") return print_status(database);
  if (options.direction == "up") {
    std::error_code error;
    if (fs::create_directories(configuration.data, error)) {
      fs::permissions(configuration.data, fs::perms::owner_all, error);
    }
    return print_steps(migrate_up(database, options.to), "up");
  }
  return print_steps(migrate_down(database, options.to, options.accepted_losses), "down");
}

int backup(const Configuration& configuration, const fs::path& file) {
  const auto made = backup_world(database_of(configuration), file);
  if (!made) return complain(made.error().detail);
  std::printf("backed up to %s\n", file.c_str());
  return 0;
}

int restore(const Configuration& configuration, const fs::path& file, const std::vector<std::string>& trusted) {
  const Database database = database_of(configuration);
  if (!database.is_postgres() && fs::exists(database.file)) {
    return complain(database.file.string() +
                    " exists: restore into a new data directory, or move the old database away");
  }
  if (!fs::exists(file)) return complain("there is no file " + file.string());
  std::error_code error;
  if (fs::create_directories(configuration.data, error)) {
    fs::permissions(configuration.data, fs::perms::owner_all, error);
  }
  const auto made = restore_world(file, database);
  if (!made) return complain(made.error().detail);
  std::printf("restored to %s\n", database.is_postgres() ? "the database" : database.file.c_str());
  return verify(configuration, trusted);
}

int print_settings() {
  std::printf("| setting | unit | least | most | default | meaning |\n|---|---|---|---|---|---|\n");
  for (const SettingDefinition& setting : setting_definitions()) {
    const auto print = [&setting](std::int64_t end) {
      return is_table(setting.kind) ? std::string() : print_setting({setting.id, end});
    };
    std::printf("| `%s` | %s | %s | %s | %s | %s |\n", std::string(setting.name).c_str(),
                std::string(setting.unit).c_str(), print(setting.min).c_str(), print(setting.max).c_str(),
                print_setting(initial_value(setting)).c_str(), std::string(setting.meaning).c_str());
  }
  std::printf("\n| setting of the process | default | meaning |\n|---|---|---|\n");
  for (const ProcessSetting& setting : process_settings()) {
    std::printf("| `%s` | %s | %s |\n", std::string(setting.name).c_str(), std::string(setting.initial).c_str(),
                std::string(setting.meaning).c_str());
  }
  return 0;
}

}  // namespace loam
