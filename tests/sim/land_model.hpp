#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "land/land_map.hpp"
#include "ledger/refusal.hpp"
#include "marketplace/listing.hpp"
#include "sim/market_model.hpp"
#include "sim/price_table.hpp"

namespace loam::sim {

/// The settings that land and its marketplace read.
struct LandRules {
  bool open = true;
  PriceTable increments;
  PriceTable fee_tiers;
  std::int64_t fee_ppm = 0;  ///< where there are no tiers
  std::int64_t window_ms = 0;
  std::int64_t extensions_most = 0;
  std::int64_t shortest_ms = 0;
  std::int64_t longest_ms = 0;
  std::int64_t cooldown_ms = 0;
  std::int64_t lands_most = 0;
  std::int64_t listings_most = 0;
  std::int64_t owned_most = 0;
  std::int64_t reserve_ppm = 0;
  std::array<std::int64_t, kBiomes> prices{};
  std::int64_t base_ppm = 0;
  std::int64_t elevation_ppm = 0;

  [[nodiscard]] std::int64_t fee_of(std::int64_t amount) const { return land_fee_of(fee_tiers, fee_ppm, amount); }
};

/// A listing with all that was ever offered for it: who leads is looked for among all maxima, every time.
struct ModelListing {
  struct Maximum {
    AccountNo bidder;
    std::int64_t paisa = 0;
  };

  ListingTerms terms;
  std::vector<Maximum> maxima;  ///< of every accepted bid, in order
  std::int64_t price = 0;       ///< what the leader would pay; 0 before the first bid
  Time ends_at;
  std::int64_t extensions = 0;
  ListingStatus status = ListingStatus::active;
  Time closed_at;
  std::int64_t sale = 0;      ///< the row that sold it
  std::int64_t last_bid = 0;  ///< its last bid's place in the journal

  [[nodiscard]] bool active() const { return status == ListingStatus::active; }
  [[nodiscard]] bool is_auction() const { return terms.type != ListingType::fixed_price; }
  /// Nobody can do anything with it any more, whether the timer has come by or not.
  [[nodiscard]] bool over(Time at) const { return !active() || at >= ends_at; }
  /// The first of the highest maxima; nullopt where nobody has bid.
  [[nodiscard]] std::optional<Maximum> leading() const;
  /// The highest maximum of all others; 0 where there are none.
  [[nodiscard]] std::int64_t second() const;
  [[nodiscard]] bool reserve_met() const;
  [[nodiscard]] bool buy_now_offered() const;
  /// What whoever bids next has to be ready to pay.
  [[nodiscard]] Wide least_maximum(AccountNo bidder, const PriceTable& increments) const;
  /// An accepted bid. @param named what he said as his amount, the least where he named less
  void bid(const Maximum& maximum, std::int64_t named, const PriceTable& increments);
  void move_end(const LandRules& rules, Time at);
};

/// The map, who owns what, and all listings that there ever were.
struct Lands {
  LandMap map;  ///< only asked what a cell is: that is given, not ruled
  std::map<std::uint32_t, AccountNo> owners;
  std::vector<ModelListing> listings;  ///< by number - 1
  std::int64_t entries = 0;            ///< of the journal: openings, bids and closings together

  [[nodiscard]] AccountNo owner(LandNo land) const;
  [[nodiscard]] std::int64_t count_of(AccountNo account) const;
  [[nodiscard]] std::vector<LandNo> lands_of(AccountNo account) const;
  /// What the treasury takes for it.
  [[nodiscard]] std::int64_t price(LandNo land, const LandRules& rules) const;
  /// Whether one can walk from the first to all of them, each named once.
  [[nodiscard]] bool connected(const std::vector<LandNo>& lands) const;

  /// nullptr where there is none of that number.
  [[nodiscard]] const ModelListing* listing(ListingNo number) const;
  [[nodiscard]] ModelListing& at(ListingNo number) { return listings[number.value - 1]; }
  /// kNoListing where nothing active has it.
  [[nodiscard]] ListingNo listed_in(LandNo land) const;
  /// What an account's leading bids come to.
  [[nodiscard]] std::int64_t promised(AccountNo account) const;
  /// The listing whose time is over, the earliest end first, of equal ones the earlier listing; kNoListing: none.
  [[nodiscard]] ListingNo due(Time at) const;

  [[nodiscard]] std::optional<Refusal> check_terms(const ListingTerms& terms, const LandRules& rules) const;

 private:
  [[nodiscard]] std::optional<Refusal> check_lands(const ListingTerms& terms, const LandRules& rules) const;
  [[nodiscard]] std::optional<Refusal> check_seller(const ListingTerms& terms, const LandRules& rules) const;
};

}  // namespace loam::sim
