#include "api/record_query.hpp"

#include "api/biomes.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::uint8_t kCursorVersion = 2;

constexpr Word<TransactionSource> kSourceWords[] = {{"marketplace", TransactionSource::marketplace},
                                                    {"biome", TransactionSource::biome},
                                                    {"wallet", TransactionSource::wallet}};
constexpr Word<TransactionType> kTypeWords[] = {{"TOPUP", TransactionType::topup},
                                                {"ADJUSTMENT", TransactionType::adjustment},
                                                {"GRANT", TransactionType::grant},
                                                {"MARKET_SEED", TransactionType::market_seed},
                                                {"BIOME_BUY", TransactionType::biome_buy},
                                                {"BIOME_SELL", TransactionType::biome_sell},
                                                {"AUCTION", TransactionType::auction},
                                                {"BUY_NOW", TransactionType::buy_now},
                                                {"FIXED_PRICE", TransactionType::fixed_price},
                                                {"TRANSFER", TransactionType::transfer}};

void put(ByteWriter& out, std::optional<std::int64_t> value) {
  out.u8(value ? 1 : 0);
  if (value) out.i64(*value);
}

void put(ByteWriter& out, const std::optional<Uuid>& id) {
  out.u8(id ? 1 : 0);
  if (id) out.raw(id->bytes);
}

std::optional<Uuid> get_id(ByteReader& in) {
  if (in.u8() == 0) return std::nullopt;
  Uuid id;
  for (std::uint8_t& byte : id.bytes) byte = in.u8();
  return id;
}

std::optional<std::int64_t> get(ByteReader& in) { return in.u8() != 0 ? std::optional(in.i64()) : std::nullopt; }

template <class T>
std::optional<std::int64_t> number(const std::optional<T>& value) {
  return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

std::optional<std::int64_t> number(const std::optional<Time>& value) {
  return value ? std::optional(value->ms) : std::nullopt;
}

std::optional<std::int64_t> number(const std::optional<Money>& value) {
  return value ? std::optional(value->paisa) : std::nullopt;
}

/// nullopt where the number is none of the enumeration's.
template <class T>
bool take_enum(ByteReader& in, std::int64_t min, std::int64_t max, std::optional<T>& out) {
  const auto value = get(in);
  if (value && (*value < min || *value > max)) return false;
  if (value) out = static_cast<T>(*value);
  return true;
}

std::optional<RecordQuery> parse_cursor(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  RecordQuery query;
  if (in.u8() != kCursorVersion) return std::nullopt;
  query.before_seq = in.i64();
  query.total = in.i64();
  query.limit = in.i64();
  query.user_id = get_id(in);
  query.land_id = get_id(in);
  query.listing_id = get_id(in);
  RecordFilter& filter = query.filter;
  if (!take_enum(in, 0, 2, filter.source) || !take_enum(in, 1, 10, filter.type) || !take_enum(in, 0, 6, filter.biome)) {
    return std::nullopt;
  }
  if (const auto from = get(in)) filter.from = Time{*from};
  if (const auto to = get(in)) filter.to = Time{*to};
  if (const auto min = get(in)) filter.min_amount = Money{*min};
  if (const auto max = get(in)) filter.max_amount = Money{*max};
  const bool sane = in.ok() && in.at_end() && query.before_seq > 0 && query.limit >= 1 && query.limit <= kMaxPage;
  return sane ? std::optional(query) : std::nullopt;
}

/// Whether what a client sends beside a cursor says the same as the cursor.
template <class T>
bool agrees(const std::optional<T>& sent, const std::optional<T>& carried) {
  return !sent || sent == carried;
}

bool agrees(const RecordQuery& sent, const RecordQuery& carried) {
  const RecordFilter& a = sent.filter;
  const RecordFilter& b = carried.filter;
  return agrees(sent.user_id, carried.user_id) && agrees(sent.land_id, carried.land_id) &&
         agrees(sent.listing_id, carried.listing_id) && agrees(a.source, b.source) && agrees(a.type, b.type) &&
         agrees(a.biome, b.biome) && agrees(a.from, b.from) && agrees(a.to, b.to) &&
         agrees(a.min_amount, b.min_amount) && agrees(a.max_amount, b.max_amount);
}

void read_filter(http::QueryReader& query, RecordQuery& read) {
  read.user_id = query.uuid("user_id");
  read.filter.source = query.word("transaction_source", kSourceWords);
  read.filter.type = query.word("transaction_type", kTypeWords);
  read.filter.biome = query.word("biome", kBiomeWords);
  read.land_id = query.uuid("land_id");
  read.listing_id = query.uuid("listing_id");
  read.filter.from = query.time("from");
  read.filter.to = query.time("to");
  read.filter.min_amount = query.money("min_amount_bdt");
  read.filter.max_amount = query.money("max_amount_bdt");
}

}  // namespace

RecordQuery read_record_query(http::QueryReader& query) {
  RecordQuery read;
  read_filter(query, read);
  const auto limit = query.integer("limit", {1, kMaxPage});
  const auto offset = query.integer("offset", {0, kMaxOffset});
  const auto page = query.integer("page", {1, kMaxOffset});
  const auto cursor = query.raw("cursor");
  if (cursor) {
    const auto carried = parse_cursor(*cursor);
    if (!carried) query.refuse("cursor", "malformed", "This is no cursor of this list.");
    if (offset || page || (carried && !agrees(read, *carried))) {
      query.refuse("cursor", "combined", "The cursor carries filters and place: nothing else may stand beside it.");
    }
    if (carried) read = *carried;
  }
  if (limit) read.limit = *limit;
  if (offset) read.offset = *offset;
  if (page) read.offset = (*page - 1) * read.limit;
  if (read.offset > kMaxOffset) {
    query.refuse("page", "out_of_range", "Pages go 10000 rows deep: use the cursor beyond.");
  }
  return read;
}

std::string write_cursor(const RecordQuery& query, std::int64_t before_seq, std::int64_t total) {
  ByteWriter out;
  out.u8(kCursorVersion);
  out.i64(before_seq);
  out.i64(total);
  out.i64(query.limit);
  put(out, query.user_id);
  put(out, query.land_id);
  put(out, query.listing_id);
  put(out, number(query.filter.source));
  put(out, number(query.filter.type));
  put(out, number(query.filter.biome));
  put(out, number(query.filter.from));
  put(out, number(query.filter.to));
  put(out, number(query.filter.min_amount));
  put(out, number(query.filter.max_amount));
  return to_hex(out.bytes());
}

}  // namespace loam
