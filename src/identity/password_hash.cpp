#include "identity/password_hash.hpp"

#include <algorithm>

namespace loam {
namespace {

constexpr std::size_t kBcryptCharacters = 60;
constexpr std::size_t kPrefixCharacters = 7;  // `$2b$12$`
constexpr int kMinBcryptCost = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Of the alphabet that bcrypt writes salts and sums with.
bool is_letter(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '/';
}

}  // namespace

bool is_bcrypt_hash(std::string_view text) {
  if (text.size() != kBcryptCharacters || !text.starts_with("$2")) return false;
  if (std::string_view("aby").find(text[2]) == std::string_view::npos || text[3] != '$' || text[6] != '$') return false;
  if (!is_digit(text[4]) || !is_digit(text[5])) return false;
  const int cost = (text[4] - '0') * 10 + (text[5] - '0');
  const std::string_view sum = text.substr(kPrefixCharacters);
  return cost >= kMinBcryptCost && cost <= kMaxBcryptCost && std::all_of(sum.begin(), sum.end(), is_letter);
}

}  // namespace loam
