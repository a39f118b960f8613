// Tokens: what they look like, that no two are alike, and that a refresh token names its session.

#include "api/tokens.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace loam {
namespace {

bool is_base64url(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

TEST(Tokens, have_a_prefix_that_people_can_read_and_256_random_bits) {
  SystemRandom random;
  const Uuid session = make_uuid7(Time{1'000}, random);
  struct Row {
    std::string_view prefix;
    Token token;
    std::size_t characters;  // after the prefix
  };
  const Row rows[] = {{"loam_at_", make_access_token(random), 43},
                      {"loam_rt_", make_refresh_token(session, random), 64},
                      {"loam_sk_", make_api_key_secret(random), 43}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.prefix);
    EXPECT_TRUE(row.token.text.starts_with(row.prefix));
    const std::string_view rest = std::string_view(row.token.text).substr(row.prefix.size());
    EXPECT_EQ(rest.size(), row.characters);
    EXPECT_TRUE(is_base64url(rest));
    EXPECT_EQ(row.token.hash, sha256(row.token.text));
  }
}

TEST(Tokens, are_all_different) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) seen.insert(make_access_token(random).text);
  EXPECT_EQ(seen.size(), 1'000U);
}

TEST(Tokens, a_refresh_token_names_its_session) {
  SystemRandom random;
  const Uuid session = make_uuid7(Time{1'000}, random);
  const Token token = make_refresh_token(session, random);
  EXPECT_EQ(session_of_refresh_token(token.text), session);
}

TEST(Tokens, what_is_no_refresh_token_names_no_session) {
  SystemRandom random;
  const std::string good = make_refresh_token(make_uuid7(Time{1'000}, random), random).text;
  const std::string rows[] = {
      "",         "loam_rt_",     make_access_token(random).text,    good.substr(0, good.size() - 1),        good + "A",
      good + "=", good.substr(8), "loam_rt_" + std::string(64, '!'), "loam_rt_" + std::string(63, 'A') + " "};
  for (const std::string& row : rows) EXPECT_EQ(session_of_refresh_token(row), std::nullopt) << row;
}

}  // namespace
}  // namespace loam
