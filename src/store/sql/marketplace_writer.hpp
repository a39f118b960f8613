#pragma once

#include <cstdint>
#include <optional>

#include "land/terrain.hpp"
#include "store/sql/connection.hpp"

namespace loam::sql {

/// Writes the world, the journal of the marketplace, and what stands beside the rows of the record that sell or give
/// land.
class MarketplaceWriter {
 public:
  explicit MarketplaceWriter(const Connection& connection);

  /// Reads where the journal ends: what follows has to go on from there, without a gap.
  void begin_batch();

  void write(const World& world);
  /// @param last_seq the last row on record, which each of the three has to follow
  void write(const ListingOpened& opened, std::int64_t last_seq);
  void write(const Bid& bid, std::int64_t last_seq);
  void write(const ListingClosed& closed, std::int64_t last_seq);
  /// Requires lands.
  void write_lands(const loam::Transaction& row);

 private:
  void take_place(std::int64_t entry, std::int64_t after_seq, std::int64_t last_seq);
  void note_claim(LandNo land);
  const Terrain& terrain();

  Statement heads_;
  std::int64_t last_entry_ = 0;
  Statement the_world_;
  Statement world_;
  Statement claim_;
  Statement land_;
  Statement listing_;
  Statement terms_;
  Statement parcel_;
  Statement pin_;
  Statement unpin_;
  Statement bid_;
  Statement closing_;
  std::optional<Terrain> terrain_;
};

}  // namespace loam::sql
