#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace loam {

/// How far a webhook's timestamp may be from now, either way: clocks differ, and a call that was overheard is worthless
/// after it. Within it a repeated call credits nothing twice.
inline constexpr Duration kSignatureWindow = Duration::minutes(5);

/// What a gateway puts into X-Loam-Signature: HMAC-SHA256 over `timestamp`, a full stop and the raw body, in lower-case
/// hexadecimal.
/// @param timestamp as it stands in X-Loam-Timestamp: seconds since 1970
std::string sign_webhook(std::string_view secret, std::string_view timestamp, std::string_view body);

enum class SignatureCheck : std::uint8_t { good, missing, malformed, stale, wrong };
/// The word for a payment event.
std::string_view to_string(SignatureCheck check);

/// Compares in a time that does not depend on the signature.
SignatureCheck check_webhook(std::string_view secret, std::string_view timestamp, std::string_view signature,
                             std::string_view body, Time now);

}  // namespace loam
