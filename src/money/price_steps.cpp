#include "money/price_steps.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::string_view kFlat = "flat:";
constexpr std::string_view kEbay = "ebay";
constexpr int kRateDecimals = 4;  // parts per million, written in percent

/// What the second number of a row may be.
struct ValueRange {
  int decimals = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
};
constexpr ValueRange kIncrement{kMoneyDecimals, 1, kMaxBidIncrement.paisa};
constexpr ValueRange kRate{kRateDecimals, 0, kMaxFeeRate.value};

std::optional<std::int64_t> parse_value(std::string_view text, const ValueRange& range) {
  const auto value = parse_decimal(text, range.decimals).units;
  return value && *value >= range.min && *value <= range.max ? value : std::nullopt;
}

std::optional<PriceStep> parse_row(std::string_view text, const ValueRange& range) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto from = parse_value(text.substr(0, colon), {kMoneyDecimals, 0, kMaxStepPrice.paisa});
  const auto value = parse_value(text.substr(colon + 1), range);
  if (!from || !value) return std::nullopt;
  return PriceStep{{*from}, *value};
}

bool follows(const PriceSteps& steps, Money from) {
  return steps.size == 0 ? from == Money::zero() : from > steps.rows[steps.size - 1].from;
}

std::optional<PriceSteps> parse_rows(std::string_view text, const ValueRange& range) {
  if (text.size() > kMaxPriceStepsText) return std::nullopt;
  PriceSteps steps;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',');
    more = comma != std::string_view::npos;
    const auto row = parse_row(text.substr(0, comma), range);
    if (!row || steps.size == kMaxPriceSteps || !follows(steps, row->from)) return std::nullopt;
    steps.rows[steps.size++] = *row;
    text.remove_prefix(more ? comma + 1 : 0);
  }
  return steps;
}

std::string print_rows(std::span<const PriceStep> rows, int decimals) {
  std::string text;
  for (const PriceStep& row : rows) {
    if (!text.empty()) text += ',';
    text += to_string(row.from) + ':' + to_decimal(row.value, decimals);
  }
  return text;
}

PriceSteps one_row(std::int64_t value) {
  PriceSteps steps;
  steps.rows[steps.size++] = {Money::zero(), value};
  return steps;
}

}  // namespace

BidIncrements BidIncrements::flat(Money step) {
  LOAM_CHECK(step > Money::zero() && step <= kMaxBidIncrement);
  return BidIncrements(one_row(step.paisa));
}

BidIncrements BidIncrements::ebay() {
  constexpr PriceStep kRows[] = {{Money{0}, 5},
                                 {Money::bdt(1), 25},
                                 {Money::bdt(5), 50},
                                 {Money::bdt(25), 100},
                                 {Money::bdt(100), 250},
                                 {Money::bdt(250), 500},
                                 {Money::bdt(500), 1000},
                                 {Money::bdt(1000), 2500},
                                 {Money::bdt(2500), 5000},
                                 {Money::bdt(5000), 10'000}};
  PriceSteps steps;
  for (const PriceStep& row : kRows) steps.rows[steps.size++] = row;
  return BidIncrements(steps);
}

std::optional<BidIncrements> BidIncrements::parse(std::string_view text) {
  if (text == kEbay) return ebay();
  if (text.starts_with(kFlat)) {
    const auto step = parse_value(text.substr(kFlat.size()), kIncrement);
    return step ? std::optional(flat({*step})) : std::nullopt;
  }
  const auto steps = parse_rows(text, kIncrement);
  return steps ? std::optional(BidIncrements(*steps)) : std::nullopt;
}

Money BidIncrements::at(Money price) const {
  LOAM_CHECK(price >= Money::zero());
  const auto rows = steps_.all();
  const auto next =
      std::upper_bound(rows.begin(), rows.end(), price, [](Money at, const PriceStep& row) { return at < row.from; });
  return {std::prev(next)->value};  // the first row is from 0: there is always one before
}

std::string BidIncrements::print() const {
  if (steps_.size == 1) return std::string(kFlat) + to_string(Money{steps_.rows[0].value});
  if (*this == ebay()) return std::string(kEbay);
  return print_rows(steps_.all(), kMoneyDecimals);
}

FeeSchedule FeeSchedule::flat(Ppm rate) {
  LOAM_CHECK(rate >= Ppm{0} && rate <= Ppm::one());
  return FeeSchedule(one_row(rate.value));
}

std::optional<FeeSchedule> FeeSchedule::parse_tiers(std::string_view text) {
  const auto tiers = parse_rows(text, kRate);
  return tiers ? std::optional(FeeSchedule(*tiers)) : std::nullopt;
}

Money FeeSchedule::fee_of(Money amount) const {
  LOAM_CHECK(amount >= Money::zero());
  const auto tiers = tiers_.all();
  Int128 parts = 0;  // paisa times parts per million: at most 2^63 * 10^6
  for (std::size_t i = 0; i < tiers.size() && tiers[i].from < amount; ++i) {
    const Money end = i + 1 < tiers.size() ? std::min(tiers[i + 1].from, amount) : amount;
    parts += static_cast<Int128>(end.paisa - tiers[i].from.paisa) * tiers[i].value;
  }
  const Int128 whole = Ppm::one().value;
  return {static_cast<std::int64_t>((parts + whole - 1) / whole)};
}

std::string FeeSchedule::print() const { return print_rows(tiers_.all(), kRateDecimals); }

}  // namespace loam
