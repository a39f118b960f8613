#include "store/sqlite/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace loam::sqlite {
namespace {

// A reader that opens while another process recovers the log waits this long; readers never wait for commits.
constexpr int kBusyTimeoutMs = 5'000;
// Pages of the log before they are carried into the database, 64 MiB. The default of 1,000 makes one commit in twenty
// pay for a checkpoint; once the file is large, those dominate everything else.
constexpr int kWalAutocheckpointPages = 16'384;
// What the log keeps of its size after a long reader made it grow.
constexpr std::int64_t kWalSizeLimitBytes = 256LL * 1024 * 1024;
// Commits touch the last pages of a few tables; what a writer needs fits easily. KiB, hence negative for SQLite.
constexpr int kWriterCacheKib = 16 * 1024;
// A page of an account's rows jumps through the record, and its inner pages are worth keeping.
constexpr int kReaderCacheKib = 8 * 1024;
// Readers see the file through the page cache without copying. A writer does not: an unreadable sector has to be an
// error it can report, not a signal.
constexpr std::int64_t kReaderMmapBytes = 1024LL * 1024 * 1024;

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
  throw Error(what + " " + path.string() + ": " + std::strerror(errno));
}

/// SQLite gives the log and its index the permissions of the database, so the database alone has to be right from the
/// start.
void make_private_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    if (errno == EEXIST) return;
    fail("cannot make", file);
  }
  ::close(descriptor);
}

/// One prepared statement.
class Statement final : public sql::DatabaseStatement {
 public:
  Statement(sqlite3* database, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) throw Error(std::string(sqlite3_errmsg(database)) + " in: " + std::string(sql));
  }

  void bind_integer(int parameter, std::int64_t value) override { check(sqlite3_bind_int64(get(), parameter, value)); }

  void bind_text(int parameter, std::string_view text) override {
    const char* data = text.empty() ? "" : text.data();
    check(sqlite3_bind_text(get(), parameter, data, static_cast<int>(text.size()), SQLITE_STATIC));
  }

  void bind_blob(int parameter, std::span<const std::uint8_t> blob) override {
    const void* data = blob.empty() ? "" : static_cast<const void*>(blob.data());  // a null pointer would be NULL
    check(sqlite3_bind_blob(get(), parameter, data, static_cast<int>(blob.size()), SQLITE_STATIC));
  }

  void bind_null(int parameter) override { check(sqlite3_bind_null(get(), parameter)); }

  bool step() override {
    const int code = sqlite3_step(get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) check(code);
    return false;
  }

  void run() override {
    while (step()) {
    }
    rewind();
  }

  void rewind() override { sqlite3_reset(get()); }

  [[nodiscard]] bool is_null(int column) const override { return sqlite3_column_type(get(), column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(get(), column); }

  [[nodiscard]] std::string_view text(int column) const override {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
  }

  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const override {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }

  void check(int code) const {
    if (code == SQLITE_OK) return;
    sqlite3* database = sqlite3_db_handle(get());
    throw Error(std::string(sqlite3_errmsg(database)) + " (" + std::to_string(sqlite3_extended_errcode(database)) +
                ")");
  }

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Steps rename tables that others refer to; what has to hold is that every reference is good at the step's end.
class ForeignKeysAtEnd final : public sql::SchemaStep {
 public:
  explicit ForeignKeysAtEnd(const Connection& connection) : connection_(connection) {
    connection_.execute("PRAGMA foreign_keys = OFF");
  }
  ForeignKeysAtEnd(const ForeignKeysAtEnd&) = delete;
  ForeignKeysAtEnd& operator=(const ForeignKeysAtEnd&) = delete;
  ~ForeignKeysAtEnd() override {
    sqlite3_exec(connection_.get(), "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  }

  void check_references(const std::string& step) const override {
    sql::Statement broken = connection_.prepare("PRAGMA foreign_key_check");
    if (broken.step()) throw Error(step + " leaves rows of " + broken.text(0) + " that refer to nothing");
  }

 private:
  const Connection& connection_;
};

}  // namespace

Connection::Connection(const std::filesystem::path& file, Access access) {
  if (access != Access::read) make_private_file(file);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) {
    throw Error("cannot open " + file.string() + ": " + (database != nullptr ? sqlite3_errmsg(database) : "no memory"));
  }
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, kBusyTimeoutMs);
  if (access == Access::copy) return;
  if (access == Access::write) {
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA wal_autocheckpoint = " +
        std::to_string(kWalAutocheckpointPages) +
        ";"
        "PRAGMA journal_size_limit = " +
        std::to_string(kWalSizeLimitBytes) +
        ";"
        "PRAGMA cache_size = -" +
        std::to_string(kWriterCacheKib) + ";");
  } else {
    // A reader leaves the database as it found it, also when it is the last to close.
    sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    execute("PRAGMA query_only = ON; PRAGMA cache_size = -" + std::to_string(kReaderCacheKib) +
            ";"
            "PRAGMA mmap_size = " +
            std::to_string(kReaderMmapBytes) + ";");
  }
}

void Connection::execute(const std::string& sql) const {
  char* message = nullptr;
  if (sqlite3_exec(get(), sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
  const std::string what = message != nullptr ? message : sqlite3_errmsg(get());
  sqlite3_free(message);
  throw Error(what);
}

sql::Statement Connection::prepare(std::string_view sql) const {
  return sql::Statement(std::make_unique<Statement>(get(), sql));
}

sql::Statement Connection::insert(std::string_view table, std::string_view columns,
                                  const std::vector<std::string_view>& replaced) const {
  std::string sql = "INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES (?";
  for (auto rest = std::count(columns.begin(), columns.end(), ','); rest > 0; --rest) sql += ", ?";
  sql += ')';
  return prepare(sql + sql::on_conflict(columns, replaced));
}

void Connection::leave_triggers_to_others() const {
  const int code = sqlite3_db_config(get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  if (code != SQLITE_OK) throw Error(std::string("cannot set up the connection: ") + sqlite3_errstr(code));
}

bool Connection::has_table(std::string_view name) const {
  sql::Statement statement = prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
  return statement.with(name).step();
}

std::vector<std::string> Connection::tables() const {
  std::vector<std::string> names;
  sql::Statement rows = prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      " ORDER BY name");
  while (rows.step()) names.push_back(rows.text(0));
  return names;
}

/// A number that may have a fraction goes as text with all its digits.
std::vector<sql::Column> Connection::columns(std::string_view table) const {
  using Form = sql::Column::Form;
  std::vector<sql::Column> columns;
  sql::Statement rows = prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid");
  rows.with(table);
  while (rows.step()) {
    const std::string name = rows.text(0);
    const std::string type = rows.text(1);
    if (type == "INTEGER" || type == "BLOB") {
      columns.push_back({name, type == "BLOB" ? Form::blob : Form::integer, name, {}});
    } else if (type == "REAL" || type == "NUMERIC") {
      const std::string told = "CASE typeof(" + name + ") WHEN 'real' THEN printf('%!.17g', " + name + ") ELSE CAST(" +
                               name + " AS TEXT) END";
      columns.push_back({name, Form::text, told, {}});
    } else {
      columns.push_back({name, Form::text, name, {}});
    }
  }
  return columns;
}

void Connection::begin(Kind kind) const { execute(kind == Kind::read ? "BEGIN" : "BEGIN IMMEDIATE"); }

void Connection::commit() const { execute("COMMIT"); }

void Connection::rollback() const noexcept {
  // Some failures have ended the transaction already; then there is nothing to take back.
  sqlite3_exec(get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::unique_ptr<sql::SchemaStep> Connection::schema_step() const { return std::make_unique<ForeignKeysAtEnd>(*this); }

}  // namespace loam::sqlite
