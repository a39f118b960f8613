#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/request.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"
#include "engine/command.hpp"
#include "engine/state.hpp"
#include "identity/user.hpp"

namespace loam {

/// On whose behalf a request comes. Identity comes from a session or an API key, never from anything else a client can
/// say.
struct Principal {
  AccountNo account;  ///< whose wallet it is about; none for a key that acts for nobody
  Uuid user_id;
  Role role = Role::player;
  Uuid session;  ///< nil for keys
  Uuid key;      ///< nil for sessions
  std::uint32_t scopes = 0;
  std::string name;  ///< for the audit log

  [[nodiscard]] bool is_key() const { return !key.is_nil(); }
  [[nodiscard]] bool allows(Scope scope) const { return (scopes & static_cast<std::uint32_t>(scope)) != 0; }
  /// May read what belongs to others.
  [[nodiscard]] bool oversees() const { return role == Role::operator_ || role == Role::auditor; }
  [[nodiscard]] Actor actor() const { return {account, name}; }
};

/// What the Authorization and X-Act-As headers come to.
struct Authentication {
  enum class Result : std::uint8_t { guest, known, bad_token, may_not_act, unknown_user };

  Result result = Result::guest;
  Principal principal;
};

/// @param token of a session or an API key, without the `Bearer` in front
/// @param act_as a user's id, or empty
Authentication authenticate(const State& state, std::string_view token, std::string_view act_as, Time now);

/// SHA-256 of a token. A thread remembers the last one: a game server sends the same with every command.
Digest hash_of_token(std::string_view token);

/// The token of `Authorization: Bearer TOKEN`; empty where there is none.
std::string_view bearer_token(const http::Request& request);

}  // namespace loam
