// What a seed's world is like, and how its commands read.

#include <algorithm>

#include "sim/generator.hpp"

namespace loam::sim {
namespace {

constexpr std::int64_t kBdt = 100;

/// How often each kind comes where it comes at all, in the order of CommandBody.
constexpr std::array<std::uint64_t, Shape::kKinds> kUsual{1, 12, 8, 12, 12, 6,  3, 3,  90, 40, 20, 5, 14, 18,
                                                          2, 4,  2, 40, 1,  45, 5, 30, 45, 25, 6,  5, 4,  1};

void change(Shape& shape, Random64& random, SettingId id, const std::vector<std::int64_t>& values) {
  if (random.one_in(2)) shape.settings[static_cast<std::size_t>(id)] = random.pick(values);
}

void change_land(Shape& shape, Random64& random) {
  const auto table = [&](SettingId id, const std::vector<std::string>& texts) {
    if (random.one_in(2)) shape.tables[id] = random.pick(texts);
  };
  table(SettingId::bid_increments, {"ebay", "flat:0.01", "flat:10", "0:5,20:0.01,100:50"});
  table(SettingId::land_fee_tiers, {"0:5,10000:4,100000:3", "0:0,0.01:50", "0:0.0001,3:0", "0:0,100:10,101:0.5"});
  change(shape, random, SettingId::land_fee_percent, {0, 1, 500'000});
  change(shape, random, SettingId::anti_sniping_minutes, {0, 1, 60, 1440});
  change(shape, random, SettingId::anti_sniping_max_extensions, {0, 1, 2, 1000});
  change(shape, random, SettingId::auction_min_duration_hours, {1, 2});
  change(shape, random, SettingId::auction_max_duration_hours, {2, 48});
  change(shape, random, SettingId::listing_cooldown_minutes, {0, 0, 1, 60});
  change(shape, random, SettingId::max_lands_per_listing, {1, 3, 50});
  change(shape, random, SettingId::max_listings_per_user, {1, 2, 100'000});
  change(shape, random, SettingId::min_reserve_price_percent, {0, 1, 1'000'000});
  change(shape, random, SettingId::max_lands_per_owner, {3, 20, 1'000'000});
  change(shape, random, SettingId::enable_land_trading, {1, 1, 1, 0});
  change(shape, random, SettingId::land_price_plains_bdt, {1, 100 * kBdt, 1'000'000 * kBdt});
  change(shape, random, SettingId::land_price_ocean_bdt, {1, 3, 30 * kBdt});
  change(shape, random, SettingId::land_price_base_percent, {10'000, 10'001, 10'000'000});
  change(shape, random, SettingId::land_price_elevation_percent, {0, 1, 999, 10'000'000});
}

/// Half of the worlds are about land: whoever comes can buy some, and lists it.
void favour_land(Shape& shape, Random64& random) {
  const auto grant = random.pick(std::vector<std::int64_t>{1'000 * kBdt, 100'000 * kBdt, 1'000'000 * kBdt});
  shape.settings[static_cast<std::size_t>(SettingId::signup_grant_bdt)] = grant;
  shape.settings[static_cast<std::size_t>(SettingId::enable_land_trading)] = 1;
  for (std::size_t kind = kind_of<ClaimLand>(); kind < Shape::kKinds; ++kind) {
    shape.weights[kind] = std::max(shape.weights[kind] * 3, kUsual[kind]);
  }
  shape.weights[kind_of<AdjustBalance>()] += kUsual[kind_of<AdjustBalance>()];
}

}  // namespace

Shape Shape::of(Random64& random) {
  Shape shape;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const std::int64_t often = random.one_in(6) ? 0 : (random.one_in(6) ? 12 : random.between(1, 3));
    shape.weights[kind] = kUsual[kind] * static_cast<std::uint64_t>(often);
  }
  std::uint64_t& cycles = shape.weights[kind_of<CloseCycle>()];
  cycles = std::max<std::uint64_t>(1, cycles);
  shape.users_most = random.one_in(3) ? 3 : static_cast<std::size_t>(random.between(4, 24));
  shape.wild_percent = random.pick(std::vector<std::uint64_t>{0, 2, 5, 20});
  shape.keyed_percent = random.pick(std::vector<std::uint64_t>{0, 30, 60, 95});
  shape.burst_percent = random.pick(std::vector<std::uint64_t>{0, 5, 10, 30});
  shape.seeded_first = !random.one_in(12);
  shape.world_first = !random.one_in(8);
  shape.duel_percent = random.pick(std::vector<std::uint64_t>{0, 5, 10, 30});
  shape.punctual_percent = random.pick(std::vector<std::uint64_t>{0, 20, 70, 100});

  for (const SettingDefinition& setting : setting_definitions()) {
    shape.settings[static_cast<std::size_t>(setting.id)] = setting.initial;
    if (is_table(setting.kind)) shape.tables.emplace(setting.id, setting.initial_text);
  }
  change(shape, random, SettingId::signup_grant_bdt, {0, 1, 500 * kBdt, 1'000'000 * kBdt});
  change(shape, random, SettingId::biome_trade_fee_percent, {0, 1, 20'000, 200'000});
  change(shape, random, SettingId::max_price_move_percent, {100, 50'000, 500'000});
  change(shape, random, SettingId::price_band_percent, {10'000, 50'000, 900'000});
  change(shape, random, SettingId::max_transaction_percent, {100, 100'000, 1'000'000});
  change(shape, random, SettingId::redistribution_pool_percent, {0, 1, 250'000, 1'000'000});
  change(shape, random, SettingId::cycle_ms, {100, 500, 60'000});
  change(shape, random, SettingId::market_profile, {0, 1});
  change(shape, random, SettingId::attention_half_life_minutes, {1, 480, 100'000});
  change(shape, random, SettingId::established_after_hours, {0, 1, 24});
  change(shape, random, SettingId::established_min_fees_bdt, {0, 1, 10 * kBdt});
  change(shape, random, SettingId::biome_initial_cash_bdt, {kBdt, 10'000 * kBdt, 1'000'000'000'000 * kBdt});
  change(shape, random, SettingId::biome_initial_shares, {1, 7, 1'000'000'000});
  change(shape, random, SettingId::topup_daily_bdt, {100'000 * kBdt, 300'000 * kBdt});
  change_land(shape, random);
  if (random.one_in(2)) favour_land(shape, random);
  return shape;
}

Shape Shape::of_land(Random64& random) {
  Shape shape = of(random);
  favour_land(shape, random);
  for (std::size_t kind = 0; kind < kind_of<MakeWorld>(); ++kind) shape.weights[kind] = 0;
  shape.weights[kind_of<RegisterUser>()] = 2 * kUsual[kind_of<RegisterUser>()];
  shape.users_most = 4;
  shape.wild_percent = 0;
  shape.burst_percent = 0;
  shape.duel_percent = 100;
  shape.world_first = true;
  for (const SettingDefinition& setting : setting_definitions()) {
    if (setting.id >= SettingId::land_fee_percent)
      shape.settings[static_cast<std::size_t>(setting.id)] = setting.initial;
  }
  shape.settings[static_cast<std::size_t>(SettingId::listing_cooldown_minutes)] = 0;
  shape.settings[static_cast<std::size_t>(SettingId::signup_grant_bdt)] = 1'000'000 * kBdt;
  return shape;
}

namespace {

std::string number(AccountNo account) { return " account " + std::to_string(account.value); }

struct Words {
  std::string operator()(const SeedMarkets&) const { return "SeedMarkets"; }
  std::string operator()(const RegisterUser& c) const { return "RegisterUser " + c.user.username; }
  std::string operator()(const ChangeUser& c) const { return "ChangeUser" + number(c.account); }
  std::string operator()(const OpenSession& c) const { return "OpenSession" + number(c.session.account); }
  std::string operator()(const RotateSession& c) const { return "RotateSession " + to_string(c.session); }
  std::string operator()(const CloseSession& c) const { return "CloseSession " + to_string(c.session); }
  std::string operator()(const CreateApiKey& c) const { return "CreateApiKey " + to_string(c.key.id); }
  std::string operator()(const RevokeApiKey& c) const { return "RevokeApiKey " + to_string(c.key); }
  std::string operator()(const PlaceOrder& c) const {
    const bool buy = c.order.side == Side::buy;
    return std::string(buy ? "buy " : "sell ") + std::string(to_string(c.order.biome)) + ' ' +
           std::to_string(buy ? c.order.amount.paisa : c.order.shares.micro) + number(c.order.account);
  }
  std::string operator()(const TrackAttention& c) const {
    std::string words = "TrackAttention" + number(c.account);
    for (const AttentionShare& share : c.shares)
      words += ' ' + std::string(to_string(share.biome)) + ' ' + std::to_string(share.us);
    return words;
  }
  std::string operator()(const AdjustBalance& c) const {
    return "AdjustBalance " + std::to_string(c.amount.paisa) + number(c.account);
  }
  std::string operator()(const SetTrading& c) const { return "SetTrading " + std::string(to_string(c.state)); }
  std::string operator()(const InitiatePayment& c) const {
    return "InitiatePayment " + std::to_string(c.payment.amount.paisa) + number(c.payment.account);
  }
  std::string operator()(const SettlePayment& c) const {
    return std::string("SettlePayment ") + (c.settlement.approved ? "approved " : "declined ") +
           to_string(c.settlement.reference_id);
  }
  std::string operator()(const PatchSettings& c) const {
    std::string words = "PatchSettings";
    for (const auto& [id, number, text] : c.values) {
      words += ' ' + std::string(definition_of(id).name) + '=' + std::to_string(number) + text;
    }
    return words;
  }
  std::string operator()(const NotePaymentEvent&) const { return "NotePaymentEvent"; }
  std::string operator()(const LogAccess&) const { return "LogAccess"; }
  std::string operator()(const CloseCycle&) const { return "CloseCycle"; }
  std::string operator()(const MakeWorld& c) const {
    return "MakeWorld " + std::to_string(c.world.width) + " x " + std::to_string(c.world.height);
  }
  std::string operator()(const ClaimLand& c) const {
    return "ClaimLand " + std::to_string(c.land.value) + number(c.account);
  }
  std::string operator()(const TransferLand& c) const {
    return "TransferLand " + std::to_string(c.land.value) + number(c.account) + " to" + number(c.to);
  }
  std::string operator()(const OpenListing& c) const {
    const ListingTerms& terms = c.terms;
    return "OpenListing " + std::string(to_string(terms.type)) + " of " + std::to_string(terms.lands.size()) +
           " lands from " + std::to_string(terms.starting_price.paisa) + ", reserve " +
           std::to_string(terms.reserve_price.paisa) + ", buy now " + std::to_string(terms.buy_now_price.paisa) +
           number(terms.seller);
  }
  std::string operator()(const PlaceBid& c) const {
    return "PlaceBid " + std::to_string(c.offer.amount.paisa) + " up to " + std::to_string(c.offer.max.paisa) + " on " +
           std::to_string(c.listing.value) + number(c.offer.bidder);
  }
  std::string operator()(const BuyListing& c) const {
    return "BuyListing " + std::to_string(c.listing.value) + number(c.buyer);
  }
  std::string operator()(const CancelListing& c) const {
    return "CancelListing " + std::to_string(c.listing.value) + number(c.account);
  }
  std::string operator()(const EndListings&) const { return "EndListings"; }
  std::string operator()(const ImportUser& c) const {
    return "ImportUser " + c.user.username + " with " + std::to_string(c.opening.paisa) + ", " +
           std::to_string(c.holdings.size()) + " holdings and " + std::to_string(c.lands.size()) + " lands";
  }
  std::string operator()(const ImportRows& c) const { return "ImportRows " + std::to_string(c.rows.size()); }
};

}  // namespace

std::string words_of(const Command& command) {
  return std::visit(Words{}, command.body) + (command.key ? " (keyed)" : "");
}

}  // namespace loam::sim
