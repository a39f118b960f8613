#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/query_reader.hpp"
#include "api/json/json_writer.hpp"

namespace loam {

/// Which page of a list whose entries have numbers from 1, and are in the order of these or of a key before them:
/// accounts, rows of a log, listings by price.
struct ListPage {
  std::int64_t limit = 0;
  std::int64_t place = 0;   ///< the number where the last page ended; 0: from the start
  std::int64_t key = 0;     ///< its key, where the list has one
  std::int64_t offset = 0;  ///< entries to pass over first
  std::int64_t total = -1;  ///< counted by the first page, carried by the cursor; -1: to be counted
  std::string filter;       ///< what the list is filtered by, in the list's own bytes
};

/// Reads `limit`, `cursor`, `page` and `offset`. A cursor belongs to its list and carries its filter: no other may
/// stand beside it. Errors are noted in the reader.
/// @param list the list's name, so that no cursor serves another list
/// @param filter what the query's other parameters said; empty for nothing
ListPage read_list_page(http::QueryReader& query, std::string_view list, std::string filter = {});

/// Writes the member `pagination{limit, returned, total, next_cursor}` into an open object.
/// @param next_place the number where this page ended; 0 at the end of the list
/// @param next_key its key, where the list has one
void write_pagination(JsonWriter& json, std::string_view list, const ListPage& page, std::size_t returned,
                      std::int64_t total, std::int64_t next_place, std::int64_t next_key = 0);

}  // namespace loam
