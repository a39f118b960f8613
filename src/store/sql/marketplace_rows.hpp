#pragma once

#include <string_view>

#include "engine/event.hpp"
#include "store/sql/connection.hpp"

namespace loam::sql {

// How the world and the journal of the marketplace stand in their tables: as rows.hpp.

inline constexpr std::string_view kWorldColumns = "id, seed, width, height, made_at";
void bind_world(Statement& statement, const World& world);
World read_world(const Statement& statement);

inline constexpr std::string_view kTermsColumns =
    "listing, entry, after_seq, seller, type, starting_price_paisa, reserve_price_paisa, buy_now_price_paisa, "
    "opened_at, ends_at, description";
/// Without the lands, which stand in listing_parcels.
void bind_opened(Statement& statement, const ListingOpened& opened);
/// The terms without lands, to be completed.
ListingTerms read_terms(const Statement& statement);

inline constexpr std::string_view kBidColumns =
    "entry, after_seq, listing, at, bidder, amount_paisa, max_paisa, increment_paisa, leader, leader_max_paisa, "
    "second_max_paisa, price_paisa, reserve_met, ends_at, extensions, previous_entry, number";
void bind_bid(Statement& statement, const Bid& bid);
Bid read_bid(const Statement& statement);

inline constexpr std::string_view kClosingColumns = "entry, after_seq, listing, at, status, sale_seq";
void bind_closed(Statement& statement, const ListingClosed& closed);
ListingClosed read_closed(const Statement& statement);

}  // namespace loam::sql
