#include "api/user_render.hpp"

namespace loam {
namespace {

std::optional<UserView> copy_of(const State& state, const User* user) {
  if (user == nullptr) return std::nullopt;
  return UserView{*user, state.ledger.account(user->account)};
}

}  // namespace

std::optional<UserView> find_user(const State& state, const Uuid& id) {
  return copy_of(state, state.identity.user(id));
}

std::optional<UserView> find_user(const State& state, AccountNo account) {
  return copy_of(state, state.identity.user(account));
}

void write_public_part(JsonWriter& json, const User& user) {
  json.member("user_id", user.id).member("username", user.username).member("created_at", user.created_at);
}

void write_private_part(JsonWriter& json, const User& user) {
  json.key("email");
  user.email.empty() ? json.value(nullptr) : json.value(user.email);
  json.member("role", to_string(user.role))
      .member("confirmed", user.confirmed)
      .member("hidden", user.hidden)
      .member("disabled", user.disabled);
}

void write_balance(JsonWriter& json, const Account& account) {
  json.member("balance_bdt", account.balance())
      .member("held_bdt", account.held)
      .member("available_bdt", account.available)
      .member("currency", "BDT");
}

void write_whole_user(JsonWriter& json, const UserView& view) {
  write_public_part(json, view.user);
  write_private_part(json, view.user);
  write_balance(json, view.account);
}

}  // namespace loam
