#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

#include "api/http/connection.hpp"
#include "api/http/head_writer.hpp"
#include "api/http/outbox.hpp"

namespace loam::http {

/// Whether the request asks for a WebSocket as RFC 6455 wants it.
bool is_websocket_upgrade(const Request& request);
/// The head of the answer with which a connection becomes a feed. `response` brings further headers.
std::string feed_head(const Request& request, const FeedRequest& feed, Response response, HeadContext context);
/// Gives the socket to the feed thread, where the head is written first.
void start_feed(const std::shared_ptr<ServerCore>& core, asio::ip::tcp protocol, int socket, std::string remote_address,
                std::string head, FeedRequest feed);

/// One subscriber's socket on the feed thread. Derived classes say what the bytes look like.
///
/// 1. `outbox_`, `closing_`, `code_`, `reason_` and `mailed_` are under `mutex_`; the rest belongs to the feed thread.
/// 2. What waits is a pointer to shared text; bytes are made when the socket takes them, many messages in one write.
/// 3. on_close is called exactly once, if on_open was.
class FeedConnection : public FeedSession, public Member, public std::enable_shared_from_this<FeedConnection> {
 public:
  FeedConnection(std::shared_ptr<ServerCore> core, Socket socket, std::string remote_address, FeedRequest feed);

  void start(std::string head);

  bool send(FeedMessage message) override;
  void close(CloseCode code, std::string_view reason) override;
  [[nodiscard]] std::uint64_t id() const override { return id_; }
  [[nodiscard]] std::string_view remote_address() const override { return remote_address_; }

  void on_mail() override;
  void on_tick(SteadyTime now) override;
  void on_stop() override;
  void cut() override;

 protected:
  /// What the client sent.
  virtual void on_bytes(std::string_view bytes) = 0;
  /// Appends one message as it stands on the wire.
  virtual void append_message(std::string& out, const FeedMessage& message) = 0;
  /// Appends what is sent before a close, if anything.
  virtual void append_farewell(std::string& out, CloseCode code, std::string_view reason) = 0;
  /// Appends what keeps a silent connection alive.
  virtual void append_keepalive(std::string& out) = 0;
  /// Whether the client must be heard from: it answers keep-alives.
  [[nodiscard]] virtual bool must_answer() const = 0;

  [[nodiscard]] const ServerConfig& config() const { return core_->config; }
  [[nodiscard]] const FeedCallbacks& callbacks() const { return callbacks_; }
  [[nodiscard]] bool is_over() const { return over_; }
  FeedSessionPtr session() { return shared_from_this(); }
  /// Sends the bytes between two messages. A client that lets them pile up is cut.
  void send_control(std::string_view bytes);
  /// The client has said goodbye: answer in kind and end.
  void answer_close(CloseCode code, std::string_view reason);
  void finish(CloseCode code, std::string_view reason);

 private:
  void wait_readable();
  void on_readable(const boost::system::error_code& ec);
  void wait_writable();
  void flush();
  void fill(std::string& out);
  bool write(std::string& bytes);
  [[nodiscard]] bool close_locked(CloseCode code, std::string_view reason);

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<IoThread> thread_;  // before the socket, which needs its context to the end
  Socket socket_;
  std::string remote_address_;
  FeedCallbacks callbacks_;
  std::uint64_t id_;

  std::mutex mutex_;
  Outbox outbox_;
  bool mailed_ = false;
  bool closing_ = false;
  CloseCode code_ = CloseCode::abnormal;
  std::string reason_;

  bool over_ = false;
  bool farewell_sent_ = false;
  bool peer_closed_ = false;
  bool waiting_writable_ = false;
  std::string control_;
  std::string unsent_;
  SteadyTime last_heard_;
  SteadyTime last_written_;
  SteadyTime last_keepalive_;
  /// When a close that was begun must be over.
  SteadyTime close_deadline_ = SteadyTime::max();
};

std::shared_ptr<FeedConnection> make_websocket(std::shared_ptr<ServerCore> core, Socket socket,
                                               std::string remote_address, FeedRequest feed);
std::shared_ptr<FeedConnection> make_event_stream(std::shared_ptr<ServerCore> core, Socket socket,
                                                  std::string remote_address, FeedRequest feed);

}  // namespace loam::http
