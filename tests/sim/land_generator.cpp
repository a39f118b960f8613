// Commands of land and its marketplace: valid, at the edge and beyond it.

#include <algorithm>
#include <limits>
#include <set>

#include "sim/generator.hpp"

namespace loam::sim {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t capped(Wide value) { return value > kMost ? kMost : static_cast<std::int64_t>(value); }

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

LandNo Generator::owned_land(const Model& model) {
  if (model.lands.owners.empty() || wild()) return any_land(model);
  auto owned = model.lands.owners.begin();
  std::advance(owned, static_cast<std::ptrdiff_t>(random_.below(model.lands.owners.size())));
  return {owned->first};
}

ClaimLand Generator::claim_land(const Model& model) {
  if (random_.one_in(12)) return {account(model), owned_land(model)};
  ClaimLand command{account(model), any_land(model)};
  // Beside what is his already, so that there are parcels.
  const LandNo own = owned_land(model);
  if (random_.one_in(4) || !model.lands.owner(own).exists()) return command;
  command.account = model.lands.owner(own);
  command.land = random_.pick(beside(model.lands.map, own));
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
  const std::size_t wanted = random_.below(random_.one_in(8) ? 60 : 5);
  for (std::size_t i = 0; i < lands.size() && lands.size() <= wanted; ++i) {
    for (const LandNo next : beside(model.lands.map, lands[i])) {
      const bool there = std::find(lands.begin(), lands.end(), next) != lands.end();
      if (!there && (model.lands.owner(next) == owner || random_.one_in(40))) lands.push_back(next);
    }
  }
  if (random_.one_in(10)) lands.push_back(random_.pick(lands));
  if (random_.one_in(8)) lands.push_back(owned_land(model));
  if (random_.one_in(8)) {
    const auto own = model.lands.lands_of(owner);
    if (!own.empty()) lands.push_back(random_.pick(own));
  }
  if (random_.one_in(3)) std::swap(lands.front(), lands[random_.below(lands.size())]);
  return lands;
}

OpenListing Generator::open_listing(const Model& model, Time at) {
  const LandRules rules = model.land_rules();
  ListingTerms terms;
  const LandNo land = owned_land(model);
  terms.seller = random_.one_in(10) ? account(model) : model.lands.owner(land);
  terms.lands = parcel(model, land);
  terms.type = static_cast<ListingType>(random_.between(1, 3));
  terms.description = words();
  const auto price = [this](const std::vector<std::int64_t>& prices) -> Money {
    return {wild() ? wild_number() : random_.pick(prices)};
  };
  const bool auction = terms.type != ListingType::fixed_price;
  if (auction) {
    terms.starting_price = price({1, 99, 100, 100'00, random_.any_size(1'000'00), random_.any_size(100'000'00)});
    const Wide starting = std::max<std::int64_t>(0, terms.starting_price.paisa);
    const std::int64_t least = capped((starting * rules.reserve_ppm + 999'999) / 1'000'000);
    terms.reserve_price = price({0, 0, 0, 0, least, least - 1, capped(starting), capped(starting * 2),
                                 random_.any_size(1'000'00), random_.any_size(100'000'00)});
  }
  if (terms.type != ListingType::auction) {
    const std::int64_t starting = terms.starting_price.paisa;
    const std::int64_t reserve = terms.reserve_price.paisa;
    terms.buy_now_price = price({starting, capped(Wide{starting} + 1), reserve, capped(Wide{reserve} + 1), reserve - 1,
                                 capped(Wide{starting} * 3), capped(Wide{reserve} * 2), random_.any_size(1'000'00),
                                 random_.any_size(100'000'00)});
  }
  const std::vector<std::int64_t> spans{rules.shortest_ms,
                                        rules.shortest_ms,
                                        rules.shortest_ms + 1,
                                        rules.shortest_ms,
                                        rules.shortest_ms,
                                        rules.shortest_ms - 1,
                                        rules.longest_ms + 1,
                                        rules.longest_ms,
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

PlaceBid Generator::place_bid(const Model& model, Time at) {
  PlaceBid command;
  command.listing = duel_left_ > 0 && !random_.one_in(10) ? duel_ : any_listing(model, at);
  command.offer.bidder = account(model);
  const ModelListing* listing = model.lands.listing(command.listing);
  if (listing == nullptr) {
    command.offer.amount = command.offer.max = {random_.between(1, 100'000)};
    return command;
  }
  const auto leader = listing->leading();
  if (leader && random_.one_in(5)) command.offer.bidder = leader->bidder;
  if (random_.one_in(25)) command.offer.bidder = listing->terms.seller;
  const AccountNo bidder = command.offer.bidder;
  const PriceTable increments = model.land_rules().increments;
  const std::int64_t least = capped(listing->least_maximum(bidder, increments));
  const std::int64_t top = leader ? leader->paisa : least;
  const std::int64_t whole = leader ? capped(Wide{listing->second()} + increment_at(increments, listing->second())) : 0;
  const std::int64_t reserve = listing->terms.reserve_price.paisa;
  std::int64_t free = model.user(bidder) == nullptr ? 0 : model.available(bidder);
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
                                         reserve - 1,
                                         random_.any_size(free),
                                         free,
                                         capped(Wide{free} + 1)};
  command.offer.max = {wild() ? wild_number() : random_.pick(maxima)};
  return command;
}

BuyListing Generator::buy_listing(const Model& model, Time at) {
  BuyListing command{any_listing(model, at), account(model)};
  const ModelListing* listing = model.lands.listing(command.listing);
  if (listing == nullptr) return command;
  if (const auto leader = listing->leading(); leader && random_.one_in(3)) command.buyer = leader->bidder;
  if (random_.one_in(15)) command.buyer = listing->terms.seller;
  return command;
}

CancelListing Generator::cancel_listing(const Model& model, Time at) {
  CancelListing command{any_listing(model, at), account(model)};
  const ModelListing* listing = model.lands.listing(command.listing);
  if (listing != nullptr && !random_.one_in(8)) command.account = listing->terms.seller;
  return command;
}

void Generator::begin_duel(const Model& model, Time at) {
  duel_ = any_listing(model, at);
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
