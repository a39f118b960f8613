#include "store/record_filter.hpp"

#include <algorithm>

namespace loam {
namespace {

constexpr TransactionType kFirstType = TransactionType::topup;
constexpr TransactionType kLastType = TransactionType::transfer;

bool is_of_account(const RecordFilter& filter, const Transaction& row) {
  if (!filter.account) return true;
  // Who says where the chain begins has seen no later row.
  return names(row, *filter.account) && (filter.account_last_seq == 0 || row.seq <= filter.account_last_seq);
}

/// By what stands in the row, its time and parties aside.
bool filters_content(const RecordFilter& filter) {
  return filter.source || filter.type || filter.biome || filter.land || filter.listing || filter.min_amount ||
         filter.max_amount;
}

bool is_of_sale(const RecordFilter& filter, const Transaction& row) {
  if (filter.listing && (!row.listing.exists() || row.listing != *filter.listing)) return false;
  return !filter.land || std::find(row.lands.begin(), row.lands.end(), *filter.land) != row.lands.end();
}

}  // namespace

std::int64_t types_of(const RecordFilter& filter) {
  std::int64_t types = 0;
  for (int number = static_cast<int>(kFirstType); number <= static_cast<int>(kLastType); ++number) {
    const auto type = static_cast<TransactionType>(number);
    if (filter.type && *filter.type != type) continue;
    if (filter.source && *filter.source != source_of(type)) continue;
    types |= std::int64_t{1} << number;
  }
  return types;
}

bool matches(const RecordFilter& filter, const Transaction& row) {
  return is_of_account(filter, row) && is_of_sale(filter, row) &&
         (!filter.source || source_of(row.type) == *filter.source) && (!filter.type || row.type == *filter.type) &&
         (!filter.biome || row.biome == filter.biome) && (!filter.from || row.at >= *filter.from) &&
         (!filter.to || row.at < *filter.to) && (!filter.min_amount || row.amount >= *filter.min_amount) &&
         (!filter.max_amount || row.amount <= *filter.max_amount);
}

bool filters_time_only(const RecordFilter& filter) { return !filter.account && !filters_content(filter); }

bool filters_nothing_else(const RecordFilter& filter) { return !filters_content(filter) && !filter.from && !filter.to; }

}  // namespace loam
