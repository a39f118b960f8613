#include "api/signatures.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <sodium.h>

#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::int64_t kLatestSecond = 253'402'300'799;  // the end of the year 9999

void add(crypto_auth_hmacsha256_state& state, std::string_view text) {
  // libsodium takes bytes as unsigned char; the text is only read.
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::optional<Time> read_timestamp(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (seconds < 0 || seconds > kLatestSecond) return std::nullopt;
  return Time{seconds * 1000};
}

}  // namespace

std::string sign_webhook(std::string_view secret, std::string_view timestamp, std::string_view body) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  add(state, timestamp);
  add(state, ".");
  add(state, body);
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  return to_hex(mac);
}

std::string_view to_string(SignatureCheck check) {
  switch (check) {
    case SignatureCheck::good: return "signature_good";
    case SignatureCheck::missing: return "signature_missing";
    case SignatureCheck::malformed: return "signature_malformed";
    case SignatureCheck::stale: return "signature_stale";
    case SignatureCheck::wrong: return "signature_wrong";
  }
  return "unknown";
}

SignatureCheck check_webhook(std::string_view secret, std::string_view timestamp, std::string_view signature,
                             std::string_view body, Time now) {
  if (timestamp.empty() || signature.empty()) return SignatureCheck::missing;
  const auto signed_at = read_timestamp(timestamp);
  if (!signed_at || signature.size() != 2 * crypto_auth_hmacsha256_BYTES) return SignatureCheck::malformed;
  if (!equal_constant_time(signature, sign_webhook(secret, timestamp, body))) return SignatureCheck::wrong;
  if (now - *signed_at > kSignatureWindow || *signed_at - now > kSignatureWindow) return SignatureCheck::stale;
  return SignatureCheck::good;
}

}  // namespace loam
