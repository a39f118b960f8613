#pragma once

#include <cstdint>

#include "store/store.hpp"

namespace loam {

/// Bit n is set where the filter lets type n through.
std::int64_t types_of(const RecordFilter& filter);
bool matches(const RecordFilter& filter, const Transaction& row);

/// Nothing is filtered but, perhaps, by account.
bool filters_nothing_else(const RecordFilter& filter);
/// Nothing is filtered but, perhaps, by time.
bool filters_time_only(const RecordFilter& filter);

inline bool names(const Transaction& row, AccountNo account) { return row.buyer == account || row.seller == account; }
/// The row before this one that names the account; this row's number among them.
inline std::int64_t previous_of(const Transaction& row, AccountNo account) {
  return row.buyer == account ? row.buyer_previous_seq : row.seller_previous_seq;
}
inline std::int64_t number_of(const Transaction& row, AccountNo account) {
  return row.buyer == account ? row.buyer_row : row.seller_row;
}

}  // namespace loam
