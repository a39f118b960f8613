// Commands of land and its marketplace: valid, at the edge and beyond it.

#include <algorithm>
#include <limits>
#include <set>

#include "sim/generator.hpp"

namespace loam::sim {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t capped(Wide value) {
  return static_cast<std::int64_t>(std::clamp<Wide>(value, std::numeric_limits<std::int64_t>::min(), kMost));
}

/// The lands that share an edge with it.
std::vector<LandNo> beside(const LandMap& map, LandNo land) {
  const Cell cell = map.cell(land);
  std::vector<LandNo> lands;
  for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
    if (const auto next = map.at(std::int64_t{cell.x} + dx, std::int64_t{cell.y} + dy)) lands.push_back(*next);
  }
  return lands;
}

}  // namespace

MakeWorld Generator::make_world() {
  World world;
  world.seed = random_.next();
  world.width = static_cast<std::uint32_t>(random_.between(8, 12));
  world.height = static_cast<std::uint32_t>(random_.between(8, 12));
  if (random_.one_in(4)) world.width = random_.pick(std::vector<std::uint32_t>{0, 7, 16'385, 0xFFFFFFFF});
  if (random_.one_in(20)) world.width = world.height = 4'097;  // each side is allowed, the two together are not
  return {world};
}

LandNo Generator::any_land(const Model& model) {
  const auto lands = static_cast<std::uint32_t>(model.lands.map.size());
  if (lands == 0 || wild()) return {random_.one_in(2) ? lands : 0xFFFFFFFF};
  return {static_cast<std::uint32_t>(random_.below(lands))};
}

AccountNo Generator::rich_account(const Model& model, AccountNo but) {
  AccountNo richest = account(model);
  for (int i = 0; i < 3; ++i) {
    const AccountNo other = account(model);
    if (model.user(other) == nullptr || other == but) continue;
    if (richest == but || purse(model, other) > purse(model, richest)) richest = other;
  }
  return richest;
}

std::int64_t Generator::purse(const Model& model, AccountNo account) const {
  return model.user(account) == nullptr ? 0 : model.available(account);
}

LandNo Generator::owned_land(const Model& model) {
  if (model.lands.owners.empty() || wild()) return any_land(model);
  auto owned = model.lands.owners.begin();
  std::advance(owned, static_cast<std::ptrdiff_t>(random_.below(model.lands.owners.size())));
  return {owned->first};
}

CommandBody Generator::settle(const Model& model) {
  ClaimLand claim = claim_land(model);
  if (model.user(claim.account) == nullptr || claim.land.value >= model.lands.map.size()) return claim;
  const std::int64_t price = model.lands.price(claim.land, model.land_rules());
  const bool poor = purse(model, claim.account) < price;
  if (!poor || shape_.weights[kind_of<AdjustBalance>()] == 0 || random_.one_in(8)) return claim;
  return AdjustBalance{claim.account, {price * random_.between(1, 100)}, words()};
}

ClaimLand Generator::claim_land(const Model& model) {
  if (random_.one_in(12)) return {account(model), owned_land(model)};
  ClaimLand command{rich_account(model), any_land(model)};
  // Beside what is his already, so that there are parcels.
  const LandNo own = owned_land(model);
  const AccountNo owner = model.lands.owner(own);
  if (random_.one_in(4) || !owner.exists()) return command;
  const bool full = model.lands.count_of(owner) >= model.setting(SettingId::max_lands_per_owner);
  if (full && !random_.one_in(4)) return command;
  command.account = owner;
  for (const LandNo next : beside(model.lands.map, own)) {
    if (!model.lands.owner(next).exists()) command.land = next;
  }
  return command;
}

TransferLand Generator::transfer_land(const Model& model) {
  TransferLand command{account(model), owned_land(model), account(model)};
  if (!random_.one_in(6)) command.account = model.lands.owner(command.land);
  if (random_.one_in(12)) command.to = command.account;
  return command;
}

std::vector<LandNo> Generator::parcel(const Model& model, LandNo first) {
  if (random_.one_in(40)) return {};
  std::vector<LandNo> lands{first};
  if (first.value >= model.lands.map.size()) return lands;
  const AccountNo owner = model.lands.owner(first);
  const auto most = static_cast<std::uint64_t>(model.setting(SettingId::max_lands_per_listing));
  const std::size_t wanted = random_.one_in(12) ? 60 : random_.below(std::min<std::uint64_t>(5, most));
  for (std::size_t i = 0; i < lands.size() && lands.size() <= wanted; ++i) {
    for (const LandNo next : beside(model.lands.map, lands[i])) {
      const bool there = std::find(lands.begin(), lands.end(), next) != lands.end();
      if (!there && (model.lands.owner(next) == owner || random_.one_in(100))) lands.push_back(next);
    }
  }
  if (random_.one_in(20)) lands.push_back(random_.pick(lands));
  if (random_.one_in(20)) lands.push_back(owned_land(model));
  if (random_.one_in(15)) {
    const auto own = model.lands.lands_of(owner);
    if (!own.empty()) lands.push_back(random_.pick(own));
  }
  if (random_.one_in(3)) std::swap(lands.front(), lands[random_.below(lands.size())]);
  return lands;
}

void Generator::set_prices(ListingTerms& terms, const LandRules& rules, std::int64_t most) {
  const auto price = [this](const std::vector<std::int64_t>& prices) -> Money {
    return {wild() ? wild_number() : random_.pick(prices)};
  };
  const auto some = [this](std::int64_t paisa) { return random_.any_size(paisa); };
  if (terms.type == ListingType::fixed_price) {
    terms.buy_now_price = price({some(most), some(most), most, capped(Wide{most} + 1), 1, 0});
    return;
  }
  terms.starting_price = price({1, 100, some(most), some(most / 4), some(100'000'00)});
  const Wide starting = std::max<std::int64_t>(0, terms.starting_price.paisa);
  const std::int64_t least = capped((starting * rules.reserve_ppm + 999'999) / 1'000'000);
  terms.reserve_price = price({0, 0, least, capped(Wide{least} - 1), capped(starting), capped(starting * 2),
                               capped(starting * 5), some(most), some(most)});
  if (terms.type == ListingType::auction) return;
  const std::int64_t base = std::max(terms.starting_price.paisa, terms.reserve_price.paisa);
  terms.buy_now_price = price({base, capped(Wide{base} - 1), capped(Wide{base} + 1), capped(Wide{base} + 1),
                               capped(Wide{base} + some(base)), capped(Wide{base} + some(base)), capped(Wide{base} * 2),
                               terms.starting_price.paisa, some(most)});
}

OpenListing Generator::open_listing(const Model& model, Time at) {
  const LandRules rules = model.land_rules();
  ListingTerms terms;
  const LandNo land = owned_land(model);
  terms.seller = random_.one_in(10) ? account(model) : model.lands.owner(land);
  terms.lands = parcel(model, land);
  terms.type = static_cast<ListingType>(random_.between(1, 3));
  terms.description = words();
  set_prices(terms, rules, std::max<std::int64_t>(1, purse(model, rich_account(model))));
  const std::vector<std::int64_t> spans{rules.shortest_ms,
                                        rules.shortest_ms,
                                        rules.shortest_ms,
                                        rules.shortest_ms + 1,
                                        rules.shortest_ms - 1,
                                        rules.longest_ms,
                                        rules.longest_ms + 1,
                                        random_.between(1, 48) * 3'600'000,
                                        random_.any_size(rules.longest_ms)};
  const std::int64_t span = wild() ? random_.between(-5, 1) * 3'600'000 : random_.pick(spans);
  if (random_.one_in(2)) return {std::move(terms), Duration{span}};
  terms.ends_at = {at.ms + span};
  return {std::move(terms), std::nullopt};
}

ListingNo Generator::any_listing(const Model& model, Time at) {
  const std::size_t count = model.lands.listings.size();
  if (count == 0 || wild()) return {static_cast<std::uint32_t>(random_.one_in(2) ? count + 1 : 0)};
  std::vector<ListingNo> running;
  for (const ModelListing& each : model.lands.listings) {
    if (!each.over(at)) running.push_back(each.terms.number);
  }
  if (running.empty() || random_.one_in(12)) return {static_cast<std::uint32_t>(1 + random_.below(count))};
  return random_.pick(running);
}

ListingNo Generator::any_auction(const Model& model, Time at) {
  ListingNo number = any_listing(model, at);
  for (int i = 0; i < 3; ++i) {
    const ModelListing* listing = model.lands.listing(number);
    if (listing != nullptr && listing->is_auction() && !listing->over(at)) break;
    number = any_listing(model, at);
  }
  return number;
}

PlaceBid Generator::place_bid(const Model& model, Time at) {
  PlaceBid command;
  command.listing = duel_left_ > 0 && !random_.one_in(10) ? duel_ : any_auction(model, at);
  const ModelListing* listing = model.lands.listing(command.listing);
  command.offer.bidder = rich_account(model, listing == nullptr ? kNoAccount : listing->terms.seller);
  if (listing == nullptr) {
    command.offer.amount = command.offer.max = {random_.between(1, 100'000)};
    return command;
  }
  const auto leader = listing->leading();
  if (random_.one_in(3)) command.offer.bidder = account(model);
  if (leader && random_.one_in(6)) command.offer.bidder = leader->bidder;
  if (random_.one_in(25)) command.offer.bidder = listing->terms.seller;
  const AccountNo bidder = command.offer.bidder;
  const PriceTable increments = model.land_rules().increments;
  const std::int64_t least = capped(listing->least_maximum(bidder, increments));
  const std::int64_t top = leader ? leader->paisa : least;
  const std::int64_t whole = leader ? capped(Wide{listing->second()} + increment_at(increments, listing->second())) : 0;
  const std::int64_t reserve = listing->terms.reserve_price.paisa;
  std::int64_t free = purse(model, bidder);
  if (leader && leader->bidder == bidder) free = capped(Wide{free} + leader->paisa);

  const std::vector<std::int64_t> amounts{
      least, least, least, least, capped(Wide{least} + 1), least - 1, 1, top, random_.any_size(free), reserve};
  command.offer.amount = {wild() ? wild_number() : random_.pick(amounts)};
  const std::int64_t amount = command.offer.amount.paisa;
  const std::vector<std::int64_t> maxima{amount,
                                         amount,
                                         amount,
                                         top,
                                         capped(Wide{top} + 1),
                                         top - 1,
                                         whole,
                                         capped(Wide{top} + random_.any_size(100'00)),
                                         capped(Wide{least} + random_.any_size(10'000'00)),
                                         reserve,
                                         capped(Wide{reserve} - 1),
                                         random_.any_size(reserve),
                                         random_.any_size(free),
                                         free,
                                         capped(Wide{free} + 1)};
  command.offer.max = {wild() ? wild_number() : random_.pick(maxima)};
  // A reserve stays unmet often enough that something happens until then.
  if (least < reserve && random_.one_in(2)) command.offer = {bidder, {1}, {random_.between(least, reserve - 1)}};
  return command;
}

BuyListing Generator::buy_listing(const Model& model, Time at) {
  BuyListing command{duel_left_ > 0 ? duel_ : any_listing(model, at), account(model)};
  const ModelListing* listing = model.lands.listing(command.listing);
  for (int i = 0; i < 4 && listing != nullptr && !listing->buy_now_offered(); ++i) {
    command.listing = any_listing(model, at);
    listing = model.lands.listing(command.listing);
  }
  if (listing == nullptr) return command;
  command.buyer = rich_account(model, listing->terms.seller);
  if (const auto leader = listing->leading(); leader && random_.one_in(2)) command.buyer = leader->bidder;
  if (random_.one_in(15)) command.buyer = listing->terms.seller;
  return command;
}

CancelListing Generator::cancel_listing(const Model& model, Time at) {
  CancelListing command{any_listing(model, at), account(model)};
  const ModelListing* listing = model.lands.listing(command.listing);
  if (listing != nullptr && !random_.one_in(8)) command.account = listing->terms.seller;
  return command;
}

CommandBody Generator::of_land(std::size_t kind, const Model& model, Time at) {
  const auto running = [at](const ModelListing& each) { return !each.over(at); };
  const auto& listings = model.lands.listings;
  // What lacks comes first, as a rule: land before listings, listings before bids.
  if (!model.lands.map.made() && !random_.one_in(8)) return make_world();
  const bool lacks_land = model.lands.owners.empty();
  const bool lacks_listings = std::none_of(listings.begin(), listings.end(), running);
  if (lacks_land && !random_.one_in(8)) return claim_land(model);
  if (kind == kind_of<ClaimLand>()) return claim_land(model);
  if (kind == kind_of<TransferLand>()) return transfer_land(model);
  if (kind == kind_of<OpenListing>() || (lacks_listings && !random_.one_in(8))) return open_listing(model, at);
  if (kind == kind_of<PlaceBid>()) return place_bid(model, at);
  if (kind == kind_of<BuyListing>()) return buy_listing(model, at);
  return cancel_listing(model, at);
}

void Generator::begin_duel(const Model& model, Time at) {
  duel_ = any_auction(model, at);
  for (int i = 0; i < 3; ++i) {
    // Where it can still be bought outright, more can happen.
    const ModelListing* listing = model.lands.listing(duel_);
    if (listing != nullptr && listing->buy_now_offered()) break;
    duel_ = any_auction(model, at);
  }
  const ModelListing* listing = model.lands.listing(duel_);
  if (listing != nullptr && listing->is_auction() && !listing->over(at)) duel_left_ = 40;
}

/// How long until a moment that matters to a listing: its end, or where bids begin to move it.
std::optional<Duration> Generator::until_an_end(const Model& model, Time clock) {
  const ModelListing* listing = model.lands.listing(duel_left_ > 0 ? duel_ : any_listing(model, clock));
  if (listing == nullptr || !listing->active()) return std::nullopt;
  const std::int64_t window = model.land_rules().window_ms;
  std::vector<std::int64_t> moments{-window - 1, -window, -window + 1, -window / 2, -1};
  if (duel_left_ == 0) moments.insert(moments.end(), {0, 0, 1, 1, 10 * 60'000});
  const std::int64_t left = listing->ends_at.ms + random_.pick(moments) - clock.ms;
  return left < 0 ? std::nullopt : std::optional(Duration{left});
}

}  // namespace loam::sim
