#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "api/client/http_client.hpp"

namespace loam {

/// Who a bot is.
struct DemoAccount {
  std::string username;
  std::string password;
};

/// A bot's way into the API: signs in, registers where nobody knows it, and signs in anew when its token has expired.
class DemoSession {
 public:
  DemoSession(DemoAccount account, std::uint64_t seed) : account_(std::move(account)), random_(seed) {}

  [[nodiscard]] bool signed_in() const { return !token_.empty(); }
  /// False where the server does not answer. May leave it signed out, for a later try.
  bool sign_in(HttpClient& http);
  [[nodiscard]] const std::string& user_id() const { return user_id_; }

  Result<HttpAnswer, std::string> get(HttpClient& http, std::string_view target);
  /// With a key of its own.
  Result<HttpAnswer, std::string> post(HttpClient& http, std::string_view target, std::string_view body);

  /// 0..bound - 1, by chance.
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

 private:
  [[nodiscard]] HttpHeaders bearer() const;
  Result<HttpAnswer, std::string> note(Result<HttpAnswer, std::string> answer);

  DemoAccount account_;
  std::mt19937_64 random_;
  std::string token_;
  std::string user_id_;
};

}  // namespace loam
