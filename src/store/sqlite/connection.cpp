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

}  // namespace

std::string insert_into(std::string_view table, std::string_view columns) {
  std::string sql = "INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES (?";
  for (auto rest = std::count(columns.begin(), columns.end(), ','); rest > 0; --rest) sql += ", ?";
  return sql + ")";
}

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) throw Error(std::string(sqlite3_errmsg(database)) + " in: " + std::string(sql));
}

void Statement::check(int code) const {
  if (code == SQLITE_OK) return;
  sqlite3* database = sqlite3_db_handle(get());
  throw Error(std::string(sqlite3_errmsg(database)) + " (" + std::to_string(sqlite3_extended_errcode(database)) + ")");
}

void Statement::bind_integer(int parameter, std::int64_t value) { check(sqlite3_bind_int64(get(), parameter, value)); }

void Statement::bind(int parameter, std::optional<Biome> biome) {
  biome ? bind(parameter, *biome) : bind_null(parameter);
}

void Statement::bind(int parameter, std::string_view text) {
  const char* data = text.empty() ? "" : text.data();
  check(sqlite3_bind_text(get(), parameter, data, static_cast<int>(text.size()), SQLITE_STATIC));
}

void Statement::bind(int parameter, std::span<const std::uint8_t> blob) {
  const void* data = blob.empty() ? "" : static_cast<const void*>(blob.data());  // a null pointer would be NULL
  check(sqlite3_bind_blob(get(), parameter, data, static_cast<int>(blob.size()), SQLITE_STATIC));
}

void Statement::bind_null(int parameter) { check(sqlite3_bind_null(get(), parameter)); }

bool Statement::step() {
  const int code = sqlite3_step(get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
  rewind();
}

void Statement::rewind() { sqlite3_reset(get()); }

std::optional<Biome> Statement::biome(int column) const {
  if (is_null(column)) return std::nullopt;
  return number<Biome>(column);
}

Digest Statement::digest(int column) const {
  const auto bytes = blob(column);
  Digest digest{};
  if (bytes.size() != digest.size()) throw Error("a stored hash has " + std::to_string(bytes.size()) + " bytes");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

Uuid Statement::uuid(int column) const {
  const std::string stored = text(column);
  if (stored.empty()) return {};
  const auto id = parse_uuid(stored);
  if (!id) throw Error("a stored id is none: " + stored);
  return *id;
}

std::string Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
}

std::span<const std::uint8_t> Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(get(), column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
}

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

std::optional<std::int64_t> Connection::integer(std::string_view sql) const {
  Statement statement = prepare(sql);
  if (!statement.step() || statement.is_null(0)) return std::nullopt;
  return statement.integer(0);
}

void Connection::leave_triggers_to_others() const {
  const int code = sqlite3_db_config(get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  if (code != SQLITE_OK) throw Error(std::string("cannot set up the connection: ") + sqlite3_errstr(code));
}

bool Connection::has_table(std::string_view name) const {
  Statement statement = prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
  return statement.with(name).step();
}

DatabaseTransaction::DatabaseTransaction(const Connection& connection, Kind kind) : connection_(connection) {
  connection_.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

DatabaseTransaction::~DatabaseTransaction() {
  // Some failures have ended the transaction already; then there is nothing to take back.
  if (open_) sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void DatabaseTransaction::commit() {
  connection_.execute("COMMIT");
  open_ = false;
}

}  // namespace loam::sqlite
