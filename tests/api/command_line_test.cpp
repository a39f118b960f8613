#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "support/paths.hpp"

namespace loam::test {
namespace {

std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

TEST(CommandLine, the_page_of_settings_is_what_the_tables_say) {
  const auto printed = run_command({"settings"});
  ASSERT_EQ(printed.exit_code, 0) << printed.err;
  const std::string page = read(loam::test::source_dir() + "/docs/settings.md");
  EXPECT_NE(page.find(printed.out), std::string::npos)
      << "docs/settings.md is stale: put the output of `loam settings` in";
}

TEST(CommandLine, misuse_names_the_setting_and_the_rule) {
  const TempDir temp;
  const auto unknown = run_command({"serve", "--data", temp / "d", "--set", "moon=1"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.err.find("moon"), std::string::npos) << unknown.err;
  const auto range = run_command({"serve", "--data", temp / "d", "--set", "biome_trade_fee_percent=21"});
  EXPECT_EQ(range.exit_code, 2);
  EXPECT_NE(range.err.find("biome_trade_fee_percent"), std::string::npos) << range.err;
  const auto table = run_command({"serve", "--data", temp / "d", "--set", "bid_increments=flat:0"});
  EXPECT_EQ(table.exit_code, 2);
  EXPECT_NE(table.err.find("bid_increments takes flat:STEP, ebay or"), std::string::npos) << table.err;
  EXPECT_FALSE(std::filesystem::exists(temp / "d"));
}

TEST(CommandLine, the_command_line_goes_before_the_environment_and_both_before_the_file) {
  const TempDir temp;
  const std::string file = temp / "loam.toml";
  std::ofstream(file) << "biome_trade_fee_percent = 2.5\nsignup_grant_bdt = 1\ncycle_ms = 900\n"
                      << "bid_increments = [\"0:1\", \"100:2.50\"]\nland_fee_tiers = \"0:5,1000:4\"\n";
  ServerOptions options;
  options.settings = {"cycle_ms=300"};
  options.arguments = {"--config", file};
  options.environment = {"LOAM_SIGNUP_GRANT_BDT=7", "LOAM_CYCLE_MS=700", "LOAM_LAND_FEE_TIERS="};
  ServerProcess server(options);
  run_command(
      {"user", "create", "--data", server.data(), "--username", "boss", "--role", "operator", "--password-stdin"},
      "a password of an operator\n");
  HttpClient http = server.client();
  const auto signed_in =
      http.post("/api/v1/auth/login", R"({"username":"boss","password":"a password of an operator"})");
  ASSERT_TRUE(signed_in);
  const auto config = http.get("/api/v1/admin/config/economy",
                               {{"Authorization", "Bearer " + Json(signed_in->body).text("access_token")}});
  ASSERT_TRUE(config);
  const Json settings(config->body);
  std::map<std::string, std::string> values;
  for (JsonValue entry = settings.root().find("settings").first(); entry.exists(); entry = entry.next()) {
    values[text_of(entry.find("name"))] = text_of(entry.find("value")) + " " + text_of(entry.find("source"));
  }
  EXPECT_EQ(values["biome_trade_fee_percent"], "2.5 file");
  EXPECT_EQ(values["signup_grant_bdt"], "7 fixed");
  EXPECT_EQ(values["cycle_ms"], "300 fixed");
  EXPECT_EQ(values["bid_increments"], "0:1,100:2.5 file");
  EXPECT_EQ(values["land_fee_tiers"], "none fixed");
}

TEST(CommandLine, a_backup_of_a_running_world_restores_to_the_same_record) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string anna = world.add_player("anna");
  ASSERT_EQ(world.post("/api/v1/biome-market/buy", R"({"biome":"ocean","amount_bdt":5})", world.as_player(anna)).status,
            201);
  const TempDir temp;
  const auto saved = run_command({"backup", temp / "copy.sqlite", "--data", world.server().data()});
  ASSERT_EQ(saved.exit_code, 0) << saved.err;
  EXPECT_NE(run_command({"backup", temp / "copy.sqlite", "--data", world.server().data()}).exit_code, 0);
  const auto restored = run_command({"restore", temp / "copy.sqlite", "--data", temp / "new"});
  ASSERT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_NE(restored.out.find("all holds"), std::string::npos) << restored.out;
  EXPECT_NE(run_command({"restore", temp / "copy.sqlite", "--data", temp / "new"}).exit_code, 0);
}

TEST(CommandLine, F51_down_to_008_and_up_again_keeps_every_trade) {
  ApiWorld world({"signup_grant_bdt=100000"});
  const std::string anna = world.add_player("anna");
  for (int i = 0; i < 40; ++i) {
    const bool sell = i % 4 == 3;
    const auto answer =
        world.post(std::string("/api/v1/biome-market/") + (sell ? "sell" : "buy"),
                   sell ? R"({"biome":"ocean","shares":0.01})" : R"({"biome":"ocean","amount_bdt":12.34})",
                   world.as_player(anna, "k" + std::to_string(i)));
    ASSERT_EQ(answer.status, 201) << answer.body;
  }
  const auto before = world.record();
  ASSERT_EQ(world.server().terminate(), std::optional(0));
  const auto down = run_command({"migrate", "down", "--to", "008", "--data", world.server().data()});
  ASSERT_EQ(down.exit_code, 0) << down.out << down.err;
  const auto refused =
      run_command({"serve", "--no-migrate", "--data", world.server().data(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(refused.exit_code, 1) << refused.err;
  const auto up = run_command({"migrate", "up", "--data", world.server().data()});
  ASSERT_EQ(up.exit_code, 0) << up.out << up.err;
  world.server().restart();
  EXPECT_EQ(world.record(), before);
  EXPECT_TRUE(world.holds());
  // A key from before is known after.
  const auto again =
      world.post("/api/v1/biome-market/buy", R"({"biome":"ocean","amount_bdt":12.34})", world.as_player(anna, "k0"));
  EXPECT_EQ(again.header("idempotency-replayed"), "true") << again.body;
}

}  // namespace
}  // namespace loam::test
