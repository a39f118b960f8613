#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include <boost/asio/buffer.hpp>

#include "api/http/connection.hpp"
#include "api/http/feed_connection.hpp"
#include "api/http/head_writer.hpp"
#include "api/http/problem.hpp"

namespace loam::http {

void Connection::send_answer(Response response) {
  if (core_->config.before_send) core_->config.before_send(request_, response);
  close_after_ = close_after_ || response.close;
  shared_body_ = std::move(response.shared_body);
  body_ = shared_body_ ? std::string() : std::move(response.body);
  source_ = std::move(response.source);
  tail_ = {};
  last_chunk_ = false;

  HeadContext context;
  context.date = thread_->date();
  context.request_id = request_.id();
  context.common = core_->common_headers;
  context.close = close_after_;
  context.chunked = static_cast<bool>(source_);
  if (!source_) context.body_size = shared_body_ ? shared_body_->size() : body_.size();
  head_.clear();
  write_head(head_, response, context);

  if (request_.method() == Method::head || !may_have_body(response.status)) {
    shared_body_.reset();
    body_.clear();
    source_ = nullptr;
  }
  written_ = 0;
  state_ = State::writing;
  set_deadline(core_->config.write_time);
  write();
}

/// Writes head, body and tail from `written_` on: as much as the socket takes at once, in one call.
void Connection::write() {
  const std::string_view body = shared_body_ ? std::string_view(*shared_body_) : std::string_view(body_);
  const std::size_t size = head_.size() + body.size() + tail_.size();
  while (written_ < size) {
    std::array<asio::const_buffer, 3> rest;
    std::size_t skip = written_;
    std::size_t parts = 0;
    for (const std::string_view part : {std::string_view(head_), body, tail_}) {
      const std::size_t skipped = std::min(skip, part.size());
      skip -= skipped;
      if (skipped < part.size()) rest[parts++] = asio::const_buffer(part.data() + skipped, part.size() - skipped);
    }
    boost::system::error_code ec;
    const std::size_t taken = socket_.write_some(std::span(rest.data(), parts), ec);
    if (ec == asio::error::would_block || ec == asio::error::try_again) return wait_writable(size - written_);
    if (ec) return cut();
    written_ += taken;
  }
  on_written();
}

void Connection::wait_writable(std::size_t unsent) {
  // A shared body is in memory once, whoever reads it slowly.
  const bool is_large = unsent > kSmallBytes && !shared_body_ && large_answer_.is_empty();
  if (is_large && !large_answer_.grow(unsent)) return cut();
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const boost::system::error_code& ec) {
    if (self->state_ != State::writing) return;
    if (ec) return self->cut();
    self->set_deadline(self->core_->config.write_time);
    self->write();
    self->advance();
  });
}

void Connection::on_written() {
  large_answer_.release();
  if (source_ && !last_chunk_) return ask_source();
  finish_answer();
}

void Connection::finish_answer() {
  constexpr std::size_t kKeptBytes = 16 * 1024;
  shared_body_.reset();
  source_ = nullptr;
  if (head_.capacity() > kKeptBytes) head_ = std::string();
  body_ = std::string();
  if (close_after_) return leave();  // with its request: a handler that is too late for its answer may still read it
  request_.clear();
  large_body_.release();
  state_ = State::idle;
  parser_.reset();
  set_deadline(core_->config.idle_time);
}

// ---- bodies in chunks

void Connection::ask_source() {
  state_ = State::asking;
  set_deadline(core_->config.answer_time);
  source_(make_sink(
      shared_from_this()));  // even a piece that is there at once comes by mail: others have their turn between
}

void Connection::send_chunk(std::string bytes) {
  if (bytes.empty()) return ask_source();
  std::array<char, 16> hex{};
  const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), bytes.size(), 16).ptr;
  head_.assign(hex.data(), end);
  head_ += "\r\n";
  body_ = std::move(bytes);
  tail_ = "\r\n";
  written_ = 0;
  state_ = State::writing;
  set_deadline(core_->config.write_time);
  write();
}

void Connection::send_last_chunk() {
  head_ = "0\r\n\r\n";
  body_.clear();
  tail_ = {};
  last_chunk_ = true;
  written_ = 0;
  state_ = State::writing;
  set_deadline(core_->config.write_time);
  write();
}

// ---- becoming a feed

void Connection::become_feed(FeedRequest feed) {
  if (core_->feeds.load(std::memory_order_relaxed) >= core_->config.feeds_max || thread_->stopping()) {
    return send_answer(
        try_later(request_, 503, "too_many_feeds", "The server has as many subscribers as it takes.", 5));
  }
  if (!pending().empty()) {  // nothing may follow before our answer
    return send_answer(
        problem(request_, {400, "malformed_request", "Bytes came before the upgrade was answered.", nullptr}));
  }
  Response response;
  response.content_type = kNoContent;
  if (core_->config.before_send) core_->config.before_send(request_, response);
  HeadContext context;
  context.date = thread_->date();
  context.request_id = request_.id();
  context.common = core_->common_headers;
  std::string head = feed_head(request_, feed, std::move(response), context);

  boost::system::error_code ec;
  const auto protocol = socket_.local_endpoint(ec).protocol();
  const int handle = ec ? -1 : socket_.release(ec);
  part();
  if (ec) return;
  start_feed(core_, protocol, handle, remote_address_, std::move(head), std::move(feed));
}

}  // namespace loam::http
