#include "api/held_answer.hpp"

#include <utility>

namespace loam {
namespace {

class NoteCompletion final : public Completion {
 public:
  NoteCompletion(std::shared_ptr<HeldAnswer> answer, http::Response otherwise)
      : answer_(std::move(answer)), otherwise_(std::move(otherwise)) {}

  void committed(const Reply&) noexcept override { answer_->release(); }
  void unknown() noexcept override { answer_->replace(std::move(otherwise_)); }

 private:
  std::shared_ptr<HeldAnswer> answer_;
  http::Response otherwise_;
};

}  // namespace

bool HeldAnswer::respond(http::Response response) {
  {
    const std::lock_guard lock(mutex_);
    if (!released_) {
      if (held_) return false;
      held_ = std::move(response);
      return true;
    }
    if (replacement_) response = std::move(*replacement_);
  }
  return behind_->respond(std::move(response));
}

bool HeldAnswer::accept_websocket(http::FeedCallbacks callbacks, http::FeedOptions options) {
  return behind_->accept_websocket(std::move(callbacks), std::move(options));
}

bool HeldAnswer::accept_event_stream(http::FeedCallbacks callbacks, http::FeedOptions options) {
  return behind_->accept_event_stream(std::move(callbacks), std::move(options));
}

void HeldAnswer::release() { let_go(std::nullopt); }
void HeldAnswer::replace(http::Response response) { let_go(std::move(response)); }

void HeldAnswer::let_go(std::optional<http::Response> replacement) {
  std::optional<http::Response> ready;
  {
    const std::lock_guard lock(mutex_);
    released_ = true;
    if (!held_) {
      replacement_ = std::move(replacement);
      return;
    }
    ready = replacement ? std::move(replacement) : std::move(held_);
    held_.reset();
  }
  behind_->respond(std::move(*ready));
}

std::unique_ptr<Completion> release_when_durable(std::shared_ptr<HeldAnswer> answer, http::Response otherwise) {
  return std::make_unique<NoteCompletion>(std::move(answer), std::move(otherwise));
}

}  // namespace loam
