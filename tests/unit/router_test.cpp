#include "api/http/router.hpp"

#include <string>

#include <gtest/gtest.h>

#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/json/json_value.hpp"

namespace loam::http {
namespace {

/// Says which route was taken and with what.
Handler naming(std::string name) {
  return [name = std::move(name)](Request& request, ResponderPtr responder) {
    responder->respond(Response::json(200, name + " id=" + std::string(request.path_parameter("id")) +
                                               " x=" + std::string(request.path_parameter("x")) +
                                               " y=" + std::string(request.path_parameter("y"))));
  };
}

Router& table() {
  static Router router;
  static const bool filled = [] {
    router.get("/", "root", naming("root"));
    router.get("/lands", "lands", naming("lands"));
    router.get("/lands/map", "map", naming("map"));
    router.get("/lands/{id}", "land", naming("land"), 7);
    router.get("/lands/{id}/exposure", "exposure", naming("exposure"));
    router.get("/lands/coordinates/{x}/{y}", "place", naming("place"));
    router.post("/lands/claim", "claim", naming("claim"));
    router.del("/listings/{listing}", "end", naming("end"));
    router.get("/listings/{id}", "listing", naming("listing"));
    router.patch("/config", "config", naming("config"));
    return true;
  }();
  EXPECT_TRUE(filled);
  return router;
}

Response ask(Method method, std::string_view target) {
  Response answer;
  auto request = Request::make(method, target);
  if (!request) {
    answer.status = 400;
    return answer;
  }
  table().dispatch(*request, make_responder([&](Response response) { answer = std::move(response); }));
  return answer;
}

struct Taken {
  const char* name;
  Method method;
  const char* target;
  const char* body;
};

class RouterTakes : public testing::TestWithParam<Taken> {};

TEST_P(RouterTakes, the_route) {
  const Response answer = ask(GetParam().method, GetParam().target);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RouterTakes,
    testing::Values(Taken{"root", Method::get, "/", "root id= x= y="},
                    Taken{"literal", Method::get, "/lands", "lands id= x= y="},
                    Taken{"with_query", Method::get, "/lands?id=9", "lands id= x= y="},
                    Taken{"literal_before_parameter", Method::get, "/lands/map", "map id= x= y="},
                    Taken{"parameter", Method::get, "/lands/17", "land id=17 x= y="},
                    Taken{"head_is_get", Method::head, "/lands/17", "land id=17 x= y="},
                    Taken{"decoded_parameter", Method::get, "/lands/a%20b", "land id=a b x= y="},
                    Taken{"back_from_a_literal", Method::get, "/lands/map/exposure", "exposure id=map x= y="},
                    Taken{"a_literal_of_another_depth", Method::get, "/lands/coordinates", "land id=coordinates x= y="},
                    Taken{"two_parameters", Method::get, "/lands/coordinates/-3/4", "place id= x=-3 y=4"},
                    Taken{"post", Method::post, "/lands/claim", "claim id= x= y="},
                    Taken{"names_belong_to_routes", Method::get, "/listings/5", "listing id=5 x= y="},
                    Taken{"other_method_other_name", Method::del, "/listings/5", "end id= x= y="},
                    Taken{"patch", Method::patch, "/config", "config id= x= y="}),
    [](const auto& row) { return row.param.name; });

struct Refused {
  const char* name;
  Method method;
  const char* target;
  int status;
  const char* allow;
};

class RouterRefuses : public testing::TestWithParam<Refused> {};

TEST_P(RouterRefuses, with_a_problem) {
  const Response answer = ask(GetParam().method, GetParam().target);
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.content_type, kProblemJson);
  std::string allow;
  for (const Header& header : answer.headers) {
    if (header.name == "Allow") allow = header.value;
  }
  EXPECT_EQ(allow, GetParam().allow);
}

INSTANTIATE_TEST_SUITE_P(Table, RouterRefuses,
                         testing::Values(Refused{"unknown", Method::get, "/nope", 404, ""},
                                         Refused{"deeper", Method::get, "/lands/1/exposure/2", 404, ""},
                                         Refused{"not_an_end", Method::get, "/lands/coordinates/1", 404, ""},
                                         Refused{"slash_at_the_end", Method::get, "/lands/", 404, ""},
                                         Refused{"empty_segment", Method::get, "/lands//exposure", 404, ""},
                                         Refused{"two_slashes", Method::get, "//", 404, ""},
                                         Refused{"case_matters", Method::get, "/Lands", 404, ""},
                                         Refused{"wrong_method", Method::post, "/lands", 405, "GET, HEAD"},
                                         Refused{"two_methods", Method::post, "/listings/5", 405, "GET, HEAD, DELETE"},
                                         Refused{"strange_method", Method::other, "/config", 405, "PATCH"},
                                         Refused{"many_segments", Method::get, "/a/b/c/d/e/f/g/h/i/j/k", 404, ""}),
                         [](const auto& row) { return row.param.name; });

TEST(Router, tells_what_it_has) {
  EXPECT_EQ(table().routes().size(), 10U);
  EXPECT_EQ(table().routes()[3]->name, "land");
  EXPECT_EQ(table().routes()[3]->pattern, "/lands/{id}");
  EXPECT_EQ(table().routes()[3]->flags, 7U);
}

TEST(Router, gives_the_request_its_route) {
  auto request = Request::make(Method::get, "/lands/17");
  const Router::Match match = table().match(*request);
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(request->route(), match.route);
  const Request moved = std::move(*request);  // its text may move with it
  EXPECT_EQ(moved.path_parameter("id"), "17");
}

TEST(RouterDeathTest, refuses_two_routes_for_one_shape) {
  Router router;
  router.get("/a/{id}", "one", naming("one"));
  EXPECT_DEATH(router.get("/a/{other}", "two", naming("two")), "place");
}

// ---- requests

struct Target {
  const char* name;
  const char* target;
  const char* path;  // null: malformed
};

class RequestTarget : public testing::TestWithParam<Target> {};

TEST_P(RequestTarget, is_decoded_or_refused) {
  const auto request = Request::make(Method::get, GetParam().target);
  ASSERT_EQ(request.has_value(), GetParam().path != nullptr);
  if (request) {
    EXPECT_EQ(request->path(), GetParam().path);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Targets, RequestTarget,
    testing::Values(Target{"plain", "/a/b", "/a/b"}, Target{"escaped", "/%61%C3%A9", "/aé"},
                    Target{"plus_is_plus_in_a_path", "/a+b", "/a+b"},
                    Target{"of_a_proxy", "http://host:80/a?b=c", "/a"},
                    Target{"of_a_proxy_without_path", "http://host", "/"}, Target{"empty", "", nullptr},
                    Target{"relative", "a/b", nullptr}, Target{"other_scheme", "ftp://host/a", nullptr},
                    Target{"broken_escape", "/%zz", nullptr}, Target{"cut_escape", "/a%4", nullptr},
                    Target{"escaped_slash", "/a%2fb", nullptr}, Target{"escaped_nul", "/a%00", nullptr},
                    Target{"escaped_line", "/a%0d%0aX:y", nullptr}, Target{"not_utf8", "/%ff", nullptr},
                    Target{"overlong_slash", "/%c0%af", nullptr}, Target{"surrogate", "/%ed%a0%80", nullptr},
                    Target{"broken_escape_in_query", "/?a=%", nullptr}),
    [](const auto& row) { return row.param.name; });

TEST(Request, reads_its_query) {
  const auto request = Request::make(Method::get, "/?a=1&b=&c&d=x%26y+z&a=2&&=e");
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->query("a"), "1");
  EXPECT_EQ(request->query("b"), std::nullopt);
  EXPECT_EQ(request->query("c"), std::nullopt);
  EXPECT_EQ(request->query("d"), "x&y z");
  EXPECT_EQ(request->query("nope"), std::nullopt);
}

TEST(Request, joins_headers_of_one_name) {
  Request request;
  request.add_header("Accept", "a");
  request.add_header("Other", "x");
  request.add_header("ACCEPT", "b");
  EXPECT_EQ(request.header("accept"), "a, b");
  EXPECT_EQ(request.header("OTHER"), "x");
  EXPECT_FALSE(request.has_header("acc"));
}

// ---- query parameters

struct BadQuery {
  const char* name;
  const char* target;
  const char* pointer;
  const char* code;
};

class QueryRefused : public testing::TestWithParam<BadQuery> {};

TEST_P(QueryRefused, with_a_code_at_its_pointer) {
  enum class Order : std::uint8_t { up, down };
  static constexpr Word<Order> kOrders[] = {{"up", Order::up}, {"down", Order::down}};
  const auto request = Request::make(Method::get, GetParam().target);
  QueryReader query(*request);
  (void)query.integer("limit", {1, 500});
  (void)query.money("min_price_bdt");
  (void)query.uuid("user_id");
  (void)query.time("from");
  (void)query.boolean("dry_run");
  (void)query.text("cursor", {1, 10});
  (void)query.word("order", kOrders);
  EXPECT_FALSE(query.finish());
  ASSERT_EQ(query.errors().size(), 1U);
  EXPECT_EQ(query.errors()[0].pointer, GetParam().pointer);
  EXPECT_EQ(query.errors()[0].code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Targets, QueryRefused,
    testing::Values(BadQuery{"limit_zero", "/?limit=0", "/query/limit", "out_of_range"},
                    BadQuery{"limit_large", "/?limit=501", "/query/limit", "out_of_range"},
                    BadQuery{"limit_word", "/?limit=all", "/query/limit", "not_an_integer"},
                    BadQuery{"price_negative", "/?min_price_bdt=-1", "/query/min_price_bdt", "must_not_be_negative"},
                    BadQuery{"price_nan", "/?min_price_bdt=nan", "/query/min_price_bdt", "not_a_number"},
                    BadQuery{"id", "/?user_id=1", "/query/user_id", "not_a_uuid"},
                    BadQuery{"time", "/?from=now", "/query/from", "not_a_time"},
                    BadQuery{"truth", "/?dry_run=yes", "/query/dry_run", "unknown_value"},
                    BadQuery{"text_long", "/?cursor=12345678901", "/query/cursor", "too_long"},
                    BadQuery{"word", "/?order=sideways", "/query/order", "unknown_value"},
                    BadQuery{"unknown", "/?colour=red", "/query/colour", "unknown_parameter"}),
    [](const auto& row) { return row.param.name; });

TEST(QueryReader, takes_empty_parameters_as_absent) {
  const auto request = Request::make(Method::get, "/?limit=&order=&dry_run=1");
  QueryReader query(*request);
  EXPECT_EQ(query.integer("limit", {1, 5}), std::nullopt);
  EXPECT_EQ(query.text("order", {1, 5}), std::nullopt);
  EXPECT_EQ(query.boolean("dry_run"), true);
  EXPECT_TRUE(query.finish());
}

TEST(QueryReader, takes_an_unknown_parameter_that_is_empty_too_as_unknown) {
  const auto request = Request::make(Method::get, "/?colour=");
  QueryReader query(*request);
  EXPECT_FALSE(query.finish());
}

// ---- problems

TEST(Problem, says_all_that_RFC_9457_and_we_promise) {
  auto request = Request::make(Method::post, "/lands/claim");
  request->set_id("r-1");
  const FieldErrors errors{{"/x", "required", "This field is required."}};
  const Response answer = unprocessable(*request, errors);
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.body,
            R"({"type":"/problems/invalid_request","title":"Unprocessable Content","status":422,)"
            R"("detail":"The request has fields that cannot be taken; see errors.","instance":"/lands/claim",)"
            R"("code":"invalid_request","request_id":"r-1",)"
            R"("errors":[{"pointer":"/x","code":"required","detail":"This field is required."}]})");
}

TEST(Problem, does_not_list_mistakes_without_end) {
  const auto request = Request::make(Method::post, "/");
  const FieldErrors errors(5'000, FieldError{"/x", "required", "This field is required."});
  EXPECT_LT(unprocessable(*request, errors).body.size(), 10'000U);
}

}  // namespace
}  // namespace loam::http
