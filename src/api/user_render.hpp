#pragma once

#include <optional>

#include "api/json/json_writer.hpp"
#include "engine/state.hpp"

namespace loam {

/// One user with his wallet, copied out of one moment of the state.
struct UserView {
  User user;
  Account account;
};
std::optional<UserView> find_user(const State& state, const Uuid& id);
std::optional<UserView> find_user(const State& state, AccountNo account);

/// `user_id, username, created_at`: what anybody may see. Into an open object, as the others below.
void write_public_part(JsonWriter& json, const User& user);
/// `email, role, confirmed, hidden, disabled`: for the user himself, operators and auditors.
void write_private_part(JsonWriter& json, const User& user);
/// `balance_bdt, held_bdt, available_bdt, currency`: the same.
void write_balance(JsonWriter& json, const Account& account);
/// All three.
void write_whole_user(JsonWriter& json, const UserView& view);

}  // namespace loam
