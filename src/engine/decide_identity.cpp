#include <utility>

#include "base/check.hpp"
#include "engine/deciders.hpp"

namespace loam {

Outcome Decider::operator()(const RegisterUser& command) {
  if (!command.by_operator && !state.settings.is_on(SettingId::enable_registration)) {
    return Unexpected{Refusal{RefusalCode::registration_disabled}};
  }
  User user = command.user;
  user.account = state.ledger.next_account();
  user.created_at = at;
  if (const auto refusal = state.identity.check_names(user)) return Unexpected{*refusal};
  if (user.account.value >= kMaxAccounts) return Unexpected{Refusal{RefusalCode::too_many_accounts, kMaxAccounts}};

  LOAM_CHECK(state.identity.user(user.id) == nullptr);
  happen(user);
  if (command.by_operator) log("user.create", to_string(user.id), user.username);
  const Money grant = state.settings.money(SettingId::signup_grant_bdt);
  if (grant > Money::zero() && user.role == Role::player) {
    Transaction draft;
    draft.type = TransactionType::grant;
    draft.buyer = user.account;
    draft.amount = grant;
    // The treasury may go below zero: a grant can only fail by leaving 64 bits, and then there is none.
    if (auto row = prepare(std::move(draft))) happen(std::move(row).value());
  }
  if (command.session) {
    Session session = *command.session;
    session.account = user.account;
    session.created_at = at;
    happen(session);
  }
  return Answer{IdAnswer{user.id}};
}

Outcome Decider::operator()(const ChangeUser& command) {
  const User* found = state.identity.user(command.account);
  if (found == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};

  User user = *found;
  std::string changes;
  const auto changed = [&changes](std::string_view what) {
    if (!changes.empty()) changes += ", ";
    changes += what;
  };
  if (command.password_hash) {
    user.password_hash = *command.password_hash;
    changed("password");
  }
  if (command.role) {
    user.role = *command.role;
    changed("role " + std::string(to_string(*command.role)));
  }
  if (command.confirmed) {
    user.confirmed = *command.confirmed;
    changed(*command.confirmed ? "confirmed" : "not confirmed");
  }
  if (command.hidden) {
    user.hidden = *command.hidden;
    changed(*command.hidden ? "hidden" : "shown");
  }
  if (command.disabled) {
    user.disabled = *command.disabled;
    changed(*command.disabled ? "disabled" : "enabled");
  }
  if (command.end_sessions) {
    for (Session session : state.identity.sessions_of(user.account, at)) {
      if (session.id == command.keep_session) continue;
      session.revoked = true;
      happen(session);
    }
    changed("sessions ended");
  }
  happen(user);
  log("user.change", to_string(user.id), changes);
  return Answer{IdAnswer{user.id}};
}

Outcome Decider::operator()(const OpenSession& command) {
  const User* user = state.identity.user(command.session.account);
  if (user == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};
  if (user->disabled) return Unexpected{Refusal{RefusalCode::user_disabled}};

  if (const Session* oldest = state.identity.session_to_end(user->account, at)) {
    Session ended = *oldest;
    ended.revoked = true;
    happen(ended);
  }
  LOAM_CHECK(state.identity.session(command.session.id) == nullptr);
  if (command.renewed && command.renewed->verified_hash == user->password_hash) {
    User renewed = *user;
    renewed.password_hash = command.renewed->hash;
    happen(renewed);
  }
  Session session = command.session;
  session.created_at = at;
  happen(session);
  return Answer{IdAnswer{session.id}};
}

Outcome Decider::operator()(const RotateSession& command) {
  const Session* found = state.identity.session(command.session);
  if (found == nullptr || found->revoked || found->refresh_expires <= at) {
    return Unexpected{Refusal{RefusalCode::session_unknown}};
  }
  const User* user = state.identity.user(found->account);
  if (user == nullptr || user->disabled) return Unexpected{Refusal{RefusalCode::user_disabled}};

  Session session = *found;
  if (session.refresh_hash != command.spent_refresh_hash) {
    // A token that was spent before is in two hands: neither keeps the session.
    session.revoked = true;
    happen(session);
    return Unexpected{Refusal{RefusalCode::refresh_token_reused}};
  }
  session.access_hash = command.access_hash;
  session.access_expires = command.access_expires;
  session.refresh_hash = command.refresh_hash;
  session.refresh_expires = command.refresh_expires;
  happen(session);
  return Answer{IdAnswer{session.id}};
}

Outcome Decider::operator()(const CloseSession& command) {
  const Session* found = state.identity.session(command.session);
  if (found == nullptr || found->revoked || found->refresh_expires <= at) {
    return Unexpected{Refusal{RefusalCode::session_unknown}};
  }

  Session session = *found;
  session.revoked = true;
  happen(session);
  // Who signs out says nothing new; who ends another's session stands on the log in the same commit.
  if (actor.account != session.account) {
    log("session.end", to_string(state.identity.id_of(session.account)), to_string(session.id));
  }
  return Answer{Done{}};
}

Outcome Decider::operator()(const CreateApiKey& command) {
  if (state.identity.api_keys().size() >= kMaxApiKeys) {
    return Unexpected{Refusal{RefusalCode::too_many_api_keys, static_cast<std::int64_t>(kMaxApiKeys)}};
  }
  LOAM_CHECK(state.identity.api_key(command.key.id) == nullptr);
  ApiKey key = command.key;
  key.created_at = at;
  happen(key);
  log("api_key.create", to_string(key.id), key.name);
  return Answer{IdAnswer{key.id}};
}

Outcome Decider::operator()(const RevokeApiKey& command) {
  const ApiKey* found = state.identity.api_key(command.key);
  if (found == nullptr || found->revoked_at != Time{}) return Unexpected{Refusal{RefusalCode::api_key_unknown}};

  ApiKey key = *found;
  key.revoked_at = at;
  happen(key);
  log("api_key.revoke", to_string(key.id), key.name);
  return Answer{IdAnswer{key.id}};
}

}  // namespace loam
