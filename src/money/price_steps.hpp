#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "money/money.hpp"

namespace loam {

/// One row of a table by price: `value` holds from this price up to the next row's.
struct PriceStep {
  Money from;
  std::int64_t value = 0;

  constexpr bool operator==(const PriceStep&) const = default;
};

inline constexpr std::size_t kMaxPriceSteps = 32;        // eBay's table has ten; operators read them in one look
inline constexpr std::size_t kMaxPriceStepsText = 1024;  // 32 rows of the longest numbers, as they are printed
inline constexpr Money kMaxStepPrice = Money::bdt(1'000'000'000'000);  // no market holds more at its start
inline constexpr Money kMaxBidIncrement = Money::bdt(1'000'000'000);   // the largest top-up: nobody could raise by more
inline constexpr Ppm kMaxFeeRate = Ppm::percent(50);                   // the seller keeps at least half

/// Rows in order of price, in place: rules that hold them are copied for every command and must not allocate.
///  1. The first row is from 0, so that every price has a row.
///  2. Prices rise strictly from row to row.
///  3. Rows beyond `size` are zero, so that equal tables compare equal.
struct PriceSteps {
  std::array<PriceStep, kMaxPriceSteps> rows{};
  std::size_t size = 0;

  [[nodiscard]] std::span<const PriceStep> all() const { return {rows.data(), size}; }
  constexpr bool operator==(const PriceSteps&) const = default;
};

/// By how much a bid has to raise the price that stands.
class BidIncrements {
 public:
  /// `flat:100`.
  BidIncrements() : BidIncrements(flat(Money::bdt(100))) {}
  /// @param step the same at every price; paisa, 1..kMaxBidIncrement
  static BidIncrements flat(Money step);
  /// eBay's table of the time of its published auctions: 0.05 below 1 up to 100 from 5,000 on.
  static BidIncrements ebay();
  /// Reads `flat:STEP`, `ebay`, or rows `FROM:STEP,FROM:STEP,…` in BDT. Nullopt for anything else: no row from 0,
  /// prices that do not rise, a step of 0 or above kMaxBidIncrement, more than kMaxPriceSteps rows.
  static std::optional<BidIncrements> parse(std::string_view text);

  /// The step of the last row that begins at or below `price`; > 0. @param price paisa, >= 0
  [[nodiscard]] Money at(Money price) const;
  /// The one spelling of a table: `flat:` where there is one row, `ebay` where it is that, else the rows.
  [[nodiscard]] std::string print() const;
  [[nodiscard]] std::span<const PriceStep> rows() const { return steps_.all(); }
  bool operator==(const BidIncrements&) const = default;

 private:
  explicit BidIncrements(const PriceSteps& steps) : steps_(steps) {}
  PriceSteps steps_;
};

/// What the house takes of a sale: one rate, or marginal tiers, where each rate is for the part of the amount that lies
/// in its tier. So neither the fee nor what the seller keeps ever falls as the amount grows.
class FeeSchedule {
 public:
  /// Nothing.
  FeeSchedule() : FeeSchedule(flat(Ppm{0})) {}
  /// @param rate of every amount; 0..1
  static FeeSchedule flat(Ppm rate);
  /// Reads `FROM:PERCENT,FROM:PERCENT,…`, from in BDT. Nullopt for anything else: no tier from 0, prices that do not
  /// rise, a rate above kMaxFeeRate, more than kMaxPriceSteps tiers.
  static std::optional<FeeSchedule> parse_tiers(std::string_view text);

  /// The sum over the tiers, exact and rounded up once, the house gains the remainder: 0..amount, and at least 1 paisa
  /// where a rate above zero is on any part of the amount. @param amount paisa, >= 0
  [[nodiscard]] Money fee_of(Money amount) const;
  /// The one spelling of the tiers; a flat rate is one tier.
  [[nodiscard]] std::string print() const;
  [[nodiscard]] std::span<const PriceStep> tiers() const { return tiers_.all(); }
  bool operator==(const FeeSchedule&) const = default;

 private:
  explicit FeeSchedule(const PriceSteps& tiers) : tiers_(tiers) {}
  PriceSteps tiers_;
};

}  // namespace loam
