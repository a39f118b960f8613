// Where somebody is signed in: told to himself and to overseers, ended by himself and by operators, never with a token.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "admin_scene.hpp"

namespace loam::test {
namespace {

constexpr std::string_view kOwn = "/api/v1/auth/sessions";

class Sessions : public AdminScene {
 protected:
  static std::string of(const Caller& somebody) { return "/api/v1/admin/users/" + somebody.user_id + "/sessions"; }
  /// The id of the session that asks.
  static std::string id_of(Caller& caller) {
    const Told told = caller.get(kOwn);
    for (std::size_t i = 0; i < told.size("sessions"); ++i) {
      const std::string one = "sessions/" + std::to_string(i);
      if (told.at(one + "/current") == "true") return told.at(one + "/session_id");
    }
    ADD_FAILURE() << "no current session in " << told.body;
    return {};
  }
  static std::string own(const std::string& session) { return std::string(kOwn) + "/" + session; }
  static Told del(Caller& caller, const std::string& target, const std::string& key) {
    return caller.send("DELETE", target, {}, {{"Idempotency-Key", key}});
  }
};

TEST_F(Sessions, each_sign_in_is_one_and_a_refresh_is_none) {
  Caller phone = make_player(server(), "amal");
  const std::string first = id_of(phone);
  Caller desk(server());
  ASSERT_EQ(sign_in(desk, "amal", kPassword).status, 200);
  const Told told = desk.get(kOwn);
  ASSERT_EQ(told.status, 200) << told.body;
  ASSERT_EQ(told.size("sessions"), 2U) << told.body;
  EXPECT_EQ(told.at("sessions/0/current"), "true") << "the newest comes first";
  EXPECT_EQ(told.at("sessions/1/current"), "false");
  EXPECT_EQ(told.at("sessions/1/session_id"), first);
  EXPECT_LT(told.at("sessions/1/created_at"), told.at("sessions/1/expires_at"));

  const Told renewed = phone.post("/api/v1/auth/refresh", R"({"refresh_token":")" + phone.refresh_token + R"("})");
  ASSERT_EQ(renewed.status, 200) << renewed.body;
  phone.token = renewed.at("access_token");
  EXPECT_EQ(id_of(phone), first);
  const Told after = phone.get(kOwn);
  EXPECT_EQ(after.size("sessions"), 2U);
  EXPECT_EQ(after.at("sessions/1/created_at"), told.at("sessions/1/created_at"));
  EXPECT_GE(after.at("sessions/1/expires_at"), told.at("sessions/1/expires_at"));
}

TEST_F(Sessions, nothing_secret_is_told_to_anybody) {
  Caller bela = make_player(server(), "bela");
  for (const Told& told : {bela.get(kOwn), root().get(of(bela)), auditor().get(of(bela))}) {
    ASSERT_EQ(told.status, 200) << told.body;
    ASSERT_EQ(told.size("sessions"), 1U);
    EXPECT_EQ(told.body.find(bela.token), std::string::npos);
    EXPECT_EQ(told.body.find(bela.refresh_token), std::string::npos);
    EXPECT_EQ(told.body.find("loam_"), std::string::npos) << "no part of a token either";
    EXPECT_EQ(told.body.find("hash"), std::string::npos);
    EXPECT_EQ(told.document.root().find("sessions").first().size(), 4U) << "and nothing that is not documented";
  }
}

TEST_F(Sessions, an_ended_session_is_refused_at_once_and_the_others_go_on) {
  Caller phone = make_player(server(), "chandan");
  const std::string lost = id_of(phone);
  Caller desk(server());
  ASSERT_EQ(sign_in(desk, "chandan", kPassword).status, 200);
  const Told ended = desk.del(own(lost));
  EXPECT_EQ(ended.status, 204) << ended.body;
  EXPECT_EQ(phone.get("/api/v1/auth/me").status, 401);
  EXPECT_EQ(phone.post("/api/v1/auth/refresh", R"({"refresh_token":")" + phone.refresh_token + R"("})").code(),
            "session_unknown");
  EXPECT_EQ(desk.get(kOwn).size("sessions"), 1U);

  EXPECT_EQ(desk.del(own(id_of(desk))).status, 204) << "one's own is a way to sign out";
  EXPECT_EQ(desk.get(kOwn).status, 401);
}

TEST_F(Sessions, what_is_not_ones_own_or_is_over_is_not_found) {
  Caller dipa = make_player(server(), "dipa");
  Caller other = make_player(server(), "ekram");
  const std::string others = id_of(other);
  Caller gone(server());
  ASSERT_EQ(sign_in(gone, "dipa", kPassword).status, 200);
  const std::string over = id_of(gone);
  ASSERT_EQ(gone.post("/api/v1/auth/logout", "").status, 204);

  for (const std::string& session :
       {others, over, std::string("01900000-0000-7000-8000-000000000000"), std::string("x")}) {
    const Told told = dipa.del(own(session));
    EXPECT_EQ(told.status, 404) << session << ": " << told.body;
    EXPECT_EQ(told.code(), "not_found") << "and not 401, which would be about the session that asks";
    EXPECT_EQ(root().del(of(dipa) + "/" + session).status, 404) << session;
  }
  EXPECT_EQ(other.get("/api/v1/auth/me").status, 200);
  EXPECT_EQ(root().get("/api/v1/admin/users/" + others + "/sessions").status, 404) << "a session is no user";
  EXPECT_EQ(root().del("/api/v1/admin/users/x/sessions/" + others).status, 404);
  EXPECT_EQ(dipa.get(std::string(kOwn) + "?limit=1").error_at("/query/limit"), "unknown_parameter");
}

TEST_F(Sessions, an_operator_ends_one_and_both_reading_and_ending_are_on_the_audit_log) {
  Caller farid = make_player(server(), "farid");
  const std::string session = id_of(farid);
  const Told list = root().get(of(farid));
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(list.at("sessions/0/session_id"), session);
  EXPECT_EQ(list.at("sessions/0/current"), "false");
  Told log = root().get("/api/v1/admin/audit-logs?limit=1");
  EXPECT_EQ(log.at("audit_logs/0/action"), "sessions.read");
  EXPECT_EQ(log.at("audit_logs/0/target"), farid.user_id);
  EXPECT_EQ(log.at("audit_logs/0/actor"), "root");

  EXPECT_EQ(root().del(of(farid) + "/" + session).status, 204);
  EXPECT_EQ(farid.get("/api/v1/auth/me").status, 401);
  log = root().get("/api/v1/admin/audit-logs?limit=1");
  EXPECT_EQ(log.at("audit_logs/0/action"), "session.end");
  EXPECT_EQ(log.at("audit_logs/0/target"), farid.user_id);
  EXPECT_EQ(log.at("audit_logs/0/detail"), session);
  EXPECT_EQ(log.at("audit_logs/0/actor"), "root");
  EXPECT_EQ(root().get(of(farid)).size("sessions"), 0U);
}

TEST_F(Sessions, an_operators_own_leave_no_entry) {
  Caller second(server());
  ASSERT_EQ(sign_in(second, "root", kPassword).status, 200);
  const std::string session = id_of(second);
  const std::string newest = root().get("/api/v1/admin/audit-logs?limit=1").at("audit_logs/0/id");
  EXPECT_EQ(root().get(of(root())).at("sessions/0/session_id"), session);
  EXPECT_EQ(root().del(of(root()) + "/" + session).status, 204);
  EXPECT_EQ(root().get("/api/v1/admin/audit-logs?limit=1").at("audit_logs/0/id"), newest);
}

TEST_F(Sessions, an_end_repeated_with_its_key_is_answered_as_the_first_time) {
  Caller gita = make_player(server(), "gita");
  const std::string target = of(gita) + "/" + id_of(gita);
  EXPECT_EQ(del(root(), target, "end-once").status, 204);
  const Told again = del(root(), target, "end-once");
  EXPECT_EQ(again.status, 204) << again.body;
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
  EXPECT_EQ(del(root(), target, "end-twice").status, 404);
  EXPECT_EQ(del(root(), target, "end-twice").status, 404) << "a refusal is answered again, too";
}

TEST_F(Sessions, auditors_read_and_end_only_their_own) {
  Caller hasan = make_player(server(), "hasan");
  const std::string session = id_of(hasan);
  EXPECT_EQ(auditor().get(of(hasan)).at("sessions/0/session_id"), session);
  EXPECT_EQ(auditor().del(of(hasan) + "/" + session).status, 403);
  EXPECT_EQ(hasan.get("/api/v1/auth/me").status, 200);

  Caller second(server());
  ASSERT_EQ(sign_in(second, "looker", kPassword).status, 200);
  EXPECT_EQ(auditor().del(own(id_of(second))).status, 204);
  EXPECT_EQ(second.get("/api/v1/auth/me").status, 401);
}

TEST_F(Sessions, players_guests_and_keys_have_no_way_to_those_of_others) {
  Caller ishrat = make_player(server(), "ishrat");
  Caller other = make_player(server(), "jamil");
  const std::string session = id_of(ishrat);
  EXPECT_EQ(other.get(of(ishrat)).status, 403);
  EXPECT_EQ(other.del(of(ishrat) + "/" + session).status, 403);
  Caller guest(server());
  EXPECT_EQ(guest.get(kOwn).status, 401);
  EXPECT_EQ(guest.del(own(session)).status, 401);
  EXPECT_EQ(guest.get(of(ishrat)).status, 401);
  Caller key = make_key(R"({"name":"a game","scopes":["act_as"]})");
  key.acting_for = ishrat.user_id;
  EXPECT_EQ(key.get(kOwn).status, 403);
  EXPECT_EQ(key.del(own(session)).status, 403);
  EXPECT_EQ(ishrat.get("/api/v1/auth/me").status, 200);
}

}  // namespace
}  // namespace loam::test
