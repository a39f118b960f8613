// Tables by price against numbers without bounds: fees of land sales (F-05), increments of bids.

#include <set>
#include <string>
#include <vector>

#include "money/price_steps.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

using test::Big;
using test::ceil_div;
using test::kMax;
using test::magnitude;

/// Rows as an operator may write them: up to 32 prices from 0 on, each with a value of the range.
std::vector<PriceStep> any_rows(std::int64_t min, std::int64_t max) {
  auto prices = *rc::gen::container<std::set<std::int64_t>>(magnitude(46));  // below kMaxStepPrice
  prices.insert(0);
  std::vector<PriceStep> rows;
  for (const std::int64_t price : prices) {
    if (rows.size() == kMaxPriceSteps) break;
    rows.push_back({{price}, *rc::gen::inRange<std::int64_t>(min, max + 1)});
  }
  return rows;
}

std::string text_of(const std::vector<PriceStep>& rows, int decimals) {
  std::string text;
  for (const PriceStep& row : rows) {
    text += (text.empty() ? "" : ",") + to_string(row.from) + ":" + to_decimal(row.value, decimals);
  }
  return text;
}

FeeSchedule fees_of(const std::vector<PriceStep>& rows) {
  const auto fees = FeeSchedule::parse_tiers(text_of(rows, 4));
  RC_ASSERT(fees.has_value());
  return *fees;
}

/// By definition: of each tier the part of the amount that lies in it, times its rate; all added, then rounded up.
Big fee_by_definition(const std::vector<PriceStep>& rows, const Big& amount) {
  Big sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Big begin = std::min(Big(rows[i].from.paisa), amount);
    const Big end = i + 1 < rows.size() ? std::min(Big(rows[i + 1].from.paisa), amount) : amount;
    sum += (end - begin) * rows[i].value;
  }
  return ceil_div(sum, 1'000'000);
}

RC_GTEST_PROP(FeeScheduleLaws, F05_the_fee_is_exact_and_rounded_up_once, ()) {
  const auto rows = any_rows(0, kMaxFeeRate.value);
  const Money amount{*magnitude(63)};
  RC_ASSERT(fees_of(rows).fee_of(amount).paisa == fee_by_definition(rows, amount.paisa));
}

RC_GTEST_PROP(FeeScheduleLaws, F05_the_fee_never_falls_and_never_eats_what_the_seller_gets, ()) {
  const auto rows = any_rows(0, kMaxFeeRate.value);
  const FeeSchedule fees = fees_of(rows);
  // Near a tier's end as often as anywhere: there a table of whole amounts would have its cliff.
  const auto at = *rc::gen::inRange<std::size_t>(0, rows.size());
  const std::int64_t near = rows[at].from.paisa + *rc::gen::inRange<std::int64_t>(-2, 3);
  const Money low{std::max<std::int64_t>(0, *rc::gen::element(near, *magnitude(62)))};
  const Money high{low.paisa + *magnitude(62)};
  RC_ASSERT(fees.fee_of(low) <= fees.fee_of(high));
  RC_ASSERT(fees.fee_of(high) <= high);
  const Money more = sub_within(high, low);
  RC_ASSERT(sub_within(high, fees.fee_of(high)) >= sub_within(low, fees.fee_of(low)));
  RC_ASSERT(sub_within(fees.fee_of(high), fees.fee_of(low)) <= more);
}

RC_GTEST_PROP(FeeScheduleLaws, F05_a_sale_always_costs_a_paisa_where_there_is_a_rate, ()) {
  auto rows = any_rows(0, kMaxFeeRate.value);
  rows.front().value = std::max<std::int64_t>(1, rows.front().value);
  RC_ASSERT(fees_of(rows).fee_of(Money{std::max<std::int64_t>(1, *magnitude(63))}) >= Money{1});
}

RC_GTEST_PROP(FeeScheduleLaws, one_tier_is_the_flat_fee, ()) {
  const Ppm rate{*rc::gen::inRange<std::int64_t>(0, kMaxFeeRate.value + 1)};
  const Money amount{*magnitude(63)};
  RC_ASSERT(FeeSchedule::flat(rate).fee_of(amount) == fee_on(amount, rate));
  RC_ASSERT(FeeSchedule::flat(rate) == fees_of({{Money::zero(), rate.value}}));
}

RC_GTEST_PROP(FeeScheduleLaws, what_is_printed_is_read_back, ()) {
  const FeeSchedule fees = fees_of(any_rows(0, kMaxFeeRate.value));
  RC_ASSERT(FeeSchedule::parse_tiers(fees.print()) == fees);
}

RC_GTEST_PROP(BidIncrementsLaws, the_step_is_that_of_the_last_row_at_or_below_the_price, ()) {
  const auto rows = any_rows(1, kMaxBidIncrement.paisa);
  const auto table = BidIncrements::parse(text_of(rows, 2));
  RC_ASSERT(table.has_value());
  const Money price{*rc::gen::element(*magnitude(63), rows[*rc::gen::inRange<std::size_t>(0, rows.size())].from.paisa)};
  std::int64_t step = 0;
  for (const PriceStep& row : rows) step = row.from <= price ? row.value : step;
  RC_ASSERT(table->at(price) == Money{step});
  RC_ASSERT(BidIncrements::parse(table->print()) == table);
}

RC_GTEST_PROP(BidIncrementsLaws, no_text_is_read_as_other_than_it_prints, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("00112233::::,,,.-e flateby")));
  const auto table = BidIncrements::parse(text);
  if (table) RC_ASSERT(BidIncrements::parse(table->print()) == table);
  const auto fees = FeeSchedule::parse_tiers(text);
  if (fees) RC_ASSERT(FeeSchedule::parse_tiers(fees->print()) == fees);
}

}  // namespace
}  // namespace loam
