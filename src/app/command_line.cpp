#include "app/command_line.hpp"

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/verbs.hpp"
#include "app/version.hpp"

namespace loam {
namespace {

constexpr int kMisused = 2;

/// What the parsed verb will do, once the configuration is read.
using Verb = std::function<int(const Configuration&)>;

struct Parsed {
  CommandLine line;
  Verb verb;
};

void set(Parsed& parsed, const std::string& name, const std::string& value) {
  parsed.line.sets.push_back(name + "=" + value);
}

/// Options that every verb takes.
void add_common(CLI::App& verb, Parsed& parsed) {
  verb.add_option_function<std::string>(
      "--config", [&parsed](const std::string& file) { parsed.line.config_file = file; }, "TOML file with settings");
  verb.add_option_function<std::string>(
      "--data", [&parsed](const std::string& data) { set(parsed, "data", data); }, "directory of the world");
  verb.add_option_function<std::vector<std::string>>(
      "--set",
      [&parsed](const std::vector<std::string>& pairs) {
        parsed.line.sets.insert(parsed.line.sets.end(), pairs.begin(), pairs.end());
      },
      "name=value: any setting");
}

CLI::App& add_verb(CLI::App& parent, const std::string& name, const std::string& meaning, Parsed& parsed, Verb verb) {
  CLI::App* added = parent.add_subcommand(name, meaning);
  add_common(*added, parsed);
  added->callback([&parsed, verb = std::move(verb)] { parsed.verb = verb; });
  return *added;
}

void add_serve(CLI::App& app, Parsed& parsed) {
  CLI::App& verb = add_verb(app, "serve", "serve the economy", parsed, serve);
  verb.add_option_function<std::string>(
      "--listen", [&parsed](const std::string& listen) { set(parsed, "listen", listen); }, "HOST:PORT");
  verb.add_flag_callback(
      "--no-migrate", [&parsed] { set(parsed, "migrate", "false"); }, "refuse a database with an older schema");
  verb.add_flag_callback(
      "--standby", [&parsed] { set(parsed, "standby", "true"); },
      "wait while another server writes the world, and go on where it ends");
  verb.add_option_function<std::string>(
      "--test-clock", [&parsed](const std::string& time) { set(parsed, "test_clock", time); },
      "for tests: time stands here until an operator moves it");
}

void add_world(CLI::App& app, Parsed& parsed) {
  CLI::App* world = app.add_subcommand("world", "the map");
  world->require_subcommand(1);
  CLI::App& verb =
      add_verb(*world, "generate", "make the world with its map, before it is served", parsed, generate_world);
  verb.add_option_function<std::string>(
      "--seed", [&parsed](const std::string& seed) { set(parsed, "world_seed", seed); }, "what the map is made from");
  verb.add_option_function<std::string>(
      "--size", [&parsed](const std::string& size) { set(parsed, "world_size", size); }, "WIDTHxHEIGHT");
}

void add_migrate(CLI::App& app, Parsed& parsed) {
  CLI::App* migrate_verb = app.add_subcommand("migrate", "take the schema up or down");
  migrate_verb->require_subcommand(1);
  for (const std::string direction : {"up", "down", "status"}) {
    auto options = std::make_shared<MigrateOptions>();
    options->direction = direction;
    CLI::App& verb =
        add_verb(*migrate_verb, direction, direction + " the chain of migrations", parsed,
                 [options](const Configuration& configuration) { return migrate(configuration, *options); });
    if (direction == "status") continue;
    verb.add_option("--to", options->to, "the step that shall be the newest applied one, as 008");
    if (direction == "down") {
      verb.add_option("--accept-loss", options->accepted_losses, "name of what the older schema cannot hold");
    }
  }
}

void add_import(CLI::App& app, Parsed& parsed) {
  CLI::App* import_verb = app.add_subcommand("import", "bring a world of other software in");
  import_verb->require_subcommand(1);
  auto options = std::make_shared<ImportOptions>();
  CLI::App& verb = add_verb(*import_verb, "virtual-world",
                            "from its PostgreSQL database at revisions 008 to 011, into a new world; may be run again",
                            parsed, [options](const Configuration& c) { return import_virtual_world(c, *options); });
  verb.add_option("--from", options->from,
                  "postgres://USER@HOST/DATABASE, without a password: that is for PGPASSWORD or .pgpass; also as "
                  "LOAM_IMPORT_FROM");
  verb.add_flag("--dry-run", options->dry_run, "report what would come, and write nothing");
}

void add_users(CLI::App& app, Parsed& parsed) {
  CLI::App* users = app.add_subcommand("user", "users of the world");
  users->require_subcommand(1);
  auto user = std::make_shared<NewUser>();
  user->role = "player";
  CLI::App& create = add_verb(*users, "create", "open an account", parsed,
                              [user](const Configuration& c) { return create_user(c, *user); });
  create.add_option("--username", user->username, "name")->required();
  create.add_option("--email", user->email, "e-mail address");
  create.add_option("--role", user->role, "player, operator or auditor");
  create.add_flag("--password-stdin", user->password_from_stdin, "read the password from standard input");
  add_verb(*users, "list", "all users, a JSON line each", parsed, list_users);

  auto name = std::make_shared<std::string>();
  auto role = std::make_shared<std::string>();
  CLI::App& roles = add_verb(*users, "set-role", "change a user's role", parsed,
                             [name, role](const Configuration& c) { return set_role(c, *name, *role); });
  roles.add_option("--username", *name, "name")->required();
  roles.add_option("--role", *role, "player, operator or auditor")->required();
  CLI::App& password = add_verb(*users, "set-password", "change a user's password, ending the user's sessions", parsed,
                                [name](const Configuration& c) { return set_password(c, *name); });
  password.add_option("--username", *name, "name")->required();
  password.add_flag("--password-stdin")->description("read the password from standard input; it always is");
}

void add_api_keys(CLI::App& app, Parsed& parsed) {
  CLI::App* keys = app.add_subcommand("api-key", "keys for game servers and tools");
  keys->require_subcommand(1);
  auto key = std::make_shared<NewApiKey>();
  key->role = "service";
  CLI::App& create = add_verb(*keys, "create", "make a key; its secret is shown once", parsed,
                              [key](const Configuration& c) { return create_api_key(c, *key); });
  create.add_option("--name", key->name, "what it is for")->required();
  create.add_option("--role", key->role, "service, operator or auditor");
  create.add_option("--scopes", key->scopes, "act_as, attention, users")->delimiter(',');
  add_verb(*keys, "list", "all keys, without their secrets", parsed, list_api_keys);
  auto id = std::make_shared<std::string>();
  CLI::App& revoke =
      add_verb(*keys, "revoke", "end a key", parsed, [id](const Configuration& c) { return revoke_api_key(c, *id); });
  revoke.add_option("id", *id, "the key's id")->required();
}

void add_trust(CLI::App& verb, std::vector<std::string>& trusted) {
  verb.add_option("--trust", trusted,
                  "a key whose checkpoints are believed, in hexadecimal, beside this machine's own");
}

void add_verify(CLI::App& app, Parsed& parsed) {
  auto trusted = std::make_shared<std::vector<std::string>>();
  CLI::App& verb = add_verb(app, "verify", "prove the record; exit 0 only if all holds", parsed,
                            [trusted](const Configuration& c) { return verify(c, *trusted); });
  add_trust(verb, *trusted);
}

void add_files(CLI::App& app, Parsed& parsed) {
  auto file = std::make_shared<std::string>();
  auto trusted = std::make_shared<std::vector<std::string>>();
  CLI::App& out = add_verb(app, "backup", "copy the world into one SQLite file, also while the server runs", parsed,
                           [file](const Configuration& c) { return backup(c, *file); });
  out.add_option("file", *file, "the copy; must not exist")->required();
  CLI::App& in =
      add_verb(app, "restore", "make a world from a backup, in a new file or in an empty PostgreSQL database", parsed,
               [file, trusted](const Configuration& c) { return restore(c, *file, *trusted); });
  in.add_option("file", *file, "the backup")->required();
  add_trust(in, *trusted);
}

void add_demo(CLI::App& app, Parsed& parsed) {
  auto options = std::make_shared<DemoOptions>();
  options->url = "http://127.0.0.1:8080";
  CLI::App& verb = add_verb(app, "demo", "let bots live in a running world", parsed,
                            [options](const Configuration& c) { return demo(c, *options); });
  verb.add_option("--url", options->url, "the server");
  verb.add_option("--bots", options->bots, "how many")->check(CLI::Range(1, 500));
}

constexpr const char* kCheckFooter =
    "Secrets come from the environment, never from the command line:\n"
    "  LOAM_CHECK_KEY       an API key of role operator (loam api-key create --name check --role operator)\n"
    "  LOAM_CHECK_PASSWORD  the password of the two test accounts, which the first run opens\n"
    "\n"
    "Two test accounts, NAME_seller and NAME_buyer, sell one land to each other and back, and buy and sell shares for\n"
    "10 BDT. They are players like others, hidden from leaderboards. Their money stays theirs, but for fees; an\n"
    "adjustment by the operator's key gives them what they lack, and the first run claims the cheapest land it finds.\n"
    "Safe beside players; one run at a time. A second run soon after the first waits for listing_cooldown_minutes.\n"
    "\n"
    "Exit status: 0 all checks pass; 1 one failed, or they could not be made; 2 misused.";

void add_check(CLI::App& app, Parsed& parsed) {
  auto options = std::make_shared<CheckOptions>();
  *options = {"http://127.0.0.1:8080", "", "check", "forest", 600};
  CLI::App* verb = app.add_subcommand("check", "check a deployment: deals, record, safeguards, schema, metrics");
  verb->callback(
      [&parsed, options] { parsed.verb = [options](const Configuration&) { return check_deployment(*options); }; });
  verb->add_option("--url", options->url, "the server, behind its TLS proxy")->capture_default_str();
  verb->add_option("--operator-url", options->operator_url, "where /health and /metrics answer, if not there");
  verb->add_option("--accounts", options->accounts, "what the test accounts' names begin with")->capture_default_str();
  verb->add_option("--biome", options->biome, "the market to trade in")->capture_default_str();
  verb->add_option("--wait", options->wait_s, "the most seconds to wait, in all, for limits that a run before used up")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
  verb->footer(kCheckFooter);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Loam, the economy server of virtual worlds", "loam");
  app.require_subcommand(1);
  Parsed parsed;
  add_serve(app, parsed);
  add_world(app, parsed);
  add_migrate(app, parsed);
  add_import(app, parsed);
  add_verify(app, parsed);
  add_users(app, parsed);
  add_api_keys(app, parsed);
  add_files(app, parsed);
  add_demo(app, parsed);
  add_check(app, parsed);
  add_verb(app, "settings", "every setting with its range, as a table", parsed,
           [](const Configuration&) { return print_settings(); });
  add_verb(app, "version", "print the version", parsed, [](const Configuration&) {
    std::printf("loam %s\n", std::string(kVersion).c_str());
    return 0;
  });
  CLI11_PARSE(app, argc, argv);

  const auto configuration = read_configuration(parsed.line);
  if (!configuration) {
    std::fprintf(stderr, "loam: %s\n", configuration.error().c_str());
    return kMisused;
  }
  return parsed.verb(*configuration);
}

}  // namespace loam
