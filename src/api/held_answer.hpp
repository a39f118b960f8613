#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "api/http/responder.hpp"
#include "pipeline/pipeline.hpp"

namespace loam {

/// Holds an answer back until a note about it is durable: what an operator reads of others is on the audit log before
/// he sees it. Shared by the handler, who answers, and the note's completion, who lets the answer go.
class HeldAnswer final : public http::Responder {
 public:
  explicit HeldAnswer(http::ResponderPtr behind) : behind_(std::move(behind)) {}

  bool respond(http::Response response) override;
  bool accept_websocket(http::FeedCallbacks callbacks, http::FeedOptions options) override;
  bool accept_event_stream(http::FeedCallbacks callbacks, http::FeedOptions options) override;

  /// The note is durable: the answer may go.
  void release();
  /// The note is not durable: when the handler answers, this answer goes in place of his. Not before, since he may
  /// still be reading the request.
  void replace(http::Response response);

 private:
  void let_go(std::optional<http::Response> replacement);

  http::ResponderPtr behind_;
  std::mutex mutex_;
  bool released_ = false;
  std::optional<http::Response> held_;
  std::optional<http::Response> replacement_;
};

/// The completion of a note.
std::unique_ptr<Completion> release_when_durable(std::shared_ptr<HeldAnswer> answer, http::Response otherwise);

}  // namespace loam
