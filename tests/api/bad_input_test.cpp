#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"

namespace loam::test {
namespace {

/// One place where money or shares come in: the body with `%` where the value stands.
struct MoneyField {
  const char* name;
  const char* target;
  const char* body;
  const char* pointer;
  bool by_operator = false;
  bool is_signed = false;
  bool optional = false;
  bool fine = false;  ///< six decimals: shares and prices
};

const std::vector<MoneyField>& money_fields() {
  static const std::vector<MoneyField> fields{
      {"buy", "/api/v1/biome-market/buy", R"({"biome":"forest"%})", "/amount_bdt"},
      {"buy_guard", "/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":5%})", "/max_price_bdt", false, false,
       true, true},
      {"sell", "/api/v1/biome-market/sell", R"({"biome":"forest"%})", "/shares", false, false, false, true},
      {"sell_guard", "/api/v1/biome-market/sell", R"({"biome":"forest","shares":1%})", "/min_price_bdt", false, false,
       true, true},
      {"quote", "/api/v1/biome-market/quote", R"({"side":"buy","biome":"forest"%})", "/amount_bdt"},
      {"top_up", "/api/v1/payments/initiate/sandbox", R"({"_":0%})", "/amount_bdt"},
      {"adjust", "/api/v1/admin/users/USER/adjust-balance", R"({"reason":"a reason"%})", "/amount_bdt", true, true},
  };
  return fields;
}

struct BadValue {
  const char* name;
  const char* text;  ///< null: the member is missing
};

constexpr BadValue kBadValues[] = {{"negative", "-1"},
                                   {"a_fraction_of_a_paisa", "0.001"},
                                   {"huge", "1e400"},
                                   {"not_a_number", "NaN"},
                                   {"infinity", "Infinity"},
                                   {"two_to_the_63", "9223372036854775808"},
                                   {"words", "\"abc\""},
                                   {"nothing", "null"},
                                   {"missing", nullptr},
                                   {"a_list", "[1]"},
                                   {"an_object", R"({"a":1})"},
                                   {"truth", "true"},
                                   {"zero", "0"},
                                   {"huge_as_text", "\"1e400\""},
                                   {"nan_as_text", "\"NaN\""},
                                   {"negative_zero", "-0"}};

bool is_bad_for(const MoneyField& field, const BadValue& value) {
  const std::string_view name = value.name;
  if (field.is_signed && name == "negative") return false;
  if (field.is_signed && (name == "zero" || name == "negative_zero")) return true;
  if (field.fine && name == "a_fraction_of_a_paisa") return false;
  if (field.optional && (name == "nothing" || name == "missing")) return false;
  return true;
}

std::string body_with(const MoneyField& field, const BadValue& value) {
  std::string body = field.body;
  const std::string member =
      value.text == nullptr ? std::string() : ",\"" + std::string(field.pointer + 1) + "\":" + value.text;
  body.replace(body.find('%'), 1, member);
  const std::size_t filler = body.find(R"("_":0,)");
  if (filler != std::string::npos) body.erase(filler, 6);
  if (body == R"({"_":0})") body = "{}";
  return body;
}

TEST(BadInput, F04_F08_each_money_field_names_the_field_and_the_rule_and_nothing_happens) {
  ApiWorld world({"signup_grant_bdt=1000", "sandbox_gateway=true"});
  const std::string player = world.add_player("anna");
  const auto before = world.record();
  for (const MoneyField& field : money_fields()) {
    std::string target = field.target;
    if (const std::size_t at = target.find("USER"); at != std::string::npos) target.replace(at, 4, player);
    const HttpHeaders headers = field.by_operator ? world.as_operator() : world.as_player(player);
    for (const BadValue& value : kBadValues) {
      if (!is_bad_for(field, value)) continue;
      SCOPED_TRACE(std::string(field.name) + " " + value.name);
      const auto answer = world.post(target, body_with(field, value), headers);
      EXPECT_EQ(answer.status, 422) << answer.body;
      EXPECT_EQ(answer.header("content-type"), "application/problem+json");
      EXPECT_NE(answer.body.find(std::string("\"pointer\":\"") + field.pointer + "\""), std::string::npos)
          << answer.body;
    }
  }
  EXPECT_EQ(world.record(), before);
  EXPECT_TRUE(world.holds());
}

TEST(BadInput, an_extra_field_is_named) {
  ApiWorld world({"signup_grant_bdt=1000", "sandbox_gateway=true"});
  const std::string player = world.add_player("anna");
  const auto answer =
      world.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":5,"price":1})", world.as_player(player));
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.body.find("\"pointer\":\"/price\""), std::string::npos) << answer.body;
  EXPECT_NE(answer.body.find("unknown_field"), std::string::npos) << answer.body;
}

TEST(BadInput, F04_amounts_are_exact_as_numbers_and_as_text) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string player = world.add_player("anna");
  for (const char* amount : {"1.10", "\"1.10\"", "1.1", "11e-1", "0.11e1"}) {
    const auto answer =
        world.post("/api/v1/biome-market/buy", std::string(R"({"biome":"forest","amount_bdt":)") + amount + "}",
                   world.as_player(player));
    ASSERT_EQ(answer.status, 201) << amount << answer.body;
    EXPECT_EQ(Json(answer.body).text("amount_bdt"), "1.1") << amount;
  }
  EXPECT_EQ(world.balance(player), "994.35");  // five times 1.10 and a fee of 0.03, rounded up from 0.022
}

TEST(BadInput, bodies_too_large_and_of_the_wrong_type_keep_their_status) {
  ApiWorld world({"signup_grant_bdt=1000"});
  const std::string player = world.add_player("anna");
  const std::string large(2 * 1024 * 1024, 'x');
  EXPECT_EQ(world.post("/api/v1/biome-market/buy", large, world.as_player(player)).status, 413);

  HttpHeaders headers = world.as_player(player);
  headers.emplace_back("Content-Type", "text/plain");
  HttpClient http = world.client();
  const auto wrong = http.request("POST", "/api/v1/biome-market/buy", headers, R"({"biome":"forest","amount_bdt":5})");
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->status, 415);
  EXPECT_EQ(world.balance(player), "1000");
}

TEST(BadInput, garbage_on_the_port_changes_nothing) {
  ApiWorld world({"signup_grant_bdt=1000"});
  for (const std::string& garbage : {std::string("\x16\x03\x01\x02\x00\x01", 6), std::string(5'000, '\0'),
                                     std::string("GET / HTTP/9.9\r\n\r\n"), std::string("BUY everything\r\n\r\n")}) {
    HttpClient http = world.client();
    ASSERT_TRUE(http.send_raw(garbage));
    static_cast<void>(http.receive_some());
  }
  EXPECT_EQ(world.get("/api/v1/biome-market/markets", {}).status, 200);
  EXPECT_TRUE(world.holds());
}

}  // namespace
}  // namespace loam::test
