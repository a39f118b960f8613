#include <utility>

#include "api/http/feed_connection.hpp"

namespace loam::http {
namespace {

/// Server-sent events: one message is one event. What the client sends is not looked at.
class EventStream final : public FeedConnection {
 public:
  using FeedConnection::FeedConnection;

 protected:
  void on_bytes(std::string_view) override {}
  void append_message(std::string& out, const FeedMessage& message) override {
    if (message.seq != 0) out += "id: " + std::to_string(message.seq) + '\n';
    out += "data: ";
    out += *message.text;
    out += "\n\n";
  }
  void append_farewell(std::string&, CloseCode, std::string_view) override {}
  void append_keepalive(std::string& out) override { out += ":\n\n"; }
  [[nodiscard]] bool must_answer() const override { return false; }
};

}  // namespace

std::shared_ptr<FeedConnection> make_event_stream(std::shared_ptr<ServerCore> core, Socket socket,
                                                  std::string remote_address, FeedRequest feed) {
  return std::make_shared<EventStream>(std::move(core), std::move(socket), std::move(remote_address), std::move(feed));
}

}  // namespace loam::http
