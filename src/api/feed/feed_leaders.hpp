#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "engine/state.hpp"

namespace loam {

/// Who led each live auction before the entry that comes next: a bid says where it left the auction, not whom it
/// outbid. Memory: about 60 bytes an auction that somebody leads.
class FeedLeaders {
 public:
  /// At a start: walks all listings once.
  void begin(const State& state);

  struct Before {
    AccountNo leader;        ///< before the bid; none: its first, or the bid before was lost to the feed
    bool end_moved = false;  ///< by this bid
  };
  /// Each bid once, in order.
  Before take(const Bid& bid);
  /// Forgets the auction. Gives who led it at its end; none: nobody.
  AccountNo take(const ListingClosed& closed);

 private:
  struct Known {
    AccountNo leader;
    std::int32_t extensions = 0;
    std::int64_t entry = 0;  ///< of the last bid
  };
  struct ListingHash {
    std::size_t operator()(ListingNo listing) const { return listing.value * 0x9E3779B97F4A7C15ULL; }
  };

  std::unordered_map<ListingNo, Known, ListingHash> known_;
};

}  // namespace loam
