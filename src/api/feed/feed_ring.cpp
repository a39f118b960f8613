#include "api/feed/feed_ring.hpp"

#include <utility>

namespace loam {

void FeedRing::add(Entry entry) {
  bytes_ += entry.message.text->size();
  entries_.push_back(std::move(entry));
  while (entries_.size() > kRingMessages || bytes_ > kRingBytes) pop();
}

void FeedRing::round(Time now, std::uint64_t seq) {
  while (!entries_.empty() && entries_.front().at + kRingTime < now) pop();
  // Also where nothing was kept: what nobody followed then was never rendered, so it cannot be told now.
  while (!marks_.empty() && marks_.front().at + kRingTime < now) {
    forgotten_ = std::max(forgotten_, marks_.front().seq);
    marks_.pop_front();
  }
  marks_.push_back({now, seq});
}

void FeedRing::forget(std::uint64_t seq) {
  entries_.clear();
  bytes_ = 0;
  forgotten_ = seq;
}

void FeedRing::pop() {
  bytes_ -= entries_.front().message.text->size();
  forgotten_ = entries_.front().message.seq;
  entries_.pop_front();
}

}  // namespace loam
