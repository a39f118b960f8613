// Signing in through the real server: tokens, their rotation and theft, passwords, and lockouts that end.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "support/caller.hpp"

namespace loam::test {
namespace {

class Auth : public testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = new ServerProcess(with_settings({"api_requests_per_minute=1000000"})); }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }
  static ServerProcess& server() { return *server_; }
  static std::string login(std::string_view name, std::string_view password) {
    return R"({"username":")" + std::string(name) + R"(","password":")" + std::string(password) + R"("})";
  }

 private:
  static ServerProcess* server_;
};
ServerProcess* Auth::server_ = nullptr;

TEST_F(Auth, registering_signs_in_at_once) {
  Caller guest(server());
  const Told told = guest.post("/api/v1/auth/register",
                               R"({"username":"ann","email":"Ann@Example.org","password":"a long enough password"})");
  ASSERT_EQ(told.status, 201) << told.body;
  EXPECT_TRUE(told.at("access_token").starts_with("loam_at_"));
  EXPECT_TRUE(told.at("refresh_token").starts_with("loam_rt_"));
  EXPECT_EQ(told.at("token_type"), "Bearer");
  EXPECT_EQ(told.at("expires_in"), "3600");
  EXPECT_EQ(told.at("user/username"), "ann");
  EXPECT_EQ(told.at("user/email"), "Ann@Example.org");
  EXPECT_EQ(told.at("user/role"), "player");
  EXPECT_EQ(told.at("user/balance_bdt"), "0");
  EXPECT_EQ(told.body.find("argon2"), std::string::npos);

  Caller ann(server(), told.at("access_token"));
  const Told me = ann.get("/api/v1/auth/me");
  EXPECT_EQ(me.status, 200);
  EXPECT_EQ(me.at("user_id"), told.at("user/user_id"));
  EXPECT_EQ(me.at("balance_bdt"), "0");
  EXPECT_EQ(me.at("currency"), "BDT");
}

TEST_F(Auth, what_registration_does_not_take_as_a_table) {
  make_player(server(), "bert");
  struct Row {
    const char* name;
    std::string body;
    int status;
    std::string pointer;  // or the problem's word where there is no field to name
    std::string code;
  };
  const std::string password = R"("password":"a long enough password")";
  const Row rows[] = {
      {"no body", "", 422, "", "malformed_json"},
      {"nothing in it", "{}", 422, "/username", "required"},
      {"short name", R"({"username":"ab","email":"a@b.cd",)" + password + "}", 422, "/username", "too_short"},
      {"long name", R"({"username":")" + std::string(33, 'a') + R"(","email":"a@b.cd",)" + password + "}", 422,
       "/username", "too_long"},
      {"a space in the name", R"({"username":"a b c","email":"a@b.cd",)" + password + "}", 422, "/username",
       "malformed"},
      {"letters that look alike", R"({"username":"b\u0435rt","email":"a@b.cd",)" + password + "}", 422, "/username",
       "malformed"},
      {"no address", R"({"username":"carl","email":"carl.example.org",)" + password + "}", 422, "/email", "malformed"},
      {"two ats", R"({"username":"carl","email":"a@b@c.de",)" + password + "}", 422, "/email", "malformed"},
      {"short password", R"({"username":"carl","email":"a@b.cd","password":"short"})", 422, "/password", "too_short"},
      {"an unknown field", R"({"username":"carl","email":"a@b.cd","role":"operator",)" + password + "}", 422, "/role",
       "unknown_field"},
      {"a name that is taken", R"({"username":"BERT","email":"a@b.cd",)" + password + "}", 409, "", "username_taken"},
      {"an address that is taken", R"({"username":"carl","email":"Bert@example.org",)" + password + "}", 409, "",
       "email_taken"},
  };
  Caller guest(server());
  for (const Row& row : rows) {
    const Told told = guest.post("/api/v1/auth/register", row.body);
    EXPECT_EQ(told.status, row.status) << row.name << ": " << told.body;
    if (row.status == 409) {
      EXPECT_EQ(told.code(), row.code) << row.name;
    } else if (!row.pointer.empty()) {
      EXPECT_EQ(told.error_at(row.pointer), row.code) << row.name << ": " << told.body;
    }
  }
}

TEST_F(Auth, signs_in_by_name_or_address_in_any_case_and_says_no_in_one_way) {
  make_player(server(), "dora");
  Caller guest(server());
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("dora", kPassword)).status, 200);
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("DORA", kPassword)).status, 200);
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("dora@EXAMPLE.org", kPassword)).status, 200);
  EXPECT_EQ(
      guest.post("/api/v1/auth/login", R"({"email":"dora@example.org","password":"a long enough password"})").status,
      200);

  const Told wrong = guest.post("/api/v1/auth/login", login("dora", "a wrong password"));
  const Told nobody = guest.post("/api/v1/auth/login", login("nobody-at-all", "a wrong password"));
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(wrong.code(), "invalid_credentials");
  EXPECT_EQ(nobody.code(), wrong.code());
  EXPECT_EQ(nobody.at("detail"), wrong.at("detail"));
  EXPECT_FALSE(wrong.raw.header("www-authenticate").empty());
}

TEST_F(Auth, a_refresh_swaps_both_tokens) {
  Caller emma = make_player(server(), "emma");
  const std::string old_access = emma.token;
  Caller guest(server());
  const Told told = guest.post("/api/v1/auth/refresh", R"({"refresh_token":")" + emma.refresh_token + R"("})");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_NE(told.at("access_token"), old_access);
  EXPECT_NE(told.at("refresh_token"), emma.refresh_token);
  EXPECT_EQ(told.at("user/username"), "emma");
  EXPECT_EQ(emma.get("/api/v1/auth/me").status, 401) << "the old access token is worth nothing";
  emma.token = told.at("access_token");
  EXPECT_EQ(emma.get("/api/v1/auth/me").status, 200);
}

TEST_F(Auth, a_token_that_is_no_good_any_more_does_not_stand_in_the_way_of_a_new_one) {
  Caller erna = make_player(server(), "erna");
  const std::string refresh = R"({"refresh_token":")" + erna.refresh_token + R"("})";
  erna.token = "loam_at_expired";
  EXPECT_EQ(erna.get("/api/v1/auth/me").status, 401);
  EXPECT_EQ(erna.get("/api/v1/users/" + erna.user_id).status, 401) << "elsewhere a bad token is not overlooked";
  EXPECT_EQ(erna.post("/api/v1/auth/login", login("erna", kPassword)).status, 200);
  EXPECT_EQ(erna.post("/api/v1/auth/refresh", refresh).status, 200);
}

TEST_F(Auth, a_refresh_token_used_twice_ends_the_session_for_both) {
  const Caller owner = make_player(server(), "fred");
  const std::string stolen = R"({"refresh_token":")" + owner.refresh_token + R"("})";
  Caller thief(server());
  const Told first = thief.post("/api/v1/auth/refresh", stolen);
  ASSERT_EQ(first.status, 200);
  const Told second = thief.post("/api/v1/auth/refresh", stolen);
  EXPECT_EQ(second.status, 401);
  EXPECT_EQ(second.code(), "refresh_token_reused");
  thief.token = first.at("access_token");
  EXPECT_EQ(thief.get("/api/v1/auth/me").status, 401);
  thief.token.clear();
  const Told third = thief.post("/api/v1/auth/refresh", R"({"refresh_token":")" + first.at("refresh_token") + R"("})");
  EXPECT_EQ(third.status, 401);
  EXPECT_EQ(third.code(), "session_unknown");
}

TEST_F(Auth, what_is_no_refresh_token_is_401) {
  const Caller owner = make_player(server(), "gina");
  std::string other = owner.refresh_token;
  other[12] = other[12] == 'A' ? 'B' : 'A';  // names another session
  Caller guest(server());
  for (const std::string& token : {std::string("x"), owner.token, other}) {
    EXPECT_EQ(guest.post("/api/v1/auth/refresh", R"({"refresh_token":")" + token + R"("})").status, 401) << token;
  }
}

TEST_F(Auth, logging_out_ends_this_session_and_no_other) {
  Caller here = make_player(server(), "hans");
  Caller there(server());
  ASSERT_EQ(sign_in(there, "hans", kPassword).status, 200);
  EXPECT_EQ(here.post("/api/v1/auth/logout", "").status, 204);
  EXPECT_EQ(here.get("/api/v1/auth/me").status, 401);
  EXPECT_EQ(there.get("/api/v1/auth/me").status, 200);
  Caller guest(server());
  EXPECT_EQ(guest.post("/api/v1/auth/refresh", R"({"refresh_token":")" + here.refresh_token + R"("})").status, 401);
  EXPECT_EQ(guest.post("/api/v1/auth/logout", "").status, 401);
}

TEST_F(Auth, a_new_password_ends_the_other_sessions) {
  Caller here = make_player(server(), "ines");
  Caller there(server());
  ASSERT_EQ(sign_in(there, "ines", kPassword).status, 200);
  const std::string change = R"({"current_password":"a long enough password","new_password":"another long password"})";
  EXPECT_EQ(here.post("/api/v1/auth/password",
                      R"({"current_password":"not the password","new_password":"another long password"})")
                .code(),
            "invalid_credentials");
  EXPECT_EQ(
      here.post("/api/v1/auth/password", R"({"current_password":"a long enough password","new_password":"short"})")
          .error_at("/new_password"),
      "too_short");
  ASSERT_EQ(here.post("/api/v1/auth/password", change).status, 204);
  EXPECT_EQ(here.get("/api/v1/auth/me").status, 200);
  EXPECT_EQ(there.get("/api/v1/auth/me").status, 401);
  Caller guest(server());
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("ines", kPassword)).status, 401);
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("ines", "another long password")).status, 200);
}

TEST_F(Auth, F53_after_too_many_wrong_passwords_there_is_a_wait_that_ends) {
  make_player(server(), "jack");
  Caller guest(server());
  Told told;
  int wrong = 0;
  do {
    told = guest.post("/api/v1/auth/login", login("jack", "a wrong password"));
    wrong += told.status == 401 ? 1 : 0;
  } while (told.status == 401 && wrong < 50);
  ASSERT_EQ(told.status, 429) << told.body;
  EXPECT_EQ(told.code(), "too_many_attempts");
  EXPECT_EQ(wrong, 5);
  const int wait = std::stoi(std::string(told.raw.header("retry-after")));
  EXPECT_GE(wait, 1);
  EXPECT_LE(wait, 2);
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("jack", kPassword)).status, 429) << "while it lasts, for all";

  std::this_thread::sleep_for(std::chrono::seconds(wait));
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("jack", kPassword)).status, 200);
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("jack", "a wrong password")).status, 401) << "forgiven";
}

TEST_F(Auth, F53_a_wait_on_one_account_is_none_on_another) {
  make_player(server(), "karl");
  make_player(server(), "lisa");
  Caller guest(server());
  for (int i = 0; i < 7; ++i) guest.post("/api/v1/auth/login", login("karl", "a wrong password"));
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("karl", kPassword)).status, 429);
  EXPECT_EQ(guest.post("/api/v1/auth/login", login("lisa", kPassword)).status, 200);
}

TEST_F(Auth, sessions_outlive_a_restart_and_no_token_is_in_the_data_or_the_log) {
  ServerProcess own;
  Caller mona = make_player(own, "mona");
  ASSERT_EQ(own.terminate(), 0);
  own.restart();
  Caller again(own, mona.token);
  EXPECT_EQ(again.get("/api/v1/auth/me").status, 200);
  ASSERT_EQ(own.terminate(), 0);
  for (const std::string& secret : {mona.token, mona.refresh_token, std::string(kPassword)}) {
    EXPECT_EQ(own.log().find(secret), std::string::npos);
    for (const auto& entry : std::filesystem::directory_iterator(own.data())) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      EXPECT_EQ(bytes.find(secret), std::string::npos) << entry.path();
    }
  }
}

TEST_F(Auth, the_oldest_session_ends_when_there_are_too_many) {
  Caller first = make_player(server(), "nora");
  for (int i = 0; i < 20; ++i) {
    Caller next(server());
    ASSERT_EQ(sign_in(next, "nora", kPassword).status, 200);
  }
  EXPECT_EQ(first.get("/api/v1/auth/me").status, 401);
}

TEST_F(Auth, closed_registration_closes_this_door_only) {
  ServerProcess own(with_settings({"enable_registration=false"}));
  Caller guest(own);
  const Told told = guest.post("/api/v1/auth/register",
                               R"({"username":"otto","email":"o@t.to","password":"a long enough password"})");
  EXPECT_EQ(told.status, 403);
  EXPECT_EQ(told.code(), "registration_disabled");
  EXPECT_NO_THROW(make_overseer(own, "root"));
}

}  // namespace
}  // namespace loam::test
