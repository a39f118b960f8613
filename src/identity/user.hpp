#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"
#include "ledger/account.hpp"

namespace loam {

/// Stored: never renumber.
enum class Role : std::uint8_t { player = 0, operator_ = 1, auditor = 2, service = 3 };
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

/// A person or a game's character with a wallet.
struct User {
  Uuid id;
  AccountNo account;
  std::string username;       ///< 3..32 of letters, digits, `_`, `-`, `.`; unique without regard to case
  std::string email;          ///< may be empty; unique without regard to case where it is not
  std::string password_hash;  ///< argon2id in its own text form; empty: no sign-in by password
  Role role = Role::player;
  bool confirmed = false;  ///< an operator vouches for the account: it counts as established
  bool hidden = false;     ///< stays off leaderboards
  bool disabled = false;   ///< may not sign in, nor be acted for
  Time created_at;

  bool operator==(const User&) const = default;
};

/// One sign-in and all its rotations. Tokens are stored as their SHA-256 only.
struct Session {
  Uuid id;
  AccountNo account;
  Digest access_hash{};
  Time access_expires;
  Digest refresh_hash{};
  Time refresh_expires;
  Time created_at;
  bool revoked = false;

  bool operator==(const Session&) const = default;
};

/// What an API key may do beyond its role. Bits, stored.
enum class Scope : std::uint32_t {
  act_as = 1,     ///< trade for a player: X-Act-As, or user_id in a batch
  attention = 2,  ///< post attention for players
  users = 4,      ///< create players without a password
};
std::string_view to_string(Scope scope);
std::optional<Scope> parse_scope(std::string_view text);

struct ApiKey {
  Uuid id;
  std::string name;  ///< 1..64 characters, for people
  Role role = Role::service;
  std::uint32_t scopes = 0;
  Digest secret_hash{};
  Time created_at;
  Time revoked_at;  ///< zero while it is good

  [[nodiscard]] bool allows(Scope scope) const { return (scopes & static_cast<std::uint32_t>(scope)) != 0; }
  bool operator==(const ApiKey&) const = default;
};

}  // namespace loam
