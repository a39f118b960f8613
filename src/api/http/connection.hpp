#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/io_thread.hpp"
#include "api/http/request_parser.hpp"
#include "api/http/responder.hpp"

namespace loam::http {

enum class FeedKind : std::uint8_t { websocket, events };

/// What a handler wants the connection to become.
struct FeedRequest {
  FeedKind kind = FeedKind::websocket;
  FeedCallbacks callbacks;
  FeedOptions options;
};

/// One HTTP connection, a state machine on its I/O thread. While it reads it has a parser; while a request is in flight
/// it reads nothing, so that a client who sends ahead waits in its own socket buffer.
///
/// 1. Everything but the deliver functions runs on the I/O thread.
/// 2. There is one undelivered answer at most: the next request is parsed only after the answer was written.
/// 3. `mail_` and what belongs to it are written by the one who answers and read after IoThread::mail, whose lock
/// orders them.
class Connection final : public Member, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<IoThread> thread, std::shared_ptr<ServerCore> core, Socket socket,
             std::string remote_address);

  void start();

  /// What is in flight; for the responder.
  [[nodiscard]] Request& request() { return request_; }

  // From any thread, each by the one who holds the responder or the sink.
  void deliver(Response response);
  void deliver_feed(FeedRequest feed);
  void deliver_piece(std::string bytes);
  void deliver_end();
  void deliver_failure();

  void on_mail() override;
  void on_tick(SteadyTime now) override;
  void on_stop() override;
  void cut() override;

 private:
  enum class State : std::uint8_t {
    idle,      // between requests
    reading,   // in the middle of a request
    handling,  // the handler has it
    writing,   // an answer, or a piece of one, waits for the socket
    asking,    // the source has been asked for the next piece
    leaving,   // answered for the last time; reads and drops what still comes, so that the answer is not reset away
    closed,
  };
  enum class Mail : std::uint8_t { none, answer, feed, piece, end, failure };
  enum class Parsed : std::uint8_t { incomplete, complete, refused };

  void wait_readable();
  void on_readable(const boost::system::error_code& ec);
  std::size_t read_some();
  void take(std::string_view fresh);
  void advance();
  Parsed parse(std::string_view bytes, std::size_t& used);
  void begin_request();
  void send_continue();
  void handle();
  void refuse(int status);

  void post_mail(Mail mail);
  void open_mail();

  void send_answer(Response response);
  void ask_source();
  void send_chunk(std::string bytes);
  void send_last_chunk();
  void write();
  void wait_writable(std::size_t unsent);
  void on_written();
  void finish_answer();
  void leave();
  /// The socket is closed or somebody else's now.
  void part();

  void become_feed(FeedRequest feed);
  [[nodiscard]] std::string_view pending() const { return std::string_view(carry_).substr(carry_used_); }
  void set_deadline(Duration from_now) { deadline_ = steady_now() + to_chrono(from_now); }

  std::shared_ptr<IoThread> thread_;  // before the socket, which needs its context to the end
  std::shared_ptr<ServerCore> core_;
  Socket socket_;
  std::string remote_address_;
  State state_ = State::idle;
  SteadyTime deadline_;

  Request request_;
  MemoryCharge large_body_;
  MemoryCharge large_answer_;
  std::optional<RequestParser> parser_;
  bool continue_sent_ = false;
  bool waiting_readable_ = false;
  /// Bytes read and not parsed: the beginning of a message, or requests sent ahead. Bounded by one read and the header
  /// limit.
  std::string carry_;
  std::size_t carry_used_ = 0;
  std::size_t dropped_bytes_ = 0;

  /// The handler of this connection's request is on the stack, and has answered meanwhile.
  bool in_handler_ = false;
  bool answered_inside_ = false;
  Mail mail_ = Mail::none;
  Response answer_;
  FeedRequest feed_;
  std::string piece_;

  std::string head_;
  std::string body_;
  std::shared_ptr<const std::string> shared_body_;
  std::string_view tail_;
  std::size_t written_ = 0;
  bool close_after_ = false;
  BodySource source_;
  bool last_chunk_ = false;
};

using ConnectionPtr = std::shared_ptr<Connection>;

/// The responder of the request that is in flight on this connection.
ResponderPtr make_responder(ConnectionPtr connection);
std::unique_ptr<BodySink> make_sink(ConnectionPtr connection);

}  // namespace loam::http
