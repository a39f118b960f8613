#include "store/sql/marketplace_writer.hpp"

#include <string>

#include "store/sql/marketplace_rows.hpp"

namespace loam::sql {

MarketplaceWriter::MarketplaceWriter(const Connection& connection)
    : heads_(connection.prepare("SELECT entry FROM marketplace_heads")),
      the_world_(connection.prepare("SELECT " + std::string(kWorldColumns) + " FROM worlds")),
      world_(connection.insert("worlds", kWorldColumns)),
      claim_(connection.insert("claimed_lands", "land, biome, elevation_thousandths")),
      land_(connection.insert("record_lands", "seq, place, land")),
      listing_(connection.insert("record_listings", "seq, listing")),
      terms_(connection.insert("listing_terms", kTermsColumns)),
      parcel_(connection.insert("listing_parcels", "listing, place, land")),
      pin_(connection.insert("listed_lands", "land, listing")),
      unpin_(connection.prepare(
          "DELETE FROM listed_lands WHERE land IN (SELECT land FROM listing_parcels WHERE listing = ?1)")),
      bid_(connection.insert("listing_bids", kBidColumns)),
      closing_(connection.insert("listing_closings", kClosingColumns)) {}

void MarketplaceWriter::begin_batch() {
  heads_.step();
  last_entry_ = heads_.integer(0);
  heads_.rewind();
}

void MarketplaceWriter::take_place(std::int64_t entry, std::int64_t after_seq, std::int64_t last_seq) {
  if (entry != last_entry_ + 1) throw Error("the journal of the marketplace has no gap and no second row of an entry");
  if (after_seq != last_seq) throw Error("an entry of the marketplace names another row than the last on record");
  last_entry_ = entry;
}

void MarketplaceWriter::write(const World& world) {
  bind_world(world_, world);
  world_.run();
}

void MarketplaceWriter::write(const ListingOpened& opened, std::int64_t last_seq) {
  take_place(opened.entry, opened.after_seq, last_seq);
  bind_opened(terms_, opened);
  terms_.run();
  const ListingNo number = opened.terms->number;
  std::int64_t place = 0;
  for (const LandNo land : opened.terms->lands) {
    parcel_.with(number, place++, land).run();
    pin_.with(land, number).run();
  }
}

void MarketplaceWriter::write(const Bid& bid, std::int64_t last_seq) {
  take_place(bid.entry, bid.after_seq, last_seq);
  bind_bid(bid_, bid);
  bid_.run();
}

void MarketplaceWriter::write(const ListingClosed& closed, std::int64_t last_seq) {
  take_place(closed.entry, closed.after_seq, last_seq);
  bind_closed(closing_, closed);
  closing_.run();
  unpin_.with(closed.listing).run();
}

void MarketplaceWriter::write_lands(const loam::Transaction& row) {
  if (row.listing.exists()) listing_.with(row.seq, row.listing).run();
  std::int64_t place = 0;
  for (const LandNo land : row.lands) {
    land_.with(row.seq, place++, land).run();
    if (!row.seller.exists()) note_claim(land);
  }
}

void MarketplaceWriter::note_claim(LandNo land) {
  const Terrain& map = terrain();
  claim_.with(land, map.biome(land), map.elevation(land)).run();
}

const Terrain& MarketplaceWriter::terrain() {
  if (!terrain_) {
    if (!the_world_.step()) throw Error("land changes hands in a world that was not made");
    terrain_.emplace(read_world(the_world_));
    the_world_.rewind();
  }
  return *terrain_;
}

}  // namespace loam::sql
