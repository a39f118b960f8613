#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/client/http_client.hpp"
#include "api/http/problem.hpp"
#include "api/http/server.hpp"
#include "api/json/json_value.hpp"

namespace loam::http {
namespace {

/// Answers from a thread that is not the server's, in bursts, as the pipeline does.
class Burst {
 public:
  Burst() : thread_([this] { run(); }) {}
  ~Burst() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  void add(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!over_ || !tasks_.empty()) {
      wake_.wait(lock, [this] { return over_ || !tasks_.empty(); });
      auto tasks = std::exchange(tasks_, {});
      lock.unlock();
      for (auto& task : tasks) task();
      tasks.clear();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool over_ = false;
  std::thread thread_;
};

/// A server whose paths do what the tests need.
class HttpServer : public testing::Test {
 protected:
  void SetUp() override { start({}); }

  void start(ServerConfig config) {
    server_ = std::make_unique<Server>(
        std::move(config), [this](Request& request, ResponderPtr responder) { handle(request, std::move(responder)); });
    const auto started = server_->start();
    ASSERT_TRUE(started.has_value()) << started.error();
  }

  void handle(Request& request, ResponderPtr responder) {
    const std::string_view path = request.path();
    if (path == "/echo") {
      responder->respond(Response::json(200, request.body()));
    } else if (path == "/later") {
      burst_.add(
          [responder, body = request.body()]() mutable { responder->respond(Response::json(201, std::move(body))); });
    } else if (path == "/describe") {
      responder->respond(Response::json(200, describe(request)).with("X-Kept", "a\r\nX-Evil: b"));
    } else if (path == "/throw") {
      throw std::runtime_error("a bug");
    } else if (path == "/drop") {
      burst_.add([responder] {});
    } else if (path == "/never") {
      const std::lock_guard lock(kept_mutex_);
      kept_.push_back(responder);
    } else if (path == "/stream") {
      responder->respond(stream(std::stoul(std::string(request.query("pieces").value_or("3")))));
    } else if (path == "/broken-stream") {
      Response response;
      response.source = [n = 0](std::unique_ptr<BodySink> sink) mutable {
        if (n++ == 0) sink->piece("part");
      };
      responder->respond(std::move(response));
    } else if (path == "/shared") {
      Response response;
      response.shared_body = std::make_shared<const std::string>("shared text");
      response.content_type = "text/plain";
      responder->respond(std::move(response));
    } else if (path == "/empty") {
      Response response;
      response.status = 204;
      responder->respond(std::move(response));
    } else if (path == "/typed") {
      responder->respond(is_json(request) ? Response::json(200, "{}") : unsupported_media_type(request));
    } else {
      responder->respond(not_found(request, "There is nothing here."));
    }
  }

  static std::string describe(const Request& request) {
    std::string text;
    text += "method=" + std::string(to_string(request.method()));
    text += " path=" + std::string(request.path());
    text += " q=" + std::string(request.query("q").value_or("-"));
    text += " header=" + std::string(request.header("X-THING"));
    text += " id=" + std::string(request.id());
    text += " from=" + std::string(request.remote_address());
    return text;
  }

  /// Numbered lines, each piece made on the other thread when it is asked for.
  Response stream(std::size_t pieces) {
    Response response;
    response.content_type = "text/plain";
    response.source = [this, n = std::size_t{0}, pieces](std::unique_ptr<BodySink> sink) mutable {
      const std::size_t at = n++;
      asked_ = n;
      burst_.add([at, pieces, sink = std::shared_ptr<BodySink>(std::move(sink))] {
        at < pieces ? sink->piece("line " + std::to_string(at) + '\n' + std::string(at % 7 == 3 ? 50'000 : 0, 'x'))
                    : sink->end();
      });
    };
    return response;
  }

  HttpClient client(Duration timeout = Duration::seconds(5)) { return {"127.0.0.1", server_->port(), timeout}; }

  Burst burst_;
  std::atomic<std::size_t> asked_ = 0;
  std::mutex kept_mutex_;
  std::vector<ResponderPtr> kept_;
  std::unique_ptr<Server> server_;
};

std::string code_of(const HttpAnswer& answer) {
  const auto document = JsonDocument::parse(answer.body);
  if (!document) return "no json: " + answer.body;
  const JsonValue code = document->root().find("code");
  return code.exists() ? std::string(code.string()) : "no code";
}

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

TEST_F(HttpServer, wants_json_to_be_called_json) {
  auto http = client();
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "application/json; charset=utf-8"}}, "{}")->status, 200);
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "Application/JSON"}}, "{}")->status, 200);
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "text/plain"}}, "{}")->status, 415);
  EXPECT_EQ(http.request("POST", "/typed", {{"Content-Type", "application/json; charset=latin-1"}}, "{}")->status, 415);
  EXPECT_EQ(http.request("POST", "/typed", {}, "{}")->status, 415);
  EXPECT_EQ(http.request("POST", "/typed", {}, "")->status, 200);
}

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
  const auto answer = http.get("/never");
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->status, 504);
  const std::lock_guard lock(kept_mutex_);
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
