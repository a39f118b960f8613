#include <atomic>
#include <utility>

#include "api/http/connection.hpp"
#include "api/http/feed_connection.hpp"
#include "api/http/problem.hpp"

namespace loam::http {
namespace {

class ConnectionResponder final : public Responder {
 public:
  explicit ConnectionResponder(ConnectionPtr connection) : connection_(std::move(connection)) {}
  ConnectionResponder(const ConnectionResponder&) = delete;
  ConnectionResponder& operator=(const ConnectionResponder&) = delete;
  ~ConnectionResponder() override {
    if (answered_.load(std::memory_order_relaxed)) return;
    respond(problem(connection_->request(), {500, "internal_error", "The server could not answer this.", nullptr}));
  }

  bool respond(Response response) override {
    if (answered_.exchange(true)) return false;
    connection_->deliver(std::move(response));
    return true;
  }

  bool accept_websocket(FeedCallbacks callbacks, FeedOptions options) override {
    if (answered_.exchange(true)) return false;
    if (!is_websocket_upgrade(connection_->request())) {
      connection_->deliver(
          problem(connection_->request(), {426, "upgrade_required", "This path speaks WebSocket, version 13.", nullptr})
              .with("Upgrade", "websocket")
              .with("Connection", "Upgrade")
              .with("Sec-WebSocket-Version", "13"));
      return false;
    }
    connection_->deliver_feed({FeedKind::websocket, std::move(callbacks), std::move(options)});
    return true;
  }

  bool accept_event_stream(FeedCallbacks callbacks, FeedOptions options) override {
    if (answered_.exchange(true)) return false;
    connection_->deliver_feed({FeedKind::events, std::move(callbacks), std::move(options)});
    return true;
  }

 private:
  ConnectionPtr connection_;
  std::atomic<bool> answered_ = false;
};

class ConnectionSink final : public BodySink {
 public:
  explicit ConnectionSink(ConnectionPtr connection) : connection_(std::move(connection)) {}
  ConnectionSink(const ConnectionSink&) = delete;
  ConnectionSink& operator=(const ConnectionSink&) = delete;
  ~ConnectionSink() override {
    if (connection_) fail();
  }

  void piece(std::string bytes) override {
    if (const auto connection = std::exchange(connection_, nullptr)) connection->deliver_piece(std::move(bytes));
  }
  void end() override {
    if (const auto connection = std::exchange(connection_, nullptr)) connection->deliver_end();
  }
  void fail() override {
    if (const auto connection = std::exchange(connection_, nullptr)) connection->deliver_failure();
  }

 private:
  ConnectionPtr connection_;
};

}  // namespace

ResponderPtr make_responder(ConnectionPtr connection) {
  return std::make_shared<ConnectionResponder>(std::move(connection));
}
std::unique_ptr<BodySink> make_sink(ConnectionPtr connection) {
  return std::make_unique<ConnectionSink>(std::move(connection));
}

}  // namespace loam::http
