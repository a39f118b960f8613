#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/client/http_client.hpp"
#include "api/json/json_value.hpp"
#include "support/process.hpp"

namespace loam::test {

/// An answer of the API, ready to be looked into.
struct Told {
  int status = 0;
  HttpAnswer raw;
  std::string body;
  JsonDocument document;

  /// The value at a path as text: `user/username`, `transactions/0/amount_bdt`. Strings without quotes, numbers as they
  /// were written, `null`, objects and lists as JSON; empty where there is nothing.
  [[nodiscard]] std::string at(std::string_view path) const;
  [[nodiscard]] bool has(std::string_view path) const;
  /// How many items the list at the path has.
  [[nodiscard]] std::size_t size(std::string_view path) const;
  /// The problem's word, empty where it is none.
  [[nodiscard]] std::string code() const { return at("code"); }
  /// The word of the error about one field (`/amount_bdt`); empty where there is none.
  [[nodiscard]] std::string error_at(std::string_view pointer) const;

 private:
  [[nodiscard]] JsonValue find(std::string_view path) const;
};

/// Somebody who talks to a server: a guest, a player, an operator, a key.
class Caller {
 public:
  explicit Caller(const ServerProcess& server, std::string token = {});

  Told get(std::string_view target);
  /// @param key the Idempotency-Key; empty: none
  Told post(std::string_view target, std::string_view json, std::string_view key = {});
  Told patch(std::string_view target, std::string_view json, std::string_view key = {});
  Told del(std::string_view target);
  Told send(std::string_view method, std::string_view target, std::string_view body, HttpHeaders headers);

  std::string token;
  std::string refresh_token;
  std::string user_id;
  std::string username;
  /// For keys: the user they act for; empty: nobody.
  std::string acting_for;

 private:
  HttpClient client_;
};

ServerOptions with_settings(std::vector<std::string> settings, std::vector<std::string> environment = {});

inline constexpr std::string_view kPassword = "a long enough password";

/// Registers, and is signed in.
Caller make_player(const ServerProcess& server, const std::string& username);
/// Made with the command line and signed in. @param role operator or auditor
Caller make_overseer(const ServerProcess& server, const std::string& username, std::string_view role = "operator");
/// Signs in once more; the status says whether it worked.
Told sign_in(Caller& caller, std::string_view username, std::string_view password);
/// Gives an amount of BDT to a player, on the operator's word.
void give(Caller& operator_, const Caller& player, std::string_view amount_bdt);

}  // namespace loam::test
