#include "engine/settings.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace loam {
namespace {

/// Two settings of which one may not be above the other.
struct Ordered {
  SettingId lower{};
  SettingId upper{};
};
constexpr Ordered kOrdered[] = {{SettingId::topup_min_bdt, SettingId::topup_max_bdt},
                                {SettingId::topup_max_bdt, SettingId::topup_daily_bdt},
                                {SettingId::topup_daily_bdt, SettingId::topup_monthly_bdt},
                                {SettingId::auction_min_duration_hours, SettingId::auction_max_duration_hours}};

}  // namespace

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
  for (const SettingDefinition& setting : setting_definitions()) lay(initial_value(setting), SettingSource::initial);
}

SettingValue Settings::setting(SettingId id) const {
  switch (definition_of(id).kind) {
    case SettingKind::bid_increments: return {id, 0, bid_increments_.print()};
    case SettingKind::fee_tiers: return {id, 0, land_fee_tiers_ ? land_fee_tiers_->print() : std::string(kNoFeeTiers)};
    case SettingKind::integer:
    case SettingKind::money:
    case SettingKind::percent:
    case SettingKind::boolean:
    case SettingKind::profile: return {id, value(id)};
  }
  return {id, value(id)};
}

const SettingChange* Settings::last_change(SettingId id) const {
  const auto& change = changes_[static_cast<std::size_t>(id)];
  return change ? &*change : nullptr;
}

void Settings::lay(const SettingValue& value, SettingSource source) {
  LOAM_CHECK(is_allowed(value));
  const auto index = static_cast<std::size_t>(value.id);
  if (sources_[index] > source) return;
  numbers_[index] = value.number;
  sources_[index] = source;
  take_table(value);
  land_fees_ = land_fee_tiers_.value_or(FeeSchedule::flat(ppm(SettingId::land_fee_percent)));
}

void Settings::take_table(const SettingValue& value) {
  if (value.id == SettingId::bid_increments) bid_increments_ = BidIncrements::parse(value.text).value();
  if (value.id == SettingId::land_fee_tiers) land_fee_tiers_ = FeeSchedule::parse_tiers(value.text);  // none: no tiers
}

void Settings::apply(const SettingChange& change) {
  changes_[static_cast<std::size_t>(change.id())] = change;
  lay(change.after, SettingSource::database);
}

std::optional<Refusal> Settings::check(std::span<const SettingValue> values) const {
  auto after = numbers_;
  for (const SettingValue& value : values) {
    const auto number = static_cast<std::int64_t>(value.id);
    if (source(value.id) == SettingSource::fixed) return Refusal{RefusalCode::setting_fixed, number, value.number};
    if (!is_allowed(value)) return Refusal{RefusalCode::setting_out_of_range, number, value.number};
    after[static_cast<std::size_t>(value.id)] = value.number;
  }
  const auto at = [&after](SettingId id) { return after[static_cast<std::size_t>(id)]; };
  const auto named = [&values](SettingId id) {
    return std::any_of(values.begin(), values.end(), [id](const SettingValue& value) { return value.id == id; });
  };
  for (const auto& [lower, upper] : kOrdered) {
    // A contradiction that a configuration file brought in is no reason to refuse what has nothing to do with it.
    if ((named(lower) || named(upper)) && at(lower) > at(upper)) {
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

MarketplaceRules Settings::marketplace_rules() const {
  MarketplaceRules rules{.increments = bid_increments_, .fees = land_fees_};
  rules.open = is_on(SettingId::enable_land_trading);
  rules.snipe_window = Duration::minutes(value(SettingId::anti_sniping_minutes));
  rules.extensions_most = static_cast<std::int32_t>(value(SettingId::anti_sniping_max_extensions));
  rules.shortest = Duration::hours(value(SettingId::auction_min_duration_hours));
  rules.longest = Duration::hours(value(SettingId::auction_max_duration_hours));
  rules.cooldown = Duration::minutes(value(SettingId::listing_cooldown_minutes));
  rules.lands_most = static_cast<std::size_t>(value(SettingId::max_lands_per_listing));
  rules.listings_most = static_cast<std::size_t>(value(SettingId::max_listings_per_user));
  rules.least_reserve = ppm(SettingId::min_reserve_price_percent);
  rules.land_prices = {money(SettingId::land_price_ocean_bdt),  money(SettingId::land_price_beach_bdt),
                       money(SettingId::land_price_plains_bdt), money(SettingId::land_price_forest_bdt),
                       money(SettingId::land_price_desert_bdt), money(SettingId::land_price_mountain_bdt),
                       money(SettingId::land_price_snow_bdt)};
  rules.price_base = ppm(SettingId::land_price_base_percent);
  rules.price_elevation = ppm(SettingId::land_price_elevation_percent);
  return rules;
}

void Settings::digest(ByteWriter& out) const {
  for (const std::int64_t number : numbers_) out.i64(number);
  for (const SettingDefinition& each : setting_definitions()) {
    if (is_table(each.kind)) out.text(setting(each.id).text);
  }
}

}  // namespace loam
