#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "ledger/account.hpp"
#include "ledger/numbers.hpp"
#include "money/money.hpp"

namespace loam {

/// Stored: never renumber.
enum class ListingType : std::uint8_t { fixed_price = 1, auction = 2, auction_with_buy_now = 3 };
/// `fixed_price`, `auction`, `auction_with_buynow`.
std::string_view to_string(ListingType type);

/// Stored: never renumber.
enum class ListingStatus : std::uint8_t { active = 0, sold = 1, expired = 2, cancelled = 3 };
std::string_view to_string(ListingStatus status);

/// What a seller offers, fixed for as long as the listing lives. Memory: about 150 bytes and the description, shared
/// by all copies of the state.
struct ListingTerms {
  ListingNo number;
  AccountNo seller;
  ListingType type{};
  Money starting_price;  ///< of an auction; zero at a fixed price
  Money reserve_price;   ///< below it nothing is sold; zero: none
  Money buy_now_price;   ///< zero: none
  Time opened_at;
  Time ends_at;  ///< as opened; late bids may move an auction's end
  std::vector<LandNo> lands;
  std::string description;

  bool operator==(const ListingTerms&) const = default;
  [[nodiscard]] bool is_auction() const { return type != ListingType::fixed_price; }
  [[nodiscard]] Uuid id() const { return make_numbered_uuid7(opened_at, number.value); }
};

// The journal of the marketplace: listings opened, bids, listings closed. `entry` counts all three together from 1, and
// `after_seq` is the row of the record that an entry follows, so that both are told in the order in which they
// happened.

struct ListingOpened {
  std::int64_t entry = 0;
  std::int64_t after_seq = 0;
  std::shared_ptr<const ListingTerms> terms;
};

/// Where an auction stands: who leads, up to what, and what he would pay.
struct Standing {
  AccountNo leader;
  Money leader_max;  ///< what the leader's hold is
  Money second_max;  ///< the highest maximum of anybody else; zero: nobody stands against the leader
  Money price;       ///< zero before the first bid
  bool reserve_met = false;

  bool operator==(const Standing&) const = default;
};

/// An accepted bid and what it left.
struct Bid {
  std::int64_t entry = 0;
  std::int64_t after_seq = 0;
  ListingNo listing;
  Time at;
  AccountNo bidder;
  Money amount;     ///< what the bid stands at by itself
  Money max;        ///< how far the house may bid for the bidder; the amount where he said none
  Money increment;  ///< upon the second maximum, by the table of that moment; zero where there is none
  Standing after;
  Time ends_at_after;
  std::int32_t extensions_after = 0;
  std::int64_t previous_entry = 0;  ///< the listing's bid before; 0 at its first
  std::int32_t number = 0;          ///< of the listing's bids, from 1

  bool operator==(const Bid&) const = default;
  [[nodiscard]] Uuid id() const { return make_numbered_uuid7(at, static_cast<std::uint64_t>(entry)); }
};

struct ListingClosed {
  std::int64_t entry = 0;
  std::int64_t after_seq = 0;
  ListingNo listing;
  Time at;
  ListingStatus status{};
  std::int64_t sale_seq = 0;  ///< the row of the record that sold it, next after this entry; 0: not sold

  bool operator==(const ListingClosed&) const = default;
};

/// A listing at one moment.
struct Listing {
  std::shared_ptr<const ListingTerms> terms;
  Standing standing;
  Time ends_at;
  Time closed_at;  ///< zero while active
  ListingStatus status = ListingStatus::active;
  std::int32_t extensions = 0;
  std::int32_t bids = 0;
  std::int64_t last_bid_entry = 0;
  std::int64_t sale_seq = 0;

  /// Whether it can be bought outright: at a fixed price until it ends, at an auction until the reserve is met; without
  /// a reserve the first bid meets it.
  [[nodiscard]] bool buy_now_offered() const {
    return terms->buy_now_price > Money::zero() &&
           (terms->reserve_price > Money::zero() ? !standing.reserve_met : bids == 0);
  }
};

}  // namespace loam
