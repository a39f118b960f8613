#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/client/http_client.hpp"
#include "api/json/json_value.hpp"
#include "app/check/check_patience.hpp"
#include "app/server_place.hpp"
#include "base/result.hpp"
#include "money/money.hpp"

namespace loam {

/// What was found; or a sentence that says what was expected and what was seen.
template <class T>
using Found = Result<T, std::string>;

/// The value at a path of members, `pagination/total`; nothing where there is none.
JsonValue value_at(JsonValue root, std::string_view path);
/// Strings without quotes, numbers as they were written; empty for the rest.
std::string text_at(JsonValue root, std::string_view path);
/// nullopt where it is no amount of BDT.
std::optional<Money> money_at(JsonValue root, std::string_view path);
/// 0 where it is no whole number.
std::int64_t number_at(JsonValue root, std::string_view path);

/// One answer, ready to be looked into.
struct CheckAnswer {
  int status = 0;
  std::string body;
  JsonDocument document;  ///< empty where the body is no JSON

  [[nodiscard]] JsonValue root() const { return document.root(); }
  [[nodiscard]] std::string text(std::string_view path) const { return text_at(root(), path); }
  [[nodiscard]] std::int64_t number(std::string_view path) const { return number_at(root(), path); }
  /// The word of the problem, empty where it is none.
  [[nodiscard]] std::string code() const { return text("code"); }
  /// For a sentence: `409 market_halted (This market is halted.)`.
  [[nodiscard]] std::string words() const;
};

/// Talks to the server for somebody: a guest, a test account, the operator's key. One thread at a time.
class CheckTalk {
 public:
  /// @param token of a session or a key; empty: a guest
  /// @param patience for limits on requests; outlives this
  CheckTalk(ServerPlace place, std::string token, CheckPatience& patience);

  /// Whatever the status. The error says that nobody answered.
  Found<CheckAnswer> ask(std::string_view method, std::string_view target, std::string_view body = {});
  /// The error also says that the answer was no success.
  Found<CheckAnswer> get(std::string_view target) { return expect_success("GET", target, {}); }
  Found<CheckAnswer> post(std::string_view target, std::string_view body) {
    return expect_success("POST", target, body);
  }
  Found<CheckAnswer> expect_success(std::string_view method, std::string_view target, std::string_view body);
  /// The error also says that the request was not refused with this code.
  Found<CheckAnswer> expect_refusal(std::string_view target, std::string_view body, std::string_view code);

  [[nodiscard]] const std::string& token() const { return token_; }
  [[nodiscard]] const ServerPlace& place() const { return place_; }

 private:
  Found<CheckAnswer> ask_once(std::string_view method, std::string_view target, const HttpHeaders& headers,
                              std::string_view body, int& again_in_s);

  ServerPlace place_;
  std::string token_;
  CheckPatience* patience_;
  HttpClient http_;
};

}  // namespace loam
