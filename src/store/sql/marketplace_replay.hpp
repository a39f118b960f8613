#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "store/sql/connection.hpp"
#include "store/store.hpp"

namespace loam::sql {

/// The lands and the listing of each row of the record, in one pass beside it.
class LandStream {
 public:
  /// @param after rows of the record up to this one are left out
  LandStream(const Connection& connection, std::int64_t after);

  /// Adds what stands beside the row. Rows come in order of their sequence.
  void complete(loam::Transaction& row);

 private:
  Statement lands_;
  Statement listings_;
  std::int64_t next_land_;
  std::int64_t next_listing_;
};

/// The journal of the marketplace, from three tables, in order of its entries.
class JournalStream {
 public:
  JournalStream(const Connection& connection, const ReplayPoint& from);

  /// Gives the entries that came before the row after `seq`.
  void take_until(std::int64_t seq, const std::function<void(const Event&)>& take);

 private:
  [[nodiscard]] std::int64_t next_entry() const;
  void advance_opened();
  void advance_bid();
  void advance_closed();

  Statement terms_;
  Statement parcels_;
  Statement bids_;
  Statement closings_;
  bool parcel_left_;
  std::optional<ListingOpened> opened_;
  std::optional<Bid> bid_;
  std::optional<ListingClosed> closed_;
};

}  // namespace loam::sql
