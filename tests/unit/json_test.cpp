#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "api/json/json_reader.hpp"
#include "api/json/json_value.hpp"
#include "api/json/json_writer.hpp"

namespace loam {
namespace {

// ---- parsing

struct Broken {
  const char* name;
  std::string text;
  const char* pointer;
  const char* code;
};

class JsonBroken : public testing::TestWithParam<Broken> {};

TEST_P(JsonBroken, is_refused_with_its_place) {
  const auto parsed = JsonDocument::parse(GetParam().text);
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().pointer, GetParam().pointer);
  EXPECT_EQ(parsed.error().code, GetParam().code);
  EXPECT_FALSE(parsed.error().detail.empty());
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string object_of(std::size_t members) {
  std::string text = "{";
  for (std::size_t i = 0; i < members; ++i) text += (i ? ",\"m" : "\"m") + std::to_string(i) + "\":0";
  return text + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Texts, JsonBroken,
    testing::Values(Broken{"nothing", "", "", "malformed_json"}, Broken{"spaces", "  ", "", "malformed_json"},
                    Broken{"nan", R"({"amount_bdt": NaN})", "/amount_bdt", "not_a_number"},
                    Broken{"infinity", R"({"biome":"forest","score":Infinity})", "/score", "not_a_number"},
                    Broken{"minus_infinity", R"({"score":-Infinity})", "/score", "not_a_number"},
                    Broken{"nan_in_list", R"({"events":[{"score":1},{"score":NaN}]})", "/events/1/score",
                           "not_a_number"},
                    Broken{"nan_item", R"([1,NaN])", "/1", "not_a_number"},
                    Broken{"bare_word", R"({"a":yes})", "/a", "malformed_json"},
                    Broken{"plus_sign", R"({"a":+1})", "/a", "malformed_json"},
                    Broken{"leading_zero", R"({"a":01})", "", "malformed_json"},
                    Broken{"single_quotes", R"({'a':1})", "", "malformed_json"},
                    Broken{"trailing_comma", R"({"a":1,})", "", "malformed_json"},
                    Broken{"cut_short", R"({"a":{"b":)", "/a/b", "malformed_json"},
                    Broken{"cut_in_a_string", R"({"a":"b)", "/a", "malformed_json"},
                    Broken{"two_texts", R"({} {})", "", "malformed_json"},
                    Broken{"comment", R"({/* */})", "", "malformed_json"},
                    Broken{"huge_exponent", R"({"a":1e99999999999})", "/a", "out_of_range"},
                    Broken{"name_twice", R"({"a":1,"b":2,"a":3})", "/a", "duplicate_field"},
                    Broken{"name_twice_inside", R"({"x":[{"a":1,"a":3}]})", "/x/0/a", "duplicate_field"},
                    Broken{"name_twice_by_escape", "{\"a\":1,\"\\u0061\":3}", "/a", "duplicate_field"},
                    Broken{"nul_in_a_string", R"({"a":"x\u0000y"})", "/a", "control_character"},
                    Broken{"lone_surrogate", R"({"a":"\ud800"})", "/a", "malformed_json"},
                    Broken{"bad_utf8", "{\"a\":\"\xC3(\"}", "/a", "malformed_json"},
                    Broken{"overlong_utf8", "{\"a\":\"\xC0\xAF\"}", "/a", "malformed_json"},
                    Broken{"slash_in_a_name", R"({"a/b~c":NaN})", "/a~1b~0c", "not_a_number"},
                    Broken{"too_deep", nested(33),
                           [] {
                             static std::string p;
                             for (int i = 0; i < 32; ++i) p += "/0";
                             return p.c_str();
                           }(),
                           "too_deep"},
                    Broken{"too_many_members", object_of(129), "/m128", "too_many_fields"},
                    Broken{"too_long", std::string(1024 * 1024 + 1, ' '), "", "too_long"}),
    [](const auto& row) { return row.param.name; });

TEST(JsonDocument, keeps_numbers_as_they_were_written) {
  const auto parsed = JsonDocument::parse(R"({"a":1.10,"b":-0,"c":12345678901234567890123,"d":1E+2,"e":1e400})");
  ASSERT_TRUE(parsed.has_value()) << parsed.error().detail;
  EXPECT_EQ(parsed->root().to_text(), R"({"a":1.10,"b":-0,"c":12345678901234567890123,"d":1E+2,"e":1e400})");
}

TEST(JsonDocument, walks_members_in_their_order) {
  const auto parsed = JsonDocument::parse(R"( {"z":[1,[2,3],{}],"a":{"b":true,"c":null},"é":"\"\n"} )");
  ASSERT_TRUE(parsed.has_value());
  const JsonValue root = parsed->root();
  EXPECT_EQ(root.size(), 3U);
  EXPECT_EQ(root.first().name(), "z");
  EXPECT_EQ(root.first().next().name(), "a");
  EXPECT_EQ(root.first().next().next().name(), "é");
  EXPECT_FALSE(root.first().next().next().next().exists());
  EXPECT_FALSE(root.next().exists());
  EXPECT_EQ(root.find("z").first().next().first().next().number_text(), "3");
  EXPECT_FALSE(root.find("z").first().next().first().next().next().exists());
  EXPECT_TRUE(root.find("a").find("b").boolean());
  EXPECT_TRUE(root.find("a").find("c").exists());
  EXPECT_FALSE(root.find("a").find("nope").exists());
  EXPECT_EQ(root.to_text(), R"({"z":[1,[2,3],{}],"a":{"b":true,"c":null},"é":"\"\n"})");
}

TEST(JsonDocument, counts_all_values_against_one_limit) {
  JsonLimits limits;
  limits.values = 10;
  EXPECT_TRUE(JsonDocument::parse("[1,2,3,4,5,6,7,8,9]", limits).has_value());
  const auto parsed = JsonDocument::parse("[1,2,[3,4,5],6,7,8,9,10]", limits);
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().code, "too_many_values");
}

TEST(JsonDocument, takes_any_noise_without_harm) {
  std::mt19937 random(7);  // NOLINT: the same noise each time
  const std::string good =
      R"({"biome":"forest","amount_bdt":125.50,"list":[1,{"a":null},"x\u00e9\ud83d\ude00"],"n":-1e-7})";
  int taken = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = good;
    for (unsigned n = 0; n < 1 + random() % 3; ++n) text[random() % text.size()] = static_cast<char>(random());
    if (i % 5 == 0) text.resize(random() % text.size());
    const auto parsed = JsonDocument::parse(text);
    if (!parsed) continue;
    ++taken;
    const std::string again = parsed->root().to_text();
    const auto reparsed = JsonDocument::parse(again);
    ASSERT_TRUE(reparsed.has_value()) << again;
    EXPECT_EQ(reparsed->root().to_text(), again);
  }
  EXPECT_GT(taken, 0);
}

// ---- reading money

struct BadMoney {
  const char* name;
  const char* json;
  const char* code;
};

class MoneyRefused : public testing::TestWithParam<BadMoney> {};

TEST_P(MoneyRefused, with_a_code_at_its_pointer) {
  JsonReader body(GetParam().json);
  body->money("amount_bdt");
  EXPECT_FALSE(body.finish());
  ASSERT_EQ(body.errors().size(), 1U);
  EXPECT_EQ(body.errors()[0].pointer, "/amount_bdt");
  EXPECT_EQ(body.errors()[0].code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, MoneyRefused,
    testing::Values(BadMoney{"missing", R"({})", "required"}, BadMoney{"null", R"({"amount_bdt":null})", "required"},
                    BadMoney{"zero", R"({"amount_bdt":0})", "must_be_positive"},
                    BadMoney{"minus_zero", R"({"amount_bdt":-0.00})", "must_be_positive"},
                    BadMoney{"negative", R"({"amount_bdt":-5})", "must_be_positive"},
                    BadMoney{"negative_text", R"({"amount_bdt":"-5"})", "must_be_positive"},
                    BadMoney{"three_decimals", R"({"amount_bdt":1.005})", "too_many_decimals"},
                    BadMoney{"tiny", R"({"amount_bdt":1e-3})", "too_many_decimals"},
                    BadMoney{"nan", R"({"amount_bdt":NaN})", "not_a_number"},
                    BadMoney{"nan_text", R"({"amount_bdt":"NaN"})", "not_a_number"},
                    BadMoney{"infinity", R"({"amount_bdt":Infinity})", "not_a_number"},
                    BadMoney{"infinity_text", R"({"amount_bdt":"Infinity"})", "not_a_number"},
                    BadMoney{"1e400", R"({"amount_bdt":1e400})", "out_of_range"},
                    BadMoney{"1e99999", R"({"amount_bdt":1e99999})", "out_of_range"},
                    BadMoney{"two_to_63", R"({"amount_bdt":9223372036854775808})", "out_of_range"},
                    BadMoney{"two_to_63_paisa", R"({"amount_bdt":92233720368547758.08})", "out_of_range"},
                    BadMoney{"seventy_digits",
                             R"({"amount_bdt":1000000000000000000000000000000000000000000000000000000000000000000000})",
                             "out_of_range"},
                    BadMoney{"letters", R"({"amount_bdt":"abc"})", "not_a_number"},
                    BadMoney{"hexadecimal", R"({"amount_bdt":"0x10"})", "not_a_number"},
                    BadMoney{"spaces", R"({"amount_bdt":" 5 "})", "not_a_number"},
                    BadMoney{"empty_text", R"({"amount_bdt":""})", "not_a_number"},
                    BadMoney{"comma", R"({"amount_bdt":"1,000"})", "not_a_number"},
                    BadMoney{"truth", R"({"amount_bdt":true})", "not_a_number"},
                    BadMoney{"list", R"({"amount_bdt":[5]})", "not_a_number"},
                    BadMoney{"object", R"({"amount_bdt":{"value":5}})", "not_a_number"}),
    [](const auto& row) { return std::string("of_") + row.param.name; });

struct GoodMoney {
  const char* name;
  const char* json;
  std::int64_t paisa;
};

class MoneyTaken : public testing::TestWithParam<GoodMoney> {};

TEST_P(MoneyTaken, exactly) {
  JsonReader body(GetParam().json);
  const Money amount = body->money("amount_bdt");
  EXPECT_TRUE(body.finish());
  EXPECT_EQ(amount.paisa, GetParam().paisa);
}

INSTANTIATE_TEST_SUITE_P(Inputs, MoneyTaken,
                         testing::Values(GoodMoney{"whole", R"({"amount_bdt":5000})", 500'000},
                                         GoodMoney{"one_decimal", R"({"amount_bdt":99.5})", 9'950},
                                         GoodMoney{"not_representable_in_binary", R"({"amount_bdt":0.29})", 29},
                                         GoodMoney{"zeros_at_the_end", R"({"amount_bdt":1.5000})", 150},
                                         GoodMoney{"exponent", R"({"amount_bdt":1.25e2})", 12'500},
                                         GoodMoney{"text", R"({"amount_bdt":"12.34"})", 1'234},
                                         GoodMoney{"largest", R"({"amount_bdt":92233720368547758.07})",
                                                   9'223'372'036'854'775'807}),
                         [](const auto& row) { return row.param.name; });

// ---- reading the rest

struct BadField {
  const char* name;
  const char* json;
  const char* pointer;
  const char* code;
};

enum class Colour : std::uint8_t { green, blue };
constexpr Word<Colour> kColours[] = {{"green", Colour::green}, {"blue", Colour::blue}};

class FieldRefused : public testing::TestWithParam<BadField> {};

TEST_P(FieldRefused, with_a_code_at_its_pointer) {
  JsonReader body(GetParam().json);
  (void)body->optional_shares("shares");
  (void)body->optional_price("price");
  (void)body->optional_integer("count", {1, 10});
  (void)body->optional_text("note", {2, 5});
  (void)body->optional_boolean("flag");
  (void)body->optional_word("colour", kColours);
  (void)body->optional_uuid("id");
  (void)body->optional_time("at");
  if (body->given("inner")) body->object("inner").text("deep", {1, 9});
  if (body->given("list")) {
    ArrayReader list = body->array("list", {1, 3});
    for (std::size_t i = 0; i < list.size(); ++i) (void)list.at(i).integer({0, 5});
  }
  EXPECT_FALSE(body.finish());
  ASSERT_EQ(body.errors().size(), 1U);
  EXPECT_EQ(body.errors()[0].pointer, GetParam().pointer);
  EXPECT_EQ(body.errors()[0].code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, FieldRefused,
    testing::Values(BadField{"shares_seven_decimals", R"({"shares":0.1234567})", "/shares", "too_many_decimals"},
                    BadField{"shares_zero", R"({"shares":0})", "/shares", "must_be_positive"},
                    BadField{"price_negative", R"({"price":-1})", "/price", "must_be_positive"},
                    BadField{"count_too_small", R"({"count":0})", "/count", "out_of_range"},
                    BadField{"count_too_large", R"({"count":11})", "/count", "out_of_range"},
                    BadField{"count_huge", R"({"count":1e300})", "/count", "out_of_range"},
                    BadField{"count_with_decimals", R"({"count":1.5})", "/count", "not_an_integer"},
                    BadField{"count_as_text", R"({"count":"5"})", "/count", "not_an_integer"},
                    BadField{"note_short", R"({"note":"a"})", "/note", "too_short"},
                    BadField{"note_long", R"({"note":"abcdef"})", "/note", "too_long"},
                    BadField{"note_with_bell", R"({"note":"a\u0007b"})", "/note", "control_character"},
                    BadField{"note_number", R"({"note":123})", "/note", "not_a_string"},
                    BadField{"flag_text", R"({"flag":"true"})", "/flag", "not_a_boolean"},
                    BadField{"flag_number", R"({"flag":1})", "/flag", "not_a_boolean"},
                    BadField{"colour_unknown", R"({"colour":"red"})", "/colour", "unknown_value"},
                    BadField{"id_short", R"({"id":"123"})", "/id", "not_a_uuid"},
                    BadField{"at_nonsense", R"({"at":"yesterday"})", "/at", "not_a_time"},
                    BadField{"inner_list", R"({"inner":[]})", "/inner", "not_an_object"},
                    BadField{"inner_empty", R"({"inner":{}})", "/inner/deep", "required"},
                    BadField{"list_text", R"({"list":"1,2"})", "/list", "not_an_array"},
                    BadField{"list_empty", R"({"list":[]})", "/list", "too_few_items"},
                    BadField{"list_long", R"({"list":[1,2,3,4]})", "/list", "too_many_items"},
                    BadField{"list_item", R"({"list":[1,7]})", "/list/1", "out_of_range"},
                    BadField{"unknown", R"({"amount":1})", "/amount", "unknown_field"},
                    BadField{"body_list", R"([1])", "", "not_an_object"},
                    BadField{"body_null", R"(null)", "", "not_an_object"},
                    BadField{"body_text", R"("{}")", "", "not_an_object"},
                    BadField{"body_empty", "", "", "malformed_json"}),
    [](const auto& row) { return row.param.name; });

TEST(JsonReader, collects_every_error_of_a_body) {
  JsonReader body(R"({"amount_bdt":-1,"biome":7,"extra":1,"note":null})");
  body->money("amount_bdt");
  body->text("biome", {1, 10});
  body->shares("shares");
  EXPECT_EQ(body->optional_text("note", {1, 5}), std::nullopt);
  EXPECT_FALSE(body.finish());
  std::vector<std::string> found;
  for (const auto& error : body.errors()) found.push_back(error.pointer + " " + error.code);
  EXPECT_EQ(found, (std::vector<std::string>{"/amount_bdt must_be_positive", "/biome not_a_string", "/shares required",
                                             "/extra unknown_field"}));
}

TEST(JsonReader, counts_characters_and_not_bytes) {
  JsonReader body(R"({"note":"বাংলা"})");
  EXPECT_EQ(body->text("note", {1, 5}), "বাংলা");
  EXPECT_TRUE(body.finish());
}

TEST(JsonReader, reads_a_command_inside_a_batch) {
  const auto batch = JsonDocument::parse(R"([{"path":"/x","body":{"amount_bdt":"7"}}])");
  ASSERT_TRUE(batch.has_value());
  JsonReader body(batch->root().first().find("body"));
  EXPECT_EQ(body->money("amount_bdt"), Money::bdt(7));
  EXPECT_TRUE(body.finish());
}

// ---- writing

TEST(JsonWriter, writes_every_kind_of_value) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("money", Money{-9'950})
      .member("paisa", Money{5})
      .member("shares", Shares{1'500'000})
      .member("price", Price{1})
      .member("count", 42)
      .member("most", std::uint64_t{18'446'744'073'709'551'615U})
      .member("least", std::int64_t{-9'223'372'036'854'775'807 - 1})
      .member("truth", true)
      .member("nothing", nullptr)
      .member("maybe", std::optional<Money>())
      .member("at", Time{0})
      .member("text", "a\"b\\c\n\x01")
      .key("list")
      .begin_array()
      .value(1)
      .begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .end_array()
      .member("last", false)
      .end_object();
  EXPECT_EQ(text,
            R"({"money":-99.5,"paisa":0.05,"shares":1.5,"price":0.000001,"count":42,"most":18446744073709551615,)"
            R"("least":-9223372036854775808,"truth":true,"nothing":null,"maybe":null,"at":"1970-01-01T00:00:00.000Z",)"
            R"("text":"a\"b\\c\n\u0001","list":[1,{},[]],"last":false})");
  EXPECT_TRUE(JsonDocument::parse(text).has_value());
}

TEST(JsonWriter, writes_decimals_as_the_money_room_does) {
  for (const std::int64_t units : {0LL, 1LL, 9LL, 10LL, 99LL, 100LL, -1LL, -100LL, 123'456'789LL,
                                   9'223'372'036'854'775'807LL, -9'223'372'036'854'775'807LL - 1LL}) {
    for (const int scale : {0, 2, 6}) {
      std::string text;
      JsonWriter(text).decimal(units, scale);
      EXPECT_EQ(text, to_decimal(units, scale));
    }
  }
}

TEST(JsonWriter, never_writes_invalid_utf8) {
  for (const std::string bad : {"\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "a\x80z", "\xE2\x82"}) {
    std::string text;
    JsonWriter(text).value(bad);
    EXPECT_TRUE(JsonDocument::parse(text).has_value()) << text;
  }
}

TEST(JsonWriter, writes_ids_as_uuid_text) {
  const auto id = parse_uuid("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
  std::string text;
  JsonWriter(text).value(*id);
  EXPECT_EQ(text, "\"" + to_string(*id) + "\"");
}

}  // namespace
}  // namespace loam
