#include "engine/setting.hpp"

#include <array>

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
    {SettingId::land_fee_percent, "land_fee_percent", percent, "percent", 0, 50 * kPercent, 5 * kPercent,
     "Fee on every sale of land, rounded up to a paisa; where there are land_fee_tiers, these hold instead."},
    {SettingId::land_fee_tiers, "land_fee_tiers", fee_tiers, "none or FROM:PERCENT,…", 0, 0, 0,
     "Marginal fees on sales of land: each percent is for the part of the price from FROM BDT on, the first from 0.",
     kNoFeeTiers},
    {SettingId::bid_increments, "bid_increments", bid_increments, "flat:STEP, ebay or FROM:STEP,…", 0, 0, 0,
     "By how much a bid must raise the price: STEP BDT at prices from FROM BDT on, the first from 0.", "flat:100"},
    {SettingId::anti_sniping_minutes, "anti_sniping_minutes", integer, "minutes", 0, 1440, 3,
     "A bid in the last minutes of an auction moves its end to this long after the bid."},
    {SettingId::anti_sniping_max_extensions, "anti_sniping_max_extensions", integer, "extensions", 0, 1000, 20,
     "How many times bids may move the end of one auction."},
    {SettingId::auction_min_duration_hours, "auction_min_duration_hours", integer, "hours", 1, 8760, 1,
     "The shortest that an auction may run."},
    {SettingId::auction_max_duration_hours, "auction_max_duration_hours", integer, "hours", 1, 8760, 720,
     "The longest that an auction may run, before bids move its end."},
    {SettingId::listing_cooldown_minutes, "listing_cooldown_minutes", integer, "minutes", 0, 10'080, 5,
     "How long a seller waits from one listing to the next."},
    {SettingId::max_lands_per_listing, "max_lands_per_listing", integer, "lands", 1, 50, 50,
     "The most lands in one listing."},
    {SettingId::max_listings_per_user, "max_listings_per_user", integer, "listings", 1, 100'000, 10,
     "The most active listings of one seller."},
    {SettingId::min_reserve_price_percent, "min_reserve_price_percent", percent, "percent", 0, 100 * kPercent,
     50 * kPercent, "The lowest reserve price, in percent of the starting price."},
    {SettingId::max_lands_per_owner, "max_lands_per_owner", integer, "lands", 1, 1'000'000, 10'000,
     "The most lands that one account may own."},
    {SettingId::marketplace_actions_per_hour, "marketplace_actions_per_hour", integer, "actions/hour", 1, 1'000'000'000,
     200, "Listings, bids, purchases and cancellations that one account may make."},
    {SettingId::enable_land_trading, "enable_land_trading", boolean, "switch", 0, 1, 1,
     "Whether land may be claimed, listed and bought."},
    {SettingId::land_price_ocean_bdt, "land_price_ocean_bdt", money, "BDT", 1, 1'000'000 * kBdt, 30 * kBdt,
     "Price of unclaimed ocean, before its elevation."},
    {SettingId::land_price_beach_bdt, "land_price_beach_bdt", money, "BDT", 1, 1'000'000 * kBdt, 90 * kBdt,
     "Price of unclaimed beach, before its elevation."},
    {SettingId::land_price_plains_bdt, "land_price_plains_bdt", money, "BDT", 1, 1'000'000 * kBdt, 125 * kBdt,
     "Price of unclaimed plains, before their elevation."},
    {SettingId::land_price_forest_bdt, "land_price_forest_bdt", money, "BDT", 1, 1'000'000 * kBdt, 100 * kBdt,
     "Price of unclaimed forest, before its elevation."},
    {SettingId::land_price_desert_bdt, "land_price_desert_bdt", money, "BDT", 1, 1'000'000 * kBdt, 55 * kBdt,
     "Price of unclaimed desert, before its elevation."},
    {SettingId::land_price_mountain_bdt, "land_price_mountain_bdt", money, "BDT", 1, 1'000'000 * kBdt, 80 * kBdt,
     "Price of unclaimed mountain, before its elevation."},
    {SettingId::land_price_snow_bdt, "land_price_snow_bdt", money, "BDT", 1, 1'000'000 * kBdt, 45 * kBdt,
     "Price of unclaimed snow, before its elevation."},
    {SettingId::land_price_base_percent, "land_price_base_percent", percent, "percent", kPercent, 1000 * kPercent,
     80 * kPercent, "What unclaimed land of elevation 0 costs, in percent of its biome's price."},
    {SettingId::land_price_elevation_percent, "land_price_elevation_percent", percent, "percent", 0, 1000 * kPercent,
     40 * kPercent, "What elevation 1 adds to that, in percent of the biome's price; in between in proportion."},
    {SettingId::cycle_retention_days, "cycle_retention_days", integer, "days", 0, 3650, 0,
     "How long each cycle and each count of attention is kept; older ones are rolled up into candles of a minute, with "
     "a signed checkpoint. 0: for ever."},
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
    case profile:
    case bid_increments:
    case fee_tiers: return 0;
  }
  return 0;
}

std::optional<std::int64_t> parse_number(const SettingDefinition& setting, std::string_view text) {
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

/// The one spelling of a table; nullopt where the text is none.
std::optional<std::string> spelling_of(SettingKind kind, std::string_view text) {
  if (kind == bid_increments) {
    const auto increments = BidIncrements::parse(text);
    return increments ? std::optional(increments->print()) : std::nullopt;
  }
  if (text.empty() || text == kNoFeeTiers) return std::string(kNoFeeTiers);
  const auto tiers = FeeSchedule::parse_tiers(text);
  return tiers ? std::optional(tiers->print()) : std::nullopt;
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

SettingValue initial_value(const SettingDefinition& setting) {
  return {setting.id, setting.initial, std::string(setting.initial_text)};
}

bool is_allowed(const SettingValue& value) {
  const SettingDefinition& setting = definition_of(value.id);
  if (is_table(setting.kind)) return value.number == 0 && spelling_of(setting.kind, value.text) == value.text;
  return value.number >= setting.min && value.number <= setting.max && value.text.empty();
}

std::optional<SettingValue> parse_setting(const SettingDefinition& setting, std::string_view text) {
  if (is_table(setting.kind)) {
    const auto spelling = spelling_of(setting.kind, text);
    return spelling ? std::optional(SettingValue{setting.id, 0, *spelling}) : std::nullopt;
  }
  const auto number = parse_number(setting, text);
  return number ? std::optional(SettingValue{setting.id, *number}) : std::nullopt;
}

std::string print_setting(const SettingValue& value) {
  const SettingKind kind = definition_of(value.id).kind;
  if (is_table(kind)) return value.text;
  if (kind == boolean) return value.number != 0 ? "true" : "false";
  if (kind == profile) return value.number == 0 ? "fair" : "classic";
  return to_decimal(value.number, decimals_of(kind));
}

}  // namespace loam
