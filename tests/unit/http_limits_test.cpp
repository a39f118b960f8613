#include <chrono>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "unit/http_fixture.hpp"

namespace loam::http {
namespace {

// ---- what is refused before any handler

struct Garbage {
  const char* name;
  std::string bytes;
  int status;
};

class HttpRefuses : public HttpServer, public testing::WithParamInterface<Garbage> {};

TEST_P(HttpRefuses, and_closes) {
  auto http = client();
  ASSERT_TRUE(http.send_raw(GetParam().bytes).has_value());
  const auto answer = http.receive();
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->status, GetParam().status);
  EXPECT_EQ(answer->header("Connection"), "close");
  EXPECT_EQ(answer->header("Content-Type"), "application/problem+json");
  EXPECT_EQ(server_->stats().malformed, 1U);
  EXPECT_EQ(server_->stats().requests, 0U);
  EXPECT_EQ(client().post("/echo", "{}")->status, 200);  // others are served as before
}

INSTANTIATE_TEST_SUITE_P(
    Bytes, HttpRefuses,
    testing::Values(
        Garbage{"noise", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400},
        Garbage{"words", "hello there\r\n\r\n", 400}, Garbage{"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
        Garbage{"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Garbage{"old_version", "GET / HTTP/1.0\r\nHost: x\r\n\r\n", 505},
        Garbage{"newer_version", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        Garbage{"space_in_a_name", "GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n", 400},
        Garbage{"length_and_chunked",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400},
        Garbage{"two_lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        Garbage{"negative_length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\nabc", 400},
        Garbage{"huge_length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
        Garbage{"length_over_the_limit", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", 413},
        Garbage{"bad_chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        Garbage{"endless_chunk_header",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(20'000, 'x'), 431},
        Garbage{"long_header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(17'000, 'x') + "\r\n\r\n", 431},
        Garbage{"many_headers",
                [] {
                  std::string all = "GET / HTTP/1.1\r\nHost: x\r\n";
                  for (int i = 0; i < 101; ++i) all += "A: b\r\n";
                  return all + "\r\n";
                }(),
                431},
        Garbage{"long_target", "GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        Garbage{"star", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Garbage{"no_slash", "GET path HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Garbage{"broken_escape", "GET /%2 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Garbage{"escaped_nul", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Garbage{"escaped_slash", "GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Garbage{"escaped_not_utf8", "GET /?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        Garbage{"bare_line_feeds", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400}),
    [](const auto& row) { return row.param.name; });

// ---- time

class HttpTimes : public HttpServer {
 protected:
  void SetUp() override {
    ServerConfig config;
    config.header_time = Duration{300};
    config.request_time = Duration{600};
    config.answer_time = Duration{300};
    config.idle_time = Duration{300};
    config.stop_time = Duration{1000};
    start(config);
  }
};

TEST_F(HttpTimes, ends_a_client_that_is_slow_with_its_headers) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("GET /echo HTTP/1.1\r\nHo").has_value());
  const auto answer = http.receive();
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->status, 408);
}

TEST_F(HttpTimes, ends_a_client_that_drips_its_body) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n").has_value());
  for (int i = 0; i < 40; ++i) {
    if (!http.send_raw("x")) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const auto answer = http.receive();
  if (answer) {
    EXPECT_EQ(answer->status, 408);
  }
  EXPECT_EQ(server_->stats().requests, 0U);
}

TEST_F(HttpTimes, ends_an_idle_connection_without_a_word) {
  auto http = client();
  ASSERT_EQ(http.get("/echo")->status, 200);
  EXPECT_EQ(*http.receive_some(), "");
}

TEST_F(HttpTimes, answers_504_for_a_handler_that_never_does) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("GET /never HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  std::string told;
  for (;;) {  // to the end: only then has the server let go of the connection
    const auto piece = http.receive_some();
    ASSERT_TRUE(piece.has_value()) << piece.error();
    if (piece->empty()) break;
    told += *piece;
  }
  EXPECT_TRUE(told.starts_with("HTTP/1.1 504 ")) << told;
  const std::lock_guard lock(kept_mutex_);
  EXPECT_EQ(kept_request_->path(), "/never") << "a handler that is late may still read what it was asked";
  EXPECT_TRUE(kept_.front()->respond(Response::json(200, "{}")));  // too late, and harmless
}

TEST_F(HttpTimes, finishes_what_is_in_flight_when_it_stops) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("GET /never HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  std::thread stopper;
  for (;;) {
    const std::lock_guard lock(kept_mutex_);
    if (!kept_.empty()) break;
  }
  stopper = std::thread([this] { server_->stop(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  {
    const std::lock_guard lock(kept_mutex_);
    kept_.front()->respond(Response::json(200, "last"));
    kept_.clear();
  }
  const auto answer = http.receive();
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->body, "last");
  EXPECT_EQ(answer->header("Connection"), "close");
  http.close();
  stopper.join();
  EXPECT_FALSE(client().get("/echo").has_value());
}

TEST_F(HttpTimes, stops_although_a_handler_never_answers) {
  auto http = client();
  ASSERT_TRUE(http.send_raw("GET /never HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  while (server_->stats().requests == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  server_->stop();
  server_.reset();
  const std::lock_guard lock(kept_mutex_);
  kept_.front()->respond(Response::json(200, "to nobody"));
}

// ---- size and number

TEST_F(HttpServer, turns_away_what_exceeds_its_connections) {
  server_->stop();
  ServerConfig config;
  config.connections_max = 3;
  start(config);
  std::vector<HttpClient> crowd;
  for (int i = 0; i < 3; ++i) {
    crowd.push_back(client());
    ASSERT_EQ(crowd.back().get("/echo")->status, 200);
  }
  auto late = client();
  ASSERT_TRUE(late.send_raw("").has_value());
  const auto answer = late.receive();
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->status, 503);
  crowd.pop_back();
  while (server_->stats().connections > 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_EQ(client().get("/echo")->status, 200);
}

TEST_F(HttpServer, bounds_the_memory_of_large_bodies_over_all_connections) {
  server_->stop();
  ServerConfig config;
  config.large_bytes_max = 1024 * 1024;
  start(config);
  const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n";
  auto first = client();
  ASSERT_TRUE(first.send_raw(head + std::string(899'999, 'x')).has_value());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  auto second = client();
  ASSERT_TRUE(second.send_raw(head + std::string(899'999, 'x')).has_value());
  const auto refused = second.receive();
  ASSERT_TRUE(refused.has_value()) << refused.error();
  EXPECT_EQ(refused->status, 503);
  EXPECT_EQ(refused->header("Retry-After"), "5");
  EXPECT_EQ(client().post("/echo", std::string(60'000, 'x'))->status, 200);
  ASSERT_TRUE(first.send_raw("x").has_value());
  EXPECT_EQ(first.receive()->body.size(), 900'000U);
  EXPECT_EQ(client().post("/echo", std::string(900'000, 'x'))->status, 200);  // given back
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

TEST_F(HttpServer, is_not_moved_by_noise) {
  ASSERT_EQ(client().get("/echo")->status, 200);
  while (server_->stats().connections > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const std::size_t before = open_descriptors();
  std::mt19937 random(20'260'101);  // NOLINT: the same noise each time
  const std::string good =
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello";
  for (int i = 0; i < 300; ++i) {
    std::string bytes = good;
    if (i % 3 == 0) {
      for (char& c : bytes) c = static_cast<char>(random());
    } else {
      for (int n = 0; n < 5; ++n) bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    auto http = client();
    ASSERT_TRUE(http.send_raw(bytes).has_value());
    if (i % 2) (void)http.send_raw(bytes);
  }
  while (server_->stats().connections > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(client().post("/echo", "{}")->status, 200);
}

TEST_F(HttpServer, takes_a_megabyte_and_refuses_a_byte_more) {
  auto http = client();
  const auto most = http.post("/echo", std::string(1024 * 1024, 'x'));
  ASSERT_TRUE(most.has_value()) << most.error();
  EXPECT_EQ(most->body.size(), 1024U * 1024U);
  const auto more = http.post("/echo", std::string(1024 * 1024 + 1, 'x'));
  ASSERT_TRUE(more.has_value()) << more.error();
  EXPECT_EQ(more->status, 413);
  EXPECT_EQ(code_of(*more), "body_too_large");
}

TEST_F(HttpServer, refuses_a_chunked_body_that_grows_too_large) {
  auto http = client();
  std::string request = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 33; ++i) request += "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
  ASSERT_TRUE(http.send_raw(request).has_value());
  EXPECT_EQ(http.receive()->status, 413);
}

}  // namespace
}  // namespace loam::http
