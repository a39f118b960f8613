#include "sim/land_commands.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace loam::sim {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

Unexpected<Refusal> no(RefusalCode code, std::int64_t limit = 0, std::int64_t value = 0) {
  return {{code, limit, value}};
}

}  // namespace

LandRules Model::land_rules() const {
  LandRules rules;
  rules.open = setting(SettingId::enable_land_trading) == 1;
  rules.increments = *increments_of(tables.at(SettingId::bid_increments));
  rules.fee_tiers = *fee_tiers_of(tables.at(SettingId::land_fee_tiers));
  rules.fee_ppm = setting(SettingId::land_fee_percent);
  rules.window_ms = setting(SettingId::anti_sniping_minutes) * 60'000;
  rules.extensions_most = setting(SettingId::anti_sniping_max_extensions);
  rules.shortest_ms = setting(SettingId::auction_min_duration_hours) * 3'600'000;
  rules.longest_ms = setting(SettingId::auction_max_duration_hours) * 3'600'000;
  rules.cooldown_ms = setting(SettingId::listing_cooldown_minutes) * 60'000;
  rules.lands_most = setting(SettingId::max_lands_per_listing);
  rules.listings_most = setting(SettingId::max_listings_per_user);
  rules.owned_most = setting(SettingId::max_lands_per_owner);
  rules.reserve_ppm = setting(SettingId::min_reserve_price_percent);
  rules.prices = {setting(SettingId::land_price_ocean_bdt),  setting(SettingId::land_price_beach_bdt),
                  setting(SettingId::land_price_plains_bdt), setting(SettingId::land_price_forest_bdt),
                  setting(SettingId::land_price_desert_bdt), setting(SettingId::land_price_mountain_bdt),
                  setting(SettingId::land_price_snow_bdt)};
  rules.base_ppm = setting(SettingId::land_price_base_percent);
  rules.elevation_ppm = setting(SettingId::land_price_elevation_percent);
  return rules;
}

std::optional<Refusal> LandCommands::check_trader(AccountNo account) const {
  if (!model.land_rules().open) return Refusal{RefusalCode::land_trading_disabled};
  if (model.user(account) == nullptr) return Refusal{RefusalCode::user_unknown};
  return std::nullopt;
}

std::optional<Refusal> LandCommands::check_room(AccountNo account, std::size_t more) const {
  const std::int64_t most = model.land_rules().owned_most;
  const std::int64_t then = model.lands.count_of(account) + static_cast<std::int64_t>(more);
  return then > most ? std::optional(Refusal{RefusalCode::too_many_lands, most, then}) : std::nullopt;
}

std::optional<Refusal> LandCommands::check_running(ListingNo number) const {
  const ModelListing* listing = model.lands.listing(number);
  if (listing == nullptr) return Refusal{RefusalCode::listing_unknown};
  if (!listing->over(at)) return std::nullopt;
  return Refusal{RefusalCode::listing_ended, listing->active() ? listing->ends_at.ms : listing->closed_at.ms};
}

bool LandCommands::takes(AccountNo seller, std::int64_t price) const {
  const std::int64_t fee = model.land_rules().fee_of(price);
  return Wide{model.balances[seller.value]} + price <= kMost &&
         Wide{model.balances[kPlatformFees.value]} + fee <= kMost;
}

Outcome LandCommands::operator()(const MakeWorld& command) const {
  if (model.lands.map.made()) return no(RefusalCode::world_exists);
  World world = command.world;
  const std::uint64_t lands = std::uint64_t{world.width} * world.height;
  const bool sides = world.width >= 8 && world.width <= 16'384 && world.height >= 8 && world.height <= 16'384;
  if (!sides || lands > (1U << 24U)) return no(RefusalCode::world_size_out_of_range);
  world.made_at = at;
  model.lands.map.make(world);
  return Answer{Done{}};
}

Outcome LandCommands::operator()(const ClaimLand& command) const {
  if (const auto refusal = check_trader(command.account)) return Unexpected{*refusal};
  if (command.land.value >= model.lands.map.size()) return no(RefusalCode::land_unknown, 0, command.land.value);
  if (model.lands.owner(command.land).exists()) return no(RefusalCode::land_taken, 0, command.land.value);
  if (const auto refusal = check_room(command.account, 1)) return Unexpected{*refusal};
  const Wide price = model.lands.price(command.land, model.land_rules());
  const Outcome moved = model.move({{command.account, -price}, {kTreasury, price}});
  if (moved) model.lands.owners[command.land.value] = command.account;
  return moved;
}

Outcome LandCommands::operator()(const TransferLand& command) const {
  if (const auto refusal = check_trader(command.account)) return Unexpected{*refusal};
  if (model.user(command.to) == nullptr) return no(RefusalCode::user_unknown);
  const std::int64_t land = command.land.value;
  if (command.land.value >= model.lands.map.size()) return no(RefusalCode::land_unknown, 0, land);
  if (model.lands.owner(command.land) != command.account) return no(RefusalCode::not_owner, 0, land);
  if (command.to == command.account) return no(RefusalCode::own_land, 0, land);
  const ListingNo listing = model.lands.listed_in(command.land);
  if (listing.exists()) return no(RefusalCode::land_listed, listing.value, land);
  if (const auto refusal = check_room(command.to, 1)) return Unexpected{*refusal};
  model.lands.owners[command.land.value] = command.to;
  return model.move({});
}

Outcome LandCommands::operator()(const OpenListing& command) const {
  if (const auto refusal = check_trader(command.terms.seller)) return Unexpected{*refusal};
  ModelListing listing;
  listing.terms = command.terms;
  listing.terms.opened_at = at;
  if (command.duration) listing.terms.ends_at = {at.ms + command.duration->ms};
  if (const auto refusal = model.lands.check_terms(listing.terms, model.land_rules())) return Unexpected{*refusal};
  listing.terms.number = {static_cast<std::uint32_t>(model.lands.listings.size() + 1)};
  listing.ends_at = listing.terms.ends_at;
  ++model.lands.entries;
  model.lands.listings.push_back(listing);
  return Answer{IdAnswer{make_numbered_uuid7(at, listing.terms.number.value)}};
}

Outcome LandCommands::operator()(const PlaceBid& command) const {
  const AccountNo bidder = command.offer.bidder;
  if (const auto refusal = check_trader(bidder)) return Unexpected{*refusal};
  if (const auto refusal = check_running(command.listing)) return Unexpected{*refusal};
  ModelListing& listing = model.lands.at(command.listing);
  if (!listing.is_auction()) return no(RefusalCode::not_an_auction);
  if (listing.terms.seller == bidder) return no(RefusalCode::own_listing);

  const LandRules rules = model.land_rules();
  const std::int64_t amount = command.offer.amount.paisa;
  if (amount <= 0) return no(RefusalCode::amount_not_positive);
  const std::int64_t max = std::max(amount, command.offer.max.paisa);
  const Wide wanted = listing.least_maximum(bidder, rules.increments);
  const auto least = static_cast<std::int64_t>(std::min(wanted, Wide{kMost}));
  if (max < wanted) return no(RefusalCode::bid_too_low, least, max);
  if (const auto refusal = check_room(bidder, listing.terms.lands.size())) return Unexpected{*refusal};
  const auto leader = listing.leading();
  const bool raises = leader && leader->bidder == bidder;
  const std::int64_t needed = max - (raises ? leader->paisa : 0);
  const std::int64_t free = model.available(bidder);
  if (free < needed) return no(RefusalCode::insufficient_funds, free, needed);

  const std::int64_t named = raises ? amount : std::max(amount, least);
  listing.bid({bidder, max}, named, rules.increments);
  listing.move_end(rules, at);
  listing.last_bid = ++model.lands.entries;
  return Answer{BidAnswer{make_numbered_uuid7(at, static_cast<std::uint64_t>(listing.last_bid)),
                          command.listing,
                          {named},
                          {max},
                          {listing.price},
                          listing.leading()->bidder == bidder,
                          listing.reserve_met(),
                          listing.ends_at,
                          static_cast<std::int32_t>(listing.maxima.size())}};
}

Outcome LandCommands::operator()(const BuyListing& command) const {
  if (const auto refusal = check_trader(command.buyer)) return Unexpected{*refusal};
  if (const auto refusal = check_running(command.listing)) return Unexpected{*refusal};
  ModelListing& listing = model.lands.at(command.listing);
  if (listing.terms.seller == command.buyer) return no(RefusalCode::own_listing);
  if (!listing.buy_now_offered()) return no(RefusalCode::buy_now_unavailable);
  if (const auto refusal = check_room(command.buyer, listing.terms.lands.size())) return Unexpected{*refusal};
  const std::int64_t price = listing.terms.buy_now_price.paisa;
  const auto leader = listing.leading();
  // What he holds for this listing he need not have twice.
  const std::int64_t free =
      model.available(command.buyer) + (leader && leader->bidder == command.buyer ? leader->paisa : 0);
  if (free < price) return no(RefusalCode::insufficient_funds, free, price);
  if (!takes(listing.terms.seller, price)) return no(RefusalCode::amount_overflows);
  return sell(listing, command.buyer, price);
}

Outcome LandCommands::operator()(const CancelListing& command) const {
  const ModelListing* found = model.lands.listing(command.listing);
  if (found == nullptr) return no(RefusalCode::listing_unknown);
  if (found->terms.seller != command.account) return no(RefusalCode::not_seller);
  if (const auto refusal = check_running(command.listing)) return Unexpected{*refusal};
  if (!found->maxima.empty()) return no(RefusalCode::listing_has_bids);
  close(model.lands.at(command.listing), ListingStatus::cancelled, 0);
  return Answer{IdAnswer{make_numbered_uuid7(found->terms.opened_at, command.listing.value)}};
}

Outcome LandCommands::operator()(const EndListings&) const {
  for (ListingNo due = model.lands.due(at); due.exists(); due = model.lands.due(at)) {
    ModelListing& listing = model.lands.at(due);
    if (listing.reserve_met() && takes(listing.terms.seller, listing.price)) {
      (void)sell(listing, listing.leading()->bidder, listing.price);
    } else {
      close(listing, ListingStatus::expired, 0);
    }
  }
  return Answer{Done{}};
}

void LandCommands::close(ModelListing& listing, ListingStatus status, std::int64_t sale) const {
  ++model.lands.entries;
  listing.status = status;
  listing.closed_at = at;
  listing.sale = sale;
}

Outcome LandCommands::sell(ModelListing& listing, AccountNo buyer, std::int64_t price) const {
  close(listing, ListingStatus::sold, model.rows + 1);  // what the leader promised is free from here
  const std::int64_t fee = model.land_rules().fee_of(price);
  const AccountNo seller = listing.terms.seller;
  const Outcome sold = model.move({{buyer, -Wide{price}}, {seller, Wide{price} - fee}, {kPlatformFees, fee}});
  if (!sold) broken("the model's sale failed: " + std::string(to_string(sold.error().code)));
  model.fees[seller.value] += fee;
  for (const LandNo land : listing.terms.lands) model.lands.owners[land.value] = buyer;
  return sold;
}

}  // namespace loam::sim
