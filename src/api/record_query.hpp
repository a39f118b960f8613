#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/query_reader.hpp"
#include "store/store.hpp"

namespace loam {

inline constexpr std::int64_t kMaxPage = 500;
inline constexpr std::int64_t kDefaultPage = 50;
inline constexpr std::int64_t kMaxOffset = 10'000;  // deeper pages take the cursor, whose cost does not grow

/// Which rows a client wants, and from where on.
struct RecordQuery {
  RecordFilter filter;
  // Asked for by their ids; the handler puts their numbers into the filter. No user: see there.
  std::optional<Uuid> user_id;
  std::optional<Uuid> land_id;
  std::optional<Uuid> listing_id;
  std::int64_t before_seq = 0;
  std::int64_t limit = kDefaultPage;
  std::int64_t offset = 0;
  std::int64_t total = -1;  ///< counted by the first page, carried by the cursor; -1: to be counted
};

/// Reads `user_id`, `transaction_source`, `transaction_type`, `biome`, `land_id`, `listing_id`, `from`, `to`,
/// `min_amount_bdt`, `max_amount_bdt`, `limit`, `cursor`, `page`, `offset`. A cursor carries the filters: the same may
/// stand beside it, others not. Errors are noted in the reader.
RecordQuery read_record_query(http::QueryReader& query);

/// Opaque to clients; nothing in it is trusted beyond being a filter.
std::string write_cursor(const RecordQuery& query, std::int64_t before_seq, std::int64_t total);

}  // namespace loam
