#include "app/configuration.hpp"

#include <charconv>
#include <cstdlib>
#include <limits>
#include <set>
#include <utility>

#include <toml++/toml.h>

namespace loam {
namespace {

constexpr std::array<std::string_view, 4> kGateways{"bkash", "nagad", "rocket", "sslcommerz"};

struct Given {
  std::string value;
  SettingSource source = SettingSource::file;
};
using Everything = std::map<std::string, Given>;

std::string upper(std::string_view name) {
  std::string text = "LOAM_";
  for (const char c : name) text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const ProcessSetting& setting : process_settings()) names.emplace_back(setting.name);
  for (const SettingDefinition& setting : setting_definitions()) names.emplace_back(setting.name);
  return names;
}

std::string text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  if (const auto* list = node.as_array()) {
    std::string joined;
    for (const toml::node& item : *list) joined += (joined.empty() ? "" : ",") + text_of(item);
    return joined;
  }
  return {};
}

/// A fraction is read as the text that stands in the file: money and percents never pass through floating point.
std::string fraction_text(const toml::node& node, const std::vector<std::string>& lines) {
  const auto& region = node.source();
  if (region.begin.line == 0 || region.begin.line > lines.size()) return {};
  const std::string& line = lines[region.begin.line - 1];
  return line.substr(region.begin.column - 1, region.end.column - region.begin.column);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

Result<void, std::string> read_file(const std::filesystem::path& file, Everything& all) {
  std::FILE* handle = std::fopen(file.c_str(), "rb");
  if (handle == nullptr) return Unexpected{"cannot read the configuration file " + file.string()};
  std::string text;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), handle)) > 0;) {
    text.append(buffer.data(), got);
  }
  std::fclose(handle);
  const auto lines = lines_of(text);
  try {
    for (const auto& [key, node] : toml::parse(text, file.string())) {
      const std::string value = node.is_floating_point() ? fraction_text(node, lines) : text_of(node);
      all[std::string(key.str())] = {value, SettingSource::file};
    }
  } catch (const toml::parse_error& error) {
    return Unexpected{file.string() + ": " + std::string(error.description())};
  }
  return {};
}

void read_environment(const std::vector<std::string>& names, Everything& all) {
  for (const std::string& name : names) {
    if (const char* value = std::getenv(upper(name).c_str())) all[name] = {value, SettingSource::fixed};
  }
}

Result<void, std::string> read_sets(const std::vector<std::string>& sets, Everything& all) {
  for (const std::string& pair : sets) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) return Unexpected{"--set takes name=value, not " + pair};
    all[pair.substr(0, equals)] = {pair.substr(equals + 1), SettingSource::fixed};
  }
  return {};
}

Result<std::int64_t, std::string> whole_number(std::string_view name, const std::string& text, std::int64_t min,
                                               std::int64_t max) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < min || value > max) {
    return Unexpected{std::string(name) + " takes a whole number from " + std::to_string(min) + " to " +
                      std::to_string(max) + ", not " + text};
  }
  return value;
}

Result<bool, std::string> switch_value(std::string_view name, const std::string& text) {
  if (text == "true" || text == "1" || text == "on") return true;
  if (text == "false" || text == "0" || text == "off") return false;
  return Unexpected{std::string(name) + " takes true or false, not " + text};
}

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> items(1);
  for (const char c : text) {
    if (c == ',') {
      items.emplace_back();
    } else if (c != ' ') {
      items.back() += c;
    }
  }
  std::erase(items, "");
  return items;
}

template <class T>
Result<void, std::string> assign(Result<T, std::string> value, T& target) {
  if (!value) return Unexpected{value.error()};
  target = *value;
  return {};
}

template <class T>
Result<void, std::string> assign_number(std::string_view name, const std::string& text, std::int64_t min,
                                        std::int64_t max, T& target) {
  const auto value = whole_number(name, text, min, max);
  if (!value) return Unexpected{value.error()};
  target = static_cast<T>(*value);
  return {};
}

Result<void, std::string> read_world_size(const std::string& text, Configuration& configuration) {
  const std::size_t times = text.find('x');
  if (times == std::string::npos) return Unexpected{"world_size takes WIDTHxHEIGHT, not " + text};
  const auto width = whole_number("world_size", text.substr(0, times), kMinWorldSide, kMaxWorldSide);
  if (!width) return Unexpected{width.error()};
  const auto height = whole_number("world_size", text.substr(times + 1), kMinWorldSide, kMaxWorldSide);
  if (!height) return Unexpected{height.error()};
  configuration.world_width = static_cast<std::uint32_t>(*width);
  configuration.world_height = static_cast<std::uint32_t>(*height);
  if (within_limits({0, configuration.world_width, configuration.world_height, {}})) return {};
  return Unexpected{"world_size is at most " + std::to_string(kMaxLands) + " lands, not " + text};
}

Result<void, std::string> read_world_seed(const std::string& text, Configuration& configuration) {
  if (text.empty()) return {};
  const auto seed = whole_number("world_seed", text, 0, std::numeric_limits<std::int64_t>::max());
  if (!seed) return Unexpected{seed.error()};
  configuration.world_seed = static_cast<std::uint64_t>(*seed);
  return {};
}

Result<void, std::string> read_test_clock(const std::string& text, Configuration& configuration) {
  if (text.empty()) return {};
  configuration.test_clock = parse_rfc3339(text);
  if (configuration.test_clock) return {};
  return Unexpected{"test_clock takes a time as 2026-01-01T00:00:00Z, not " + text};
}

Result<void, std::string> read_trusted_proxies(const std::string& text, TrustedProxies& target) {
  auto trusted = TrustedProxies::parse(list_of(text));
  if (!trusted) return Unexpected{"trusted_proxies " + trusted.error()};
  target = std::move(trusted).value();
  return {};
}

/// The rule alone is told: what was said may hold a password.
Result<void, std::string> read_database(std::string_view name, const std::string& text, std::string& target) {
  if (!text.empty() && !text.starts_with("postgres://") && !text.starts_with("postgresql://")) {
    return Unexpected{std::string(name) + " takes an address as postgres://user@host/database, or nothing"};
  }
  target = text;
  return {};
}

Result<void, std::string> read_lease(const std::string& text, Duration& target) {
  const auto seconds = whole_number("lease_seconds", text, 1, 60);
  if (!seconds) return Unexpected{seconds.error()};
  target = Duration::seconds(*seconds);
  return {};
}

Result<void, std::string> apply_process(Configuration& configuration, const std::string& name,
                                        const std::string& value) {
  if (name == "data") configuration.data = value;
  if (name == "listen") configuration.listen = value;
  if (name == "operator_listen") configuration.operator_listen = value;
  if (name == "log_level") configuration.log_level = value;
  if (name == "cors_origins") configuration.cors_origins = list_of(value);
  if (name == "trusted_proxies") return read_trusted_proxies(value, configuration.trusted_proxies);
  if (name == "io_threads") return assign_number(name, value, 1, 64, configuration.io_threads);
  if (name == "reader_threads") return assign_number(name, value, 1, 64, configuration.reader_threads);
  if (name == "queue_commands") return assign_number(name, value, 1, 1'000'000, configuration.queue_commands);
  if (name == "sandbox_gateway") return assign(switch_value(name, value), configuration.sandbox_gateway);
  if (name == "migrate") return assign(switch_value(name, value), configuration.migrate);
  if (name == "database" || name == "read_database") {
    return read_database(name, value, name == "database" ? configuration.database : configuration.read_database);
  }
  if (name == "checkpoint_key") configuration.checkpoint_key = value;
  if (name == "lease_seconds") return read_lease(value, configuration.lease);
  if (name == "standby") return assign(switch_value(name, value), configuration.standby);
  if (name == "world_size") return read_world_size(value, configuration);
  if (name == "world_seed") return read_world_seed(value, configuration);
  if (name == "test_clock") return read_test_clock(value, configuration);
  for (const std::string_view gateway : kGateways) {
    if (name == "gateway_secret_" + std::string(gateway) && !value.empty()) {
      configuration.gateway_secrets[std::string(gateway)] = value;
    }
  }
  return {};
}

std::string range_of(const SettingDefinition& setting) {
  if (is_table(setting.kind)) return std::string(setting.unit);
  return print_setting({setting.id, setting.min}) + " to " + print_setting({setting.id, setting.max}) + " (" +
         std::string(setting.unit) + ")";
}

Result<void, std::string> apply_economy(Settings& economy, SettingId id, const Given& given) {
  const SettingDefinition& setting = definition_of(id);
  const auto value = parse_setting(setting, given.value);
  if (!value || !is_allowed(*value)) {
    return Unexpected{std::string(setting.name) + " takes " + range_of(setting) + ", not " + given.value};
  }
  economy.lay(*value, given.source);
  return {};
}

Result<Configuration, std::string> assemble(const Everything& all, const std::vector<std::string>& names) {
  Configuration configuration;
  const std::set<std::string> known(names.begin(), names.end());
  for (const auto& [name, given] : all) {
    if (!known.contains(name)) return Unexpected{"there is no setting " + name};
    const auto id = find_setting(name);
    const auto applied =
        id ? apply_economy(configuration.economy, *id, given) : apply_process(configuration, name, given.value);
    if (!applied) return Unexpected{applied.error()};
  }
  return configuration;
}

}  // namespace

const std::vector<ProcessSetting>& process_settings() {
  static const std::vector<ProcessSetting> settings{
      {"data", "data", "The directory of the world: its database and lock."},
      {"database", "",
       "postgres://user@host/database keeps the world in PostgreSQL; empty: an SQLite file in `data`. With a password, "
       "say it in the file or the environment."},
      {"read_database", "", "A replica of that database, for history and reports; empty: `database`."},
      {"lease_seconds", "5", "How long a server on PostgreSQL stays the writer without a sign of life, 1 to 60."},
      {"standby", "false", "Waits while another server writes the world, and goes on where it ends."},
      {"checkpoint_key", "",
       "The file of the key that signs what is left of rolled up history, made where it is not there; empty: "
       "checkpoint.key in `data`. All servers of a world have the same."},
      {"listen", "127.0.0.1:8080", "Where the API answers; port 0 takes a free one."},
      {"operator_listen", "", "Where /health and /metrics answer; empty: beside the API."},
      {"log_level", "info", "debug, info, warn or error."},
      {"io_threads", "1", "Threads that read and write HTTP."},
      {"reader_threads", "2", "Threads that query history."},
      {"queue_commands", "16384", "Commands that may wait; beyond it clients are told to come back."},
      {"cors_origins", "", "Origins whose pages may call the API, with commas between them."},
      {"trusted_proxies", "", "Reverse proxies, as addresses or networks: X-Forwarded-For names their clients."},
      {"sandbox_gateway", "false", "Offers the payment gateway `sandbox`, whose page approves or declines."},
      {"migrate", "true", "Takes the schema up at start; false refuses an older one."},
      {"world_size", "512x512", "Width and height of a new world's map."},
      {"world_seed", "", "What a new world's map is made from; empty: drawn."},
      {"test_clock", "",
       "For tests: time stands here until POST /admin/test-clock moves it; empty: the machine's clock."},
      {"gateway_secret_bkash", "", "Key of the webhook's signature; empty: the gateway is not offered."},
      {"gateway_secret_nagad", "", "As above."},
      {"gateway_secret_rocket", "", "As above."},
      {"gateway_secret_sslcommerz", "", "As above."}};
  return settings;
}

Result<Configuration, std::string> read_configuration(const CommandLine& command_line) {
  const std::vector<std::string> names = known_names();
  Everything all;
  if (command_line.config_file) {
    if (const auto read = read_file(*command_line.config_file, all); !read) return Unexpected{read.error()};
  }
  read_environment(names, all);
  if (const auto read = read_sets(command_line.sets, all); !read) return Unexpected{read.error()};
  return assemble(all, names);
}

Database database_of(const Configuration& configuration) {
  Database database(configuration.data / "loam.sqlite");
  database.url = configuration.database;
  database.reader_url = configuration.read_database;
  return database;
}

}  // namespace loam
