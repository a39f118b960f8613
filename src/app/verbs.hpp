#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/configuration.hpp"

namespace loam {

// One function a verb; each gives the exit status. What a person asked for goes to standard output, complaints to
// standard error.

int serve(const Configuration& configuration);
/// @param trusted public keys in hexadecimal whose checkpoints are believed, beside this machine's own
int verify(const Configuration& configuration, const std::vector<std::string>& trusted);

/// Makes a world that is not there yet, with its markets and its map.
int generate_world(const Configuration& configuration);

struct MigrateOptions {
  std::string direction;  ///< up, down, status
  std::optional<std::string> to;
  std::vector<std::string> accepted_losses;
};
int migrate(const Configuration& configuration, const MigrateOptions& options);

int backup(const Configuration& configuration, const std::filesystem::path& file);
/// Ends with the proof, as `verify` gives it.
int restore(const Configuration& configuration, const std::filesystem::path& file,
            const std::vector<std::string>& trusted);

struct ImportOptions {
  std::string from;  ///< postgres://…; empty: what LOAM_IMPORT_FROM says
  bool dry_run = false;
};
/// Brings a world of the former schema in, and prints what came and what did not add up.
int import_virtual_world(const Configuration& configuration, const ImportOptions& options);

struct NewUser {
  std::string username;
  std::string email;
  std::string role;
  bool password_from_stdin = false;
};
int create_user(const Configuration& configuration, const NewUser& user);
int list_users(const Configuration& configuration);
int set_role(const Configuration& configuration, const std::string& username, const std::string& role);
int set_password(const Configuration& configuration, const std::string& username);

struct NewApiKey {
  std::string name;
  std::string role;
  std::vector<std::string> scopes;
};
int create_api_key(const Configuration& configuration, const NewApiKey& key);
int list_api_keys(const Configuration& configuration);
int revoke_api_key(const Configuration& configuration, const std::string& id);

struct DemoOptions {
  std::string url;
  unsigned bots = 50;
};
int demo(const Configuration& configuration, const DemoOptions& options);

struct CheckOptions {
  std::string url;
  std::string operator_url;  ///< where /health and /metrics answer; empty: `url`
  std::string accounts;      ///< what the names of the two test accounts begin with
  std::string biome;         ///< whose market is traded in
  unsigned wait_s = 0;       ///< for limits that earlier runs have used up, in all
};
/// The checks after a deployment, against a running server. Secrets come from the environment.
int check_deployment(const CheckOptions& options);

/// The settings as a page of documentation, from the tables in the code.
int print_settings();

}  // namespace loam
