#include "api/admin_paging.hpp"

#include <algorithm>
#include <utility>

#include "api/record_query.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::uint8_t kCursorVersion = 2;

std::string write_cursor(std::string_view list, const ListPage& page) {
  ByteWriter out;
  out.u8(kCursorVersion);
  out.text(list);
  out.i64(page.limit);
  out.i64(page.place);
  out.i64(page.key);
  out.i64(page.total);
  out.text(page.filter);
  return to_hex(out.bytes());
}

std::optional<ListPage> parse_cursor(std::string_view list, std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  ListPage page;
  if (in.u8() != kCursorVersion || in.text() != list) return std::nullopt;
  page.limit = in.i64();
  page.place = in.i64();
  page.key = in.i64();
  page.total = in.i64();
  page.filter = in.text();
  const bool sane = in.ok() && in.at_end() && page.limit >= 1 && page.limit <= kMaxPage && page.place > 0;
  return sane ? std::optional(std::move(page)) : std::nullopt;
}

}  // namespace

ListPage read_list_page(http::QueryReader& query, std::string_view list, std::string filter) {
  ListPage page;
  const auto limit = query.integer("limit", {1, kMaxPage});
  const auto offset = query.integer("offset", {0, kMaxOffset});
  const auto number = query.integer("page", {1, kMaxOffset});
  if (const auto cursor = query.raw("cursor")) {
    auto carried = parse_cursor(list, *cursor);
    if (!carried) query.refuse("cursor", "malformed", "This is no cursor of this list.");
    const bool agrees = filter.empty() || (carried && carried->filter == filter);
    if (!agrees || offset || number) {
      query.refuse("cursor", "combined", "The cursor carries filters and place: nothing else may stand beside it.");
    }
    if (carried) page = std::move(*carried);
  } else {
    page.filter = std::move(filter);
    page.limit = kDefaultPage;
  }
  if (limit) page.limit = *limit;
  if (offset) page.offset = *offset;
  if (number) page.offset = (*number - 1) * page.limit;
  if (page.offset > kMaxOffset) {
    query.refuse("page", "out_of_range", "Pages go 10000 entries deep: use the cursor beyond.");
  }
  return page;
}

void write_pagination(JsonWriter& json, std::string_view list, const ListPage& page, std::size_t returned,
                      std::int64_t total, std::int64_t next_place, std::int64_t next_key) {
  json.key("pagination")
      .begin_object()
      .member("limit", page.limit)
      .member("returned", returned)
      .member("total", total)
      .key("next_cursor");
  if (next_place == 0) {
    json.value(nullptr);
  } else {
    json.value(write_cursor(list, {page.limit, next_place, next_key, 0, total, page.filter}));
  }
  json.end_object();
}

}  // namespace loam
