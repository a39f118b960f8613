#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "contract_schema.hpp"
#include "embedded/embedded.hpp"
#include "support/caller.hpp"

namespace loam::test {

inline const Contract& contract() {
  static const Contract kContract{std::string(embedded::find("api/openapi.json")->content)};
  return kContract;
}

inline std::string v1(std::string_view path) { return "/api/v1" + std::string(path); }

/// A server with an operator and a player, for answers that are held against the contract.
class ContractAnswers : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ServerOptions options = with_settings(
        {"api_requests_per_minute=1000000", "signup_grant_bdt=10000", "cycle_ms=100", "sandbox_gateway=true",
         "max_transaction_percent=0.01", "listing_cooldown_minutes=0", "world_size=32x24"},
        {"LOAM_GATEWAY_SECRET_BKASH=secret"});
    server_ = new ServerProcess(std::move(options));
    operator_ = new Caller(make_overseer(*server_, "root"));
    player_ = new Caller(make_player(*server_, "anika"));
  }
  static void TearDownTestSuite() {
    delete player_;
    delete operator_;
    delete server_;
  }

  /// Asks, and holds the answer against the contract. @param path as it stands in the contract
  static Told ask(Caller& caller, const std::string& method, std::string_view path, const std::string& target,
                  std::string_view body = {}, int expected = 200) {
    HttpHeaders headers;
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
    Told told = caller.send(method, target, body, headers);
    EXPECT_EQ(told.status, expected) << method << ' ' << target << ": " << told.body;
    std::string lower = method;
    std::ranges::transform(lower, lower.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    const JsonValue operation = contract().operation(lower, path);
    EXPECT_TRUE(operation.exists()) << method << ' ' << path;
    if (operation.exists()) {
      for (const std::string& problem :
           contract().problems(operation, told.status, told.raw.header("content-type"), told.body)) {
        ADD_FAILURE() << method << ' ' << target << ' ' << told.status << ' ' << problem;
      }
    }
    return told;
  }
  /// What a feed has told.
  static void hold_against_contract(const std::vector<std::string>& messages) {
    for (const std::string& text : messages) {
      const auto document = JsonDocument::parse(text);
      ASSERT_TRUE(document.has_value()) << text;
      for (const std::string& problem : contract().problems(contract().schema("FeedMessage"), document->root())) {
        ADD_FAILURE() << problem << " in " << text;
      }
    }
  }
  static Told get(Caller& caller, std::string_view path, const std::string& target, int expected = 200) {
    return ask(caller, "GET", path, target, {}, expected);
  }
  static Told get(Caller& caller, const std::string& path) { return get(caller, path, path); }
  static Told post(Caller& caller, const std::string& path, std::string_view body, int expected) {
    return ask(caller, "POST", path, path, body, expected);
  }

  static ServerProcess& server() { return *server_; }
  static Caller& root() { return *operator_; }
  static Caller& player() { return *player_; }

 private:
  static inline ServerProcess* server_ = nullptr;
  static inline Caller* operator_ = nullptr;
  static inline Caller* player_ = nullptr;
};

}  // namespace loam::test
