// What land and listings have to be: who owned what before, and where each auction stands by its bids.

#include <algorithm>
#include <limits>

#include "engine/proof.hpp"

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMostLands = 50;  // of one listing, and so of one row

}  // namespace

void Proof::check(const World& world) {
  table_ = "worlds";
  number_ = 1;
  that(!world_.has_value(), "there is one world");
  if (!that(within_limits(world), "its size is within the limits")) return;
  world_ = world;
}

AccountNo Proof::owner_of(LandNo land) const {
  const auto found = owners_.find(land);
  return found == owners_.end() ? kNoAccount : found->second;
}

void Proof::check_lands(const Transaction& row) {
  between("lands", 1, kMostLands, static_cast<std::int64_t>(row.lands.size()));
  if (!that(world_.has_value(), "land changes hands in a world that is made")) return;
  const bool from_listing = row.listing.exists();
  that(from_listing == (row.seller.exists() && row.type != TransactionType::transfer),
       "a sale by a player comes from a listing, and nothing else does");
  for (const LandNo land : row.lands) {
    between("land", 0, static_cast<Int128>(land_count(*world_)) - 1, land.value);
    same("owner of land " + std::to_string(land.value) + " before", row.seller.value, owner_of(land).value);
    that(!pinned_.contains(land), "what is listed moves by its listing alone");
  }
  if (from_listing) check_sale(row);
  for (const LandNo land : row.lands) owners_[land] = row.buyer;
}

void Proof::check_sale(const Transaction& row) {
  if (!that(sale_due_ == row.listing, "the listing was closed as sold before it")) return;
  same("the row that the listing names as its sale", sale_due_seq_, row.seq);
  const Offered& offered = listings_[row.listing.value - 1];
  const ListingTerms& terms = *offered.terms;
  same("seller", terms.seller.value, row.seller.value);
  that(row.lands == terms.lands, "what is listed is what is sold");
  if (row.type == TransactionType::auction) {
    same("buyer, who led", offered.standing.leader.value, row.buyer.value);
    same("amount, the auction's price", offered.standing.price.paisa, row.amount.paisa);
    that(offered.standing.reserve_met, "the reserve was met");
    that(row.at >= offered.ends_at, "an auction sells at its end");
  } else {
    same("amount, the price to buy now", terms.buy_now_price.paisa, row.amount.paisa);
    that((row.type == TransactionType::fixed_price) == !terms.is_auction(), "its type is the listing's");
    that(row.at < offered.ends_at, "nothing is bought after the end");
  }
  sale_due_ = kNoListing;
  sale_due_seq_ = 0;
}

bool Proof::check_entry(std::int64_t entry, std::int64_t after_seq, Time at) {
  number_ = entry;
  same("number without a gap", last_entry_ + 1, entry);
  same("the last row of the record before it", last_seq_, after_seq);
  that(at >= last_entry_at_, "time does not run backwards");
  that(sale_due_seq_ == 0, "a sale follows its closing at once");
  last_entry_ = entry;
  last_entry_at_ = at;
  return first_wrong_.empty();
}

Proof::Offered* Proof::active(ListingNo listing) {
  if (!between("listing", 1, static_cast<Int128>(listings_.size()), listing.value)) return nullptr;
  Offered& offered = listings_[listing.value - 1];
  return that(offered.status == ListingStatus::active, "the listing is active") ? &offered : nullptr;
}

void Proof::promise(const Standing& standing, std::int64_t sign) {
  if (standing.leader.exists()) books_[standing.leader.value].promised += sign * standing.leader_max.paisa;
}

void Proof::check(const ListingOpened& opened) {
  table_ = "listings";
  const ListingTerms& terms = *opened.terms;
  if (!check_entry(opened.entry, opened.after_seq, terms.opened_at)) return;
  same("number of the listing", static_cast<Int128>(listings_.size()) + 1, terms.number.value);
  between("type", 1, 3, static_cast<int>(terms.type));
  between("lands", 1, kMostLands, static_cast<std::int64_t>(terms.lands.size()));
  that(terms.ends_at > terms.opened_at, "it ends after it was opened");
  between("starting price", terms.is_auction() ? 1 : 0, terms.is_auction() ? kMax : 0, terms.starting_price.paisa);
  between("reserve price", 0, terms.is_auction() ? kMax : 0, terms.reserve_price.paisa);
  const bool buys = terms.type != ListingType::auction;
  between("price to buy now", buys ? 1 : 0, buys ? kMax : 0, terms.buy_now_price.paisa);
  for (const LandNo land : terms.lands) {
    same("owner of land " + std::to_string(land.value), terms.seller.value, owner_of(land).value);
    that(pinned_.emplace(land, terms.number).second, "a land is in one active listing");
  }
  Offered offered;
  offered.terms = opened.terms;
  offered.ends_at = terms.ends_at;
  listings_.push_back(std::move(offered));
}

void Proof::check(const Bid& bid) {
  table_ = "bids";
  if (!check_entry(bid.entry, bid.after_seq, bid.at)) return;
  Offered* offered = active(bid.listing);
  if (offered == nullptr) return;
  that(offered->terms->is_auction(), "bids are for auctions");
  that(known(bid.bidder) && is_user(bid.bidder) && bid.bidder != offered->terms->seller, "a bidder is another user");
  same("number of the listing's bids", offered->bids + 1, bid.number);
  same("the listing's bid before", offered->last_bid, bid.previous_entry);
  between("amount", 1, bid.max.paisa, bid.amount.paisa);
  between("increment", 0, kMax, bid.increment.paisa);
  check_standing(bid, *offered);
  check_end(bid, *offered);
  if (!first_wrong_.empty()) return;
  promise(offered->standing, -1);
  promise(bid.after, 1);
  const Book& book = books_[bid.after.leader.value];
  between("what the leader has promised to all his bids", 1, book.balance, book.promised);
  offered->standing = bid.after;
  offered->ends_at = bid.ends_at_after;
  offered->extensions = bid.extensions_after;
  offered->bids = bid.number;
  offered->last_bid = bid.entry;
}

void Proof::check_standing(const Bid& bid, const Offered& offered) {
  const Standing& before = offered.standing;
  const Money reserve = offered.terms->reserve_price;
  const bool own = before.leader.exists() && bid.bidder == before.leader;
  const bool wins = own || bid.max > before.leader_max;
  const Int128 max = wins ? bid.max.paisa : before.leader_max.paisa;
  Int128 second = before.second_max.paisa;
  Int128 price = before.price.paisa;
  if (own) {
    between("a raised maximum", static_cast<Int128>(before.leader_max.paisa) + 1, kMax, bid.max.paisa);
  } else {
    const Int128 least = before.leader.exists() ? price + 1 : offered.terms->starting_price.paisa;
    between("amount, above the price, at first from the starting price on", least, kMax, bid.amount.paisa);
    second = wins ? before.leader_max.paisa : std::max<Int128>(second, bid.max.paisa);
    if (wins) price = bid.amount.paisa;
  }
  const bool moves = !own || before.leader_max.paisa < second + bid.increment.paisa;
  if (second > 0 && moves) price = std::max(price, std::min(max, second + bid.increment.paisa));
  const bool met = max >= reserve.paisa;
  if (met) price = std::max<Int128>(price, reserve.paisa);
  same("leader", wins ? bid.bidder.value : before.leader.value, bid.after.leader.value);
  same("the leader's maximum", max, bid.after.leader_max.paisa);
  same("the second maximum", second, bid.after.second_max.paisa);
  same("price = second maximum + increment, at most the first", price, bid.after.price.paisa);
  same("reserve met", met ? 1 : 0, bid.after.reserve_met ? 1 : 0);
}

void Proof::check_end(const Bid& bid, const Offered& offered) {
  that(bid.at < offered.ends_at, "no bid after the end");
  const bool moved = bid.ends_at_after != offered.ends_at;
  that(bid.ends_at_after >= offered.ends_at, "a bid never brings the end nearer");
  same("extensions", offered.extensions + (moved ? 1 : 0), bid.extensions_after);
}

void Proof::check(const ListingClosed& closed) {
  table_ = "listings";
  if (!check_entry(closed.entry, closed.after_seq, closed.at)) return;
  Offered* offered = active(closed.listing);
  if (offered == nullptr) return;
  const bool sold = closed.status == ListingStatus::sold;
  between("status", 1, 3, static_cast<int>(closed.status));
  same("the row of its sale", sold ? last_seq_ + 1 : 0, closed.sale_seq);
  if (closed.status == ListingStatus::cancelled) same("bids on what is cancelled", 0, offered->bids);
  if (closed.status == ListingStatus::expired) that(closed.at >= offered->ends_at, "it expires at its end");
  promise(offered->standing, -1);
  for (const LandNo land : offered->terms->lands) pinned_.erase(land);
  offered->status = closed.status;
  if (!sold) return;
  sale_due_ = closed.listing;
  sale_due_seq_ = closed.sale_seq;
}

}  // namespace loam
