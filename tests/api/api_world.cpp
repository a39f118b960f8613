#include "api_world.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

namespace loam::test {
namespace {

constexpr const char* kOperatorPassword = "an operator's password";

ServerOptions options(std::vector<std::string> settings, std::vector<std::string> environment) {
  // The limits on requests have tests of their own: elsewhere they would only get in the way.
  settings.insert(settings.begin(), {"api_requests_per_minute=1000000000", "biome_trades_per_minute=1000000000"});
  ServerOptions options;
  options.settings = std::move(settings);
  options.environment = std::move(environment);
  return options;
}

HttpAnswer expect(Result<HttpAnswer, std::string> answer) {
  if (!answer) throw std::runtime_error(answer.error());
  return std::move(answer).value();
}

}  // namespace

Json::Json(const std::string& text) {
  auto parsed =
      JsonDocument::parse(text, {.bytes = 64 * 1024 * 1024, .depth = 32, .values = 10'000'000, .members = 1'000});
  if (!parsed) throw std::runtime_error("no JSON: " + text.substr(0, 200));
  document = std::move(parsed).value();
}

std::string text_of(JsonValue value) {
  switch (value.kind()) {
    case JsonValue::Kind::string: return std::string(value.string());
    case JsonValue::Kind::number: return std::string(value.number_text());
    case JsonValue::Kind::boolean: return value.boolean() ? "true" : "false";
    default: return {};
  }
}

std::string Json::text(std::string_view name) const {
  const JsonValue value = root().find(name);
  return value.exists() ? text_of(value) : std::string();
}

ApiWorld::ApiWorld(std::vector<std::string> settings, std::vector<std::string> environment)
    : server_(options(std::move(settings), std::move(environment))) {
  const auto created = run_command({"user", "create", "--data", server_.data(), "--username", "operator", "--email",
                                    "operator@example.com", "--role", "operator", "--password-stdin"},
                                   std::string(kOperatorPassword) + "\n");
  if (created.exit_code != 0) throw std::runtime_error("cannot make an operator: " + created.err);
  const auto key = run_command({"api-key", "create", "--data", server_.data(), "--name", "game", "--role", "service",
                                "--scopes", "act_as,users,attention"});
  if (key.exit_code != 0) throw std::runtime_error("cannot make a key: " + key.err);
  service_key_ = Json(key.out).text("secret");
  sign_in();
}

void ApiWorld::sign_in() {
  const auto answer =
      post("/api/v1/auth/login", std::string(R"({"username":"operator","password":")") + kOperatorPassword + "\"}", {});
  if (answer.status != 200) throw std::runtime_error("the operator cannot sign in: " + answer.body);
  operator_token_ = Json(answer.body).text("access_token");
}

std::string ApiWorld::add_player(const std::string& username) {
  const auto answer =
      post("/api/v1/admin/users", R"({"username":")" + username + "\"}", {{"Authorization", "Bearer " + service_key_}});
  if (answer.status != 201) throw std::runtime_error("no player: " + answer.body);
  return Json(answer.body).text("user_id");
}

std::vector<std::string> ApiWorld::add_players(std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) ids.push_back(add_player("player_" + std::to_string(i)));
  return ids;
}

HttpHeaders ApiWorld::as_operator() const { return {{"Authorization", "Bearer " + operator_token_}}; }

HttpHeaders ApiWorld::as_player(const std::string& user_id, const std::string& idempotency_key) const {
  HttpHeaders headers{{"Authorization", "Bearer " + service_key_}, {"X-Act-As", user_id}};
  if (!idempotency_key.empty()) headers.emplace_back("Idempotency-Key", idempotency_key);
  return headers;
}

HttpAnswer ApiWorld::get(const std::string& target, const HttpHeaders& headers) {
  return expect(client().get(target, headers));
}

HttpAnswer ApiWorld::post(const std::string& target, const std::string& body, const HttpHeaders& headers) {
  return expect(client().post(target, body, headers));
}

void ApiWorld::fund(const std::string& user_id, const std::string& amount_bdt) {
  const auto answer = post("/api/v1/admin/users/" + user_id + "/adjust-balance",
                           R"({"amount_bdt":)" + amount_bdt + R"(,"reason":"for a test"})", as_operator());
  if (answer.status >= 300) throw std::runtime_error("no money: " + answer.body);
}

void ApiWorld::confirm(const std::string& user_id) {
  HttpHeaders headers = as_operator();
  headers.emplace_back("Content-Type", "application/json");
  const auto answer =
      expect(client().request("PATCH", "/api/v1/admin/users/" + user_id, headers, R"({"confirmed":true})"));
  if (answer.status >= 300) throw std::runtime_error("not confirmed: " + answer.body);
}

std::string ApiWorld::balance(const std::string& user_id) {
  return Json(get("/api/v1/users/" + user_id + "/balance", as_operator()).body).text("balance_bdt");
}

std::map<std::string, std::string> ApiWorld::record() {
  HttpClient patient = server_.client(Duration::seconds(120));
  const auto answer = expect(patient.get("/api/v1/admin/transactions/export?format=jsonl", as_operator()));
  std::map<std::string, std::string> rows;
  for (std::size_t at = 0; at < answer.body.size();) {
    const std::size_t end = answer.body.find('\n', at);
    const std::string line = answer.body.substr(at, end - at);
    rows.emplace(Json(line).text("transaction_id"), line);
    at = end + 1;
  }
  return rows;
}

::testing::AssertionResult ApiWorld::holds() {
  HttpClient patient = server_.client(Duration::seconds(120));
  auto proof = expect(patient.get("/api/v1/admin/invariants", as_operator()));
  while (proof.status == 202) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    proof = expect(patient.get("/api/v1/admin/invariants", as_operator()));
  }
  const Json answer(proof.body);
  if (proof.status != 200 || answer.text("holds") != "true" || answer.text("difference_bdt") != "0") {
    return ::testing::AssertionFailure() << "invariants: " << proof.body;
  }
  const auto verified = run_command({"verify", "--data", server_.data()}, {}, Duration::seconds(120));
  if (verified.exit_code != 0) return ::testing::AssertionFailure() << "verify: " << verified.out << verified.err;
  return ::testing::AssertionSuccess();
}

}  // namespace loam::test
