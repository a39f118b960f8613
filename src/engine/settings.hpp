#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "exchange/exchange.hpp"
#include "ledger/account.hpp"
#include "payments/payments.hpp"

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
  count_,
};
inline constexpr std::size_t kSettings = static_cast<std::size_t>(SettingId::count_);

/// How a setting's integer is read and written.
enum class SettingKind : std::uint8_t {
  integer,
  money,    ///< paisa; written in BDT with two decimals
  percent,  ///< parts per million; written in percent with four decimals
  boolean,  ///< 0 or 1; `true` and `false`
  profile,  ///< MarketProfile; `fair` and `classic`
};

/// The one table of the economy's settings: what the admin API, docs/settings.md and the tests are made from.
struct SettingDefinition {
  SettingId id{};
  std::string_view name;
  SettingKind kind{};
  std::string_view unit;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t initial = 0;  ///< the default
  std::string_view meaning;
};
std::span<const SettingDefinition, kSettings> setting_definitions();
const SettingDefinition& definition_of(SettingId id);
std::optional<SettingId> find_setting(std::string_view name);
/// nullopt for what is not of the setting's kind; the range is not checked here.
std::optional<std::int64_t> parse_setting(const SettingDefinition& setting, std::string_view text);
std::string print_setting(const SettingDefinition& setting, std::int64_t value);

/// Where a value in force comes from, the strongest last. Values of the command line and the environment are fixed.
enum class SettingSource : std::uint8_t { initial, file, database, fixed };
std::string_view to_string(SettingSource source);

using SettingValue = std::pair<SettingId, std::int64_t>;

/// One change of a setting, as journalled.
struct SettingChange {
  SettingId id{};
  std::int64_t before = 0;
  std::int64_t after = 0;
  Time at;
  AccountNo account;  ///< the operator's; none for an API key
  std::string changed_by;
};

class Settings {
 public:
  Settings();

  [[nodiscard]] std::int64_t value(SettingId id) const { return values_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Money money(SettingId id) const { return {value(id)}; }
  [[nodiscard]] Ppm ppm(SettingId id) const { return {value(id)}; }
  [[nodiscard]] bool is_on(SettingId id) const { return value(id) != 0; }
  [[nodiscard]] SettingSource source(SettingId id) const { return sources_[static_cast<std::size_t>(id)]; }
  /// The last change on record; nullptr where there is none.
  [[nodiscard]] const SettingChange* last_change(SettingId id) const;

  /// Lays a value over what stands, unless a stronger source holds it. The value is within its range.
  void lay(SettingId id, std::int64_t value, SettingSource source);
  /// A journalled change: from `database` on.
  void apply(const SettingChange& change);
  /// Refuses setting_fixed and setting_out_of_range (limit: the setting's number, value: the value), also where two
  /// settings would contradict each other.
  [[nodiscard]] std::optional<Refusal> check(std::span<const SettingValue> values) const;

  [[nodiscard]] ExchangeRules exchange_rules() const;
  [[nodiscard]] PaymentLimits payment_limits() const;
  void digest(ByteWriter& out) const;

 private:
  std::array<std::int64_t, kSettings> values_{};
  std::array<SettingSource, kSettings> sources_{};
  std::array<std::optional<SettingChange>, kSettings> changes_{};
};

}  // namespace loam
