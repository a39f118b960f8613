// F-52 behind a reverse proxy: limits count the proxy's clients, and nobody chooses his own address.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/caller.hpp"
#include "support/temp_dir.hpp"

namespace loam::test {
namespace {

constexpr int kPerMinute = 20;
constexpr int kMany = 500;  // far more than is allowed, also where the requests are slow and the allowance grows back

ServerOptions limited(std::vector<std::string> settings) {
  settings.push_back("api_requests_per_minute=" + std::to_string(kPerMinute));
  return with_settings(std::move(settings));
}

/// How many of `kMany` guest's requests are answered before one is refused.
int answered(const ServerProcess& server, const std::function<std::string(int)>& forwarded_for) {
  Caller guest(server);
  for (int i = 0; i < kMany; ++i) {
    const Told told = guest.send("GET", "/api/v1/biome-market/markets", {}, {{"X-Forwarded-For", forwarded_for(i)}});
    if (told.status == 429) return i;
    EXPECT_EQ(told.status, 200) << told.body;
  }
  return kMany;
}

std::string one_of_many(int i) { return "203.0." + std::to_string(i / 250) + "." + std::to_string(i % 250); }

TEST(Proxies, F52_without_a_trusted_proxy_the_header_counts_for_nothing) {
  const ServerProcess server(limited({}));
  EXPECT_LT(answered(server, one_of_many), kMany);
}

TEST(Proxies, F52_a_peer_that_is_not_on_the_list_is_not_believed) {
  const ServerProcess server(limited({"trusted_proxies=10.0.0.0/8,::1"}));
  EXPECT_LT(answered(server, one_of_many), kMany);
}

TEST(Proxies, F52_each_client_of_a_trusted_proxy_has_its_own_allowance) {
  const ServerProcess server(limited({"trusted_proxies=127.0.0.1, 10.0.0.0/8"}));
  EXPECT_EQ(answered(server, one_of_many), kMany);
  EXPECT_LT(answered(server, [](int) { return "198.51.100.1"; }), kMany);
  EXPECT_LT(answered(server, [](int i) { return one_of_many(i) + ", 198.51.100.2, 10.1.1.1"; }), kMany)
      << "what the client wrote itself chose its allowance";
}

TEST(Proxies, F52_the_addresses_of_one_customer_share_an_allowance) {
  const ServerProcess server(limited({"trusted_proxies=127.0.0.1"}));
  const auto numbered = [](const std::string& network, int i, const std::string& rest) {
    return network + std::to_string(i) + rest;
  };
  EXPECT_LT(answered(server, [&](int i) { return numbered("2001:db8:1:2::", i, ""); }), kMany);
  EXPECT_EQ(answered(server, [&](int i) { return numbered("2001:db8:2:", i, "::1"); }), kMany);
}

TEST(Proxies, F53_wrong_passwords_delay_the_client_and_not_everybody_behind_the_proxy) {
  const ServerProcess server(with_settings({"trusted_proxies=127.0.0.0/8", "api_requests_per_minute=1000000"}));
  make_player(server, "karl");
  Caller guest(server);
  const auto sign_in_from = [&guest](const std::string& address, std::string_view password) {
    return guest
        .send("POST", "/api/v1/auth/login", R"({"username":"karl","password":")" + std::string(password) + R"("})",
              {{"Content-Type", "application/json"}, {"X-Forwarded-For", address}})
        .status;
  };
  int status = 401;
  for (int i = 0; i < kMany && status == 401; ++i) status = sign_in_from("203.0.113.1", "a wrong password");
  EXPECT_EQ(status, 429);
  EXPECT_EQ(sign_in_from("203.0.113.2", kPassword), 200);
}

TEST(Proxies, a_list_that_cannot_be_read_is_named) {
  const TempDir temp;
  const auto told = run_command({"serve", "--data", temp / "d", "--set", "trusted_proxies=10.0.0.0/8,proxy.example"});
  EXPECT_EQ(told.exit_code, 2);
  EXPECT_NE(told.err.find("trusted_proxies"), std::string::npos) << told.err;
  EXPECT_NE(told.err.find("proxy.example"), std::string::npos) << told.err;
}

}  // namespace
}  // namespace loam::test
