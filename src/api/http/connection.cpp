#include "api/http/connection.hpp"

#include <exception>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/error.hpp>

#include "api/http/problem.hpp"

namespace loam::http {
namespace {

namespace beast_http = boost::beast::http;

/// What a refused client may still send before it is cut, and for how long: enough for it to read why.
constexpr std::size_t kDroppedBytesMax = 4 * 1024 * 1024;
constexpr Duration kLeavingTime = Duration::seconds(2);

int status_of(const boost::beast::error_code& ec) {
  if (ec == beast_http::error::body_limit) return 413;
  if (ec == beast_http::error::header_limit) return 431;
  if (ec == beast_http::error::bad_version) return 505;
  return 400;
}

struct Words {
  std::string_view code;
  std::string_view detail;
};

Words words_for(int status) {
  switch (status) {
    case 408: return {"request_timeout", "The request did not arrive in time."};
    case 413: return {"body_too_large", "The body is larger than the limit."};
    case 414: return {"target_too_long", "The path and query are longer than the limit."};
    case 431: return {"headers_too_large", "The headers are larger than the limit."};
    case 503: return {"overloaded", "The server holds as much as it takes; try again shortly."};
    case 504: return {"no_answer_in_time", "The answer took too long; its outcome is unknown."};
    case 505: return {"http_version_not_supported", "The server speaks HTTP/1.1."};
    default: return {"malformed_request", "This is not a well-formed HTTP request."};
  }
}

}  // namespace

Connection::Connection(std::shared_ptr<IoThread> thread, std::shared_ptr<ServerCore> core, Socket socket,
                       std::string remote_address)
    : thread_(std::move(thread)),
      core_(std::move(core)),
      socket_(std::move(socket)),
      remote_address_(std::move(remote_address)),
      large_body_(core_->large),
      large_answer_(core_->large) {}

void Connection::start() {
  boost::system::error_code ignored;
  static_cast<void>(socket_.non_blocking(true, ignored));
  static_cast<void>(socket_.set_option(asio::ip::tcp::no_delay(true), ignored));
  set_deadline(core_->config.idle_time);
  core_->connections.fetch_add(1, std::memory_order_relaxed);
  wait_readable();
  thread_->join_roster(shared_from_this());
}

// ---- reading

void Connection::wait_readable() {
  if (waiting_readable_) return;
  waiting_readable_ = true;
  socket_.async_wait(Socket::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& ec) { self->on_readable(ec); });
}

void Connection::on_readable(const boost::system::error_code& ec) {
  waiting_readable_ = false;
  if (state_ == State::closed) return;
  if (ec) return cut();
  const std::size_t size = read_some();
  if (state_ == State::closed) return;
  if (state_ == State::leaving) {
    dropped_bytes_ += size;
    return dropped_bytes_ > kDroppedBytesMax ? cut() : wait_readable();
  }
  take({thread_->read_buffer().data(), size});
}

/// Reads what is there; 0 where nothing is. Closes at the end of the stream.
std::size_t Connection::read_some() {
  boost::system::error_code ec;
  const std::size_t size = socket_.read_some(asio::buffer(thread_->read_buffer()), ec);
  if (ec && ec != asio::error::would_block && ec != asio::error::try_again) cut();
  return size;
}

/// Parses out of the thread's buffer where nothing is left over from before: the common case copies nothing but the
/// request.
void Connection::take(std::string_view fresh) {
  if (!pending().empty()) {
    carry_.erase(0, carry_used_);
    carry_used_ = 0;
    carry_ += fresh;
    return advance();
  }
  std::size_t used = 0;
  const Parsed parsed = parse(fresh, used);
  if (parsed == Parsed::refused) return;
  carry_.assign(fresh.substr(used));
  carry_used_ = 0;
  if (parsed == Parsed::complete) handle();
  advance();
}

/// Takes up requests that were sent ahead, one after the other, then waits for the socket.
void Connection::advance() {
  while ((state_ == State::idle || state_ == State::reading) && !pending().empty()) {
    std::size_t used = 0;
    const Parsed parsed = parse(pending(), used);
    if (parsed == Parsed::refused) return;
    carry_used_ += used;
    if (parsed == Parsed::incomplete) break;
    handle();
  }
  if (state_ == State::idle || state_ == State::reading) wait_readable();
}

Connection::Parsed Connection::parse(std::string_view bytes, std::size_t& used) {
  if (bytes.empty()) return Parsed::incomplete;
  if (!parser_) begin_request();
  boost::beast::error_code ec;
  used = parser_->put(asio::const_buffer(bytes.data(), bytes.size()), ec);
  if (ec && ec != beast_http::error::need_more) {
    refuse(parser_->refused_with() ? parser_->refused_with() : status_of(ec));
    return Parsed::refused;
  }
  if (parser_->is_done()) return Parsed::complete;
  if (bytes.size() - used > core_->config.header_bytes_max) {  // a chunk's header, or a line without an end
    refuse(431);
    return Parsed::refused;
  }
  if (parser_->is_header_done()) {
    deadline_ = request_.started() + to_chrono(core_->config.request_time);
    if (parser_->expects_continue() && !continue_sent_) send_continue();
  }
  return state_ == State::closed ? Parsed::refused : Parsed::incomplete;
}

void Connection::begin_request() {
  request_.set_remote_address(remote_address_);
  request_.set_started(steady_now());
  parser_.emplace(request_, core_->config, large_body_);
  continue_sent_ = false;
  state_ = State::reading;
  deadline_ = request_.started() + to_chrono(core_->config.header_time);
}

void Connection::send_continue() {
  continue_sent_ = true;
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  boost::system::error_code ec;
  // The socket is empty here but for a client that reads none of its answers.
  if (socket_.write_some(asio::buffer(kContinue), ec) != kContinue.size()) cut();
}

void Connection::handle() {
  state_ = State::handling;
  close_after_ = !parser_->keep_alive() || thread_->stopping();
  if (request_.id().empty()) request_.set_id(thread_->next_request_id());
  set_deadline(core_->config.answer_time);
  core_->requests.fetch_add(1, std::memory_order_relaxed);

  const auto self = shared_from_this();
  in_handler_ = true;
  try {
    core_->handler(request_, make_responder(self));
  } catch (const std::exception& error) {
    // The responder went with the stack and has answered 500, unless the handler had handed it on.
    if (core_->config.on_exception) core_->config.on_exception(request_, error.what());
  } catch (...) {
    if (core_->config.on_exception) core_->config.on_exception(request_, "not a std::exception");
  }
  in_handler_ = false;
  if (std::exchange(answered_inside_, false)) open_mail();
}

/// Answers what could not be read or was not answered in time, and ends the connection.
void Connection::refuse(int status) {
  if (status != 504) core_->malformed.fetch_add(1, std::memory_order_relaxed);
  if (request_.id().empty()) request_.set_id(thread_->next_request_id());
  const Words words = words_for(status);
  Response response = problem(request_, {status, words.code, words.detail, nullptr});
  response.close = true;
  if (status == 503) response.with("Retry-After", "5");
  send_answer(std::move(response));
}

// ---- what comes from elsewhere

void Connection::deliver(Response response) {
  answer_ = std::move(response);
  post_mail(Mail::answer);
}

void Connection::deliver_feed(FeedRequest feed) {
  feed_ = std::move(feed);
  post_mail(Mail::feed);
}

void Connection::deliver_piece(std::string bytes) {
  piece_ = std::move(bytes);
  post_mail(Mail::piece);
}

void Connection::deliver_end() { post_mail(Mail::end); }
void Connection::deliver_failure() { post_mail(Mail::failure); }

void Connection::post_mail(Mail mail) {
  mail_ = mail;
  // A handler that answers at once is still on the stack here: handle() takes its answer when it returns.
  if (thread_->is_current() && in_handler_) {
    answered_inside_ = true;
    return;
  }
  thread_->mail(shared_from_this());
}

void Connection::on_mail() {
  open_mail();
  advance();
}

void Connection::open_mail() {
  const Mail mail = std::exchange(mail_, Mail::none);
  if (state_ != State::handling && state_ != State::asking) {  // cut, or answered by a deadline, meanwhile
    answer_ = {};
    feed_ = {};
    return;
  }
  switch (mail) {
    case Mail::none: return;
    case Mail::answer: send_answer(std::exchange(answer_, {})); break;
    case Mail::feed: become_feed(std::exchange(feed_, {})); break;
    case Mail::piece: send_chunk(std::exchange(piece_, {})); break;
    case Mail::end: send_last_chunk(); break;
    case Mail::failure: cut(); break;
  }
}

// ---- the end

void Connection::on_tick(SteadyTime now) {
  if (state_ == State::closed || now < deadline_) return;
  switch (state_) {
    case State::reading: return refuse(408);
    case State::handling: return refuse(504);
    default: return cut();
  }
}

void Connection::on_stop() {
  close_after_ = true;
  if (state_ == State::idle) cut();
}

/// Lets the client read its last answer: closing a socket with unread bytes would reset it away.
void Connection::leave() {
  state_ = State::leaving;
  parser_.reset();
  boost::system::error_code ignored;
  static_cast<void>(socket_.shutdown(Socket::shutdown_send, ignored));
  set_deadline(kLeavingTime);
  wait_readable();
}

void Connection::cut() {
  if (state_ == State::closed) return;
  source_ = nullptr;
  boost::system::error_code ignored;
  static_cast<void>(socket_.close(ignored));
  part();
}

void Connection::part() {
  state_ = State::closed;
  core_->connections.fetch_sub(1, std::memory_order_relaxed);
  thread_->leave_roster(*this);
}

}  // namespace loam::http
