#include "store/postgres/connection.hpp"

#include <algorithm>
#include <array>

namespace loam::postgres {
namespace {

/// PostgreSQL writes $1 where SQLite writes ?1.
std::string dollars(std::string_view sql) {
  std::string text(sql);
  std::replace(text.begin(), text.end(), '?', '$');
  return text;
}

/// Taking the row's lock first, a batch waits for whoever has it, and sees what became of the lease.
constexpr const char* kUseLease =
    "UPDATE writer_lease SET epoch = CASE WHEN epoch = $1 AND batch = $2 THEN epoch ELSE -1 END, batch = batch + 1,"
    " expires_at = clock_timestamp() + $3 * interval '1 millisecond'";

std::int64_t read_integer(std::string_view bytes) {
  std::int64_t value = bytes.empty() || static_cast<std::int8_t>(bytes[0]) >= 0 ? 0 : -1;
  for (const char byte : bytes)
    value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << 8 | static_cast<std::uint8_t>(byte));
  return value;
}

/// What statements of both kinds share: values on their way, and the rows that came.
class Rows : public sql::DatabaseStatement {
 public:
  Rows(Session& session, std::string sql) : session_(session), sql_(std::move(sql)) {}

  void bind_integer(int parameter, std::int64_t value) override {
    bind(parameter, kInt8, big_endian(static_cast<std::uint64_t>(value), 8));
  }
  void bind_text(int parameter, std::string_view text) override { bind(parameter, kText, std::string(text)); }
  void bind_blob(int parameter, std::span<const std::uint8_t> blob) override {
    bind(parameter, kBytea, {reinterpret_cast<const char*>(blob.data()), blob.size()});
  }
  void bind_null(int parameter) override { bind(parameter, kInt8, {}, true); }

  void run() override { session_.run(sql_, parameters_); }

  [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(answer_.get(), row_, column) == 1; }
  [[nodiscard]] std::int64_t integer(int column) const override { return read_integer(text(column)); }
  [[nodiscard]] std::string_view text(int column) const override {
    return {PQgetvalue(answer_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
  }
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const override {
    const std::string_view bytes = text(column);
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  }

 protected:
  bool next_of(Answer answer) {
    answer_ = std::move(answer);
    row_ = 0;
    return PQntuples(answer_.get()) > 0;
  }
  bool next_row() { return ++row_ < PQntuples(answer_.get()); }
  void forget_rows() { answer_.reset(); }

  Session& session_;
  std::string sql_;
  std::vector<Parameter> parameters_;
  Answer answer_;
  int row_ = 0;

 private:
  void bind(int parameter, Oid type, std::string bytes, bool null = false) {
    const auto index = static_cast<std::size_t>(parameter) - 1;
    if (parameters_.size() <= index) parameters_.resize(index + 1);
    parameters_[index] = {type, std::move(bytes), null};
  }
};

/// The whole answer at once.
class WholeAnswer final : public Rows {
 public:
  using Rows::Rows;

  bool step() override { return answer_ ? next_row() : next_of(session_.ask(sql_, parameters_)); }
  void rewind() override { forget_rows(); }
};

/// The answer in portions, through a cursor of the server's. It ends with its transaction.
class PortionedAnswer final : public Rows {
 public:
  using Rows::Rows;

  bool step() override {
    if (cursor_.empty()) {
      cursor_ = session_.unused_name("c");
      session_.run("DECLARE " + cursor_ + " NO SCROLL CURSOR FOR " + sql_, parameters_);
    } else if (next_row()) {
      return true;
    } else if (PQntuples(answer_.get()) < kPortion) {
      return false;
    }
    return next_of(session_.ask("FETCH " + std::to_string(kPortion) + " FROM " + cursor_, {}));
  }
  void rewind() override { throw Error("an answer in portions is read once"); }

 private:
  static constexpr int kPortion = 10'000;

  std::string cursor_;
};

/// A moment goes as ISO 8601 in UTC, yes and no as 1 and 0, other numbers as text with all their digits.
sql::Column column_of(const std::string& name, const std::string& type) {
  using Form = sql::Column::Form;
  if (type == "bigint") return {name, Form::integer, name, {}};
  if (type == "bytea") return {name, Form::blob, name, {}};
  if (type == "text") return {name, Form::text, name, {}};
  if (type == "boolean") return {name, Form::integer, "CAST(CAST(" + name + " AS INTEGER) AS BIGINT)", "? <> 0"};
  const std::string kept = "CAST(CAST(? AS TEXT) AS " + type + ")";
  if (type != "timestamp with time zone") return {name, Form::text, "CAST(" + name + " AS TEXT)", kept};
  // Milliseconds where that is all there is, as everywhere in the house.
  const std::string digits = "to_char(" + name + R"( AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))";
  return {name, Form::text, "regexp_replace(" + digits + ", '000$', '') || 'Z'", kept};
}

/// Every constraint of ours is checked at once.
class NoSchemaStep final : public sql::SchemaStep {
 public:
  void check_references(const std::string&) const override {}
};

}  // namespace

Connection::Connection(const std::string& url, const std::string& name, Target target, Patience patience)
    : session_(std::make_unique<Session>(url, name, target == Target::writable ? "read-write" : "any", patience)) {}

sql::Statement Connection::prepare(std::string_view sql) const {
  return sql::Statement(std::make_unique<WholeAnswer>(*session_, dollars(sql)));
}

sql::Statement Connection::stream(std::string_view sql) const {
  return sql::Statement(std::make_unique<PortionedAnswer>(*session_, dollars(sql)));
}

sql::Statement Connection::insert(std::string_view table, std::string_view columns,
                                  const std::vector<std::string_view>& replaced) const {
  return sql::Statement(std::make_unique<BulkInsert>(*session_, table, columns, replaced));
}

bool Connection::has_table(std::string_view name) const {
  sql::Statement statement =
      prepare("SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?1");
  return statement.with(name).step();
}

std::vector<std::string> Connection::tables() const {
  std::vector<std::string> names;
  sql::Statement rows = prepare(
      "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relnamespace = CAST(current_schema() AS REGNAMESPACE)"
      " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname");
  while (rows.step()) names.push_back(rows.text(0));
  return names;
}

std::vector<sql::Column> Connection::columns(std::string_view table) const {
  std::vector<sql::Column> columns;
  sql::Statement rows = prepare(
      "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns"
      " WHERE table_schema = current_schema() AND table_name = ?1 ORDER BY ordinal_position");
  rows.with(table);
  while (rows.step()) columns.push_back(column_of(rows.text(0), rows.text(1)));
  return columns;
}

void Connection::begin(Kind kind) const {
  if (kind == Kind::read) return execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  if (kind == Kind::write) return execute("BEGIN");
  session_->begin_batch();
  if (!is_fenced()) return;
  prepare(kUseLease).with(fence_->epoch, fence_->batch, fence_->lease.ms).run();
}

void Connection::rollback() const noexcept {
  room_until_.reset();
  session_->abandon();
}

void Connection::make_room(Time at) const {
  if (room_until_ && at < *room_until_) return;
  sql::Statement room = prepare("SELECT make_room(?1)");
  room.with(at).step();
  room_until_ = room.time(0);
}

void Connection::put_up_fence(const Fence& fence) {
  *fence_ = fence;
  // Read and planned once: in a small batch that would be a good part of the server's work.
  session_->prepared(kUseLease, std::array{kInt8, kInt8, kInt8});
}

void Connection::commit() const {
  if (!session_->in_batch()) return execute("COMMIT");
  session_->end_batch();
  ++fence_->batch;
}

std::unique_ptr<sql::SchemaStep> Connection::schema_step() const { return std::make_unique<NoSchemaStep>(); }

}  // namespace loam::postgres
