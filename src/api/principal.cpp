#include "api/principal.hpp"

namespace loam {
namespace {

constexpr std::string_view kBearer = "Bearer ";

Authentication authenticate_key(const State& state, const ApiKey& key, std::string_view act_as) {
  Authentication authentication;
  Principal& who = authentication.principal;
  who.role = key.role;
  who.key = key.id;
  who.scopes = key.scopes;
  who.name = "key:" + key.name;
  authentication.result = Authentication::Result::known;
  if (act_as.empty()) return authentication;

  const auto id = parse_uuid(act_as);
  const User* user = id ? state.identity.user(*id) : nullptr;
  if (!key.allows(Scope::act_as)) {
    authentication.result = Authentication::Result::may_not_act;
  } else if (user == nullptr || user->disabled) {
    authentication.result = Authentication::Result::unknown_user;
  } else {
    who.account = user->account;
    who.user_id = user->id;
  }
  return authentication;
}

}  // namespace

Digest hash_of_token(std::string_view token) {
  struct Last {
    std::string token;
    Digest hash{};
  };
  thread_local Last last;
  if (last.token.empty() || !equal_constant_time(token, last.token)) last = {std::string(token), sha256(token)};
  return last.hash;
}

std::string_view bearer_token(const http::Request& request) {
  const std::string_view header = request.header("authorization");
  return header.starts_with(kBearer) ? header.substr(kBearer.size()) : std::string_view{};
}

Authentication authenticate(const State& state, std::string_view token, std::string_view act_as, Time now) {
  Authentication authentication;
  if (token.empty()) return authentication;
  const Digest hash = hash_of_token(token);
  if (const ApiKey* key = state.identity.api_key_by_secret(hash)) return authenticate_key(state, *key, act_as);

  const Session* session = state.identity.session_by_access(hash);
  const User* user = session == nullptr ? nullptr : state.identity.user(session->account);
  if (user == nullptr || user->disabled || session->access_expires <= now) {
    authentication.result = Authentication::Result::bad_token;
    return authentication;
  }
  authentication.result = act_as.empty() ? Authentication::Result::known : Authentication::Result::may_not_act;
  authentication.principal = {user->account, user->id, user->role, session->id, Uuid{}, 0, user->username};
  return authentication;
}

}  // namespace loam
