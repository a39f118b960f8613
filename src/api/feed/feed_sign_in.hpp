#pragma once

#include <string_view>

#include "api/principal.hpp"

namespace loam {

/// Who follows a feed, and until when.
struct SignedIn {
  bool ok = false;
  Principal who;
  Time expires;  ///< of the access token; zero for keys
};

/// @param act_as a user's id for keys with that scope, or empty
SignedIn sign_in_for_feed(const State& state, std::string_view token, std::string_view act_as, Time now);
/// When the session of somebody who is known already expires; zero for keys.
Time expiry_of(const State& state, const Principal& who);

}  // namespace loam
