#include "engine/settings.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::int64_t kPercent = 10'000;  // parts per million
constexpr std::int64_t kBdt = 100;         // paisa

using enum SettingKind;

constexpr std::array<SettingDefinition, kSettings> kDefinitions{{
    {SettingId::signup_grant_bdt, "signup_grant_bdt", money, "BDT", 0, 1'000'000 * kBdt, 0,
     "What a new account is given by the treasury."},
    {SettingId::biome_trade_fee_percent, "biome_trade_fee_percent", percent, "percent", 0, 20 * kPercent, 2 * kPercent,
     "Fee on every buy and sell of biome shares, rounded up to a paisa."},
    {SettingId::max_price_move_percent, "max_price_move_percent", percent, "percent", kPercent / 100, 50 * kPercent,
     5 * kPercent, "The furthest that one redistribution cycle may move a price."},
    {SettingId::price_band_percent, "price_band_percent", percent, "percent", kPercent, 90 * kPercent, 20 * kPercent,
     "The band around the five-minute mean that redistribution may not leave."},
    {SettingId::max_transaction_percent, "max_transaction_percent", percent, "percent", kPercent / 100, 100 * kPercent,
     10 * kPercent, "The largest order, and an account's rolling size a minute, in percent of the market's cash."},
    {SettingId::redistribution_pool_percent, "redistribution_pool_percent", percent, "percent", 0, 100 * kPercent,
     25 * kPercent, "The part of every market's cash that attention distributes anew each cycle."},
    {SettingId::cycle_ms, "cycle_ms", integer, "milliseconds", 100, 60'000, 500, "Time between redistribution cycles."},
    {SettingId::market_profile, "market_profile", profile, "profile", 0, 1, 0,
     "fair: slow index, square root, established accounts. classic: none of the three."},
    {SettingId::attention_half_life_minutes, "attention_half_life_minutes", integer, "minutes", 1, 100'000, 480,
     "Half-life of the attention index: shorter is livelier and easier to exploit."},
    {SettingId::established_after_hours, "established_after_hours", integer, "hours", 0, 8760, 24,
     "The age from which an account can be established."},
    {SettingId::established_min_fees_bdt, "established_min_fees_bdt", money, "BDT", 0, 1'000'000 * kBdt, 10 * kBdt,
     "Fees that an account has to have paid to be established without land or an operator's word."},
    {SettingId::biome_initial_cash_bdt, "biome_initial_cash_bdt", money, "BDT", kBdt, 1'000'000'000'000 * kBdt,
     1'000'000 * kBdt, "Cash that each market starts with; read once, when the world is made."},
    {SettingId::biome_initial_shares, "biome_initial_shares", integer, "shares", 1, 1'000'000'000, 10'000,
     "Shares that each market starts with; read once, when the world is made."},
    {SettingId::api_requests_per_minute, "api_requests_per_minute", integer, "requests/minute", 1, 1'000'000'000, 600,
     "Requests that one account, and one address without an account, may make."},
    {SettingId::biome_trades_per_minute, "biome_trades_per_minute", integer, "orders/minute", 1, 1'000'000'000, 120,
     "Biome orders that one account may place."},
    {SettingId::topup_min_bdt, "topup_min_bdt", money, "BDT", 1, 1'000'000'000 * kBdt, 100 * kBdt,
     "The smallest top-up."},
    {SettingId::topup_max_bdt, "topup_max_bdt", money, "BDT", 1, 1'000'000'000 * kBdt, 100'000 * kBdt,
     "The largest top-up."},
    {SettingId::topup_daily_bdt, "topup_daily_bdt", money, "BDT", 1, 1'000'000'000 * kBdt, 200'000 * kBdt,
     "Top-ups of one account within 24 hours."},
    {SettingId::topup_monthly_bdt, "topup_monthly_bdt", money, "BDT", 1, 1'000'000'000 * kBdt, 1'000'000 * kBdt,
     "Top-ups of one account within 30 days."},
    {SettingId::gateway_fee_percent, "gateway_fee_percent", percent, "percent", 0, 20 * kPercent, 3 * kPercent / 2,
     "What gateways charge the operator; stands on the row, the player is credited in full."},
    {SettingId::require_idempotency_keys, "require_idempotency_keys", boolean, "switch", 0, 1, 0,
     "Refuse writes without an Idempotency-Key."},
    {SettingId::price_history_days, "price_history_days", integer, "days", 1, 3650, 30,
     "How far back price history is answered."},
    {SettingId::password_min_length, "password_min_length", integer, "characters", 8, 128, 12,
     "The shortest password that is taken."},
    {SettingId::enable_registration, "enable_registration", boolean, "switch", 0, 1, 1,
     "Whether anybody may register."},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kSettings; ++i) {
    if (static_cast<std::size_t>(kDefinitions[i].id) != i) return false;
  }
  return true;
}
static_assert(in_order(), "a setting's number is its place in the table");

constexpr int decimals_of(SettingKind kind) {
  switch (kind) {
    case money: return 2;
    case percent: return 4;
    case integer:
    case boolean:
    case profile: return 0;
  }
  return 0;
}

}  // namespace

std::span<const SettingDefinition, kSettings> setting_definitions() { return kDefinitions; }

const SettingDefinition& definition_of(SettingId id) {
  LOAM_CHECK(static_cast<std::size_t>(id) < kSettings);
  return kDefinitions[static_cast<std::size_t>(id)];
}

std::optional<SettingId> find_setting(std::string_view name) {
  for (const SettingDefinition& setting : kDefinitions) {
    if (setting.name == name) return setting.id;
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_setting(const SettingDefinition& setting, std::string_view text) {
  if (setting.kind == boolean) {
    if (text == "true" || text == "1" || text == "on") return 1;
    if (text == "false" || text == "0" || text == "off") return 0;
    return std::nullopt;
  }
  if (setting.kind == profile) {
    if (text == "fair") return 0;
    if (text == "classic") return 1;
    return std::nullopt;
  }
  return parse_decimal(text, decimals_of(setting.kind)).units;
}

std::string print_setting(const SettingDefinition& setting, std::int64_t value) {
  if (setting.kind == boolean) return value != 0 ? "true" : "false";
  if (setting.kind == profile) return value == 0 ? "fair" : "classic";
  return to_decimal(value, decimals_of(setting.kind));
}

std::string_view to_string(SettingSource source) {
  switch (source) {
    case SettingSource::initial: return "default";
    case SettingSource::file: return "file";
    case SettingSource::database: return "database";
    case SettingSource::fixed: return "fixed";
  }
  return "unknown";
}

Settings::Settings() {
  for (std::size_t i = 0; i < kSettings; ++i) values_[i] = kDefinitions[i].initial;
}

const SettingChange* Settings::last_change(SettingId id) const {
  const auto& change = changes_[static_cast<std::size_t>(id)];
  return change ? &*change : nullptr;
}

void Settings::lay(SettingId id, std::int64_t value, SettingSource source) {
  const SettingDefinition& setting = definition_of(id);
  LOAM_CHECK(value >= setting.min && value <= setting.max);
  const auto index = static_cast<std::size_t>(id);
  if (sources_[index] > source) return;
  values_[index] = value;
  sources_[index] = source;
}

void Settings::apply(const SettingChange& change) {
  changes_[static_cast<std::size_t>(change.id)] = change;
  lay(change.id, change.after, SettingSource::database);
}

std::optional<Refusal> Settings::check(std::span<const SettingValue> values) const {
  auto after = values_;
  for (const auto& [id, value] : values) {
    const SettingDefinition& setting = definition_of(id);
    const auto number = static_cast<std::int64_t>(id);
    if (source(id) == SettingSource::fixed) return Refusal{RefusalCode::setting_fixed, number, value};
    if (value < setting.min || value > setting.max) return Refusal{RefusalCode::setting_out_of_range, number, value};
    after[static_cast<std::size_t>(id)] = value;
  }
  const auto at = [&after](SettingId id) { return after[static_cast<std::size_t>(id)]; };
  const auto named = [&values](SettingId id) {
    return std::any_of(values.begin(), values.end(), [id](const SettingValue& value) { return value.first == id; });
  };
  // A contradiction that a configuration file brought in is no reason to refuse what has nothing to do with it.
  const auto contradiction = [&](SettingId lower, SettingId upper) {
    return (named(lower) || named(upper)) && at(lower) > at(upper);
  };
  for (const auto& [lower, upper] : {std::pair{SettingId::topup_min_bdt, SettingId::topup_max_bdt},
                                     std::pair{SettingId::topup_max_bdt, SettingId::topup_daily_bdt},
                                     std::pair{SettingId::topup_daily_bdt, SettingId::topup_monthly_bdt}}) {
    if (contradiction(lower, upper)) {
      return Refusal{RefusalCode::setting_out_of_range, static_cast<std::int64_t>(lower), at(lower)};
    }
  }
  return std::nullopt;
}

ExchangeRules Settings::exchange_rules() const {
  ExchangeRules rules;
  rules.fee = ppm(SettingId::biome_trade_fee_percent);
  rules.pool = ppm(SettingId::redistribution_pool_percent);
  rules.max_move = ppm(SettingId::max_price_move_percent);
  rules.band = ppm(SettingId::price_band_percent);
  rules.max_order = ppm(SettingId::max_transaction_percent);
  rules.cycle = {value(SettingId::cycle_ms)};
  rules.half_life = Duration::minutes(value(SettingId::attention_half_life_minutes));
  rules.profile = static_cast<MarketProfile>(value(SettingId::market_profile));
  return rules;
}

PaymentLimits Settings::payment_limits() const {
  return {money(SettingId::topup_min_bdt), money(SettingId::topup_max_bdt), money(SettingId::topup_daily_bdt),
          money(SettingId::topup_monthly_bdt)};
}

void Settings::digest(ByteWriter& out) const {
  for (const std::int64_t value : values_) out.i64(value);
}

}  // namespace loam
