#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "unit/http_fixture.hpp"

namespace loam::http {
namespace {

TEST_F(HttpServer, keeps_a_connection_for_many_requests) {
  auto http = client();
  for (int i = 0; i < 200; ++i) {
    const auto answer = http.post(i % 2 ? "/echo" : "/later", "{\"n\":" + std::to_string(i) + "}");
    ASSERT_TRUE(answer.has_value()) << answer.error();
    EXPECT_EQ(answer->status, i % 2 ? 200 : 201);
    EXPECT_EQ(answer->body, "{\"n\":" + std::to_string(i) + "}");
  }
  EXPECT_EQ(server_->stats().accepted, 1U);
  EXPECT_EQ(server_->stats().requests, 200U);
}

TEST_F(HttpServer, shows_the_request_decoded) {
  auto http = client();
  const auto answer = http.get("/describe?q=a%20b+c&empty=", {{"x-Thing", "yes"}, {"X-Request-Id", "abc-1"}});
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->body, "method=GET path=/describe q=a b c header=yes id=abc-1 from=127.0.0.1");
  EXPECT_EQ(answer->header("x-request-id"), "abc-1");
  EXPECT_EQ(answer->header("X-Kept"), "aX-Evil: b");
  EXPECT_EQ(answer->header("X-Evil"), "");
  EXPECT_FALSE(answer->header("Date").empty());
}

TEST_F(HttpServer, makes_an_id_where_the_client_has_no_sane_one) {
  auto http = client();
  const auto first = http.get("/echo", {{"X-Request-Id", "not sane!"}});
  const auto second = http.get("/echo");
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_NE(first->header("X-Request-Id"), "not sane!");
  EXPECT_NE(first->header("X-Request-Id"), second->header("X-Request-Id"));
}

TEST_F(HttpServer, answers_500_for_a_handler_that_throws_or_forgets) {
  auto http = client();
  for (const char* path : {"/throw", "/drop"}) {
    const auto answer = http.get(path);
    ASSERT_TRUE(answer.has_value()) << answer.error();
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(code_of(*answer), "internal_error");
  }
}

TEST_F(HttpServer, answers_head_without_a_body_and_204_without_a_length) {
  auto http = client();
  const auto head = http.request("HEAD", "/shared");
  ASSERT_TRUE(head.has_value()) << head.error();
  EXPECT_EQ(head->header("Content-Length"), "11");
  EXPECT_EQ(head->body, "");
  const auto empty = http.get("/empty");
  ASSERT_TRUE(empty.has_value()) << empty.error();
  EXPECT_EQ(empty->status, 204);
  EXPECT_EQ(empty->header("Content-Length"), "");
  EXPECT_EQ(http.get("/shared")->body, "shared text");
}

TEST_F(HttpServer, answers_requests_sent_ahead_in_their_order) {
  auto http = client();
  std::string all;
  for (int i = 0; i < 500; ++i) {
    const std::string body = std::to_string(i);
    all += std::string("POST ") + (i % 3 ? "/later" : "/echo") +
           " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  ASSERT_TRUE(http.send_raw(all).has_value());
  for (int i = 0; i < 500; ++i) {
    const auto answer = http.receive();
    ASSERT_TRUE(answer.has_value()) << answer.error();
    EXPECT_EQ(answer->body, std::to_string(i));
  }
}

TEST_F(HttpServer, takes_a_request_byte_by_byte) {
  auto http = client();
  const std::string request = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
  for (const char c : request) {
    ASSERT_TRUE(http.send_raw(std::string_view(&c, 1)).has_value());
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  const auto answer = http.receive();
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->body, "hello");
}

TEST_F(HttpServer, takes_a_body_in_chunks_and_ignores_its_trailer) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "3\r\nabc\r\n2;note=1\r\nde\r\n0\r\nX-Thing: no\r\n\r\n"
                            "GET /describe HTTP/1.1\r\nHost: x\r\n\r\n")
                  .has_value());
  EXPECT_EQ(http.receive()->body, "abcde");
  EXPECT_NE(http.receive()->body.find("header= id"), std::string::npos);
}

TEST_F(HttpServer, says_continue_to_a_client_that_waits_for_it) {
  auto http = client();
  ASSERT_TRUE(
      http.send_raw("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n").has_value());
  EXPECT_EQ(*http.receive_some(), "HTTP/1.1 100 Continue\r\n\r\n");
  ASSERT_TRUE(http.send_raw("{}").has_value());
  EXPECT_EQ(http.receive()->body, "{}");
}

TEST_F(HttpServer, wants_json_to_be_called_json) {
  auto http = client();
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "application/json; charset=utf-8"}}, "{}")->status, 200);
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "Application/JSON"}}, "{}")->status, 200);
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "text/plain"}}, "{}")->status, 415);
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "application/json; charset=latin-1"}}, "{}")->status, 415);
  EXPECT_EQ(http.request("POST", "/typed", {}, "{}")->status, 415);
  EXPECT_EQ(http.request("POST", "/typed", {}, "")->status, 200);
}

// ---- bodies in pieces

TEST_F(HttpServer, streams_a_body_of_any_size_piece_by_piece) {
  auto http = client();
  const auto answer = http.get("/stream?pieces=500");
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->header("Transfer-Encoding"), "chunked");
  EXPECT_EQ(answer->body.substr(0, 14), "line 0\nline 1\n");
  EXPECT_NE(answer->body.find("line 499\n"), std::string::npos);
  EXPECT_EQ(http.get("/echo")->status, 200);
  EXPECT_EQ(http.get("/stream?pieces=0")->body, "");
}

TEST_F(HttpServer, asks_for_no_more_than_the_client_takes) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("GET /stream?pieces=100000 HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  std::size_t before = 0;
  do {
    before = asked_;
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
  } while (asked_ != before || before == 0);
  EXPECT_LT(before, 5'000U);  // what the sockets' buffers hold, of 700 MB
  http.close();
  while (server_->stats().connections > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

TEST_F(HttpServer, cuts_a_body_that_cannot_be_completed) {
  auto http = client();
  const auto answer = http.get("/broken-stream");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error(), "the server ended the connection");
}

// ---- crowds

TEST_F(HttpServer, survives_clients_that_leave_in_the_middle) {
  for (int i = 0; i < 200; ++i) {
    auto http = client();
    const std::string request = "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789";
    ASSERT_TRUE(http.send_raw(request.substr(0, static_cast<std::size_t>(i) % (request.size() + 1))).has_value());
  }
  while (server_->stats().connections > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(client().post("/later", "{}")->status, 201);
}

TEST_F(HttpServer, serves_many_connections_from_several_threads) {
  server_->stop();
  ServerConfig config;
  config.io_threads = 2;
  start(config);
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      auto http = client();
      for (int i = 0; i < 200; ++i) {
        const std::string body = std::to_string(t) + ':' + std::to_string(i);
        const auto answer = http.post(i % 2 ? "/echo" : "/later", body);
        if (answer && answer->body == body) ++right;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 8 * 200);
}

TEST_F(HttpServer, says_why_it_cannot_listen) {
  ServerConfig config;
  config.port = server_->port();
  Server second(config, [](Request&, ResponderPtr) {});
  const auto started = second.start();
  ASSERT_FALSE(started.has_value());
  EXPECT_NE(started.error().find("cannot listen on 127.0.0.1:"), std::string::npos);
}

}  // namespace
}  // namespace loam::http
