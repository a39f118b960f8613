#include "api/tokens.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include <sodium.h>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kRefreshBytes = sizeof(Uuid) + kSecretBytes;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

constexpr std::string_view kAccessPrefix = "loam_at_";
constexpr std::string_view kRefreshPrefix = "loam_rt_";
constexpr std::string_view kApiKeyPrefix = "loam_sk_";

std::string to_base64url(std::span<const std::uint8_t> bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
  text.pop_back();  // the terminating zero
  return text;
}

Token make_token(std::string_view prefix, std::span<const std::uint8_t> bytes) {
  Token token;
  token.text = std::string(prefix) + to_base64url(bytes);
  token.hash = sha256(token.text);
  return token;
}

Token make_secret(std::string_view prefix, Random& random) {
  std::array<std::uint8_t, kSecretBytes> secret{};
  random.fill(secret);
  return make_token(prefix, secret);
}

}  // namespace

Token make_access_token(Random& random) { return make_secret(kAccessPrefix, random); }
Token make_api_key_secret(Random& random) { return make_secret(kApiKeyPrefix, random); }

Token make_refresh_token(const Uuid& session, Random& random) {
  std::array<std::uint8_t, kRefreshBytes> bytes{};
  std::copy(session.bytes.begin(), session.bytes.end(), bytes.begin());
  random.fill(std::span(bytes).subspan(session.bytes.size()));
  return make_token(kRefreshPrefix, bytes);
}

std::optional<Uuid> session_of_refresh_token(std::string_view text) {
  if (!text.starts_with(kRefreshPrefix)) return std::nullopt;
  text.remove_prefix(kRefreshPrefix.size());
  std::array<std::uint8_t, kRefreshBytes> bytes{};
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed =
      sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end, kBase64);
  if (failed != 0 || size != bytes.size() || end != text.data() + text.size()) return std::nullopt;
  Uuid session;
  std::copy_n(bytes.begin(), session.bytes.size(), session.bytes.begin());
  return session;
}

}  // namespace loam
