// `loam check` against the real server: what an operator runs after a deployment.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "support/paths.hpp"

namespace loam::test {
namespace {

constexpr const char* kCheckPassword = "two accounts of a check";

std::string make_operator_key(const ServerProcess& server) {
  const auto made =
      run_command({"api-key", "create", "--data", server.data(), "--name", "check", "--role", "operator"});
  const std::size_t begin = made.out.find(R"("secret":")") + 10;
  return made.out.substr(begin, made.out.find('"', begin) - begin);
}

struct Secrets {
  std::string key;
  std::string password = kCheckPassword;
};

/// Through `env`, as a service manager hands secrets over.
CommandResult run_check(const Secrets& secrets, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"LOAM_CHECK_KEY=" + secrets.key, "LOAM_CHECK_PASSWORD=" + secrets.password,
                                       binary(), "check", "--wait", "0"});
  return run_program("/usr/bin/env", arguments, {}, Duration::seconds(120));
}

std::string url_of(const ServerProcess& server) { return "http://127.0.0.1:" + std::to_string(server.port()); }

CommandResult run_check(const ServerProcess& server, const Secrets& secrets) {
  return run_check(secrets, {"--url", url_of(server)});
}

/// The line of one check; empty where it is not there.
std::string line_of(const CommandResult& checked, const std::string& name) {
  const std::size_t begin = ("\n" + checked.out).find("\n" + name + "  ");
  return begin == std::string::npos ? "" : checked.out.substr(begin, checked.out.find('\n', begin) - begin);
}

testing::AssertionResult tells_no_secret(const CommandResult& checked, const Secrets& secrets) {
  for (const std::string& secret : {secrets.key, secrets.password}) {
    if ((checked.out + checked.err).find(secret) != std::string::npos) return testing::AssertionFailure() << secret;
  }
  return testing::AssertionSuccess();
}

TEST(Check, passes_on_a_fresh_server_and_again_and_leaves_the_world_tidy) {
  // The cool-down alone is not the default: two runs at once would wait for it.
  ServerProcess server(
      with_settings({"listing_cooldown_minutes=0", "require_idempotency_keys=true", "enable_registration=false"}));
  const Secrets secrets{make_operator_key(server)};
  std::string claimed;
  for (int round = 0; round < 2; ++round) {
    const CommandResult checked = run_check(server, secrets);
    ASSERT_EQ(checked.exit_code, 0) << checked.out << checked.err;
    EXPECT_NE(checked.out.find("8 of 8 passed\n"), std::string::npos) << checked.out;
    for (const char* name : {"land sale", "biome trade", "both at once", "no negative balance", "audit trail",
                             "safeguards", "migrations", "metrics"}) {
      EXPECT_NE(line_of(checked, name).find(" ok "), std::string::npos) << name << '\n' << checked.out;
    }
    EXPECT_TRUE(tells_no_secret(checked, secrets));

    Caller root(server, secrets.key);
    EXPECT_TRUE(proven(root));
    EXPECT_EQ(root.get(std::string(kListings) + "?status=active").at("pagination/total"), "0");
    Caller seller(server);
    ASSERT_EQ(sign_in(seller, "check_seller", kCheckPassword).status, 200);
    const Told lands = seller.get(std::string(kLands) + "?owner_id=" + seller.user_id);
    EXPECT_EQ(lands.size("lands"), 1U) << "the same land serves each run";
    if (round > 0) {
      EXPECT_EQ(lands.at("lands/0/land_id"), claimed);
    }
    claimed = lands.at("lands/0/land_id");
    EXPECT_EQ(seller.get("/api/v1/biome-market/portfolio").at("holdings/0/shares"), "0") << "no shares are kept";
    EXPECT_EQ(root.get("/api/v1/marketplace/leaderboard/landowners").size("places"), 0U) << "hidden";
  }
}

TEST(Check, health_and_metrics_may_be_on_a_port_of_their_own_and_the_default_limits_let_it_through) {
  ServerProcess server;
  const Secrets secrets{make_operator_key(server)};
  const CommandResult first = run_check(secrets, {"--url", url_of(server) + "/", "--operator-url", url_of(server)});
  EXPECT_EQ(first.exit_code, 0) << first.out << first.err;
  const CommandResult second = run_check(server, secrets);
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_NE(line_of(second, "land sale").find("seen 409 listing_cooldown"), std::string::npos) << second.out;
  const CommandResult others = run_check(secrets, {"--url", url_of(server), "--accounts", "probe"});
  EXPECT_EQ(others.exit_code, 0) << others.out << others.err;
}

TEST(Check, a_halted_market_fails_what_trades_in_it_and_nothing_else) {
  ServerProcess server(with_settings({"listing_cooldown_minutes=0"}));
  const Secrets secrets{make_operator_key(server)};
  Caller root(server, secrets.key);
  ASSERT_EQ(root.post("/api/v1/admin/markets/forest/halt", R"({"reason":"for a test"})").status, 200);
  const CommandResult checked = run_check(server, secrets);
  EXPECT_EQ(checked.exit_code, 1);
  EXPECT_NE(line_of(checked, "biome trade").find("expected success, seen 409 market_halted"), std::string::npos)
      << checked.out;
  EXPECT_NE(line_of(checked, "safeguards").find("expected the refusal order_too_large"), std::string::npos);
  EXPECT_NE(line_of(checked, "land sale").find(" ok "), std::string::npos);
  EXPECT_NE(line_of(checked, "migrations").find(" ok "), std::string::npos);
  EXPECT_EQ(checked.out.find("8 of 8"), std::string::npos);
  EXPECT_EQ(root.get(std::string(kListings) + "?status=active").at("pagination/total"), "0") << "tidy all the same";

  ASSERT_EQ(root.post("/api/v1/admin/markets/forest/resume", R"({"reason":"for a test"})").status, 200);
  const CommandResult again = run_check(server, secrets);
  EXPECT_EQ(again.exit_code, 0) << again.out << again.err;
}

TEST(Check, what_cannot_begin_says_why_in_one_line_and_tells_no_secret) {
  ServerProcess server(with_settings({"listing_cooldown_minutes=0"}));
  const Secrets right{make_operator_key(server)};
  ASSERT_EQ(run_check(server, right).exit_code, 0);
  const std::string service = [&] {
    const auto made = run_command({"api-key", "create", "--data", server.data(), "--name", "game"});
    const std::size_t begin = made.out.find(R"("secret":")") + 10;
    return made.out.substr(begin, made.out.find('"', begin) - begin);
  }();
  const std::string url = url_of(server);
  struct Row {
    const char* name;
    Secrets secrets;
    std::string url;
    int exit_code;
    const char* says;
  };
  const Row rows[] = {
      {"wrong password", {right.key, "not the right password"}, url, 1, "LOAM_CHECK_PASSWORD: expected the password"},
      {"no such key", {"loam_sk_unknown"}, url, 1, "LOAM_CHECK_KEY: expected a key of role operator, seen 401"},
      {"a key that may not", {service}, url, 1, "LOAM_CHECK_KEY: expected a key of role operator, seen 403"},
      {"nobody there", right, "http://127.0.0.1:1", 1, "cannot connect to 127.0.0.1:1"},
      {"no key", {""}, url, 2, "LOAM_CHECK_KEY and LOAM_CHECK_PASSWORD have to be in the environment"},
      {"no address", right, "127.0.0.1:8080", 2, "take http://HOST:PORT"},
      {"TLS", right, "https://127.0.0.1", 2, "take http://HOST:PORT"},
      {"no port", right, "http://127.0.0.1:80x", 2, "take http://HOST:PORT"},
  };
  for (const Row& row : rows) {
    const CommandResult checked = run_check(row.secrets, {"--url", row.url});
    EXPECT_EQ(checked.exit_code, row.exit_code) << row.name << '\n' << checked.err;
    EXPECT_NE(checked.err.find(row.says), std::string::npos) << row.name << '\n' << checked.err;
    EXPECT_EQ(checked.out, "") << row.name;
    if (!row.secrets.key.empty()) {
      EXPECT_TRUE(tells_no_secret(checked, row.secrets)) << row.name;
    }
  }
}

}  // namespace
}  // namespace loam::test
