#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace loam {

/// A set of small numbers, a bit for each up to the largest that was ever in it; finds neighbours 64 at a time. Sixteen
/// million numbers are 2 MiB.
class NumberSet {
 public:
  void put(std::uint32_t number);
  void drop(std::uint32_t number);
  [[nodiscard]] bool has(std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const { return size_; }

  /// The smallest number that is not below `from`.
  [[nodiscard]] std::optional<std::uint32_t> at_or_above(std::uint32_t from) const;
  /// The largest number that is not above `from`.
  [[nodiscard]] std::optional<std::uint32_t> at_or_below(std::uint32_t from) const;

 private:
  static constexpr std::uint32_t kBits = 64;
  static constexpr std::uint64_t bit(std::uint32_t number) { return std::uint64_t{1} << (number % kBits); }

  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

}  // namespace loam
