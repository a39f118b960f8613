#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "api/client/http_client.hpp"
#include "api/json/json_value.hpp"
#include "money/money.hpp"
#include "support/process.hpp"

namespace loam::test {

/// A parsed answer: keeps the text and its values together.
struct Json {
  explicit Json(const std::string& text);

  [[nodiscard]] JsonValue root() const { return document.root(); }
  /// The text of a member, for strings and numbers; empty where it is missing or null.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::string code() const { return text("code"); }

  JsonDocument document;
};
std::string text_of(JsonValue value);

/// A real server with an operator, a key of a game server, and as many players as a test likes.
class ApiWorld {
 public:
  explicit ApiWorld(std::vector<std::string> settings = {}, std::vector<std::string> environment = {});

  [[nodiscard]] ServerProcess& server() { return server_; }
  [[nodiscard]] HttpClient client() const { return server_.client(); }
  /// Opens an account through the game server's key; gives the user's id.
  std::string add_player(const std::string& username);
  std::vector<std::string> add_players(std::size_t count);
  /// Signs the operator in anew: after a restart, or after an hour.
  void sign_in();

  [[nodiscard]] HttpHeaders as_operator() const;
  /// As the game server, for a player. An empty key sends none.
  [[nodiscard]] HttpHeaders as_player(const std::string& user_id, const std::string& idempotency_key = {}) const;
  [[nodiscard]] const std::string& service_key() const { return service_key_; }

  HttpAnswer get(const std::string& target, const HttpHeaders& headers);
  HttpAnswer post(const std::string& target, const std::string& body, const HttpHeaders& headers);
  /// Gives money by an operator's adjustment.
  void fund(const std::string& user_id, const std::string& amount_bdt);
  /// Makes the account established: an operator vouches for it.
  void confirm(const std::string& user_id);
  std::string balance(const std::string& user_id);
  /// The rows of the whole record, as the export streams them, by transaction id.
  std::map<std::string, std::string> record();

  /// `GET /admin/invariants` and `loam verify` both find nothing; explains what they found otherwise.
  ::testing::AssertionResult holds();

 private:
  ServerProcess server_;
  std::string operator_token_;
  std::string service_key_;
};

}  // namespace loam::test
