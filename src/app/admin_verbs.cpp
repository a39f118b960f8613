#include <cstdio>
#include <iostream>
#include <utility>

#include <termios.h>
#include <unistd.h>

#include "api/json/json_value.hpp"
#include "api/json/json_writer.hpp"
#include "app/control.hpp"
#include "app/verbs.hpp"

namespace loam {
namespace {

constexpr int kRefused = 1;

int complain(const std::string& sentence) {
  std::fprintf(stderr, "loam: %s\n", sentence.c_str());
  return kRefused;
}

/// The sentences of a problem document.
std::string sentence_of(const AdminClient::Answer& answer) {
  const auto document = JsonDocument::parse(answer.body);
  if (!document) return "status " + std::to_string(answer.status);
  const JsonValue detail = document->root().find("detail");
  std::string text = detail.exists() && detail.kind() == JsonValue::Kind::string
                         ? std::string(detail.string())
                         : "status " + std::to_string(answer.status);
  const JsonValue errors = document->root().find("errors");
  for (JsonValue error = errors.first(); error.exists(); error = error.next()) {
    text += "\n  " + std::string(error.find("pointer").string()) + ": " + std::string(error.find("detail").string());
  }
  return text;
}

/// Asks, prints the answer's body, and gives the exit status.
int ask(AdminClient& client, std::string_view method, const std::string& target, const std::string& body) {
  const auto answer = client.request(method, target, body);
  if (!answer) return complain(answer.error());
  if (answer->status >= 300) return complain(sentence_of(*answer));
  if (!answer->body.empty()) std::printf("%s\n", answer->body.c_str());
  return 0;
}

int ask(const Configuration& configuration, std::string_view method, const std::string& target,
        const std::string& body) {
  const auto client = AdminClient::open(configuration);
  if (!client) return complain(client.error());
  return ask(**client, method, target, body);
}

/// A line from standard input; a terminal does not show it.
std::string read_secret() {
  termios settings{};
  const bool terminal = ::tcgetattr(STDIN_FILENO, &settings) == 0;
  const termios shown = settings;
  if (terminal) {
    std::fputs("password: ", stderr);
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &settings);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::fputs("\n", stderr);
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

/// The id of a user by name; the error is a sentence.
Result<std::string, std::string> find_user(AdminClient& client, const std::string& username) {
  const auto answer = client.request("GET", "/api/v1/admin/users?username=" + username, {});
  if (!answer) return Unexpected{answer.error()};
  if (answer->status != 200) return Unexpected{sentence_of(*answer)};
  const auto document = JsonDocument::parse(answer->body);
  if (!document) return Unexpected{std::string("the server's answer is not JSON")};
  const JsonValue user = document->root().find("users").first();
  if (!user.exists()) return Unexpected{"there is no user " + username};
  return std::string(user.find("user_id").string());
}

int change_user(const Configuration& configuration, const std::string& username, const std::string& body) {
  const auto client = AdminClient::open(configuration);
  if (!client) return complain(client.error());
  const auto id = find_user(**client, username);
  if (!id) return complain(id.error());
  return ask(**client, "PATCH", "/api/v1/admin/users/" + *id, body);
}

}  // namespace

int create_user(const Configuration& configuration, const NewUser& user) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().member("username", user.username).member("role", user.role);
  if (!user.email.empty()) json.member("email", user.email);
  if (user.password_from_stdin) json.member("password", read_secret());
  json.end_object();
  return ask(configuration, "POST", "/api/v1/admin/users", body);
}

int list_users(const Configuration& configuration) {
  const auto client = AdminClient::open(configuration);
  if (!client) return complain(client.error());
  std::string cursor;
  do {
    const std::string target = "/api/v1/admin/users?limit=500" + (cursor.empty() ? "" : "&cursor=" + cursor);
    const auto answer = (*client)->request("GET", target, {});
    if (!answer) return complain(answer.error());
    if (answer->status != 200) return complain(sentence_of(*answer));
    const auto document = JsonDocument::parse(answer->body);
    if (!document) return complain("the server's answer is not JSON");
    for (JsonValue user = document->root().find("users").first(); user.exists(); user = user.next()) {
      std::printf("%s\n", user.to_text().c_str());
    }
    const JsonValue next = document->root().find("pagination").find("next_cursor");
    cursor = next.exists() && next.kind() == JsonValue::Kind::string ? std::string(next.string()) : std::string();
  } while (!cursor.empty());
  return 0;
}

int set_role(const Configuration& configuration, const std::string& username, const std::string& role) {
  std::string body;
  JsonWriter(body).begin_object().member("role", role).end_object();
  return change_user(configuration, username, body);
}

int set_password(const Configuration& configuration, const std::string& username) {
  std::string body;
  JsonWriter(body).begin_object().member("password", read_secret()).end_object();
  return change_user(configuration, username, body);
}

int create_api_key(const Configuration& configuration, const NewApiKey& key) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().member("name", key.name).member("role", key.role).key("scopes").begin_array();
  for (const std::string& scope : key.scopes) json.value(scope);
  json.end_array().end_object();
  return ask(configuration, "POST", "/api/v1/admin/api-keys", body);
}

int list_api_keys(const Configuration& configuration) {
  return ask(configuration, "GET", "/api/v1/admin/api-keys", {});
}

int revoke_api_key(const Configuration& configuration, const std::string& id) {
  return ask(configuration, "DELETE", "/api/v1/admin/api-keys/" + id, {});
}

}  // namespace loam
