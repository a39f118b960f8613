#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "money/price_steps.hpp"

namespace loam {

/// One entry a setting. The numbers are stored: never renumber, only add before `count_`.
enum class SettingId : std::uint16_t {
  signup_grant_bdt,
  biome_trade_fee_percent,
  max_price_move_percent,
  price_band_percent,
  max_transaction_percent,
  redistribution_pool_percent,
  cycle_ms,
  market_profile,
  attention_half_life_minutes,
  established_after_hours,
  established_min_fees_bdt,
  biome_initial_cash_bdt,
  biome_initial_shares,
  api_requests_per_minute,
  biome_trades_per_minute,
  topup_min_bdt,
  topup_max_bdt,
  topup_daily_bdt,
  topup_monthly_bdt,
  gateway_fee_percent,
  require_idempotency_keys,
  price_history_days,
  password_min_length,
  enable_registration,
  land_fee_percent,
  land_fee_tiers,
  bid_increments,
  anti_sniping_minutes,
  anti_sniping_max_extensions,
  auction_min_duration_hours,
  auction_max_duration_hours,
  listing_cooldown_minutes,
  max_lands_per_listing,
  max_listings_per_user,
  min_reserve_price_percent,
  max_lands_per_owner,
  marketplace_actions_per_hour,
  enable_land_trading,
  land_price_ocean_bdt,
  land_price_beach_bdt,
  land_price_plains_bdt,
  land_price_forest_bdt,
  land_price_desert_bdt,
  land_price_mountain_bdt,
  land_price_snow_bdt,
  land_price_base_percent,
  land_price_elevation_percent,
  cycle_retention_days,
  count_,
};
inline constexpr std::size_t kSettings = static_cast<std::size_t>(SettingId::count_);

/// How a setting's value is read and written: a number, or a table (as text).
enum class SettingKind : std::uint8_t {
  integer,
  money,           ///< paisa; written in BDT with two decimals
  percent,         ///< parts per million; written in percent with four decimals
  boolean,         ///< 0 or 1; `true` and `false`
  profile,         ///< MarketProfile; `fair` and `classic`
  bid_increments,  ///< a table: BidIncrements
  fee_tiers,       ///< a table: the tiers of a FeeSchedule, or `none`
};
constexpr bool is_table(SettingKind kind) {
  return kind == SettingKind::bid_increments || kind == SettingKind::fee_tiers;
}

/// What `land_fee_tiers` says where there are none; the flat land_fee_percent holds then.
inline constexpr std::string_view kNoFeeTiers = "none";

/// A value of a setting.
struct SettingValue {
  SettingId id{};
  std::int64_t number = 0;  ///< in the kind's unit; 0 where it is a table
  std::string text = {};    ///< the table in its one spelling; empty where it is a number

  bool operator==(const SettingValue&) const = default;
};

/// The one table of the economy's settings: what the admin API, docs/settings.md and the tests are made from.
struct SettingDefinition {
  SettingId id{};
  std::string_view name;
  SettingKind kind{};
  std::string_view unit;  ///< of a table: how it is written
  std::int64_t min = 0;   ///< of a number
  std::int64_t max = 0;
  std::int64_t initial = 0;  ///< the default
  std::string_view meaning;
  std::string_view initial_text = {};  ///< the default of a table
};
std::span<const SettingDefinition, kSettings> setting_definitions();
const SettingDefinition& definition_of(SettingId id);
std::optional<SettingId> find_setting(std::string_view name);
SettingValue initial_value(const SettingDefinition& setting);
/// Within its range, or a table in its one spelling.
bool is_allowed(const SettingValue& value);
/// nullopt for what is not of the setting's kind; the range of a number is not checked here.
std::optional<SettingValue> parse_setting(const SettingDefinition& setting, std::string_view text);
std::string print_setting(const SettingValue& value);

}  // namespace loam
