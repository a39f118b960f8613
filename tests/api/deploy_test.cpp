// What deploy/ and docs/deployment.md say about this program is so: verbs, options and settings that exist.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "support/paths.hpp"
#include "support/process.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

fs::path in_tree(const std::string& file) { return fs::path(source_dir()) / file; }

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    found.push_back((*at)[1].str());
  }
  return found;
}

/// LOAM_NAME is the setting `name`.
std::string setting_of(std::string variable) {
  std::transform(variable.begin(), variable.end(), variable.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return variable;
}

std::set<std::string> known_settings() {
  const auto names = matches(run_command({"settings"}).out, R"(\| `([a-z_0-9]+)` \|)");
  return {names.begin(), names.end()};
}

/// Where a verb has verbs of its own, a command names both.
std::vector<std::string> verb_of(const std::string& command) {
  static const std::set<std::string> kFamilies{"migrate", "user", "api-key", "world"};
  std::vector<std::string> words = matches(command, R"((?:^| )([a-z][a-z-]*)\b)");
  words.resize(std::min<std::size_t>(words.size(), words.empty() || !kFamilies.contains(words[0]) ? 1 : 2));
  return words;
}

/// Each `loam …` of a text up to the end of the command.
std::vector<std::string> commands_in(const std::string& text) {
  return matches(
      text,
      R"((?:^|[ \n/(]|as_)loam ((?:serve|check|backup|restore|verify|migrate|user|api-key|version|settings)\b[^\n|;&)`]*))");
}

void expect_commands_exist(const std::string& text, std::size_t at_least) {
  const auto commands = commands_in(text);
  EXPECT_GE(commands.size(), at_least);
  for (const std::string& command : commands) {
    std::vector<std::string> arguments = verb_of(command);
    arguments.emplace_back("--help");
    const CommandResult help = run_command(arguments);
    EXPECT_EQ(help.exit_code, 0) << command;
    for (const std::string& option : matches(command, R"((?:^| )(--[a-z-]+))")) {
      EXPECT_TRUE(std::regex_search(help.out, std::regex(option + "\\b"))) << option << " in: loam " << command;
    }
  }
}

class Units : public testing::TestWithParam<const char*> {
 protected:
  std::string unit_ = read(in_tree(std::string("deploy/systemd/") + GetParam()));
};

TEST_P(Units, name_only_verbs_options_and_settings_that_exist) {
  expect_commands_exist(unit_, 1);
  const auto known = known_settings();
  for (const std::string& variable : matches(unit_, R"(\nEnvironment=LOAM_([A-Z_0-9]+)=)")) {
    EXPECT_TRUE(known.contains(setting_of(variable))) << variable;
  }
}

TEST_P(Units, have_no_secret_and_no_right_that_a_server_does_not_need) {
  EXPECT_EQ(unit_.find("postgres://"), std::string::npos) << "secrets are in the file of the environment";
  for (const char* line :
       {"User=loam", "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "MemoryDenyWriteExecute=yes",
        "CapabilityBoundingSet=\n", "Restart=on-failure", "StateDirectoryMode=0700"}) {
    EXPECT_NE(unit_.find('\n' + std::string(line)), std::string::npos) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Deploy, Units, testing::Values("loam.service", "loam-standby.service"),
                         [](const auto& unit) -> std::string {
                           return std::string_view(unit.param) == "loam.service" ? "server" : "standby";
                         });

TEST(Deploy, the_settings_of_the_example_are_taken) {
  const auto taken = run_command({"settings", "--config", in_tree("deploy/loam.toml")});
  EXPECT_EQ(taken.exit_code, 0) << taken.err;
  const auto known = known_settings();
  const auto variables = matches(read(in_tree("deploy/loam.env")), R"(\n#?LOAM_([A-Z_0-9]+)=)");
  EXPECT_GE(variables.size(), 2U);
  for (const std::string& variable : variables) EXPECT_TRUE(known.contains(setting_of(variable))) << variable;
}

TEST(Deploy, the_page_names_only_verbs_and_options_that_exist) {
  expect_commands_exist(read(in_tree("docs/deployment.md")), 10);
}

TEST(Deploy, the_page_names_only_files_that_exist) {
  const auto files = matches(read(in_tree("docs/deployment.md")), R"(\b(deploy/[a-z/_-]+\.[a-z]+))");
  EXPECT_GE(files.size(), 5U);
  for (const std::string& file : files) EXPECT_TRUE(fs::exists(in_tree(file))) << file;
}

}  // namespace
}  // namespace loam::test
