#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "api/feed/feed_leaders.hpp"
#include "pipeline/pipeline.hpp"
#include "surveillance/alert.hpp"

namespace loam {

/// Rows told in one message; older ones of the same moment are counted, not told. The record has them all.
inline constexpr std::size_t kMaxToldRows = 100;

/// The newest of many, and how many were left out.
template <class T>
struct Newest {
  std::vector<T> items;  // a deque would take half a kilobyte for each account
  std::size_t omitted = 0;

  void add(T item) {
    if (items.size() == kMaxToldRows) {
      items.erase(items.begin());
      ++omitted;
    }
    items.push_back(std::move(item));
  }
};

/// What became of a listing; of several things at once the last in this order is told, for it says the most.
enum class ListingNews : std::uint8_t { opened, bid, end_moved, closed };

/// What some batches have changed, sorted by who wants to know. Points into the batches and keeps them alive.
class FeedChanges {
 public:
  /// @param leaders before the batch; afterwards they are those after it
  void take(std::shared_ptr<const CommittedBatch> batch, std::vector<Alert> raised, FeedLeaders& leaders);

  std::array<bool, kBiomes> markets{};  ///< whose price, cash or state may have changed
  bool attention = false;
  Newest<const Transaction*> trades;
  std::array<Newest<const Transaction*>, kBiomes> trades_of;
  std::map<AccountNo, Newest<const Transaction*>> accounts;  ///< without rows: only what it holds has changed
  std::map<ListingNo, ListingNews> listings;
  std::map<ListingNo, AccountNo> buyers;  ///< of the listings that were sold
  /// Who does not lead any more, or never came to lead, by the last bid that told him so.
  std::map<std::pair<AccountNo, ListingNo>, const Bid*> outbid;
  std::vector<const std::vector<LandNo>*> lands;  ///< whose owner or listing has changed; not those of unsold listings
  Newest<const SafeguardEvent*> safeguards;
  std::vector<Alert> alerts;
  std::vector<const Session*> sessions;
  std::vector<const ApiKey*> keys;
  std::vector<const User*> users;

 private:
  void take_row(const Transaction& row);
  void take_event(const Event& event);
  bool take_entry(const Event& event, FeedLeaders& leaders);
  void take_bid(const Bid& bid, const FeedLeaders::Before& before);
  void note(ListingNo listing, ListingNews news);

  std::vector<std::shared_ptr<const CommittedBatch>> batches_;
};

}  // namespace loam
