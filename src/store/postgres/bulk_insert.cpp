#include <algorithm>
#include <unordered_map>

#include "store/postgres/session.hpp"

namespace loam::postgres {
namespace {

constexpr Oid kInt8Array = 1016;
constexpr Oid kTextArray = 1009;
constexpr Oid kByteaArray = 1001;

struct ArrayType {
  Oid oid;
  const char* name;
};

ArrayType array_of(Oid element) {
  switch (element) {
    case kInt8: return {kInt8Array, "bigint[]"};
    case kBytea: return {kByteaArray, "bytea[]"};
    case kText: return {kTextArray, "text[]"};
    default: throw Error("a column has a type that this program does not write: " + std::to_string(element));
  }
}

/// What a column's values travel as, and how the server makes them what they are.
struct Sent {
  Oid type;
  const char* cast;
};

Sent sent_as(Oid column) {
  constexpr Oid kVarchar = 1043;
  constexpr Oid kBool = 16;
  constexpr Oid kFloat8 = 701;
  constexpr Oid kTimestamptz = 1184;
  constexpr Oid kNumeric = 1700;
  switch (column) {
    case kVarchar:
      return {kText, ""};  // texts of a bounded length are texts
    // Columns that only imported rows have. They travel as the words that they came with.
    case kBool: return {kText, "::boolean"};
    case kFloat8: return {kText, "::double precision"};
    case kTimestamptz: return {kText, "::timestamptz"};
    case kNumeric: return {kText, "::numeric"};
    default: return {column, ""};
  }
}

constexpr std::uint32_t kNullLength = 0xffffffff;

/// One value of an array: how long it is, and its bytes.
std::string element(std::string_view bytes) { return big_endian(bytes.size(), 4).append(bytes); }

}  // namespace

BulkInsert::BulkInsert(Session& session, std::string_view table, std::string_view columns,
                       const std::vector<std::string_view>& replaced)
    : session_(session), replaces_(!replaced.empty()) {
  const std::string list(columns);
  const Answer shape = session.ask("SELECT " + list + " FROM " + std::string(table) + " LIMIT 0", {});
  // In the list of the SELECT the arrays are walked side by side. In its FROM each would first be written into a table
  // of its own, which is about a fifth of what the server does for a row.
  sql_ = "INSERT INTO " + std::string(table) + " (" + list + ") SELECT ";
  std::vector<Oid> types;
  for (int i = 0; i < PQnfields(shape.get()); ++i) {
    const Sent sent = sent_as(PQftype(shape.get(), i));
    const ArrayType array = array_of(sent.type);
    columns_.push_back(Column{sent.type, {}, {}, false, true});
    types.push_back(array.oid);
    sql_ += (i == 0 ? "unnest($" : ", unnest($") + std::to_string(i + 1) + "::" + array.name + ")" + sent.cast;
  }
  sql_ += sql::on_conflict(columns, replaced);
  name_ = session.prepared(sql_, types);
}

void BulkInsert::bind(int parameter, Oid type, std::string_view bytes) {
  Column& column = columns_.at(static_cast<std::size_t>(parameter) - 1);
  if (column.type != type)
    throw Error("a value of another type than its column: " + std::to_string(parameter) + " in " + sql_);
  column.next = element(bytes);
  column.next_is_null = false;
}

void BulkInsert::bind_integer(int parameter, std::int64_t value) {
  bind(parameter, kInt8, big_endian(static_cast<std::uint64_t>(value), 8));
}

void BulkInsert::bind_text(int parameter, std::string_view text) { bind(parameter, kText, text); }

void BulkInsert::bind_blob(int parameter, std::span<const std::uint8_t> blob) {
  bind(parameter, kBytea, {reinterpret_cast<const char*>(blob.data()), blob.size()});
}

void BulkInsert::bind_null(int parameter) {
  Column& column = columns_.at(static_cast<std::size_t>(parameter) - 1);
  column.next = big_endian(kNullLength, 4);
  column.next_is_null = true;
}

void BulkInsert::run() {
  for (Column& column : columns_) {
    column.values += column.next;
    column.has_null = column.has_null || column.next_is_null;
  }
  if (rows_++ > 0) return;
  if (session_.in_batch()) {
    session_.enqueue(*this);
  } else {
    send();
  }
}

/// A row may replace another only once in one statement.
void BulkInsert::keep_last_of_each_key() {
  const auto count = static_cast<std::size_t>(rows_);
  std::vector<std::vector<std::string_view>> values(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::string_view rest = columns_[c].values;
    for (std::size_t row = 0; row < count; ++row) {
      std::uint32_t length = 0;
      for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<std::uint8_t>(rest[i]);
      const std::size_t size = 4 + (length == kNullLength ? 0 : length);
      values[c].push_back(rest.substr(0, size));
      rest.remove_prefix(size);
    }
  }
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t row = 0; row < count; ++row) last[values[0][row]] = row;
  if (last.size() == count) return;
  std::vector<std::string> kept(columns_.size());
  for (std::size_t row = 0; row < count; ++row) {
    if (last[values[0][row]] != row) continue;
    for (std::size_t c = 0; c < columns_.size(); ++c) kept[c] += values[c][row];
  }
  rows_ = static_cast<std::int32_t>(last.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].values = std::move(kept[c]);
}

void BulkInsert::send() {
  if (replaces_ && rows_ > 1) keep_last_of_each_key();
  std::vector<Parameter> arrays;
  arrays.reserve(columns_.size());
  for (Column& column : columns_) {
    constexpr std::uint64_t kOneDimension = 1;
    constexpr std::uint64_t kFirstIndex = 1;
    std::string array = big_endian(kOneDimension, 4) + big_endian(column.has_null ? 1 : 0, 4) +
                        big_endian(column.type, 4) + big_endian(static_cast<std::uint64_t>(rows_), 4) +
                        big_endian(kFirstIndex, 4);
    array += column.values;
    arrays.push_back({array_of(column.type).oid, std::move(array), false});
  }
  drop();
  session_.send_prepared(name_, arrays);
}

void BulkInsert::drop() noexcept {
  for (Column& column : columns_) {
    column.values.clear();
    column.has_null = false;
  }
  rows_ = 0;
}

}  // namespace loam::postgres
