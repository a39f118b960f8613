#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"

namespace loam {

inline constexpr Duration kAccessTokenLife = Duration::hours(1);  // a stolen one is worth little for long
inline constexpr Duration kRefreshTokenLife = Duration::days(7);  // anew with each refresh

/// A secret that a client shows to be known: 256 random bits in base64url behind a prefix that tells people, and
/// scanners of leaked secrets, what it is.
struct Token {
  std::string text;  ///< goes to the client once, and nowhere else
  Digest hash{};     ///< SHA-256 of the text: what is stored
};

/// `loam_at_…`
Token make_access_token(Random& random);
/// `loam_rt_…`; names its session, so that a token that was spent before still finds the session it must end.
Token make_refresh_token(const Uuid& session, Random& random);
/// `loam_sk_…`: the secret of an API key.
Token make_api_key_secret(Random& random);

/// The session that a refresh token names; nullopt for a text that is no refresh token.
std::optional<Uuid> session_of_refresh_token(std::string_view text);

}  // namespace loam
