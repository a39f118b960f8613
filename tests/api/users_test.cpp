// F-58: any user could read any other's e-mail and balance. Here one's own only; operators and auditors by their role,
// and each such reading is on the audit log.

#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "support/caller.hpp"

namespace loam::test {
namespace {

class Users : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(with_settings({"api_requests_per_minute=1000000"}));
    operator_ = new Caller(make_overseer(*server_, "root"));
    auditor_ = new Caller(make_overseer(*server_, "looker", "auditor"));
    ann_ = new Caller(make_player(*server_, "ann"));
    ben_ = new Caller(make_player(*server_, "ben"));
    give(*operator_, *ann_, "1000.5");
  }
  static void TearDownTestSuite() {
    for (Caller* caller : {operator_, auditor_, ann_, ben_}) delete caller;
    delete server_;
  }

  static ServerProcess* server_;
  static Caller* operator_;
  static Caller* auditor_;
  static Caller* ann_;
  static Caller* ben_;
};
ServerProcess* Users::server_ = nullptr;
Caller* Users::operator_ = nullptr;
Caller* Users::auditor_ = nullptr;
Caller* Users::ann_ = nullptr;
Caller* Users::ben_ = nullptr;

TEST_F(Users, F58_everybody_sees_the_public_part_and_only_that) {
  Caller guest(*server_);
  for (Caller* caller : {&guest, ben_}) {
    const Told told = caller->get("/api/v1/users/" + ann_->user_id);
    ASSERT_EQ(told.status, 200);
    EXPECT_EQ(told.at("username"), "ann");
    EXPECT_FALSE(told.has("email"));
    EXPECT_FALSE(told.has("role"));
    EXPECT_FALSE(told.has("balance_bdt"));
    EXPECT_FALSE(told.has("disabled"));
  }
}

TEST_F(Users, F58_oneself_operators_and_auditors_see_the_rest) {
  for (Caller* caller : {ann_, operator_, auditor_}) {
    const Told told = caller->get("/api/v1/users/" + ann_->user_id);
    ASSERT_EQ(told.status, 200);
    EXPECT_EQ(told.at("email"), "ann@example.org");
    EXPECT_EQ(told.at("role"), "player");
    EXPECT_EQ(told.at("balance_bdt"), "1000.5");
    EXPECT_EQ(told.body.find("argon2"), std::string::npos);
  }
}

TEST_F(Users, F58_a_balance_is_ones_own) {
  const std::string target = "/api/v1/users/" + ann_->user_id + "/balance";
  for (Caller* caller : {ann_, operator_, auditor_}) {
    const Told told = caller->get(target);
    ASSERT_EQ(told.status, 200);
    EXPECT_EQ(told.at("user_id"), ann_->user_id);
    EXPECT_EQ(told.at("balance_bdt"), "1000.5");
    EXPECT_EQ(told.at("held_bdt"), "0");
    EXPECT_EQ(told.at("available_bdt"), "1000.5");
    EXPECT_EQ(told.at("currency"), "BDT");
  }
  EXPECT_EQ(ben_->get(target).status, 403);
  EXPECT_EQ(Caller(*server_).get(target).status, 401);
  const std::string nobody = "/api/v1/users/0190a000-0000-7000-8000-000000000000/balance";
  EXPECT_EQ(ben_->get(nobody).status, 403) << "whether somebody is there is not told";
  EXPECT_EQ(operator_->get(nobody).status, 404);
}

TEST_F(Users, F58_readings_of_others_are_on_the_audit_log_with_their_reader) {
  for (const auto& [target, action] : {std::pair{"/api/v1/users/" + ben_->user_id, "user.read"},
                                       std::pair{"/api/v1/users/" + ben_->user_id + "/balance", "balance.read"},
                                       std::pair{"/api/v1/users/" + ben_->user_id + "/stats", "user.stats.read"}}) {
    ASSERT_EQ(auditor_->get(target).status, 200);
    // The note is behind the answer in the queue: the next write makes sure that it is through.
    give(*operator_, *ben_, "1");
    const Told log = operator_->get("/api/v1/admin/audit-logs?limit=5");
    bool found = false;
    for (std::size_t i = 0; i < log.size("audit_logs"); ++i) {
      const std::string entry = "audit_logs/" + std::to_string(i);
      found = found || (log.at(entry + "/action") == action && log.at(entry + "/target") == ben_->user_id &&
                        log.at(entry + "/actor") == "looker" && log.at(entry + "/user_id") == auditor_->user_id);
    }
    EXPECT_TRUE(found) << action << ": " << log.body;
  }
}

TEST_F(Users, F58_reading_oneself_is_no_entry) {
  const std::string before = operator_->get("/api/v1/admin/audit-logs?limit=1").at("pagination/total");
  ann_->get("/api/v1/users/" + ann_->user_id);
  ann_->get("/api/v1/users/" + ann_->user_id + "/balance");
  ben_->get("/api/v1/users/" + ann_->user_id);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(operator_->get("/api/v1/admin/audit-logs?limit=1").at("pagination/total"), before);
}

TEST_F(Users, what_is_nobody_is_404) {
  for (const std::string id : {"0190a000-0000-7000-8000-000000000000", "not-an-id", "1"}) {
    for (const std::string rest : {"", "/stats", "/lands"}) {
      EXPECT_EQ(ben_->get("/api/v1/users/" + id + rest).status, 404) << id << rest;
    }
  }
}

TEST_F(Users, F58_nobody_changes_another) {
  EXPECT_EQ(ben_->patch("/api/v1/users/" + ann_->user_id, R"({"hidden":true})").status, 403);
  EXPECT_EQ(operator_->patch("/api/v1/users/" + ann_->user_id, R"({"hidden":true})").status, 403)
      << "operators have their own way, with their name on it";
  EXPECT_EQ(ben_->patch("/api/v1/users/" + ben_->user_id, R"({"role":"operator"})").error_at("/role"), "unknown_field");
  EXPECT_EQ(ben_->patch("/api/v1/users/" + ben_->user_id, R"({"hidden":"yes"})").error_at("/hidden"), "not_a_boolean");
}

TEST_F(Users, who_hides_is_not_counted_in_public) {
  Caller carl = make_player(*server_, "carl");
  give(*operator_, carl, "500");
  ASSERT_EQ(carl.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":100})").status, 201);
  const std::string target = "/api/v1/users/" + carl.user_id + "/stats";
  EXPECT_EQ(ben_->get(target).at("transactions_count"), "2");
  EXPECT_EQ(ben_->get(target).at("biomes_held"), "1");
  EXPECT_FALSE(ben_->get(target).has("platform_fees_paid_bdt"));
  EXPECT_EQ(carl.get(target).at("platform_fees_paid_bdt"), "2");

  const Told hidden = carl.patch("/api/v1/users/" + carl.user_id, R"({"hidden":true})", "hide-me");
  EXPECT_EQ(hidden.status, 200) << hidden.body;
  EXPECT_EQ(ben_->get(target).at("transactions_count"), "null");
  EXPECT_EQ(ben_->get(target).at("biomes_held"), "null");
  EXPECT_EQ(carl.get(target).at("transactions_count"), "2");
  const Told again = carl.patch("/api/v1/users/" + carl.user_id, R"({"hidden":true})", "hide-me");
  EXPECT_EQ(again.body, hidden.body);
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
}

TEST_F(Users, the_list_of_lands_is_there_and_empty) {
  const Told told = ben_->get("/api/v1/users/" + ann_->user_id + "/lands?limit=10");
  EXPECT_EQ(told.status, 200);
  EXPECT_EQ(told.at("lands"), "[]");
  EXPECT_EQ(told.at("pagination/limit"), "10");
  EXPECT_EQ(told.at("pagination/total"), "0");
  EXPECT_EQ(told.at("pagination/next_cursor"), "null");
  EXPECT_EQ(ben_->get("/api/v1/users/" + ann_->user_id + "/lands?limit=0").error_at("/query/limit"), "out_of_range");
}

}  // namespace
}  // namespace loam::test
