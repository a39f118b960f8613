// F-06 and F-59 through the API: every setting has a range that holds at both ends, and none is there for nothing.

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "money/money.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

constexpr const char* kEconomy = "/api/v1/admin/config/economy";

class AdminSettings : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(with_settings({"api_requests_per_minute=1000000"}));
    operator_ = new Caller(make_overseer(*server_, "root"));
  }
  static void TearDownTestSuite() {
    delete operator_;
    delete server_;
  }
  static Caller& root() { return *operator_; }
  static ServerProcess& server() { return *server_; }

  static std::string value_of(std::string_view name) { return member_of(name, "value"); }
  static std::string member_of(std::string_view name, const std::string& member) {
    const Told told = root().get(kEconomy);
    for (std::size_t i = 0; i < told.size("settings"); ++i) {
      const std::string entry = "settings/" + std::to_string(i) + "/";
      if (told.at(entry + "name") == name) return told.at(entry + member);
    }
    return {};
  }
  static Told set(const std::string& name, const std::string& value) {
    return root().patch(kEconomy, R"({")" + name + R"(":)" + value + "}");
  }

 private:
  static ServerProcess* server_;
  static Caller* operator_;
};
ServerProcess* AdminSettings::server_ = nullptr;
Caller* AdminSettings::operator_ = nullptr;

/// One unit of the last decimal beyond a bound, as a decimal; a bound too large to leave is left out by the caller.
std::string beyond(const std::string& bound, const std::string& kind, bool up) {
  if (kind == "integer") return std::to_string(std::stoll(bound) + (up ? 1 : -1));
  const int decimals = kind == "money" ? 2 : 4;
  const auto units = parse_decimal(bound, decimals).units.value_or(0);
  return to_decimal(units + (up ? 1 : -1), decimals);
}

TEST_F(AdminSettings, F06_every_range_holds_at_both_ends) {
  const Told list = root().get(kEconomy);
  ASSERT_EQ(list.status, 200);
  ASSERT_GE(list.size("settings"), 24U);
  std::size_t ranges = 0;
  for (std::size_t i = 0; i < list.size("settings"); ++i) {
    const std::string entry = "settings/" + std::to_string(i) + "/";
    const std::string name = list.at(entry + "name");
    const std::string kind = list.at(entry + "kind");
    if (list.at(entry + "min") == "null" || list.at(entry + "fixed") == "true") continue;
    ++ranges;
    for (const bool up : {false, true}) {
      const std::string bound = list.at(entry + (up ? "max" : "min"));
      // Dry runs: what limits say together is another rule with a test of its own.
      const auto dry = [&](const std::string& value) {
        return root().patch(std::string(kEconomy) + "?dry_run=true", R"({")" + name + R"(":)" + value + "}");
      };
      const Told outside = dry(beyond(bound, kind, up));
      EXPECT_EQ(outside.status, 422) << name << " beyond " << bound;
      EXPECT_EQ(outside.error_at("/" + name), "out_of_range") << name << " beyond " << bound << outside.body;
      const Told inside = dry(bound);
      const bool contradicts = inside.at("errors/0/code") == "setting_out_of_range";
      EXPECT_TRUE(inside.status == 200 || contradicts) << name << " at " << bound << inside.body;
    }
  }
  EXPECT_GE(ranges, 20U);
}

TEST_F(AdminSettings, F06_what_is_no_value_of_a_setting_as_a_table) {
  struct Row {
    const char* name;
    const char* body;
    const char* pointer;
    const char* code;
  };
  const Row rows[] = {
      {"a fee below zero", R"({"biome_trade_fee_percent":-50})", "/biome_trade_fee_percent", "out_of_range"},
      {"a word for a number", R"({"biome_trade_fee_percent":"two"})", "/biome_trade_fee_percent", "not_a_number"},
      {"finer than is kept", R"({"biome_trade_fee_percent":2.00001})", "/biome_trade_fee_percent", "too_many_decimals"},
      {"a fraction of milliseconds", R"({"cycle_ms":500.5})", "/cycle_ms", "not_an_integer"},
      {"a text for an integer", R"({"cycle_ms":"500"})", "/cycle_ms", "not_an_integer"},
      {"a number for a switch", R"({"enable_registration":1})", "/enable_registration", "not_a_boolean"},
      {"another profile", R"({"market_profile":"wild"})", "/market_profile", "unknown_value"},
      {"null", R"({"cycle_ms":null})", "/cycle_ms", "required"},
      {"no such setting", R"({"no_such_setting":1})", "/no_such_setting", "unknown_setting"},
      {"the same, wrapped", R"({"settings":{"no_such_setting":1}})", "/settings/no_such_setting", "unknown_setting"},
      {"a number for a table", R"({"bid_increments":100})", "/bid_increments", "not_a_string"},
      {"no table", R"({"bid_increments":"flat:0"})", "/bid_increments", "not_a_table"},
      {"a table of the other kind", R"({"land_fee_tiers":"ebay"})", "/land_fee_tiers", "not_a_table"},
      {"a tier above half", R"({"settings":{"land_fee_tiers":"0:5,100:50.0001"}})", "/settings/land_fee_tiers",
       "not_a_table"},
      {"the shortest above the longest", R"({"auction_min_duration_hours":721})", "/auction_min_duration_hours",
       "setting_out_of_range"},
      {"nothing", "{}", "", "too_few_items"},
      {"nothing, wrapped", R"({"settings":{}})", "/settings", "too_few_items"},
      {"two at once", R"({"cycle_ms":1,"topup_min_bdt":0})", "/topup_min_bdt", "out_of_range"},
      {"limits that contradict", R"({"topup_min_bdt":200000})", "/topup_min_bdt", "setting_out_of_range"},
      {"the same, wrapped", R"({"settings":{"topup_min_bdt":200000}})", "/settings/topup_min_bdt",
       "setting_out_of_range"},
      {"from the other side", R"({"topup_max_bdt":50})", "", "setting_out_of_range"},
  };
  const std::string before = root().get(kEconomy).body;
  for (const Row& row : rows) {
    const Told told = root().patch(kEconomy, row.body);
    EXPECT_EQ(told.status, 422) << row.name << told.body;
    EXPECT_EQ(told.error_at(row.pointer), row.code) << row.name << told.body;
  }
  EXPECT_EQ(root().patch(std::string(kEconomy) + "?dry_run=maybe", R"({"cycle_ms":500})").error_at("/query/dry_run"),
            "unknown_value");
  EXPECT_EQ(root().get(kEconomy).body, before) << "whole or nothing";
}

TEST_F(AdminSettings, a_change_is_whole_or_nothing) {
  const std::string before = value_of("signup_grant_bdt");
  EXPECT_EQ(root().patch(kEconomy, R"({"signup_grant_bdt":77,"cycle_ms":1})").status, 422);
  EXPECT_EQ(value_of("signup_grant_bdt"), before);
}

TEST_F(AdminSettings, a_dry_run_says_what_would_change_and_changes_nothing) {
  const std::string fee = value_of("biome_trade_fee_percent");
  const Told told = root().patch(std::string(kEconomy) + "?dry_run=true",
                                 R"({"settings":{"biome_trade_fee_percent":3.5,"cycle_ms":500}})");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.at("dry_run"), "true");
  ASSERT_EQ(told.size("changes"), 1U) << "one of the two is so already";
  EXPECT_EQ(told.at("changes/0/name"), "biome_trade_fee_percent");
  EXPECT_EQ(told.at("changes/0/before"), fee);
  EXPECT_EQ(told.at("changes/0/after"), "3.5");
  EXPECT_EQ(value_of("biome_trade_fee_percent"), fee);
}

TEST_F(AdminSettings, a_change_names_its_author_and_time_and_stands_in_the_history_and_the_audit_log) {
  const std::string before = value_of("topup_max_bdt");
  const Told told = root().patch(kEconomy, R"({"topup_max_bdt":90000.5})", "patch-1");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.at("settings/topup_max_bdt"), "90000.5");
  EXPECT_EQ(value_of("topup_max_bdt"), "90000.5");
  EXPECT_EQ(member_of("topup_max_bdt", "changed_by"), "root");
  EXPECT_EQ(member_of("topup_max_bdt", "source"), "database");
  EXPECT_EQ(member_of("topup_max_bdt", "default"), "100000");
  EXPECT_NE(member_of("topup_max_bdt", "changed_at"), "null");

  const Told history = root().get("/api/v1/admin/config/history?limit=1");
  EXPECT_EQ(history.at("changes/0/name"), "topup_max_bdt");
  EXPECT_EQ(history.at("changes/0/before"), before);
  EXPECT_EQ(history.at("changes/0/after"), "90000.5");
  EXPECT_EQ(history.at("changes/0/changed_by"), "root");
  EXPECT_EQ(history.at("changes/0/user_id"), root().user_id);
  const Told log = root().get("/api/v1/admin/audit-logs?limit=1");
  EXPECT_EQ(log.at("audit_logs/0/action"), "settings.patch");
  EXPECT_EQ(log.at("audit_logs/0/actor"), "root");
  EXPECT_NE(log.at("audit_logs/0/detail").find("topup_max_bdt"), std::string::npos);

  const Told again = root().patch(kEconomy, R"({"topup_max_bdt":90000.5})", "patch-1");
  EXPECT_EQ(again.body, told.body);
  EXPECT_EQ(again.raw.header("idempotency-replayed"), "true");
  ASSERT_EQ(set("topup_max_bdt", before).status, 200);
}

TEST_F(AdminSettings, a_table_is_taken_in_any_spelling_and_told_in_one) {
  EXPECT_EQ(value_of("bid_increments"), "flat:100");
  EXPECT_EQ(member_of("bid_increments", "kind"), "bid_increments");
  EXPECT_EQ(member_of("bid_increments", "default"), "flat:100");
  for (const char* member : {"min", "max", "choices"}) EXPECT_EQ(member_of("land_fee_tiers", member), "null");
  const std::string body = R"({"bid_increments":"0:1,10.00:2.50","land_fee_tiers":"0:5.0,10000:4"})";
  const Told dry = root().patch(std::string(kEconomy) + "?dry_run=true", body);
  ASSERT_EQ(dry.status, 200) << dry.body;
  EXPECT_EQ(dry.at("changes/0/before"), "flat:100");
  EXPECT_EQ(dry.at("changes/0/after"), "0:1,10:2.5");
  EXPECT_EQ(value_of("bid_increments"), "flat:100");

  const Told told = root().patch(kEconomy, body);
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.at("settings/land_fee_tiers"), "0:5,10000:4");
  EXPECT_EQ(value_of("bid_increments"), "0:1,10:2.5");
  EXPECT_EQ(value_of("land_fee_tiers"), "0:5,10000:4");
  EXPECT_EQ(root().patch(std::string(kEconomy) + "?dry_run=true", body).size("changes"), 0U)
      << "another spelling of it";
  const Told history = root().get("/api/v1/admin/config/history?limit=1");
  EXPECT_EQ(history.at("changes/0/name"), "land_fee_tiers");
  EXPECT_EQ(history.at("changes/0/before"), "none");
  EXPECT_EQ(history.at("changes/0/after"), "0:5,10000:4");
  ASSERT_EQ(root().patch(kEconomy, R"({"bid_increments":"flat:100","land_fee_tiers":""})").status, 200);
  EXPECT_EQ(value_of("land_fee_tiers"), "none");
}

TEST_F(AdminSettings, what_the_start_fixed_cannot_be_changed_and_says_so) {
  ServerProcess own(with_settings({"biome_trade_fee_percent=1.25"}));
  Caller boss = make_overseer(own, "boss");
  const Told told = boss.patch(kEconomy, R"({"biome_trade_fee_percent":2,"cycle_ms":600})");
  EXPECT_EQ(told.status, 409) << told.body;
  EXPECT_EQ(told.code(), "setting_fixed");
  EXPECT_NE(told.at("detail").find("biome_trade_fee_percent"), std::string::npos);
  const Told list = boss.get(kEconomy);
  for (std::size_t i = 0; i < list.size("settings"); ++i) {
    const std::string entry = "settings/" + std::to_string(i) + "/";
    const bool fixed = list.at(entry + "name") == "biome_trade_fee_percent";
    EXPECT_EQ(list.at(entry + "fixed"), fixed ? "true" : "false") << list.at(entry + "name");
    if (fixed) {
      EXPECT_EQ(list.at(entry + "value"), "1.25");
    }
    if (list.at(entry + "name") == "cycle_ms") {
      EXPECT_EQ(list.at(entry + "value"), "500");
    }
  }
}

TEST_F(AdminSettings, changes_outlive_a_restart) {
  ServerProcess own;
  Caller boss = make_overseer(own, "boss");
  ASSERT_EQ(
      boss.patch(kEconomy, R"({"price_history_days":7,"market_profile":"classic","bid_increments":"ebay"})").status,
      200);
  own.kill_hard();
  own.restart();
  Caller again(own, boss.token);
  const Told list = again.get(kEconomy);
  std::map<std::string, std::string> values;
  for (std::size_t i = 0; i < list.size("settings"); ++i) {
    const std::string entry = "settings/" + std::to_string(i) + "/";
    values[list.at(entry + "name")] = list.at(entry + "value");
  }
  EXPECT_EQ(values["price_history_days"], "7");
  EXPECT_EQ(values["market_profile"], "classic");
  EXPECT_EQ(values["bid_increments"], "ebay");
}

}  // namespace
}  // namespace loam::test
