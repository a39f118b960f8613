#include "api/http/outbox.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace loam::http {

bool Outbox::push(FeedMessage message) {
  if (message.key != 0) {
    const auto begin = waiting_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto same =
        std::find_if(begin, waiting_.end(), [&](const FeedMessage& other) { return other.key == message.key; });
    if (same != waiting_.end()) {
      bytes_ -= same->text->size();
      waiting_.erase(same);
    }
  }
  if (size() >= limits_.messages || bytes_ + message.text->size() > limits_.bytes) return false;
  if (first_ > 0 && waiting_.size() == waiting_.capacity()) {  // make room at the front before growing at the back
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  bytes_ += message.text->size();
  waiting_.push_back(std::move(message));
  return true;
}

FeedMessage Outbox::pop() {
  LOAM_CHECK(!empty());
  FeedMessage message = std::move(waiting_[first_++]);
  bytes_ -= message.text->size();
  if (empty()) clear();
  return message;
}

void Outbox::clear() {
  constexpr std::size_t kKeptMessages = 32;  // thousands of quiet sessions must not keep what a burst needed
  waiting_.clear();
  if (waiting_.capacity() > kKeptMessages) waiting_ = {};
  first_ = 0;
  bytes_ = 0;
}

}  // namespace loam::http
