#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "api/client/http_client.hpp"
#include "api/http/problem.hpp"
#include "api/http/server.hpp"
#include "api/json/json_value.hpp"

namespace loam::http {

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
      kept_request_ = &request;
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
  const Request* kept_request_ = nullptr;
  std::unique_ptr<Server> server_;
};

inline std::string code_of(const HttpAnswer& answer) {
  const auto document = JsonDocument::parse(answer.body);
  if (!document) return "no json: " + answer.body;
  const JsonValue code = document->root().find("code");
  return code.exists() ? std::string(code.string()) : "no code";
}

}  // namespace loam::http
