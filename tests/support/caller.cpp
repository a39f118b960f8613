#include "support/caller.hpp"

#include <charconv>
#include <stdexcept>
#include <utility>

#include "api/json/json_writer.hpp"

namespace loam::test {
namespace {

JsonValue step(JsonValue from, std::string_view name) {
  if (from.kind() == JsonValue::Kind::object) return from.find(name);
  if (from.kind() != JsonValue::Kind::array) return {};
  std::size_t index = 0;
  if (std::from_chars(name.data(), name.data() + name.size(), index).ec != std::errc{}) return {};
  JsonValue item = from.first();
  for (; item.exists() && index > 0; --index) item = item.next();
  return item;
}

void remember(Caller& caller, const Told& told) {
  caller.token = told.at("access_token");
  caller.refresh_token = told.at("refresh_token");
  caller.user_id = told.at("user/user_id");
  caller.username = told.at("user/username");
}

std::string credentials(std::string_view username, std::string_view password) {
  std::string body;
  JsonWriter(body).begin_object().member("username", username).member("password", password).end_object();
  return body;
}

}  // namespace

JsonValue Told::find(std::string_view path) const {
  JsonValue value = document.root();
  while (!path.empty() && value.exists()) {
    const std::size_t end = path.find('/');
    value = step(value, path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  }
  return value;
}

bool Told::has(std::string_view path) const { return find(path).exists(); }

std::size_t Told::size(std::string_view path) const { return find(path).size(); }

std::string Told::at(std::string_view path) const {
  const JsonValue value = find(path);
  if (!value.exists()) return {};
  return value.kind() == JsonValue::Kind::string ? std::string(value.string()) : value.to_text();
}

std::string Told::error_at(std::string_view pointer) const {
  const JsonValue errors = find("errors");
  for (JsonValue error = errors.first(); error.exists(); error = error.next()) {
    if (error.find("pointer").string() == pointer) return std::string(error.find("code").string());
  }
  return {};
}

Caller::Caller(const ServerProcess& server, std::string its_token)
    : token(std::move(its_token)), client_(server.client(Duration::seconds(60))) {}

Told Caller::send(std::string_view method, std::string_view target, std::string_view body, HttpHeaders headers) {
  if (!token.empty()) headers.emplace_back("Authorization", "Bearer " + token);
  if (!acting_for.empty()) headers.emplace_back("X-Act-As", acting_for);
  auto answer = client_.request(method, target, headers, body);
  if (!answer) throw std::runtime_error(std::string(target) + ": " + answer.error());
  Told told;
  told.status = answer->status;
  told.raw = std::move(answer).value();
  told.body = told.raw.body;
  if (auto document = JsonDocument::parse(told.body)) told.document = std::move(document).value();
  return told;
}

Told Caller::get(std::string_view target) { return send("GET", target, {}, {}); }
Told Caller::del(std::string_view target) { return send("DELETE", target, {}, {}); }

Told Caller::post(std::string_view target, std::string_view json, std::string_view key) {
  HttpHeaders headers{{"Content-Type", "application/json"}};
  if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
  return send("POST", target, json, std::move(headers));
}

Told Caller::patch(std::string_view target, std::string_view json, std::string_view key) {
  HttpHeaders headers{{"Content-Type", "application/json"}};
  if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
  return send("PATCH", target, json, std::move(headers));
}

ServerOptions with_settings(std::vector<std::string> settings, std::vector<std::string> environment) {
  ServerOptions options;
  options.settings = std::move(settings);
  options.environment = std::move(environment);
  return options;
}

Caller make_player(const ServerProcess& server, const std::string& username) {
  Caller caller(server);
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("username", username)
      .member("email", username + "@example.org")
      .member("password", kPassword)
      .end_object();
  const Told told = caller.post("/api/v1/auth/register", body);
  if (told.status != 201) throw std::runtime_error("cannot register: " + told.body);
  remember(caller, told);
  return caller;
}

Caller make_overseer(const ServerProcess& server, const std::string& username, std::string_view role) {
  const auto made = run_command({"user", "create", "--data", server.data(), "--username", username, "--role",
                                 std::string(role), "--password-stdin"},
                                std::string(kPassword) + "\n");
  if (made.exit_code != 0) throw std::runtime_error("cannot make " + username + ": " + made.err);
  Caller caller(server);
  const Told told = sign_in(caller, username, kPassword);
  if (told.status != 200) throw std::runtime_error("cannot sign in: " + told.body);
  return caller;
}

Told sign_in(Caller& caller, std::string_view username, std::string_view password) {
  caller.token.clear();
  Told told = caller.post("/api/v1/auth/login", credentials(username, password));
  if (told.status == 200) remember(caller, told);
  return told;
}

void give(Caller& operator_, const Caller& player, std::string_view amount_bdt) {
  const Told told = operator_.post("/api/v1/admin/users/" + player.user_id + "/adjust-balance",
                                   R"({"amount_bdt":)" + std::string(amount_bdt) + R"(,"reason":"for a test"})");
  if (told.status != 201) throw std::runtime_error("cannot give: " + told.body);
}

}  // namespace loam::test
