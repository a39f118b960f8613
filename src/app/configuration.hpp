#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/client_address.hpp"
#include "base/result.hpp"
#include "engine/settings.hpp"
#include "land/world.hpp"
#include "store/database.hpp"

namespace loam {

/// Everything that can be said where the server is started.
struct Configuration {
  std::filesystem::path data = "data";  ///< the directory of the world
  std::string listen = "127.0.0.1:8080";
  std::string operator_listen;  ///< where /health and /metrics answer; empty: beside the API
  std::string log_level = "info";
  unsigned io_threads = 1;
  unsigned reader_threads = 2;
  std::size_t queue_commands = 16'384;
  std::vector<std::string> cors_origins;
  TrustedProxies trusted_proxies;  ///< reverse proxies whose X-Forwarded-For names the client
  std::map<std::string, std::string> gateway_secrets;
  bool sandbox_gateway = false;
  bool migrate = true;
  std::string database;       ///< postgres://…; empty: an SQLite file in `data`. May hold a password
  std::string read_database;  ///< a replica of it for history and reports; empty: `database`
  Duration lease = Duration::seconds(5);
  std::filesystem::path checkpoint_key;  ///< the file of the key that signs checkpoints; empty: in `data`
  bool standby = false;                  ///< wait while another server writes the world
  /// The map of a new world; without a seed, one is drawn.
  std::optional<std::uint64_t> world_seed;
  std::uint32_t world_width = 512;
  std::uint32_t world_height = 512;
  /// Where time stands until an operator moves it; for tests. Empty: the machine's clock.
  std::optional<Time> test_clock;
  Settings economy;  ///< defaults, and what the file and the start say
};

/// What the command line says: `--set` pairs and the flags that are short for one.
struct CommandLine {
  std::optional<std::filesystem::path> config_file;
  std::vector<std::string> sets;  ///< `name=value`
};

/// Reads `--set name=value`, LOAM_NAME in the environment and `name = value` in the TOML file, in that order of
/// precedence. The error is a sentence that names the setting and the rule.
Result<Configuration, std::string> read_configuration(const CommandLine& command_line);

/// One setting of the process, for help and documentation.
struct ProcessSetting {
  std::string_view name;
  std::string_view initial;
  std::string_view meaning;
};
const std::vector<ProcessSetting>& process_settings();

/// Where the world is kept.
Database database_of(const Configuration& configuration);

}  // namespace loam
