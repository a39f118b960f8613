#include <string>

#include "store/sql/marketplace_rows.hpp"
#include "store/sql/reader.hpp"

namespace loam::sql {
namespace {

/// The bids of one listing, by its chain.
class BidSearch {
 public:
  BidSearch(const Connection& connection, ListingNo listing)
      : connection_(connection),
        bids_(connection.prepare("SELECT " + std::string(kBidColumns) + " FROM listing_bids WHERE entry = ?1")),
        listing_(listing) {}

  /// The listing's bid of this entry; nullopt where the entry is none.
  std::optional<Bid> bid(std::int64_t entry) {
    std::optional<Bid> found;
    if (bids_.with(entry).step()) found = read_bid(bids_);
    bids_.rewind();
    return found && found->listing == listing_ ? found : std::nullopt;
  }

  /// The entry to begin with for the bids before `before_entry` (0: all): where that is a bid of the listing, the one
  /// before it; otherwise the newest, which may be `before_entry` or above. 0 where there is none.
  std::int64_t start(std::int64_t last_bid_entry, std::int64_t before_entry) {
    if (const auto cursor = bid(before_entry)) return cursor->previous_entry;
    if (bid(last_bid_entry)) return last_bid_entry;
    Statement newest =
        connection_.prepare("SELECT entry FROM listing_bids WHERE listing = ?1 ORDER BY entry DESC LIMIT 1");
    return newest.with(listing_).step() ? newest.integer(0) : 0;
  }

 private:
  const Connection& connection_;
  Statement bids_;
  ListingNo listing_;
};

}  // namespace

Result<LogPage<Bid>, Fault> DatabaseReader::bids(ListingNo listing, std::int64_t last_bid_entry,
                                                 std::int64_t before_entry, std::size_t limit) {
  return guarded([&] {
    const DatabaseTransaction moment(connection_, DatabaseTransaction::Kind::read);
    BidSearch search(connection_, listing);
    LogPage<Bid> page;
    for (std::int64_t entry = search.start(last_bid_entry, before_entry); entry > 0;) {
      const auto bid = search.bid(entry);
      if (!bid) throw Error("bid " + std::to_string(entry) + " is missing from its listing's chain");
      entry = bid->previous_entry;
      if (before_entry > 0 && bid->entry >= before_entry) continue;
      if (last_bid_entry > 0 && bid->entry > last_bid_entry) continue;  // who says where the chain begins saw no later
      if (page.rows.size() == limit) {
        if (limit > 0) page.next_before = page.rows.back().first;
        break;
      }
      page.rows.emplace_back(bid->entry, *bid);
    }
    return page;
  });
}

}  // namespace loam::sql
