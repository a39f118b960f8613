// The contract (api/openapi.yaml) and the server say the same: the router's table in both directions, every error code
// with its status, and the answers of the main routes member by member.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/refusals.hpp"
#include "app/configuration.hpp"
#include "app/economy.hpp"
#include "contract_scene.hpp"
#include "feeds_client.hpp"
#include "support/caller.hpp"
#include "support/paths.hpp"
#include "support/temp_dir.hpp"

namespace loam::test {
namespace {

// ---------------------------------------------------------------------------------------------------------------------
// The table of routes

std::string method_word(http::Method method) {
  std::string word(http::to_string(method));
  std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  return word;
}

/// Pages are no part of the API.
bool is_page(const http::Route& route) { return route.name.starts_with("page_") || route.name.starts_with("docs_"); }

class ContractRoutes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    temp_ = new TempDir();
    Configuration configuration;
    configuration.data = temp_->path() / "world";
    auto opened = loam::Economy::open(configuration, [](const Fault&) {});
    ASSERT_TRUE(opened.has_value()) << opened.error();
    world_ = std::move(opened).value().release();
  }
  static void TearDownTestSuite() {
    delete world_;
    delete temp_;
  }
  static std::vector<const http::Route*> routes() {
    std::vector<const http::Route*> found;
    for (const auto& route : world_->api().router().routes()) {
      if (!is_page(*route)) found.push_back(route.get());
    }
    return found;
  }
  static JsonValue operation_of(const http::Route& route) {
    return contract().operation(method_word(route.method), route.pattern);
  }

 private:
  static inline TempDir* temp_ = nullptr;
  static inline loam::Economy* world_ = nullptr;
};

TEST_F(ContractRoutes, EveryRouteIsDocumentedUnderItsName) {
  for (const http::Route* route : routes()) {
    const JsonValue operation = operation_of(*route);
    ASSERT_TRUE(operation.exists()) << http::to_string(route->method) << ' ' << route->pattern;
    EXPECT_EQ(operation.find("operationId").string(), route->name) << route->pattern;
  }
}

TEST_F(ContractRoutes, EveryOperationIsServed) {
  std::set<std::string> served;
  for (const http::Route* route : routes()) served.insert(method_word(route->method) + ' ' + route->pattern);
  for (JsonValue path = contract().root().find("paths").first(); path.exists(); path = path.next()) {
    for (JsonValue operation = path.first(); operation.exists(); operation = operation.next()) {
      const std::string name = std::string(operation.name()) + ' ' + std::string(path.name());
      EXPECT_TRUE(served.contains(name)) << name << " is documented and not there";
    }
  }
}

/// Whether nothing at all has to be shown: `security` has an empty alternative.
bool is_open(JsonValue operation) {
  const JsonValue security = operation.find("security");
  for (JsonValue one = security.first(); one.exists(); one = one.next()) {
    if (one.size() == 0) return true;
  }
  return false;
}

bool takes_key(JsonValue operation) {
  for (JsonValue one = operation.find("parameters").first(); one.exists(); one = one.next()) {
    if (contract().resolve(one).find("name").string() == "Idempotency-Key") return true;
  }
  return false;
}

TEST_F(ContractRoutes, WhoMayIsDocumentedAsItIs) {
  for (const http::Route* route : routes()) {
    const JsonValue operation = operation_of(*route);
    ASSERT_TRUE(operation.exists()) << route->name;
    const bool guest = (route->flags & access::guest) != 0;
    const bool keyed = (route->flags & access::write) != 0 && (route->flags & access::no_key) == 0;
    const bool limited = (route->flags & access::unlimited) == 0;
    EXPECT_EQ(is_open(operation), guest) << route->name;
    // A batch carries the keys of its commands and takes none itself.
    EXPECT_EQ(takes_key(operation), keyed && route->name != "run_batch") << route->name;
    EXPECT_TRUE(guest || operation.find("responses").find("401").exists()) << route->name;
    EXPECT_TRUE(!limited || operation.find("responses").find("429").exists()) << route->name;
  }
}

TEST_F(ContractRoutes, EveryPathParameterIsDocumented) {
  for (const http::Route* route : routes()) {
    std::set<std::string> documented;
    for (JsonValue one = operation_of(*route).find("parameters").first(); one.exists(); one = one.next()) {
      const JsonValue parameter = contract().resolve(one);
      if (parameter.find("in").string() == "path") documented.emplace(parameter.find("name").string());
    }
    std::set<std::string> there;
    const std::regex name(R"(\{(\w+)\})");
    for (std::sregex_iterator at(route->pattern.begin(), route->pattern.end(), name), end; at != end; ++at) {
      there.insert((*at)[1]);
    }
    EXPECT_EQ(documented, there) << route->pattern;
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Error codes

std::map<std::string, int> documented_codes() {
  const JsonValue schema = contract().schema("ProblemCode");
  const std::string table(schema.find("description").string());
  std::map<std::string, int> codes;
  const std::regex row(R"(\| (\w+) \| (\d+) \|)");
  for (std::sregex_iterator at(table.begin(), table.end(), row), end; at != end; ++at) {
    codes[(*at)[1]] = std::stoi((*at)[2]);
  }
  return codes;
}

TEST(ContractCodes, TheTableAndTheListAreTheSame) {
  std::set<std::string> in_table;
  for (const auto& [code, status] : documented_codes()) in_table.insert(code);
  std::set<std::string> in_list;
  const JsonValue words = contract().schema("ProblemCode").find("enum");
  for (JsonValue word = words.first(); word.exists(); word = word.next()) in_list.emplace(word.string());
  EXPECT_EQ(in_table, in_list);
}

TEST(ContractCodes, EveryRefusalIsThereWithItsStatus) {
  const auto codes = documented_codes();
  int refusals = 0;
  for (int number = 0; number < 2'000; ++number) {
    const auto code = static_cast<RefusalCode>(number);
    if (to_string(code) == "unknown") continue;
    ++refusals;
    const auto found = codes.find(std::string(to_string(code)));
    ASSERT_NE(found, codes.end()) << to_string(code);
    EXPECT_EQ(found->second, status_of(code)) << to_string(code);
  }
  EXPECT_GT(refusals, 20);
}

TEST(ContractCodes, EveryProblemInTheSourceIsThereWithItsStatus) {
  const auto codes = documented_codes();
  const std::regex made(R"re(\b([45]\d\d)(?:, |: return \{)"([a-z_]+)")re");
  int found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(loam::test::source_dir() + "/src/api")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    for (std::sregex_iterator at(text.begin(), text.end(), made), end; at != end; ++at) {
      ++found;
      const auto code = codes.find((*at)[2]);
      ASSERT_NE(code, codes.end()) << (*at)[2] << " in " << entry.path().filename();
      EXPECT_EQ(code->second, std::stoi((*at)[1])) << (*at)[2] << " in " << entry.path().filename();
    }
  }
  EXPECT_GT(found, 20);
}

// ---------------------------------------------------------------------------------------------------------------------
// The checker itself

struct Row {
  const char* name;
  const char* schema;
  const char* value;
  const char* expected;  // "" for nothing
};

class ContractChecker : public testing::TestWithParam<Row> {};

TEST_P(ContractChecker, Complains) {
  const Row& row = GetParam();
  const Contract small(std::string(R"({"components":{"schemas":{"Id":{"type":"string","format":"uuid"},"S":)") +
                       row.schema + "}}}");
  const auto value = JsonDocument::parse(row.value);
  ASSERT_TRUE(value.has_value());
  const auto found = small.problems(small.schema("S"), value->root());
  EXPECT_EQ(found.empty() ? "" : found.front(), row.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ContractChecker,
    testing::Values(
        Row{"Right", R"({"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}})", R"({"a":1})", ""},
        Row{"Missing", R"({"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}})", "{}",
            "/a: missing"},
        Row{"NotDocumented", R"({"type":"object","properties":{"a":{}}})", R"({"b":1})", "/b: not documented"},
        Row{"AnotherType", R"({"type":["string","null"]})", "1", ": another type: 1"},
        Row{"Null", R"({"type":["string","null"]})", "null", ""},
        Row{"Decimals", R"({"type":"number","multipleOf":0.01})", "1.005", ": more decimals than 0.01: 1.005"},
        Row{"SmallDecimals", R"({"type":"number","multipleOf":1e-06})", "0.000001", ""},
        Row{"Reference", R"({"$ref":"#/components/schemas/Id"})", R"("x")", R"(: no uuid: "x")"},
        Row{"AllOf", R"({"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]})", R"({"a":1,"b":2})", ""},
        Row{"Choice", R"({"oneOf":[{"type":"string"},{"type":"null"}]})", "7", ": another type: 7"},
        Row{"Word", R"({"enum":["a","b"]})", R"("c")", R"(: not one of its words: "c")"},
        Row{"Item", R"({"type":"array","items":{"type":"integer"}})", R"([1,"x"])", R"(/1: another type: "x")"}),
    [](const auto& row) { return std::string(row.param.name); });

// ---------------------------------------------------------------------------------------------------------------------
// Answers of the real server

TEST_F(ContractAnswers, TheExchange) {
  Caller guest(server());
  get(guest, v1("/biome-market/markets"));
  get(guest, v1("/biome-market/markets/{biome}"), v1("/biome-market/markets/forest"));
  get(guest, v1("/biome-market/markets/{biome}"), v1("/biome-market/markets/moon"), 404);
  get(guest, v1("/biome-market/portfolio"), v1("/biome-market/portfolio"), 401);
  post(player(), v1("/biome-market/quote"), R"({"biome":"forest","side":"buy","amount_bdt":50})", 200);
  post(player(), v1("/biome-market/quote"), R"({"biome":"forest","side":"buy","amount_bdt":1000000})", 200);
  post(player(), v1("/biome-market/buy"), R"({"biome":"forest","amount_bdt":"50.50"})", 201);
  post(player(), v1("/biome-market/buy"), R"({"biome":"forest","amount_bdt":0.001})", 422);
  post(player(), v1("/biome-market/buy"), R"({"biome":"forest","amount_bdt":100000})", 409);
  post(player(), v1("/biome-market/sell"), R"({"biome":"forest","shares":0.1})", 201);
  post(player(), v1("/biome-market/track-attention"), R"({"events":[{"biome":"snow","score":2.5}]})", 200);
  get(player(), v1("/biome-market/portfolio"));
  get(player(), v1("/biome-market/transactions"));
  get(guest, v1("/biome-market/statistics"));
  get(guest, v1("/biome-market/price-history/{biome}"), v1("/biome-market/price-history/snow?hours=1"));
  get(guest, v1("/biome-market/price-history/{biome}"), v1("/biome-market/price-history/forest?hours=1&interval=1m"));
  get(guest, v1("/biome-market/price-history/{biome}"), v1("/biome-market/price-history/forest?interval=1y"), 422);
}

TEST_F(ContractAnswers, WhoIsThere) {
  Caller guest(server());
  post(guest, v1("/auth/register"),
       R"({"username":"bilal","email":"bilal@example.org","password":"a long enough password"})", 201);
  post(guest, v1("/auth/register"),
       R"({"username":"bilal","email":"other@example.org","password":"a long enough password"})", 409);
  const Told signed_in =
      post(guest, v1("/auth/login"), R"({"username":"bilal","password":"a long enough password"})", 200);
  post(guest, v1("/auth/login"), R"({"username":"bilal","password":"a wrong one"})", 401);
  post(guest, v1("/auth/refresh"), R"({"refresh_token":")" + signed_in.at("refresh_token") + R"("})", 200);
  get(player(), v1("/auth/me"));
  get(guest, v1("/auth/me"), v1("/auth/me"), 401);
  Caller bilal(server());
  sign_in(bilal, "bilal", kPassword);
  const Told sessions = get(bilal, v1("/auth/sessions"));
  ask(bilal, "DELETE", v1("/auth/sessions/{session_id}"), v1("/auth/sessions/") + sessions.at("sessions/1/session_id"),
      {}, 204);
  ask(bilal, "DELETE", v1("/auth/sessions/{session_id}"), v1("/auth/sessions/") + sessions.at("sessions/1/session_id"),
      {}, 404);
  const std::string id = player().user_id;
  get(guest, v1("/users/{id}"), v1("/users/") + id);
  get(root(), v1("/users/{id}"), v1("/users/") + id);
  get(player(), v1("/users/{id}/balance"), v1("/users/") + id + "/balance");
  get(guest, v1("/users/{id}/stats"), v1("/users/") + id + "/stats");
  get(player(), v1("/users/{id}/stats"), v1("/users/") + id + "/stats");
  get(guest, v1("/users/{id}/lands"), v1("/users/") + id + "/lands");
  get(player(), v1("/users/{id}/transactions"), v1("/users/") + id + "/transactions?limit=1");
  ask(player(), "PATCH", v1("/users/{id}"), v1("/users/") + id, R"({"hidden":false})");
}

TEST_F(ContractAnswers, TopUps) {
  get(player(), v1("/payments/gateways"));
  const Told begun = ask(player(), "POST", v1("/payments/initiate/{gateway}"), v1("/payments/initiate/sandbox"),
                         R"({"amount_bdt":500})", 201);
  const std::string reference = begun.at("reference_id");
  get(player(), v1("/payments/status/{reference_id}"), v1("/payments/status/") + reference);
  get(player(), v1("/payments/sandbox/{reference_id}"), v1("/payments/sandbox/") + reference);
  ask(player(), "POST", v1("/payments/sandbox/{reference_id}/approve"),
      v1("/payments/sandbox/") + reference + "/approve", {}, 303);
  get(player(), v1("/payments/status/{reference_id}"), v1("/payments/status/") + reference);
  ask(player(), "POST", v1("/payments/webhook/{gateway}"), v1("/payments/webhook/bkash"), R"({})", 401);
  get(root(), v1("/admin/payment-events"));
}

TEST_F(ContractAnswers, TheRecord) {
  get(player(), v1("/marketplace/transactions/audit-trail"));
  get(root(), v1("/marketplace/transactions/audit-trail"));
  get(player(), v1("/marketplace/transactions/audit-trail"),
      v1("/marketplace/transactions/audit-trail?transaction_type=X"), 422);
  get(root(), v1("/marketplace/transactions/{seq}/proof"), v1("/marketplace/transactions/1/proof"));
  get(player(), v1("/marketplace/transactions/{seq}/proof"), v1("/marketplace/transactions/1/proof"), 404);
  get(player(), v1("/marketplace/transactions/audit-trail/export"),
      v1("/marketplace/transactions/audit-trail/export?format=csv"));
  get(player(), v1("/marketplace/transactions/audit-trail/export"),
      v1("/marketplace/transactions/audit-trail/export?format=jsonl"));
  get(root(), v1("/admin/transactions"));
  get(root(), v1("/admin/transactions/export"));
  post(player(), v1("/batch"),
       R"([{"method":"POST","path":"/biome-market/buy","body":{"biome":"beach","amount_bdt":5}}])", 200);
}

TEST_F(ContractAnswers, Operators) {
  const std::string id = player().user_id;
  get(root(), v1("/admin/config/economy"));
  ask(root(), "PATCH", v1("/admin/config/economy"), v1("/admin/config/economy?dry_run=true"),
      R"({"settings":{"biome_trade_fee_percent":2.5}})");
  ask(root(), "PATCH", v1("/admin/config/economy"), v1("/admin/config/economy"), R"({"password_min_length":13})");
  ask(root(), "PATCH", v1("/admin/config/economy"), v1("/admin/config/economy"), R"({"password_min_length":1})", 422);
  get(root(), v1("/admin/config/history"));
  get(root(), v1("/admin/users"));
  post(root(), v1("/admin/users"), R"({"username":"made-by-root"})", 201);
  ask(root(), "PATCH", v1("/admin/users/{id}"), v1("/admin/users/") + id, R"({"confirmed":true})");
  ask(root(), "POST", v1("/admin/users/{id}/adjust-balance"), v1("/admin/users/") + id + "/adjust-balance",
      R"({"amount_bdt":-1.5,"reason":"for the test"})", 201);
  Caller tired = make_player(server(), "tired");
  const std::string of_tired = v1("/admin/users/") + tired.user_id + "/sessions";
  const Told sessions = get(root(), v1("/admin/users/{id}/sessions"), of_tired);
  const std::string session = of_tired + "/" + sessions.at("sessions/0/session_id");
  ask(root(), "DELETE", v1("/admin/users/{id}/sessions/{session_id}"), session, {}, 204);
  ask(root(), "DELETE", v1("/admin/users/{id}/sessions/{session_id}"), session, {}, 404);
  const Told key = post(root(), v1("/admin/api-keys"), R"({"name":"game","scopes":["act_as"]})", 201);
  get(root(), v1("/admin/api-keys"));
  ask(root(), "DELETE", v1("/admin/api-keys/{id}"), v1("/admin/api-keys/") + key.at("key_id"));
  ask(root(), "POST", v1("/admin/markets/{biome}/halt"), v1("/admin/markets/snow/halt"), R"({"reason":"to look"})");
  post(player(), v1("/biome-market/buy"), R"({"biome":"snow","amount_bdt":1})", 409);
  ask(root(), "POST", v1("/admin/markets/{biome}/resume"), v1("/admin/markets/snow/resume"), R"({"reason":"looked"})");
  get(root(), v1("/admin/audit-logs"));
  get(root(), v1("/admin/safeguards"));
  get(root(), v1("/admin/reports/daily"));
  get(root(), v1("/admin/reports/weekly"));
  get(root(), v1("/admin/invariants"));
  get(player(), v1("/admin/alerts"), v1("/admin/alerts"), 403);
  Told alerts = get(root(), v1("/admin/alerts"));
  for (int i = 0; i < 100 && alerts.size("alerts") == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    alerts = get(root(), v1("/admin/alerts"));
  }
  ASSERT_GT(alerts.size("alerts"), 0U) << alerts.body;
  ask(root(), "POST", v1("/admin/alerts/{id}/ack"), v1("/admin/alerts/") + alerts.at("alerts/0/alert_id") + "/ack",
      R"({"note":"seen"})");
}

TEST_F(ContractAnswers, Machines) {
  Caller guest(server());
  get(guest, "/health");
  get(guest, "/health/live");
  get(guest, "/health/ready");
  get(guest, "/metrics");
  get(guest, v1("/openapi.json"));
  get(guest, v1("/ws/connect"), v1("/ws/connect"), 426);
  get(guest, v1("/events"), v1("/events?channels=account"), 401);
}

TEST_F(ContractAnswers, EveryMessageOfTheFeed) {
  FeedClient feed(server());
  feed.say(R"({"type":"ping","ref":"1"})");
  feed.say("nonsense");
  feed.say(R"({"type":"authenticate","token":")" + root().token + R"("})");
  feed.say(R"({"type":"subscribe_alerts"})");
  feed.say(R"({"type":"subscribe_account"})");
  feed.say(R"({"type":"unsubscribe_account"})");
  feed.say(R"({"type":"authenticate","token":")" + player().token + R"("})");
  feed.say(R"({"type":"subscribe_account"})");
  feed.say(R"({"type":"subscribe_biome_market"})");
  feed.say(R"({"type":"resume","from_seq":1})");
  FeedClient alerts(server(), root().token);
  alerts.say(R"({"type":"subscribe_alerts"})");
  alerts.next("subscribed_alerts");
  post(player(), v1("/biome-market/buy"), R"({"biome":"ocean","amount_bdt":7})", 201);
  post(player(), v1("/biome-market/buy"), R"({"biome":"ocean","amount_bdt":100000})", 409);
  post(player(), v1("/biome-market/track-attention"), R"({"biome":"ocean","score":1})", 200);
  for (const char* type : {"hello", "pong", "error", "authenticated", "subscribed_alerts", "subscribed_account",
                           "unsubscribed", "subscribed_biome_market", "resync", "account_transactions",
                           "balance_update", "trade", "biome_market_update", "biome_attention_update"}) {
    EXPECT_FALSE(feed.next(type).body.empty()) << type;
  }
  EXPECT_FALSE(alerts.next("safeguard").body.empty());
  for (const FeedClient* one : {&feed, &alerts}) hold_against_contract(one->heard());
}

}  // namespace
}  // namespace loam::test
