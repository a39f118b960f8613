#include "api/feed/feed_sign_in.hpp"

namespace loam {

SignedIn sign_in_for_feed(const State& state, std::string_view token, std::string_view act_as, Time now) {
  Authentication authentication = authenticate(state, token, act_as, now);
  if (authentication.result != Authentication::Result::known) return {};
  SignedIn signed_in{true, std::move(authentication.principal), Time{}};
  signed_in.expires = expiry_of(state, signed_in.who);
  return signed_in;
}

Time expiry_of(const State& state, const Principal& who) {
  if (who.is_key()) return Time{};
  const Session* session = state.identity.session(who.session);
  return session == nullptr ? Time{} : session->access_expires;
}

}  // namespace loam
