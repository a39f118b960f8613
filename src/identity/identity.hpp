#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/result.hpp"
#include "identity/user.hpp"
#include "ledger/refusal.hpp"

namespace loam {

inline constexpr std::size_t kMaxSessionsPerUser = 20;  // the oldest ends when one more begins
inline constexpr std::size_t kMaxApiKeys = 1000;

/// Who there is: users, their sessions, API keys. Rows are stored whole, so `apply` replaces.
class Identity {
 public:
  /// nullptr where there is none.
  [[nodiscard]] const User* user(AccountNo account) const;
  [[nodiscard]] const User* user(const Uuid& id) const;
  [[nodiscard]] const User* user_by_name(std::string_view username) const;
  [[nodiscard]] const User* user_by_email(std::string_view email) const;
  [[nodiscard]] const Session* session(const Uuid& id) const;
  /// By the SHA-256 of its access token; revoked ones are not found, expiry is the caller's to check.
  [[nodiscard]] const Session* session_by_access(const Digest& access_hash) const;
  [[nodiscard]] const ApiKey* api_key(const Uuid& id) const;
  /// By the SHA-256 of its secret; revoked ones are not found.
  [[nodiscard]] const ApiKey* api_key_by_secret(const Digest& secret_hash) const;
  /// In order of opening.
  [[nodiscard]] const std::vector<User>& users() const { return users_; }
  [[nodiscard]] std::vector<ApiKey> api_keys() const;
  /// The id of a user's account; nil for the house.
  [[nodiscard]] const Uuid& id_of(AccountNo account) const;

  /// Refuses username_taken, email_taken.
  [[nodiscard]] std::optional<Refusal> check_names(const User& user) const;
  /// The live session of this user that ends when another begins; nullptr below the limit.
  [[nodiscard]] const Session* session_to_end(AccountNo account, Time at) const;

  /// Those that are neither revoked nor over at `at`, in order of their ids.
  [[nodiscard]] std::vector<Session> sessions_of(AccountNo account, Time at) const;
  /// Those of all users.
  [[nodiscard]] std::size_t session_count() const { return sessions_.size(); }

  /// A new user (whose account is the next one) or the new state of one.
  void apply(const User& user);
  void apply(const Session& session);
  void apply(const ApiKey& key);
  /// Forgets sessions that nobody can use any more.
  void forget_expired(Time at);

  /// Sessions whose time is over at `at` are left out: whether they are forgotten yet is no difference.
  void digest(Time at, ByteWriter& out) const;

 private:
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
  };

  std::vector<User> users_;                                              // by account number - kFirstUser
  boost::unordered_flat_map<Uuid, AccountNo, UuidHash> accounts_by_id_;  // asked for every request
  std::unordered_map<std::string, AccountNo> accounts_by_name_;          // folded
  std::unordered_map<std::string, AccountNo> accounts_by_email_;         // folded
  std::map<Uuid, Session> sessions_;
  std::unordered_map<Digest, Uuid, DigestHash> sessions_by_access_;
  std::set<std::pair<AccountNo, Uuid>> sessions_by_account_;  // ordered: a rebuilt state gives them in the same order
  std::multimap<Time, Uuid> sessions_by_expiry_;              // an entry for each expiry that a session has had
  std::map<Uuid, ApiKey> api_keys_;
  std::unordered_map<Digest, Uuid, DigestHash> api_keys_by_secret_;
};

}  // namespace loam
