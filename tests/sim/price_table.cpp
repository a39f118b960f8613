#include "sim/price_table.hpp"

#include <iterator>
#include <vector>

namespace loam::sim {
namespace {

constexpr const char* kEbay = "0:0.05,1:0.25,5:0.5,25:1,100:2.5,250:5,500:10,1000:25,2500:50,5000:100";
constexpr std::int64_t kPriceMost = 100'000'000'000'000;  // paisa
constexpr std::int64_t kStepMost = 100'000'000'000;       // paisa
constexpr std::int64_t kRateMost = 500'000;               // parts per million
constexpr std::size_t kRowsMost = 32;

/// A number in its one spelling, in units of 10^-decimals; -1 where it is none.
std::int64_t units_of(const std::string& text, std::size_t decimals) {
  const auto point = text.find('.');
  std::string digits = text.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
  if (digits.empty() || digits.size() > 14 || (digits[0] == '0' && digits.size() > 1)) return -1;
  if (fraction.size() > decimals || (point != std::string::npos && (fraction.empty() || fraction.back() == '0')))
    return -1;
  fraction.resize(decimals, '0');
  digits += fraction;
  return digits.find_first_not_of("0123456789") == std::string::npos ? std::stoll(digits) : -1;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::optional<PriceTable> rows_of(const std::string& text, std::size_t decimals, std::int64_t least,
                                  std::int64_t most) {
  PriceTable table;
  for (const std::string& row : split(text, ',')) {
    const auto numbers = split(row, ':');
    if (numbers.size() != 2) return std::nullopt;
    const std::int64_t from = units_of(numbers[0], 2);
    const std::int64_t value = units_of(numbers[1], decimals);
    const bool rises = table.empty() ? from == 0 : from > table.rbegin()->first;
    if (!rises || from > kPriceMost || value < least || value > most) return std::nullopt;
    table[from] = value;
  }
  return table.size() <= kRowsMost ? std::optional(table) : std::nullopt;
}

}  // namespace

std::optional<PriceTable> increments_of(const std::string& text) {
  if (text == "ebay") return rows_of(kEbay, 2, 1, kStepMost);
  if (text == kEbay) return std::nullopt;
  if (text.starts_with("flat:")) return rows_of("0:" + text.substr(5), 2, 1, kStepMost);
  auto table = rows_of(text, 2, 1, kStepMost);
  return table && table->size() > 1 ? table : std::nullopt;
}

std::optional<PriceTable> fee_tiers_of(const std::string& text) {
  return text == "none" ? PriceTable{} : rows_of(text, 4, 0, kRateMost);
}

std::int64_t increment_at(const PriceTable& increments, std::int64_t price) {
  return std::prev(increments.upper_bound(price))->second;
}

std::int64_t land_fee_of(const PriceTable& tiers, std::int64_t flat, std::int64_t amount) {
  Wide millionths = 0;
  for (auto tier = tiers.begin(); tier != tiers.end(); ++tier) {
    const auto next = std::next(tier);
    const std::int64_t end = next == tiers.end() || next->first > amount ? amount : next->first;
    if (end > tier->first) millionths += static_cast<Wide>(end - tier->first) * tier->second;
  }
  if (tiers.empty()) millionths = static_cast<Wide>(amount) * flat;
  const auto whole = static_cast<std::int64_t>(millionths / 1'000'000);
  return millionths % 1'000'000 == 0 ? whole : whole + 1;
}

}  // namespace loam::sim
