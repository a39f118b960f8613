#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/setting.hpp"
#include "exchange/exchange.hpp"
#include "ledger/account.hpp"
#include "marketplace/rules.hpp"
#include "money/price_steps.hpp"
#include "payments/payments.hpp"

namespace loam {

/// Where a value in force comes from, the strongest last. Values of the command line and the environment are fixed.
enum class SettingSource : std::uint8_t { initial, file, database, fixed };
std::string_view to_string(SettingSource source);

/// One change of a setting, as journalled: both values are of the same setting.
struct SettingChange {
  SettingValue before;
  SettingValue after;
  Time at;
  AccountNo account;  ///< the operator's; none for an API key
  std::string changed_by;

  [[nodiscard]] SettingId id() const { return after.id; }
};

/// What holds now. Numbers are read as they stand; tables were parsed when they were laid, so that no reader parses.
class Settings {
 public:
  Settings();

  /// The number of a setting that is one; 0 where it is a table.
  [[nodiscard]] std::int64_t value(SettingId id) const { return numbers_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Money money(SettingId id) const { return {value(id)}; }
  [[nodiscard]] Ppm ppm(SettingId id) const { return {value(id)}; }
  [[nodiscard]] bool is_on(SettingId id) const { return value(id) != 0; }
  [[nodiscard]] const BidIncrements& bid_increments() const { return bid_increments_; }
  /// Of sales of land: the tiers, or where there are none the one rate.
  [[nodiscard]] const FeeSchedule& land_fees() const { return land_fees_; }

  /// Of either kind; prints a table.
  [[nodiscard]] SettingValue setting(SettingId id) const;
  [[nodiscard]] SettingSource source(SettingId id) const { return sources_[static_cast<std::size_t>(id)]; }
  /// The last change on record; nullptr where there is none.
  [[nodiscard]] const SettingChange* last_change(SettingId id) const;

  /// Lays a value over what stands, unless a stronger source holds it. The value is allowed.
  void lay(const SettingValue& value, SettingSource source);
  void lay(SettingId id, std::int64_t number, SettingSource source) { lay({id, number}, source); }
  /// A journalled change: from `database` on.
  void apply(const SettingChange& change);
  /// Refuses setting_fixed and setting_out_of_range (limit: the setting's number, value: the value, 0 of a table), also
  /// where two settings would contradict each other.
  [[nodiscard]] std::optional<Refusal> check(std::span<const SettingValue> values) const;

  [[nodiscard]] ExchangeRules exchange_rules() const;
  [[nodiscard]] PaymentLimits payment_limits() const;
  /// Looks into these settings: not for longer than they live.
  [[nodiscard]] MarketplaceRules marketplace_rules() const;
  void digest(ByteWriter& out) const;

 private:
  void take_table(const SettingValue& value);

  std::array<std::int64_t, kSettings> numbers_{};
  std::array<SettingSource, kSettings> sources_{};
  std::array<std::optional<SettingChange>, kSettings> changes_{};
  BidIncrements bid_increments_;
  std::optional<FeeSchedule> land_fee_tiers_;
  FeeSchedule land_fees_;  // made of land_fee_tiers and land_fee_percent
};

}  // namespace loam
