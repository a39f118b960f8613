#include "app/demo/demo_session.hpp"

#include <utility>

#include "api/json/json_value.hpp"
#include "api/json/json_writer.hpp"

namespace loam {

HttpHeaders DemoSession::bearer() const { return {{"Authorization", "Bearer " + token_}}; }

bool DemoSession::sign_in(HttpClient& http) {
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("username", account_.username)
      .member("password", account_.password)
      .end_object();
  auto answer = http.post("/api/v1/auth/login", body);
  if (!answer) return false;
  if (answer->status == 401) {
    std::string registration;
    JsonWriter(registration)
        .begin_object()
        .member("username", account_.username)
        .member("email", account_.username + "@demo.invalid")
        .member("password", account_.password)
        .end_object();
    answer = http.post("/api/v1/auth/register", registration);
    if (!answer) return false;
  }
  const auto document = JsonDocument::parse(answer->body);
  if (!document) return false;
  const JsonValue token = document->root().find("access_token");
  token_ = token.exists() ? std::string(token.string()) : std::string();
  const JsonValue user_id = document->root().find("user").find("user_id");
  if (user_id.exists()) user_id_ = user_id.string();
  return true;
}

Result<HttpAnswer, std::string> DemoSession::note(Result<HttpAnswer, std::string> answer) {
  if (answer && answer->status == 401) token_.clear();  // signs in anew when it acts next
  return answer;
}

Result<HttpAnswer, std::string> DemoSession::get(HttpClient& http, std::string_view target) {
  return note(http.get(target, bearer()));
}

Result<HttpAnswer, std::string> DemoSession::post(HttpClient& http, std::string_view target, std::string_view body) {
  HttpHeaders headers = bearer();
  headers.emplace_back("Idempotency-Key", std::to_string(random_()) + std::to_string(random_()));
  return note(http.post(target, body, std::move(headers)));
}

}  // namespace loam
