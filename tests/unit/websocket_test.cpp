#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "api/client/http_client.hpp"
#include "api/client/websocket_client.hpp"
#include "api/http/server.hpp"
#include "api/http/websocket_frame.hpp"

namespace loam::http {
namespace {

Payload text(std::string content) { return std::make_shared<const std::string>(std::move(content)); }

// ---- sockets

/// A server with one path for WebSockets and one for events; keeps the sessions and what happened to them.
class Feeds : public testing::Test {
 protected:
  void SetUp() override { start({}, {}); }

  void start(ServerConfig config, FeedLimits limits) {
    limits_ = limits;
    server_ = std::make_unique<Server>(std::move(config), [this](Request& request, ResponderPtr responder) {
      if (request.path() == "/ws") {
        FeedOptions options{limits_, {}};
        if (request.header("sec-websocket-protocol").starts_with("bearer")) options.subprotocol = "bearer";
        responder->accept_websocket(callbacks(), options);
      } else if (request.path() == "/events") {
        responder->accept_event_stream(callbacks(), {limits_, {}});
      } else {
        responder->respond(Response::json(200, "{}"));
      }
    });
    const auto started = server_->start();
    ASSERT_TRUE(started.has_value()) << started.error();
  }

  FeedCallbacks callbacks() {
    FeedCallbacks callbacks;
    callbacks.on_open = [this](const FeedSessionPtr& session) {
      const std::lock_guard lock(mutex_);
      sessions_[session->id()] = session;
      session->send({text("welcome"), 0, 0});
    };
    callbacks.on_message = [](const FeedSessionPtr& session, std::string_view said) {
      if (said == "bye") return session->close(CloseCode::normal, "as you wish");
      session->send({text("echo:" + std::string(said)), 0, 0});
    };
    callbacks.on_close = [this](const FeedSessionPtr& session, CloseCode code, std::string_view reason) {
      const std::lock_guard lock(mutex_);
      sessions_.erase(session->id());
      closed_.push_back(std::to_string(static_cast<int>(code)) + ' ' + std::string(reason));
    };
    return callbacks;
  }

  WebSocketClient connect(const HttpHeaders& headers = {}) {
    WebSocketClient client;
    const auto connected = client.connect("127.0.0.1", server_->port(), "/ws", headers);
    EXPECT_TRUE(connected.has_value()) << connected.error();
    EXPECT_EQ(client.receive(), "welcome");
    return client;
  }

  void broadcast(const FeedMessage& message) {
    std::vector<FeedSessionPtr> sessions;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [id, session] : sessions_) sessions.push_back(session);
    }
    for (const auto& session : sessions) session->send(message);
  }

  std::vector<std::string> wait_closed(std::size_t count) {
    for (int i = 0; i < 1000; ++i) {
      {
        const std::lock_guard lock(mutex_);
        if (closed_.size() >= count) return closed_;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return {"timed out"};
  }

  FeedLimits limits_;
  std::mutex mutex_;
  std::map<std::uint64_t, FeedSessionPtr> sessions_;
  std::vector<std::string> closed_;
  std::unique_ptr<Server> server_;
};

TEST_F(Feeds, talk_both_ways) {
  auto client = connect();
  for (const std::size_t size : {0U, 1U, 125U, 126U, 5'000U, 60'000U}) {
    const std::string said(size, 's');
    ASSERT_TRUE(client.send(said).has_value());
    EXPECT_EQ(client.receive(), "echo:" + said);
  }
  ASSERT_TRUE(client.send("bye").has_value());
  EXPECT_EQ(client.receive(), std::nullopt);
  ASSERT_TRUE(client.closed().has_value());
  EXPECT_EQ(client.closed()->code, 1000);
  EXPECT_EQ(client.closed()->reason, "as you wish");
  EXPECT_EQ(wait_closed(1), std::vector<std::string>{"1000 as you wish"});
}

TEST_F(Feeds, answer_the_bearer_protocol) {
  const auto client = connect({{"Sec-WebSocket-Protocol", "bearer, TOKEN"}});
  EXPECT_EQ(client.subprotocol(), "bearer");
}

TEST_F(Feeds, refuse_a_request_that_is_no_upgrade) {
  HttpClient http("127.0.0.1", server_->port());
  const auto answer = http.get("/ws");
  ASSERT_TRUE(answer.has_value()) << answer.error();
  EXPECT_EQ(answer->status, 426);
  EXPECT_EQ(answer->header("Sec-WebSocket-Version"), "13");
  EXPECT_EQ(http.get("/")->status, 200);
  WebSocketClient client;
  EXPECT_FALSE(client.connect("127.0.0.1", server_->port(), "/").has_value());
  EXPECT_EQ(client.status(), 200);
}

TEST_F(Feeds, tell_when_a_client_leaves_or_drops) {
  auto polite = connect();
  polite.close(1001, "leaving");
  EXPECT_EQ(wait_closed(1).back(), "1001 leaving");
  auto rude = connect();
  rude.drop();
  EXPECT_EQ(wait_closed(2).back(), "1006 connection lost");
  while (server_->stats().feeds > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

std::string frame_of(Opcode opcode, std::string_view payload, bool final = true) {
  std::string frame;
  append_masked_frame(frame, opcode, payload, {9, 8, 7, 6});
  if (!final) frame[0] = static_cast<char>(static_cast<unsigned char>(frame[0]) & 0x7FU);
  return frame;
}

TEST_F(Feeds, join_a_message_in_parts_around_a_ping) {
  auto client = connect();
  ASSERT_TRUE(client
                  .send_raw(frame_of(Opcode::text, "one ", false) + frame_of(Opcode::ping, "p") +
                            frame_of(Opcode::continuation, "two ", false) + frame_of(Opcode::continuation, "three"))
                  .has_value());
  EXPECT_EQ(client.receive(), "echo:one two three");
}

TEST_F(Feeds, take_frames_byte_by_byte) {
  auto client = connect();
  for (const char c : frame_of(Opcode::text, "slowly"))
    ASSERT_TRUE(client.send_raw(std::string_view(&c, 1)).has_value());
  EXPECT_EQ(client.receive(), "echo:slowly");
}

struct BadFrame {
  const char* name;
  std::string bytes;
  std::uint16_t code;
};

class FeedsRefuse : public Feeds, public testing::WithParamInterface<BadFrame> {};

TEST_P(FeedsRefuse, and_close_that_socket_only) {
  auto other = connect();
  auto client = connect();
  ASSERT_TRUE(client.send_raw(GetParam().bytes).has_value());
  EXPECT_EQ(client.receive(), std::nullopt);
  ASSERT_TRUE(client.closed().has_value());
  EXPECT_EQ(client.closed()->code, GetParam().code);
  EXPECT_EQ(wait_closed(1).size(), 1U);
  ASSERT_TRUE(other.send("still here").has_value());
  EXPECT_EQ(other.receive(), "echo:still here");
}

std::string with_first_byte(std::string frame, unsigned first) {
  frame[0] = static_cast<char>(first);
  return frame;
}

INSTANTIATE_TEST_SUITE_P(
    Frames, FeedsRefuse,
    testing::Values(
        BadFrame{"not_masked", std::string("\x81\x02hi", 4), 1002},
        BadFrame{"reserved_bit", with_first_byte(frame_of(Opcode::text, "x"), 0xC1), 1002},
        BadFrame{"unknown_opcode", with_first_byte(frame_of(Opcode::text, "x"), 0x83), 1002},
        BadFrame{"unknown_control", with_first_byte(frame_of(Opcode::text, "x"), 0x8B), 1002},
        BadFrame{"ping_in_parts", frame_of(Opcode::ping, "x", false), 1002},
        BadFrame{"long_ping", frame_of(Opcode::ping, std::string(126, 'x')), 1002},
        BadFrame{"continuation_of_nothing", frame_of(Opcode::continuation, "x"), 1002},
        BadFrame{"text_inside_text", frame_of(Opcode::text, "a", false) + frame_of(Opcode::text, "b"), 1002},
        BadFrame{"long_form_of_a_short_length", std::string("\x81\xFE\x00\x01\x00\x00\x00\x00x", 9), 1002},
        BadFrame{"length_with_the_high_bit",
                 std::string("\x81\xFF\xFF\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", 14), 1002},
        BadFrame{"huge_length", std::string("\x81\xFF\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00", 14), 1009},
        BadFrame{"just_too_big", frame_of(Opcode::text, std::string(65'537, 'x')), 1009},
        BadFrame{"too_big_in_parts",
                 frame_of(Opcode::text, std::string(60'000, 'x'), false) +
                     frame_of(Opcode::continuation, std::string(6'000, 'x')),
                 1009},
        BadFrame{"binary", frame_of(Opcode::binary, "x"), 1003},
        BadFrame{"not_utf8", frame_of(Opcode::text, "\xFF\xFE"), 1007},
        BadFrame{"not_utf8_across_parts",
                 frame_of(Opcode::text, "\xE2\x82", false) + frame_of(Opcode::continuation, "("), 1007},
        BadFrame{"close_with_one_byte", frame_of(Opcode::close, "x"), 1002},
        BadFrame{"close_with_a_reserved_code", frame_of(Opcode::close, std::string("\x03\xED", 2)), 1002},
        BadFrame{"close_reason_not_utf8", frame_of(Opcode::close, std::string("\x03\xE8\xFF", 3)), 1007}),
    [](const auto& row) { return row.param.name; });

TEST_F(Feeds, close_a_client_that_talks_without_end) {
  auto client = connect();
  std::string flood;
  for (int i = 0; i < 500; ++i) flood += frame_of(Opcode::text, "x");
  ASSERT_TRUE(client.send_raw(flood).has_value());
  while (client.receive()) {
  }
  ASSERT_TRUE(client.closed().has_value());
  EXPECT_EQ(client.closed()->code, 1008);
}

TEST_F(Feeds, conflate_for_a_slow_reader_and_keep_what_must_not_be_lost) {
  start({}, {100'000, 100'000'000});
  auto client = connect();
  // The client does not read: prices beyond what the sockets hold replace each other, trades all wait.
  const std::string filler(1000, '.');
  constexpr int kRounds = 20'000;
  for (int i = 0; i < kRounds; ++i) {
    broadcast({text("price " + std::to_string(i) + filler), conflation_key("price"), 0});
    if (i % 100 == 0) broadcast({text("trade " + std::to_string(i)), 0, 0});
  }
  int prices = 0;
  int trades = 0;
  int last_price = -1;
  while (last_price < kRounds - 1 || trades < kRounds / 100) {
    const auto message = client.receive();
    ASSERT_TRUE(message.has_value());
    if (message->starts_with("trade ")) {
      EXPECT_EQ(*message, "trade " + std::to_string(trades++ * 100));
    } else {
      const int price = std::stoi(message->substr(6));
      EXPECT_GT(price, last_price);
      last_price = price;
      ++prices;
    }
  }
  EXPECT_EQ(trades, kRounds / 100);
  EXPECT_LT(prices, kRounds / 2);
}

TEST_F(Feeds, close_a_hopeless_reader_with_a_reason_while_others_get_all) {
  start({}, {200, 256 * 1024});
  auto slow = connect();
  auto quick = connect();
  std::atomic<int> received = 0;
  constexpr int kMessages = 20'000;
  std::thread reader([&] {
    while (received < kMessages && quick.receive()) ++received;
  });
  const std::string filler(1000, '.');
  for (int i = 0; i < kMessages; ++i) {
    broadcast({text(std::to_string(i) + filler), 0, 0});
    while (i - received > 100) std::this_thread::sleep_for(std::chrono::microseconds(100));  // as fast as the quick one
  }
  reader.join();
  EXPECT_EQ(received, kMessages);
  EXPECT_EQ(server_->stats().feeds_too_slow, 1U);
  while (slow.receive()) {
  }
  ASSERT_TRUE(slow.closed().has_value());
  EXPECT_EQ(slow.closed()->code, 1013);
  EXPECT_EQ(slow.closed()->reason, "subscriber too slow");
}

TEST_F(Feeds, cut_a_hopeless_reader_that_never_reads_again) {
  start({}, {10, 256 * 1024});
  const auto slow = connect();
  for (int i = 0; i < 20'000; ++i) broadcast({text(std::string(1000, '.')), 0, 0});
  EXPECT_EQ(wait_closed(1), std::vector<std::string>{"1013 subscriber too slow"});
}

TEST_F(Feeds, ping_the_silent_and_cut_the_dead) {
  ServerConfig config;
  config.feed_idle_time = Duration{1500};
  start(config, {});
  auto alive = connect();
  auto dead = connect();
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(4000);
  while (std::chrono::steady_clock::now() < end)
    EXPECT_EQ(alive.receive(Duration{100}), std::nullopt);  // answers pings
  ASSERT_TRUE(alive.send("hello").has_value());
  EXPECT_EQ(alive.receive(), "echo:hello");
  EXPECT_EQ(wait_closed(1), std::vector<std::string>{"1006 nothing was heard"});
}

TEST_F(Feeds, say_goodbye_when_the_server_stops) {
  auto client = connect();
  std::thread stopper([this] { server_->stop(); });
  EXPECT_EQ(client.receive(), std::nullopt);
  stopper.join();
  ASSERT_TRUE(client.closed().has_value());
  EXPECT_EQ(client.closed()->code, 1001);
}

TEST_F(Feeds, stop_although_a_session_is_still_held) {
  auto client = connect();
  FeedSessionPtr held;
  {
    const std::lock_guard lock(mutex_);
    held = sessions_.begin()->second;
  }
  client.drop();
  EXPECT_EQ(wait_closed(1).size(), 1U);
  server_.reset();
  EXPECT_FALSE(held->send({text("to nobody"), 0, 0}));
}

TEST_F(Feeds, stream_events_to_plain_clients) {
  HttpClient http("127.0.0.1", server_->port());
  ASSERT_TRUE(http.send_raw("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  std::string received;
  while (received.find("data: welcome\n\n") == std::string::npos) received += *http.receive_some();
  EXPECT_NE(received.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  broadcast({text("{\"n\":1}"), 0, 41});
  received.clear();
  while (received.find("\n\n") == std::string::npos) received += *http.receive_some();
  EXPECT_EQ(received, "id: 41\ndata: {\"n\":1}\n\n");
  http.close();
  EXPECT_EQ(wait_closed(1), std::vector<std::string>{"1006 connection lost"});
}

TEST_F(Feeds, end_an_event_stream_when_asked) {
  HttpClient http("127.0.0.1", server_->port());
  ASSERT_TRUE(http.send_raw("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").has_value());
  std::string received;
  while (received.find("data: welcome\n\n") == std::string::npos) received += *http.receive_some();
  {
    const std::lock_guard lock(mutex_);
    sessions_.begin()->second->send({text("last"), 0, 0});
    sessions_.begin()->second->close(CloseCode::normal, "done");
  }
  received.clear();
  for (std::string more = *http.receive_some(); !more.empty(); more = *http.receive_some()) received += more;
  EXPECT_EQ(received, "data: last\n\n");
  EXPECT_EQ(wait_closed(1), std::vector<std::string>{"1000 done"});
}

TEST_F(Feeds, refuse_more_subscribers_than_the_limit) {
  ServerConfig config;
  config.feeds_max = 2;
  start(config, {});
  const auto one = connect();
  const auto two = connect();
  WebSocketClient three;
  EXPECT_FALSE(three.connect("127.0.0.1", server_->port(), "/ws").has_value());
  EXPECT_EQ(three.status(), 503);
}

TEST_F(Feeds, leave_requests_alone_with_a_thousand_idle_sockets) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  std::vector<WebSocketClient> crowd;
  for (int i = 0; i < 1000; ++i) crowd.push_back(connect());
  EXPECT_EQ(server_->stats().feeds, 1000U);
  HttpClient http("127.0.0.1", server_->port());
  for (int i = 0; i < 200; ++i) EXPECT_EQ(http.post("/", "{}")->status, 200);
  broadcast({text("to all"), 0, 0});
  for (auto& client : crowd) EXPECT_EQ(client.receive(), "to all");
  crowd.clear();
  EXPECT_EQ(wait_closed(1000).size(), 1000U);
}

}  // namespace
}  // namespace loam::http
