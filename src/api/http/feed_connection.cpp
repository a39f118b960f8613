#include "api/http/feed_connection.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>

namespace loam::http {
namespace {

/// Bytes made ready for one write: enough for a cycle's messages to all topics.
constexpr std::size_t kBatchBytes = 16 * 1024;
/// Answers to pings that a client does not read.
constexpr std::size_t kControlBytesMax = 4 * 1024;
/// What a client gets to take its last bytes and answer the close.
constexpr Duration kCloseTime = Duration::seconds(5);

}  // namespace

FeedConnection::FeedConnection(std::shared_ptr<ServerCore> core, Socket socket, std::string remote_address,
                               FeedRequest feed)
    : core_(std::move(core)),
      thread_(core_->feed_thread),
      socket_(std::move(socket)),
      remote_address_(std::move(remote_address)),
      callbacks_(std::move(feed.callbacks)),
      id_(core_->next_feed_id.fetch_add(1)),
      outbox_(feed.options.limits) {}

void FeedConnection::start(std::string head) {
  boost::system::error_code ignored;
  static_cast<void>(socket_.non_blocking(true, ignored));
  last_heard_ = last_written_ = last_keepalive_ = steady_now();
  control_ = std::move(head);
  core_->feeds.fetch_add(1, std::memory_order_relaxed);
  wait_readable();
  if (callbacks_.on_open) callbacks_.on_open(session());
  thread_->join_roster(shared_from_this());
  flush();
}

// ---- from any thread

bool FeedConnection::send(FeedMessage message) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_) return false;
    const bool queued = outbox_.push(std::move(message));
    if (!queued) {
      core_->feeds_too_slow.fetch_add(1, std::memory_order_relaxed);
      outbox_.clear();
      (void)close_locked(CloseCode::try_again_later, "subscriber too slow");
    }
    if (std::exchange(mailed_, true)) return queued;
    if (queued || closing_) thread_->mail(shared_from_this());
    return queued;
  }
}

void FeedConnection::close(CloseCode code, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  if (!close_locked(code, reason)) return;
  if (!std::exchange(mailed_, true)) thread_->mail(shared_from_this());
}

/// The first reason counts.
bool FeedConnection::close_locked(CloseCode code, std::string_view reason) {
  if (std::exchange(closing_, true)) return false;
  code_ = code;
  reason_ = reason;
  return true;
}

// ---- on the feed thread

void FeedConnection::on_mail() {
  {
    const std::lock_guard lock(mutex_);
    mailed_ = false;
    if (closing_ && close_deadline_ == SteadyTime::max()) close_deadline_ = steady_now() + to_chrono(kCloseTime);
  }
  flush();
}

void FeedConnection::wait_readable() {
  socket_.async_wait(Socket::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& ec) { self->on_readable(ec); });
}

void FeedConnection::on_readable(const boost::system::error_code& wait_error) {
  if (over_) return;
  boost::system::error_code ec = wait_error;
  std::size_t size = 0;
  if (!ec) size = socket_.read_some(asio::buffer(thread_->read_buffer()), ec);
  if (ec && ec != asio::error::would_block && ec != asio::error::try_again) return cut();
  if (size > 0) {
    last_heard_ = steady_now();
    on_bytes({thread_->read_buffer().data(), size});
  }
  if (!over_) wait_readable();
}

void FeedConnection::send_control(std::string_view bytes) {
  if (control_.size() + bytes.size() > kControlBytesMax) return finish(CloseCode::policy, "control frames pile up");
  control_ += bytes;
  flush();
}

void FeedConnection::answer_close(CloseCode code, std::string_view reason) {
  peer_closed_ = true;
  {
    const std::lock_guard lock(mutex_);
    outbox_.clear();
    (void)close_locked(code, reason);
  }
  if (close_deadline_ == SteadyTime::max()) close_deadline_ = steady_now() + to_chrono(kCloseTime);
  flush();
}

/// Writes all that waits, as far as the socket takes it.
void FeedConnection::flush() {
  while (!over_ && !waiting_writable_) {
    if (!unsent_.empty()) {
      if (!write(unsent_)) return;
      unsent_ = std::string();
      continue;
    }
    std::string& batch = thread_->scratch();
    batch.clear();
    fill(batch);
    if (batch.empty()) break;
    if (!write(batch)) {
      unsent_ = batch;
      return;
    }
  }
  if (!over_ && farewell_sent_ && !waiting_writable_) {
    if (peer_closed_ || !must_answer()) return finish(code_, reason_);
  }
}

/// Control bytes, then messages up to a batch, then the farewell where nothing is left before it.
void FeedConnection::fill(std::string& out) {
  if (farewell_sent_) return;
  out += control_;
  control_ = std::string();
  const std::lock_guard lock(mutex_);
  while (!outbox_.empty() && out.size() < kBatchBytes) append_message(out, outbox_.pop());
  if (closing_ && outbox_.empty()) {
    append_farewell(out, code_, reason_);
    farewell_sent_ = true;
  }
}

/// True where all was written; else what is left stays in `bytes`, and the socket is waited for or gone.
bool FeedConnection::write(std::string& bytes) {
  boost::system::error_code ec;
  const std::size_t taken = socket_.write_some(asio::buffer(bytes), ec);
  if (ec && ec != asio::error::would_block && ec != asio::error::try_again) {
    cut();
    return false;
  }
  last_written_ = steady_now();
  if (taken == bytes.size()) return true;
  bytes.erase(0, taken);
  wait_writable();
  return false;
}

void FeedConnection::wait_writable() {
  waiting_writable_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const boost::system::error_code& ec) {
    self->waiting_writable_ = false;
    if (self->over_) return;
    if (ec) return self->cut();
    self->flush();
  });
}

void FeedConnection::on_tick(SteadyTime now) {
  if (now >= close_deadline_) return cut();
  if (waiting_writable_ && now - last_written_ > to_chrono(config().write_time)) {
    return finish(CloseCode::abnormal, "nothing was read");
  }
  const auto idle = to_chrono(config().feed_idle_time);
  if (must_answer() && now - last_heard_ > idle) return finish(CloseCode::abnormal, "nothing was heard");
  const SteadyTime quiet_since = must_answer() ? last_heard_ : last_written_;
  if (now - std::max(quiet_since, last_keepalive_) <= idle / 2 || farewell_sent_) return;
  last_keepalive_ = now;
  append_keepalive(control_);
  flush();
}

void FeedConnection::on_stop() { close(CloseCode::going_away, "the server stops"); }

/// The end without a farewell; whoever began to close before has said why.
void FeedConnection::cut() {
  CloseCode code = CloseCode::abnormal;
  std::string reason = "connection lost";
  {
    const std::lock_guard lock(mutex_);
    if (closing_) {
      code = code_;
      reason = reason_;
    }
  }
  finish(code, reason);
}

void FeedConnection::finish(CloseCode code, std::string_view reason) {
  if (std::exchange(over_, true)) return;
  const auto self = shared_from_this();
  const std::string said(reason);
  {
    const std::lock_guard lock(mutex_);
    (void)close_locked(code, reason);
    outbox_.clear();
  }
  boost::system::error_code ignored;
  static_cast<void>(socket_.shutdown(Socket::shutdown_both, ignored));
  static_cast<void>(socket_.close(ignored));
  core_->feeds.fetch_sub(1, std::memory_order_relaxed);
  thread_->leave_roster(*this);
  const FeedCallbacks callbacks = std::exchange(callbacks_, {});  // what they hold is let go with the connection
  if (callbacks.on_close) callbacks.on_close(self, code, said);
}

}  // namespace loam::http
