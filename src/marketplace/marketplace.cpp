#include "marketplace/marketplace.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace loam {
namespace {

std::optional<Refusal> check_prices(const ListingTerms& terms, const MarketplaceRules& rules) {
  const bool auction = terms.is_auction();
  // Which prices a type has is the shape of a request, and the edge's to refuse; the proof relies on it.
  LOAM_CHECK(auction || (terms.starting_price == Money::zero() && terms.reserve_price == Money::zero()));
  LOAM_CHECK(terms.type != ListingType::auction || terms.buy_now_price == Money::zero());
  if (auction && terms.starting_price <= Money::zero()) return Refusal{RefusalCode::amount_not_positive};
  if (terms.type != ListingType::auction && terms.buy_now_price <= Money::zero()) {
    return Refusal{RefusalCode::amount_not_positive};
  }
  if (terms.reserve_price < Money::zero()) return Refusal{RefusalCode::amount_not_positive};
  if (terms.reserve_price > Money::zero()) {
    const Money least = part_ceil(terms.starting_price, rules.least_reserve);
    if (terms.reserve_price < least)
      return Refusal{RefusalCode::reserve_too_low, least.paisa, terms.reserve_price.paisa};
  }
  if (terms.type == ListingType::auction_with_buy_now) {
    const Money below = std::max(terms.starting_price, sub_within(terms.reserve_price, Money{1}));
    if (terms.buy_now_price <= below)
      return Refusal{RefusalCode::buy_now_too_low, below.paisa, terms.buy_now_price.paisa};
  }
  return std::nullopt;
}

std::optional<Refusal> check_duration(const ListingTerms& terms, const MarketplaceRules& rules) {
  const Duration duration = terms.ends_at - terms.opened_at;
  if (duration < rules.shortest) return Refusal{RefusalCode::duration_out_of_range, rules.shortest.ms, duration.ms};
  if (duration > rules.longest) return Refusal{RefusalCode::duration_out_of_range, rules.longest.ms, duration.ms};
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> Marketplace::check_terms(const ListingTerms& terms, const LandMap& map,
                                                const MarketplaceRules& rules) const {
  if (auto refusal = check_lands(terms, map, rules)) return refusal;
  if (auto refusal = check_prices(terms, rules)) return refusal;
  if (auto refusal = check_duration(terms, rules)) return refusal;
  return check_seller(terms, rules);
}

std::optional<Refusal> Marketplace::check_lands(const ListingTerms& terms, const LandMap& map,
                                                const MarketplaceRules& rules) const {
  const auto most = static_cast<std::int64_t>(rules.lands_most);
  if (terms.lands.empty() || terms.lands.size() > rules.lands_most) {
    return Refusal{RefusalCode::too_many_lands_listed, most, static_cast<std::int64_t>(terms.lands.size())};
  }
  for (const LandNo land : terms.lands) {
    if (!map.has(land)) return Refusal{RefusalCode::land_unknown, 0, land.value};
    if (map.owner(land) != terms.seller) return Refusal{RefusalCode::not_owner, 0, land.value};
    const ListingNo other = listed_in(land);
    if (other.exists()) return Refusal{RefusalCode::land_listed, other.value, land.value};
  }
  if (!map.connected(terms.lands)) return Refusal{RefusalCode::lands_not_connected};
  return std::nullopt;
}

std::optional<Refusal> Marketplace::check_seller(const ListingTerms& terms, const MarketplaceRules& rules) const {
  if (listings_.size() >= kMaxListings) return Refusal{RefusalCode::too_many_listings, kMaxListings};
  const auto found = sellers_.find(terms.seller);
  if (found == sellers_.end()) return std::nullopt;
  const Seller& seller = found->second;
  const Time again = seller.last_opened + rules.cooldown;
  if (terms.opened_at < again) return Refusal{RefusalCode::listing_cooldown, again.ms, terms.opened_at.ms};
  if (seller.active >= rules.listings_most) {
    return Refusal{RefusalCode::too_many_listings, static_cast<std::int64_t>(rules.listings_most), seller.active};
  }
  return std::nullopt;
}

std::optional<Refusal> Marketplace::check_open(ListingNo number, Time at) const {
  if (!has(number)) return Refusal{RefusalCode::listing_unknown};
  const Listing& listing = this->listing(number);
  // Its time may be over before the timer has come by: there is one end, and that is it.
  if (listing.status != ListingStatus::active) return Refusal{RefusalCode::listing_ended, listing.closed_at.ms};
  if (at >= listing.ends_at) return Refusal{RefusalCode::listing_ended, listing.ends_at.ms};
  return std::nullopt;
}

Result<Bid, Refusal> Marketplace::decide_bid(ListingNo number, const Offer& offer, const MarketplaceRules& rules,
                                             Time at) const {
  if (const auto refusal = check_open(number, at)) return Unexpected{*refusal};
  const Listing& listing = this->listing(number);
  if (!listing.terms->is_auction()) return Unexpected{Refusal{RefusalCode::not_an_auction}};
  if (listing.terms->seller == offer.bidder) return Unexpected{Refusal{RefusalCode::own_listing}};
  const auto accepted = standing_after(*listing.terms, listing.standing, offer, rules.increments);
  if (!accepted) return Unexpected{accepted.error()};

  const End end = end_after_bid({listing.ends_at, listing.extensions}, rules, at);
  Bid bid;
  bid.listing = number;
  bid.at = at;
  bid.bidder = offer.bidder;
  bid.amount = accepted->amount;
  bid.max = std::max(offer.max, accepted->amount);
  bid.increment = accepted->increment;
  bid.after = accepted->standing;
  bid.ends_at_after = end.at;
  bid.extensions_after = end.extensions;
  bid.previous_entry = listing.last_bid_entry;
  bid.number = listing.bids + 1;
  return bid;
}

std::optional<Refusal> Marketplace::check_buy(ListingNo number, AccountNo buyer, Time at) const {
  if (auto refusal = check_open(number, at)) return refusal;
  const Listing& listing = this->listing(number);
  if (listing.terms->seller == buyer) return Refusal{RefusalCode::own_listing};
  if (!listing.buy_now_offered()) return Refusal{RefusalCode::buy_now_unavailable};
  return std::nullopt;
}

std::optional<Refusal> Marketplace::check_cancel(ListingNo number, AccountNo account, Time at) const {
  if (!has(number)) return Refusal{RefusalCode::listing_unknown};
  const Listing& listing = this->listing(number);
  if (listing.terms->seller != account) return Refusal{RefusalCode::not_seller};
  if (auto refusal = check_open(number, at)) return refusal;
  if (listing.bids > 0) return Refusal{RefusalCode::listing_has_bids};
  return std::nullopt;
}

ListingNo Marketplace::due(Time at) const {
  if (due_.empty() || due_.begin()->first > at) return kNoListing;
  return due_.begin()->second;
}

std::optional<Time> Marketplace::next_end() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

const Listing& Marketplace::listing(ListingNo listing) const {
  LOAM_CHECK(has(listing));
  return listings_[listing.value - 1];
}

std::optional<ListingNo> Marketplace::find(const Uuid& id) const {
  const std::uint64_t number = number_of(id);
  if (number == 0 || number > listings_.size()) return std::nullopt;
  const ListingNo listing{static_cast<std::uint32_t>(number)};
  if (this->listing(listing).terms->id() != id) return std::nullopt;
  return listing;
}

ListingNo Marketplace::listed_in(LandNo land) const {
  const auto found = listed_.find(land);
  return found == listed_.end() ? kNoListing : found->second;
}

std::size_t Marketplace::active_of(AccountNo seller) const {
  const auto found = sellers_.find(seller);
  return found == sellers_.end() ? 0 : found->second.active;
}

void Marketplace::take_entry(std::int64_t entry) {
  LOAM_CHECK(entry == last_entry_ + 1);
  last_entry_ = entry;
}

void Marketplace::apply(const ListingOpened& opened) {
  take_entry(opened.entry);
  const ListingTerms& terms = *opened.terms;
  LOAM_CHECK(terms.number == next_number());
  for (const LandNo land : terms.lands) LOAM_CHECK(listed_.emplace(land, terms.number).second);
  Listing listing;
  listing.terms = opened.terms;
  listing.ends_at = terms.ends_at;
  listings_.push_back(std::move(listing));
  due_.emplace(terms.ends_at, terms.number);
  Seller& seller = sellers_[terms.seller];
  ++seller.active;
  seller.last_opened = terms.opened_at;
}

void Marketplace::apply(const Bid& bid) {
  take_entry(bid.entry);
  LOAM_CHECK(has(bid.listing));
  Listing& listing = listings_[bid.listing.value - 1];
  LOAM_CHECK(listing.status == ListingStatus::active && bid.number == listing.bids + 1);
  held_ = add_within(sub_within(held_, listing.standing.leader_max), bid.after.leader_max);
  listing.standing = bid.after;
  listing.bids = bid.number;
  listing.last_bid_entry = bid.entry;
  listing.extensions = bid.extensions_after;
  if (listing.ends_at == bid.ends_at_after) return;
  due_.erase({listing.ends_at, bid.listing});
  due_.emplace(bid.ends_at_after, bid.listing);
  listing.ends_at = bid.ends_at_after;
}

void Marketplace::apply(const ListingClosed& closed) {
  take_entry(closed.entry);
  LOAM_CHECK(has(closed.listing) && closed.status != ListingStatus::active);
  Listing& listing = listings_[closed.listing.value - 1];
  LOAM_CHECK(listing.status == ListingStatus::active);
  held_ = sub_within(held_, listing.standing.leader_max);
  for (const LandNo land : listing.terms->lands) listed_.erase(land);
  due_.erase({listing.ends_at, closed.listing});
  --sellers_[listing.terms->seller].active;
  listing.status = closed.status;
  listing.closed_at = closed.at;
  listing.sale_seq = closed.sale_seq;
}

void Marketplace::check_invariants(const LandMap& map) const {
  Money held;
  std::size_t active = 0;
  std::size_t pinned = 0;
  for (const Listing& listing : listings_) {
    if (listing.status != ListingStatus::active) continue;
    ++active;
    pinned += listing.terms->lands.size();
    held = add_within(held, listing.standing.leader_max);
    LOAM_CHECK(due_.contains({listing.ends_at, listing.terms->number}));
    for (const LandNo land : listing.terms->lands) {
      LOAM_CHECK(listed_in(land) == listing.terms->number);
      LOAM_CHECK(map.owner(land) == listing.terms->seller);
    }
  }
  LOAM_CHECK(active == due_.size() && pinned == listed_.size() && held == held_);
}

void Marketplace::digest(ByteWriter& out) const {
  out.i64(last_entry_);
  out.u64(listings_.size());
  for (const Listing& listing : listings_) {
    out.raw(listing.terms->id().bytes);
    out.u32(listing.terms->seller.value);
    out.u8(static_cast<std::uint8_t>(listing.status));
    out.u32(listing.standing.leader.value);
    out.i64(listing.standing.leader_max.paisa);
    out.i64(listing.standing.second_max.paisa);
    out.i64(listing.standing.price.paisa);
    out.u8(listing.standing.reserve_met ? 1 : 0);
    out.i64(listing.ends_at.ms);
    out.i64(listing.closed_at.ms);
    out.i64(listing.last_bid_entry);
    out.i64(listing.sale_seq);
  }
}

}  // namespace loam
