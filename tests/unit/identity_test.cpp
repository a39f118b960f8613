// Users, sessions and API keys as they are kept in memory.

#include "identity/identity.hpp"

#include <string>

#include <gtest/gtest.h>

namespace loam {
namespace {

Uuid id(std::uint8_t n) {
  Uuid id;
  id.bytes[15] = n;
  return id;
}

User user(std::uint8_t n, const std::string& name, const std::string& email = {}) {
  User user;
  user.id = id(n);
  user.account = {static_cast<std::uint32_t>(15 + n)};
  user.username = name;
  user.email = email;
  return user;
}

Session session(std::uint8_t n, std::uint32_t account, std::int64_t created, std::int64_t expires) {
  Session session;
  session.id = id(n);
  session.account = {account};
  session.access_hash = sha256("access" + std::to_string(n));
  session.refresh_hash = sha256("refresh" + std::to_string(n));
  session.created_at = {created};
  session.refresh_expires = {expires};
  return session;
}

Digest digest(const Identity& identity, Time at = {}) {
  ByteWriter out;
  identity.digest(at, out);
  return sha256(out.bytes());
}

TEST(Identity, UsersAreFoundByAccountIdNameAndAddressWithoutRegardToCase) {
  Identity identity;
  identity.apply(user(1, "Ann", "Ann@Example.org"));
  identity.apply(user(2, "ben"));
  const User* ann = identity.user(AccountNo{16});
  ASSERT_NE(ann, nullptr);
  EXPECT_EQ(identity.user(id(1)), ann);
  EXPECT_EQ(identity.user_by_name("aNN"), ann);
  EXPECT_EQ(identity.user_by_email("ANN@example.ORG"), ann);
  EXPECT_EQ(identity.id_of({16}), id(1));
  EXPECT_TRUE(identity.id_of(kTreasury).is_nil());
  EXPECT_EQ(identity.users().size(), 2U);
  for (const std::uint32_t nobody : {0U, 1U, 15U, 18U, 0xFFFFFFFFU}) {
    EXPECT_EQ(identity.user(AccountNo{nobody}), nullptr) << nobody;
  }
  EXPECT_EQ(identity.user(id(9)), nullptr);
  EXPECT_EQ(identity.user_by_name(""), nullptr);
  EXPECT_EQ(identity.user_by_email(""), nullptr) << "an address that nobody gave is nobody's";
}

TEST(Identity, NamesAndAddressesAreTakenOnce) {
  Identity identity;
  identity.apply(user(1, "ann", "a@example.org"));
  identity.apply(user(2, "ben"));
  EXPECT_EQ(identity.check_names(user(3, "ANN")), (Refusal{RefusalCode::username_taken}));
  EXPECT_EQ(identity.check_names(user(3, "cem", "A@example.org")), (Refusal{RefusalCode::email_taken}));
  EXPECT_EQ(identity.check_names(user(3, "cem")), std::nullopt) << "two without an address";
  EXPECT_EQ(identity.check_names(user(1, "Ann", "a@example.org")), std::nullopt) << "one's own";
}

TEST(Identity, AChangedNameLeavesTheOldOneFree) {
  Identity identity;
  identity.apply(user(1, "ann", "a@example.org"));
  identity.apply(user(1, "anna", ""));
  EXPECT_EQ(identity.user_by_name("ann"), nullptr);
  EXPECT_EQ(identity.user_by_email("a@example.org"), nullptr);
  EXPECT_NE(identity.user_by_name("anna"), nullptr);
  EXPECT_EQ(identity.users().size(), 1U);
}

TEST(Identity, OnlyTheCurrentTokenOfALiveSessionIsKnown) {
  Identity identity;
  identity.apply(user(1, "ann"));
  Session first = session(1, 16, 0, 100);
  identity.apply(first);
  EXPECT_NE(identity.session_by_access(sha256("access1")), nullptr);
  first.access_hash = sha256("rotated");
  identity.apply(first);
  EXPECT_EQ(identity.session_by_access(sha256("access1")), nullptr);
  EXPECT_NE(identity.session_by_access(sha256("rotated")), nullptr);
  first.revoked = true;
  identity.apply(first);
  EXPECT_EQ(identity.session_by_access(sha256("rotated")), nullptr);
  EXPECT_NE(identity.session(id(1)), nullptr) << "still known, so that a spent token is told from an unknown one";
}

TEST(Identity, TheOldestLiveSessionEndsAtTheLimit) {
  Identity identity;
  identity.apply(user(1, "ann"));
  for (std::uint8_t n = 1; n <= kMaxSessionsPerUser; ++n) identity.apply(session(n, 16, 100 - n, 1'000));
  EXPECT_EQ(identity.session_to_end({16}, {0})->id, id(kMaxSessionsPerUser)) << "the one that began first";
  EXPECT_EQ(identity.session_to_end({17}, {0}), nullptr);
  EXPECT_EQ(identity.session_to_end({16}, {1'000}), nullptr) << "those that are over do not count";
  Session ended = session(3, 16, 97, 1'000);
  ended.revoked = true;
  identity.apply(ended);
  EXPECT_EQ(identity.session_to_end({16}, {0}), nullptr) << "one is free";
}

TEST(Identity, SessionsThatBeganTogetherEndInTheOrderOfTheirIds) {
  Identity identity;
  identity.apply(user(1, "ann"));
  for (std::uint8_t n = kMaxSessionsPerUser; n >= 1; --n) identity.apply(session(n, 16, 5, 1'000));
  EXPECT_EQ(identity.session_to_end({16}, {0})->id, id(1));
}

TEST(Identity, ForgettingMakesNoDifferenceToWhatCounts) {
  Identity identity;
  identity.apply(user(1, "ann"));
  identity.apply(session(1, 16, 0, 100));
  identity.apply(session(2, 16, 0, 200));
  const Digest kept = digest(identity, {100});
  EXPECT_EQ(identity.sessions_of({16}, {100}).size(), 1U);
  identity.forget_expired({100});
  EXPECT_EQ(identity.session(id(1)), nullptr);
  EXPECT_EQ(identity.session_by_access(sha256("access1")), nullptr);
  EXPECT_NE(identity.session(id(2)), nullptr);
  EXPECT_EQ(identity.sessions_of({16}, {100}).size(), 1U);
  EXPECT_EQ(digest(identity, {100}), kept);
  identity.forget_expired({100'000});
  EXPECT_EQ(identity.session_count(), 0U);
}

TEST(Identity, ARotatedSessionIsNotForgottenByItsFormerExpiry) {
  Identity identity;
  identity.apply(user(1, "ann"));
  Session rotated = session(1, 16, 0, 100);
  identity.apply(rotated);
  rotated.refresh_expires = {500};
  identity.apply(rotated);
  identity.forget_expired({400});
  EXPECT_NE(identity.session(id(1)), nullptr);
  identity.forget_expired({500});
  EXPECT_EQ(identity.session(id(1)), nullptr);
  // Shortened, it goes at its new end, and the former entry finds nothing.
  rotated = session(2, 16, 0, 900);
  identity.apply(rotated);
  rotated.refresh_expires = {600};
  identity.apply(rotated);
  identity.forget_expired({600});
  EXPECT_EQ(identity.session(id(2)), nullptr);
  identity.forget_expired({900});
}

TEST(Identity, ARevokedApiKeyIsNotFoundByItsSecret) {
  Identity identity;
  ApiKey key{id(1), "game", Role::service, static_cast<std::uint32_t>(Scope::act_as), sha256("s"), {1}, {}};
  identity.apply(key);
  EXPECT_EQ(identity.api_key_by_secret(sha256("s"))->name, "game");
  EXPECT_TRUE(key.allows(Scope::act_as));
  EXPECT_FALSE(key.allows(Scope::attention));
  key.revoked_at = {2};
  identity.apply(key);
  EXPECT_EQ(identity.api_key_by_secret(sha256("s")), nullptr);
  EXPECT_NE(identity.api_key(id(1)), nullptr);
  EXPECT_EQ(identity.api_keys().size(), 1U);
}

TEST(Identity, TheDigestTellsEveryChangeThatMatters) {
  Identity identity;
  identity.apply(user(1, "ann"));
  Digest last = digest(identity);
  const auto changed = [&] {
    const Digest now = digest(identity);
    const bool is_new = now != last;
    last = now;
    return is_new;
  };
  User ann = user(1, "ann");
  for (bool User::*flag : {&User::confirmed, &User::hidden, &User::disabled}) {
    ann.*flag = true;
    identity.apply(ann);
    EXPECT_TRUE(changed());
  }
  ann.role = Role::auditor;
  identity.apply(ann);
  EXPECT_TRUE(changed());
  Session one = session(1, 16, 0, 100);
  identity.apply(one);
  EXPECT_TRUE(changed());
  one.created_at = {3};
  identity.apply(one);
  EXPECT_TRUE(changed());
  one.revoked = true;
  identity.apply(one);
  EXPECT_TRUE(changed());
  ApiKey key{id(1), "game", Role::service, 1, sha256("s"), {1}, {}};
  identity.apply(key);
  EXPECT_TRUE(changed());
  key.role = Role::operator_;
  identity.apply(key);
  EXPECT_TRUE(changed());
}

TEST(Identity, RolesAndScopesHaveWords) {
  for (const Role role : {Role::player, Role::operator_, Role::auditor, Role::service}) {
    EXPECT_EQ(parse_role(to_string(role)), role);
  }
  EXPECT_EQ(parse_role("admin"), std::nullopt);
  for (const Scope scope : {Scope::act_as, Scope::attention, Scope::users})
    EXPECT_EQ(parse_scope(to_string(scope)), scope);
  EXPECT_EQ(parse_scope(""), std::nullopt);
}

}  // namespace
}  // namespace loam
