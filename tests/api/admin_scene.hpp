#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "support/caller.hpp"

namespace loam::test {

/// A server with an operator and an auditor, for all tests of a file.
class AdminScene : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(with_settings({"api_requests_per_minute=1000000"}));
    operator_ = new Caller(make_overseer(*server_, "root"));
    auditor_ = new Caller(make_overseer(*server_, "looker", "auditor"));
  }
  static void TearDownTestSuite() {
    delete operator_;
    delete auditor_;
    delete server_;
  }
  static ServerProcess& server() { return *server_; }
  static Caller& root() { return *operator_; }
  static Caller& auditor() { return *auditor_; }
  static std::string balance(Caller& player) { return player.get("/api/v1/auth/me").at("balance_bdt"); }
  static Told adjust(const Caller& player, const std::string& body, std::string_view key = {}) {
    return root().post("/api/v1/admin/users/" + player.user_id + "/adjust-balance", body, key);
  }
  static Caller make_key(const std::string& body) {
    const Told told = root().post("/api/v1/admin/api-keys", body);
    EXPECT_EQ(told.status, 201) << told.body;
    return Caller(server(), told.at("secret"));
  }

 private:
  static inline ServerProcess* server_ = nullptr;
  static inline Caller* operator_ = nullptr;
  static inline Caller* auditor_ = nullptr;
};

}  // namespace loam::test
