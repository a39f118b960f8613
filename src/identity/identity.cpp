#include "identity/identity.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <utility>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::array<std::string_view, 4> kRoleNames{"player", "operator", "auditor", "service"};
constexpr std::array<std::pair<Scope, std::string_view>, 3> kScopeNames{
    {{Scope::act_as, "act_as"}, {Scope::attention, "attention"}, {Scope::users, "users"}}};
constexpr Uuid kNil{};

std::string folded(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

/// A name that somebody else has taken meanwhile stays with him: users may be told in any order.
void leave(std::unordered_map<std::string, AccountNo>& accounts, const std::string& name, AccountNo account) {
  const auto found = accounts.find(folded(name));
  if (found != accounts.end() && found->second == account) accounts.erase(found);
}

void write(const User& user, ByteWriter& out) {
  out.raw(user.id.bytes);
  out.u32(user.account.value);
  out.text(user.username);
  out.text(user.email);
  out.text(user.password_hash);
  out.u8(static_cast<std::uint8_t>(user.role));
  out.u8(static_cast<std::uint8_t>((user.confirmed ? 1 : 0) + (user.hidden ? 2 : 0) + (user.disabled ? 4 : 0)));
  out.i64(user.created_at.ms);
}

void write(const Session& session, ByteWriter& out) {
  out.raw(session.id.bytes);
  out.u32(session.account.value);
  out.raw(session.access_hash);
  out.i64(session.access_expires.ms);
  out.raw(session.refresh_hash);
  out.i64(session.refresh_expires.ms);
  out.i64(session.created_at.ms);
  out.u8(session.revoked ? 1 : 0);
}

}  // namespace

std::string_view to_string(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::optional<Role> parse_role(std::string_view text) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == text) return static_cast<Role>(i);
  }
  return std::nullopt;
}

std::string_view to_string(Scope scope) {
  for (const auto& [known, name] : kScopeNames) {
    if (known == scope) return name;
  }
  return "unknown";
}

std::optional<Scope> parse_scope(std::string_view text) {
  for (const auto& [scope, name] : kScopeNames) {
    if (name == text) return scope;
  }
  return std::nullopt;
}

std::size_t Identity::DigestHash::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

const User* Identity::user(AccountNo account) const {
  if (!is_user(account) || account.value - kFirstUser.value >= users_.size()) return nullptr;
  return &users_[account.value - kFirstUser.value];
}

const User* Identity::user(const Uuid& id) const {
  const auto found = accounts_by_id_.find(id);
  return found == accounts_by_id_.end() ? nullptr : user(found->second);
}

const User* Identity::user_by_name(std::string_view username) const {
  const auto found = accounts_by_name_.find(folded(username));
  return found == accounts_by_name_.end() ? nullptr : user(found->second);
}

const User* Identity::user_by_email(std::string_view email) const {
  const auto found = accounts_by_email_.find(folded(email));
  return found == accounts_by_email_.end() ? nullptr : user(found->second);
}

const Session* Identity::session(const Uuid& id) const {
  const auto found = sessions_.find(id);
  return found == sessions_.end() ? nullptr : &found->second;
}

const Session* Identity::session_by_access(const Digest& access_hash) const {
  const auto found = sessions_by_access_.find(access_hash);
  return found == sessions_by_access_.end() ? nullptr : session(found->second);
}

const ApiKey* Identity::api_key(const Uuid& id) const {
  const auto found = api_keys_.find(id);
  return found == api_keys_.end() ? nullptr : &found->second;
}

const ApiKey* Identity::api_key_by_secret(const Digest& secret_hash) const {
  const auto found = api_keys_by_secret_.find(secret_hash);
  return found == api_keys_by_secret_.end() ? nullptr : api_key(found->second);
}

std::vector<ApiKey> Identity::api_keys() const {
  std::vector<ApiKey> keys;
  keys.reserve(api_keys_.size());
  for (const auto& [id, key] : api_keys_) keys.push_back(key);
  return keys;
}

const Uuid& Identity::id_of(AccountNo account) const {
  const User* found = user(account);
  return found == nullptr ? kNil : found->id;
}

std::optional<Refusal> Identity::check_names(const User& user) const {
  const User* same_name = user_by_name(user.username);
  if (same_name != nullptr && same_name->account != user.account) return Refusal{RefusalCode::username_taken};
  const User* same_email = user.email.empty() ? nullptr : user_by_email(user.email);
  if (same_email != nullptr && same_email->account != user.account) return Refusal{RefusalCode::email_taken};
  return std::nullopt;
}

const Session* Identity::session_to_end(AccountNo account, Time at) const {
  const Session* oldest = nullptr;
  std::size_t live = 0;
  for (auto it = sessions_by_account_.lower_bound({account, kNil});
       it != sessions_by_account_.end() && it->first == account; ++it) {
    const Session& candidate = sessions_.at(it->second);
    if (candidate.revoked || candidate.refresh_expires <= at) continue;
    ++live;
    if (oldest == nullptr ||
        std::pair(candidate.created_at, candidate.id) < std::pair(oldest->created_at, oldest->id)) {
      oldest = &candidate;
    }
  }
  return live < kMaxSessionsPerUser ? nullptr : oldest;
}

std::vector<Session> Identity::sessions_of(AccountNo account, Time at) const {
  std::vector<Session> sessions;
  for (auto it = sessions_by_account_.lower_bound({account, kNil});
       it != sessions_by_account_.end() && it->first == account; ++it) {
    const Session& session = sessions_.at(it->second);
    if (!session.revoked && session.refresh_expires > at) sessions.push_back(session);
  }
  return sessions;
}

void Identity::apply(const User& user) {
  const std::size_t index = user.account.value - kFirstUser.value;
  LOAM_CHECK(is_user(user.account) && index <= users_.size());
  if (index == users_.size()) {
    users_.push_back(user);
    accounts_by_id_.emplace(user.id, user.account);
  } else {
    LOAM_CHECK(users_[index].id == user.id);
    leave(accounts_by_name_, users_[index].username, user.account);
    leave(accounts_by_email_, users_[index].email, user.account);
    users_[index] = user;
  }
  accounts_by_name_.insert_or_assign(folded(user.username), user.account);
  if (!user.email.empty()) accounts_by_email_.insert_or_assign(folded(user.email), user.account);
}

void Identity::apply(const Session& session) {
  const auto found = sessions_.find(session.id);
  if (found == sessions_.end()) {
    sessions_by_account_.emplace(session.account, session.id);
  } else {
    sessions_by_access_.erase(found->second.access_hash);
  }
  if (found == sessions_.end() || found->second.refresh_expires != session.refresh_expires) {
    sessions_by_expiry_.emplace(session.refresh_expires, session.id);
  }
  sessions_[session.id] = session;
  if (!session.revoked) sessions_by_access_.emplace(session.access_hash, session.id);
}

void Identity::apply(const ApiKey& key) {
  api_keys_[key.id] = key;
  if (key.revoked_at == Time{}) {
    api_keys_by_secret_[key.secret_hash] = key.id;
  } else {
    api_keys_by_secret_.erase(key.secret_hash);
  }
}

void Identity::forget_expired(Time at) {
  while (!sessions_by_expiry_.empty() && sessions_by_expiry_.begin()->first <= at) {
    const Uuid id = sessions_by_expiry_.begin()->second;
    sessions_by_expiry_.erase(sessions_by_expiry_.begin());
    const auto found = sessions_.find(id);
    if (found == sessions_.end() || found->second.refresh_expires > at)
      continue;  // rotated meanwhile: it has a later entry
    sessions_by_access_.erase(found->second.access_hash);
    sessions_by_account_.erase({found->second.account, id});
    sessions_.erase(found);
  }
}

void Identity::digest(Time at, ByteWriter& out) const {
  out.u64(users_.size());
  for (const User& user : users_) write(user, out);
  for (const auto& [id, session] : sessions_) {
    if (session.refresh_expires > at) write(session, out);
  }
  out.u64(api_keys_.size());
  for (const auto& [id, key] : api_keys_) {
    out.raw(id.bytes);
    out.text(key.name);
    out.u8(static_cast<std::uint8_t>(key.role));
    out.u32(key.scopes);
    out.raw(key.secret_hash);
    out.i64(key.created_at.ms);
    out.i64(key.revoked_at.ms);
  }
}

}  // namespace loam
