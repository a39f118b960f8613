#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "land/land_map.hpp"
#include "ledger/refusal.hpp"
#include "marketplace/auction.hpp"
#include "marketplace/listing.hpp"
#include "marketplace/rules.hpp"

namespace loam {

/// Every listing that there ever was, and what the active ones pin.
///
/// Invariants:
///  1. A land is in at most one active listing, and `listed_in` names it.
///  2. `held` is the sum of the leading maxima of the active auctions.
///  3. `due_` has the active listings alone, by their end.
class Marketplace {
 public:
  /// Refuses, in this order: too_many_lands_listed (also none at all); land by land land_unknown, not_owner,
  /// land_listed; lands_not_connected (also a land named twice), amount_not_positive, reserve_too_low, buy_now_too_low,
  /// duration_out_of_range, listing_cooldown, too_many_listings.
  /// @param terms with the prices of their type alone; without a number; its `opened_at` is now
  [[nodiscard]] std::optional<Refusal> check_terms(const ListingTerms& terms, const LandMap& map,
                                                   const MarketplaceRules& rules) const;
  /// The bid as it would be noted, without its place in the record. Refuses listing_unknown, listing_ended,
  /// not_an_auction, own_listing, then as standing_after. Funds are the ledger's to judge.
  [[nodiscard]] Result<Bid, Refusal> decide_bid(ListingNo listing, const Offer& offer, const MarketplaceRules& rules,
                                                Time at) const;
  /// Refuses listing_unknown, listing_ended, own_listing, buy_now_unavailable.
  [[nodiscard]] std::optional<Refusal> check_buy(ListingNo listing, AccountNo buyer, Time at) const;
  /// Refuses listing_unknown, not_seller, listing_ended, listing_has_bids.
  [[nodiscard]] std::optional<Refusal> check_cancel(ListingNo listing, AccountNo account, Time at) const;

  /// The active listing whose time is over, the first by end and number; none where nothing is due.
  [[nodiscard]] ListingNo due(Time at) const;
  /// When the next listing ends; nullopt where none is active.
  [[nodiscard]] std::optional<Time> next_end() const;

  [[nodiscard]] bool has(ListingNo listing) const { return listing.exists() && listing.value <= listings_.size(); }
  [[nodiscard]] const Listing& listing(ListingNo listing) const;
  [[nodiscard]] std::optional<ListingNo> find(const Uuid& id) const;
  [[nodiscard]] std::size_t size() const { return listings_.size(); }
  [[nodiscard]] std::size_t active() const { return due_.size(); }
  [[nodiscard]] ListingNo next_number() const { return {static_cast<std::uint32_t>(listings_.size() + 1)}; }
  [[nodiscard]] std::int64_t last_entry() const { return last_entry_; }
  /// The active listing that pins a land; kNoListing where none does.
  [[nodiscard]] ListingNo listed_in(LandNo land) const;
  [[nodiscard]] std::size_t active_of(AccountNo seller) const;
  /// What all leaders of active auctions have promised.
  [[nodiscard]] Money held() const { return held_; }

  // They stop the process where an entry does not follow from what is here.
  void apply(const ListingOpened& opened);
  void apply(const Bid& bid);
  void apply(const ListingClosed& closed);

  /// Recomputes invariants 1 to 3, and that sellers own what they list.
  void check_invariants(const LandMap& map) const;
  void digest(ByteWriter& out) const;

 private:
  struct Seller {
    std::uint32_t active = 0;
    Time last_opened;
  };
  struct AccountHash {
    std::size_t operator()(AccountNo account) const { return account.value * 0x9E3779B97F4A7C15ULL; }
  };

  [[nodiscard]] std::optional<Refusal> check_lands(const ListingTerms& terms, const LandMap& map,
                                                   const MarketplaceRules& rules) const;
  [[nodiscard]] std::optional<Refusal> check_seller(const ListingTerms& terms, const MarketplaceRules& rules) const;
  /// Refuses listing_unknown and listing_ended.
  [[nodiscard]] std::optional<Refusal> check_open(ListingNo listing, Time at) const;
  void take_entry(std::int64_t entry);

  std::vector<Listing> listings_;  // by number - 1
  boost::unordered_flat_map<LandNo, ListingNo, LandNoHash> listed_;
  boost::unordered_flat_map<AccountNo, Seller, AccountHash> sellers_;
  std::set<std::pair<Time, ListingNo>> due_;
  Money held_;
  std::int64_t last_entry_ = 0;
};

/// A named bound of memory: about 300 bytes a listing and its share of both states.
inline constexpr std::uint32_t kMaxListings = 10'000'000;

}  // namespace loam
