#include "api/catalogue/number_set.hpp"

#include <bit>

namespace loam {

void NumberSet::put(std::uint32_t number) {
  if (has(number)) return;
  if (number / kBits >= words_.size()) words_.resize(number / kBits + 1);
  words_[number / kBits] |= bit(number);
  ++size_;
}

void NumberSet::drop(std::uint32_t number) {
  if (!has(number)) return;
  words_[number / kBits] &= ~bit(number);
  --size_;
}

bool NumberSet::has(std::uint32_t number) const {
  return number / kBits < words_.size() && (words_[number / kBits] & bit(number)) != 0;
}

std::optional<std::uint32_t> NumberSet::at_or_above(std::uint32_t from) const {
  std::size_t word = from / kBits;
  if (word >= words_.size()) return std::nullopt;
  std::uint64_t bits = words_[word] & ~(bit(from) - 1);
  while (bits == 0) {
    if (++word == words_.size()) return std::nullopt;
    bits = words_[word];
  }
  return static_cast<std::uint32_t>(word * kBits) + static_cast<std::uint32_t>(std::countr_zero(bits));
}

std::optional<std::uint32_t> NumberSet::at_or_below(std::uint32_t from) const {
  if (words_.empty()) return std::nullopt;
  std::size_t word = from / kBits;
  std::uint64_t below = (bit(from) - 1) | bit(from);
  if (word >= words_.size()) {
    word = words_.size() - 1;
    below = ~std::uint64_t{0};
  }
  std::uint64_t bits = words_[word] & below;
  while (bits == 0) {
    if (word-- == 0) return std::nullopt;
    bits = words_[word];
  }
  return static_cast<std::uint32_t>(word * kBits) + (kBits - 1 - static_cast<std::uint32_t>(std::countl_zero(bits)));
}

}  // namespace loam
