// Users and keys as operators make, change and take back, and what a game server's key may.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "admin_scene.hpp"

namespace loam::test {
namespace {

class AdminUsers : public AdminScene {};

TEST_F(AdminUsers, users_are_made_found_and_listed_in_order) {
  for (int i = 0; i < 7; ++i) {
    const std::string name = "listed_" + std::to_string(i);
    const Told told = root().post("/api/v1/admin/users", R"({"username":")" + name + R"("})");
    ASSERT_EQ(told.status, 201) << told.body;
    EXPECT_EQ(told.at("username"), name);
    EXPECT_EQ(told.at("role"), "player");
  }
  std::vector<std::string> seen;
  std::string target = "/api/v1/admin/users?search=LISTED_&limit=3";
  for (int pages = 0; pages < 5; ++pages) {
    const Told page = root().get(target);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_EQ(page.at("pagination/total"), "7");
    for (std::size_t i = 0; i < page.size("users"); ++i)
      seen.push_back(page.at("users/" + std::to_string(i) + "/username"));
    if (page.at("pagination/next_cursor") == "null") break;
    target = "/api/v1/admin/users?cursor=" + page.at("pagination/next_cursor");
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"listed_0", "listed_1", "listed_2", "listed_3", "listed_4", "listed_5",
                                            "listed_6"}));
  EXPECT_EQ(root().get("/api/v1/admin/users?search=listed_&limit=3&page=3").at("users/0/username"), "listed_6");
  EXPECT_EQ(root().get("/api/v1/admin/users?username=Listed_4").size("users"), 1U);
  EXPECT_EQ(root().get("/api/v1/admin/users?role=auditor").at("users/0/username"), "looker");
  EXPECT_EQ(root().get("/api/v1/admin/users?role=wizard").error_at("/query/role"), "unknown_value");
  EXPECT_EQ(root().get("/api/v1/admin/users?cursor=nonsense").error_at("/query/cursor"), "malformed");
  const std::string next = root().get("/api/v1/admin/users?search=listed_&limit=3").at("pagination/next_cursor");
  EXPECT_EQ(root().get("/api/v1/admin/users?search=listed_&cursor=" + next).at("users/0/username"), "listed_3");
  EXPECT_EQ(root().get("/api/v1/admin/users?search=other&cursor=" + next).error_at("/query/cursor"), "combined");
  EXPECT_EQ(root().get("/api/v1/admin/users?colour=red").error_at("/query/colour"), "unknown_parameter");
}

TEST_F(AdminUsers, a_made_user_with_a_password_signs_in_and_one_without_does_not) {
  const Told told =
      root().post("/api/v1/admin/users", R"({"username":"fred","email":"f@re.d","password":"a long enough password"})");
  ASSERT_EQ(told.status, 201) << told.body;
  Caller fred(server());
  EXPECT_EQ(sign_in(fred, "fred", kPassword).status, 200);
  ASSERT_EQ(root().post("/api/v1/admin/users", R"({"username":"silent"})").status, 201);
  Caller silent(server());
  EXPECT_EQ(sign_in(silent, "silent", "").status, 422);
  EXPECT_EQ(sign_in(silent, "silent", kPassword).status, 401);
  EXPECT_EQ(root().post("/api/v1/admin/users", R"({"username":"FRED"})").code(), "username_taken");
  EXPECT_EQ(root().post("/api/v1/admin/users", R"({"username":"gus","password":"short"})").error_at("/password"),
            "too_short");
  EXPECT_EQ(root().post("/api/v1/admin/users", R"({"username":"gus","role":"service"})").error_at("/role"),
            "unknown_value");
}

TEST_F(AdminUsers, a_made_user_repeated_with_its_key_is_one_user) {
  const Told first = root().post("/api/v1/admin/users", R"({"username":"once"})", "make-once");
  const Told again = root().post("/api/v1/admin/users", R"({"username":"once"})", "make-once");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.body, first.body);
}

TEST_F(AdminUsers, a_disabled_user_is_out_at_once_and_may_come_back) {
  Caller gina = make_player(server(), "gina");
  const std::string target = "/api/v1/admin/users/" + gina.user_id;
  ASSERT_EQ(root().patch(target, R"({"disabled":true})").status, 200);
  EXPECT_EQ(gina.get("/api/v1/auth/me").status, 401);
  Caller again(server());
  EXPECT_EQ(sign_in(again, "gina", kPassword).code(), "user_disabled");
  ASSERT_EQ(root().patch(target, R"({"disabled":false})").status, 200);
  EXPECT_EQ(gina.get("/api/v1/auth/me").status, 401) << "the old session has ended";
  EXPECT_EQ(sign_in(again, "gina", kPassword).status, 200);
}

TEST_F(AdminUsers, a_role_acts_at_once_and_a_password_that_is_set_ends_all_sessions) {
  Caller hans = make_player(server(), "hans");
  const std::string target = "/api/v1/admin/users/" + hans.user_id;
  EXPECT_EQ(hans.get("/api/v1/admin/users").status, 403);
  ASSERT_EQ(root().patch(target, R"({"role":"auditor"})").status, 200);
  EXPECT_EQ(hans.get("/api/v1/admin/users").status, 200);
  ASSERT_EQ(root().patch(target, R"({"role":"player","confirmed":true})").status, 200);
  EXPECT_EQ(hans.get("/api/v1/admin/users").status, 403);
  const Told changed = root().patch(target, R"({"password":"a very new password"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.at("sessions_ended"), "true");
  EXPECT_EQ(hans.get("/api/v1/auth/me").status, 401);
  EXPECT_EQ(sign_in(hans, "hans", "a very new password").status, 200);
}

TEST_F(AdminUsers, nobody_changes_his_own_role_or_locks_himself_out) {
  const std::string target = "/api/v1/admin/users/" + root().user_id;
  EXPECT_EQ(root().patch(target, R"({"role":"player"})").status, 403);
  EXPECT_EQ(root().patch(target, R"({"disabled":true})").status, 403);
  EXPECT_EQ(root().patch(target, "{}").status, 422);
  EXPECT_EQ(root().get("/api/v1/admin/users").status, 200);
}

TEST_F(AdminUsers, a_keys_secret_is_shown_once_and_the_key_can_be_taken_back) {
  const Told made = root().post("/api/v1/admin/api-keys", R"({"name":"game one","scopes":["act_as","users"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_TRUE(made.at("secret").starts_with("loam_sk_"));
  EXPECT_EQ(made.at("role"), "service");
  EXPECT_EQ(made.at("scopes"), R"(["act_as","users"])");
  const Told list = root().get("/api/v1/admin/api-keys?limit=500");
  EXPECT_NE(list.body.find(made.at("key_id")), std::string::npos);
  EXPECT_EQ(list.body.find(made.at("secret")), std::string::npos);

  Caller key(server(), made.at("secret"));
  EXPECT_EQ(key.post("/api/v1/admin/users", R"({"username":"by_key"})").status, 201);
  const std::string target = "/api/v1/admin/api-keys/" + made.at("key_id");
  EXPECT_EQ(root().del(target).status, 200);
  EXPECT_EQ(key.post("/api/v1/admin/users", R"({"username":"by_key_2"})").status, 401);
  EXPECT_EQ(root().del(target).code(), "api_key_unknown");
  EXPECT_EQ(root().post("/api/v1/admin/api-keys", R"({"name":""})").error_at("/name"), "too_short");
  EXPECT_EQ(root().post("/api/v1/admin/api-keys", R"({"name":"x","scopes":["all"]})").error_at("/scopes/0"),
            "unknown_value");
  EXPECT_EQ(root().post("/api/v1/admin/api-keys", R"({"name":"x","role":"player"})").error_at("/role"),
            "unknown_value");
}

TEST_F(AdminUsers, a_game_servers_key_makes_players_and_nothing_more) {
  Caller key = make_key(R"({"name":"game two","scopes":["users"]})");
  EXPECT_EQ(key.post("/api/v1/admin/users", R"({"username":"made_by_game"})").status, 201);
  EXPECT_EQ(key.post("/api/v1/admin/users", R"({"username":"boss2","role":"operator"})").status, 403);
  EXPECT_EQ(key.post("/api/v1/admin/users", R"({"username":"boss3","password":"a long enough password"})").status, 403);
  EXPECT_EQ(key.get("/api/v1/admin/users").status, 403);
  EXPECT_EQ(key.patch("/api/v1/admin/users/" + root().user_id, R"({"disabled":true})").status, 403);
  Caller without = make_key(R"({"name":"game three","scopes":["act_as"]})");
  EXPECT_EQ(without.post("/api/v1/admin/users", R"({"username":"nobody"})").status, 403);
}

TEST_F(AdminUsers, a_game_servers_key_acts_for_players_and_not_for_their_passwords) {
  Caller key = make_key(R"({"name":"game four","scopes":["act_as"]})");
  Caller ines = make_player(server(), "ines");
  give(root(), ines, "100");
  key.acting_for = ines.user_id;
  EXPECT_EQ(key.get("/api/v1/users/" + ines.user_id + "/balance").at("balance_bdt"), "100");
  EXPECT_EQ(key.post("/api/v1/auth/password",
                     R"({"current_password":"a long enough password","new_password":"another long password"})")
                .status,
            403);
  EXPECT_EQ(key.post("/api/v1/auth/logout", "").status, 403);
}

TEST_F(AdminUsers, players_may_be_made_in_a_batch) {
  Caller key = make_key(R"({"name":"game five","scopes":["users"]})");
  const Told told = key.post("/api/v1/batch", R"({"commands":[
      {"method":"POST","path":"/admin/users","body":{"username":"batch_1"},"idempotency_key":"b1"},
      {"method":"POST","path":"/admin/users","body":{"username":"batch_1"},"idempotency_key":"b2"},
      {"method":"POST","path":"/admin/users","body":{"username":"b"}}]})");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.at("results/0/status"), "201");
  EXPECT_EQ(told.at("results/1/status"), "409");
  EXPECT_EQ(told.at("results/2/status"), "422");
}

}  // namespace
}  // namespace loam::test
