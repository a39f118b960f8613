#include "api/catalogue/ordered_blocks.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace loam {

std::size_t OrderedBlocks::block_of(OrderKey place) const {
  const auto found = std::lower_bound(blocks_.begin(), blocks_.end(), place,
                                      [](const Block& block, OrderKey sought) { return block.back() < sought; });
  return static_cast<std::size_t>(found - blocks_.begin());
}

void OrderedBlocks::assign(std::vector<OrderKey> places) {
  std::sort(places.begin(), places.end());
  blocks_.clear();
  size_ = places.size();
  constexpr std::size_t kFilled = kBlock / 2;  // room to grow
  for (std::size_t begin = 0; begin < places.size(); begin += kFilled) {
    const std::size_t end = std::min(places.size(), begin + kFilled);
    blocks_.emplace_back(places.begin() + static_cast<std::ptrdiff_t>(begin),
                         places.begin() + static_cast<std::ptrdiff_t>(end));
  }
}

void OrderedBlocks::insert(OrderKey place) {
  ++size_;
  if (blocks_.empty()) {
    blocks_.push_back({place});
    return;
  }
  const std::size_t at = std::min(block_of(place), blocks_.size() - 1);
  Block& block = blocks_[at];
  const auto next = std::lower_bound(block.begin(), block.end(), place);
  LOAM_CHECK(next == block.end() || *next != place);
  block.insert(next, place);
  if (block.size() < kBlock) return;
  const auto half = block.begin() + static_cast<std::ptrdiff_t>(kBlock / 2);
  Block upper(half, block.end());
  block.erase(half, block.end());
  blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(upper));
}

void OrderedBlocks::erase(OrderKey place) {
  const std::size_t at = block_of(place);
  LOAM_CHECK(at < blocks_.size());
  Block& block = blocks_[at];
  const auto found = std::lower_bound(block.begin(), block.end(), place);
  LOAM_CHECK(found != block.end() && *found == place);
  block.erase(found);
  --size_;
  if (block.empty()) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(at));
}

void OrderedBlocks::above(OrderKey from, std::size_t most, std::vector<OrderKey>& out) const {
  std::size_t at = block_of(from);
  if (at == blocks_.size()) return;
  auto next = std::upper_bound(blocks_[at].begin(), blocks_[at].end(), from);
  for (; most > 0; --most) {
    if (next == blocks_[at].end()) {
      if (++at == blocks_.size()) return;
      next = blocks_[at].begin();
    }
    out.push_back(*next++);
  }
}

void OrderedBlocks::below(OrderKey from, std::size_t most, std::vector<OrderKey>& out) const {
  if (blocks_.empty()) return;
  std::size_t at = std::min(block_of(from), blocks_.size() - 1);
  auto next = std::lower_bound(blocks_[at].begin(), blocks_[at].end(), from);
  for (; most > 0; --most) {
    if (next == blocks_[at].begin()) {
      if (at == 0) return;
      next = blocks_[--at].end();
    }
    out.push_back(*--next);
  }
}

}  // namespace loam
