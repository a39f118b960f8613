#include "store/sql/marketplace_replay.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "store/sql/marketplace_rows.hpp"

namespace loam::sql {
namespace {

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

std::string select(std::string_view columns, const std::string& rest) {
  return "SELECT " + std::string(columns) + " FROM " + rest;
}

Statement stream_after(std::int64_t after, const Connection& connection, const std::string& sql) {
  Statement rows = connection.stream(sql);
  rows.with(after);
  return rows;
}

std::int64_t next_seq(Statement& rows) { return rows.step() ? rows.integer(0) : kNone; }

template <class Entry>
std::int64_t entry_of(const std::optional<Entry>& front) {
  return front ? front->entry : kNone;
}

}  // namespace

LandStream::LandStream(const Connection& connection, std::int64_t after)
    : lands_(stream_after(after, connection, "SELECT seq, land FROM record_lands WHERE seq > ?1 ORDER BY seq, place")),
      listings_(
          stream_after(after, connection, "SELECT seq, listing FROM record_listings WHERE seq > ?1 ORDER BY seq")),
      next_land_(next_seq(lands_)),
      next_listing_(next_seq(listings_)) {}

void LandStream::complete(loam::Transaction& row) {
  for (; next_land_ == row.seq; next_land_ = next_seq(lands_)) row.lands.push_back(lands_.land(1));
  if (next_listing_ != row.seq) return;
  row.listing = listings_.listing(1);
  next_listing_ = next_seq(listings_);
}

JournalStream::JournalStream(const Connection& connection, const ReplayPoint& from)
    : terms_(stream_after(from.listings, connection,
                          select(kTermsColumns, "listing_terms WHERE listing > ?1 ORDER BY listing"))),
      parcels_(stream_after(from.listings, connection,
                            "SELECT listing, land FROM listing_parcels WHERE listing > ?1 ORDER BY listing, place")),
      bids_(
          stream_after(from.journal, connection, select(kBidColumns, "listing_bids WHERE entry > ?1 ORDER BY entry"))),
      closings_(stream_after(from.journal, connection,
                             select(kClosingColumns, "listing_closings WHERE entry > ?1 ORDER BY entry"))),
      parcel_left_(parcels_.step()) {
  advance_opened();
  advance_bid();
  advance_closed();
}

void JournalStream::advance_opened() {
  opened_.reset();
  if (!terms_.step()) return;
  auto terms = std::make_shared<ListingTerms>(read_terms(terms_));
  for (; parcel_left_ && parcels_.listing(0) == terms->number; parcel_left_ = parcels_.step()) {
    terms->lands.push_back(parcels_.land(1));
  }
  opened_ = ListingOpened{terms_.integer(1), terms_.integer(2), std::move(terms)};
}

void JournalStream::advance_bid() { bid_ = bids_.step() ? std::optional(read_bid(bids_)) : std::nullopt; }

void JournalStream::advance_closed() {
  closed_ = closings_.step() ? std::optional(read_closed(closings_)) : std::nullopt;
}

std::int64_t JournalStream::next_entry() const {
  return std::min({entry_of(opened_), entry_of(bid_), entry_of(closed_)});
}

void JournalStream::take_until(std::int64_t seq, const std::function<void(const Event&)>& take) {
  for (std::int64_t entry = next_entry(); entry != kNone; entry = next_entry()) {
    if (entry == entry_of(opened_)) {
      if (opened_->after_seq > seq) return;
      take(*std::move(opened_));
      advance_opened();
    } else if (entry == entry_of(bid_)) {
      if (bid_->after_seq > seq) return;
      take(*bid_);
      advance_bid();
    } else {
      if (closed_->after_seq > seq) return;
      take(*closed_);
      advance_closed();
    }
  }
}

}  // namespace loam::sql
