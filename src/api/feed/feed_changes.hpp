#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "pipeline/pipeline.hpp"
#include "surveillance/alert.hpp"

namespace loam {

/// Rows told in one message; older ones of the same moment are counted, not told. The record has them all.
inline constexpr std::size_t kMaxToldRows = 100;

/// The newest of many, and how many were left out.
template <class T>
struct Newest {
  std::deque<T> items;
  std::size_t omitted = 0;

  void add(T item) {
    if (items.size() == kMaxToldRows) {
      items.pop_front();
      ++omitted;
    }
    items.push_back(std::move(item));
  }
};

/// What some batches have changed, sorted by who wants to know. Points into the batches and keeps them alive.
class FeedChanges {
 public:
  void take(std::shared_ptr<const CommittedBatch> batch, std::vector<Alert> raised);

  std::array<bool, kBiomes> markets{};  ///< whose price, cash or state may have changed
  bool attention = false;
  Newest<const Transaction*> trades;
  std::array<Newest<const Transaction*>, kBiomes> trades_of;
  std::map<AccountNo, Newest<const Transaction*>> accounts;
  Newest<const SafeguardEvent*> safeguards;
  std::vector<Alert> alerts;
  std::vector<const Session*> sessions;
  std::vector<const ApiKey*> keys;
  std::vector<const User*> users;

 private:
  void take_row(const Transaction& row);
  void take_event(const Event& event);

  std::vector<std::shared_ptr<const CommittedBatch>> batches_;
};

}  // namespace loam
