#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace loam {

/// A place in an order: a key (a price, a moment), and the number that tells equal keys apart.
struct OrderKey {
  std::int64_t key = 0;
  std::uint32_t number = 0;

  constexpr auto operator<=>(const OrderKey&) const = default;
};

/// Places kept in order, in sorted blocks of some hundred: about 24 bytes each where a tree takes 64, and neighbours
/// lie next to each other. A change costs a search and the move of half a block.
///
/// Invariants:
///  1. No block is empty or longer than kBlock.
///  2. Every block is sorted, and ends before the next one begins.
class OrderedBlocks {
 public:
  /// In place of all that was there; much faster than one by one.
  void assign(std::vector<OrderKey> places);
  /// A place that is not there yet.
  void insert(OrderKey place);
  /// A place that is there.
  void erase(OrderKey place);
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Appends up to `most` places above `from`, rising.
  void above(OrderKey from, std::size_t most, std::vector<OrderKey>& out) const;
  /// Appends up to `most` places below `from`, falling.
  void below(OrderKey from, std::size_t most, std::vector<OrderKey>& out) const;

 private:
  static constexpr std::size_t kBlock = 512;  // 8 KiB: what a change moves stays below a microsecond
  using Block = std::vector<OrderKey>;

  /// The first block that ends at or after the place; one past the last where none does.
  [[nodiscard]] std::size_t block_of(OrderKey place) const;

  std::vector<Block> blocks_;
  std::size_t size_ = 0;
};

}  // namespace loam
