#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"
#include "store/migrations.hpp"
#include "store/store.hpp"

namespace loam::sql {

// What the store asks of a database, so that rows, searches, replay and migrations are written once. The SQL in this
// folder is what SQLite and PostgreSQL both understand; parameters are written ?1, ?2, ….

/// What a database could not do. Lives inside this room only: `guarded` turns it into a Fault at its border.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A statement as a database runs it. Parameters count from 1, columns from 0.
class DatabaseStatement {
 public:
  DatabaseStatement() = default;
  DatabaseStatement(const DatabaseStatement&) = delete;
  DatabaseStatement& operator=(const DatabaseStatement&) = delete;
  virtual ~DatabaseStatement() = default;

  virtual void bind_integer(int parameter, std::int64_t value) = 0;
  virtual void bind_text(int parameter, std::string_view text) = 0;
  virtual void bind_blob(int parameter, std::span<const std::uint8_t> blob) = 0;
  virtual void bind_null(int parameter) = 0;

  /// The next row; false at the end.
  virtual bool step() = 0;
  /// Runs a statement that gives no rows, and makes it ready for the next time.
  virtual void run() = 0;
  virtual void rewind() = 0;

  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  /// Both stay valid until the next step or rewind; empty where the value is NULL.
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual std::span<const std::uint8_t> blob(int column) const = 0;
};

/// One prepared statement, in the words of the house. `rewind` makes it ready to run again; what is bound stays.
class Statement {
 public:
  explicit Statement(std::unique_ptr<DatabaseStatement> statement) : statement_(std::move(statement)) {}

  /// Text and blobs may not be copied: they have to live until the statement has run.
  template <std::integral Integer>
  void bind(int parameter, Integer value) {
    statement_->bind_integer(parameter, static_cast<std::int64_t>(value));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void bind(int parameter, Enum value) { statement_->bind_integer(parameter, static_cast<std::int64_t>(value)); }
  void bind(int parameter, Time time) { statement_->bind_integer(parameter, time.ms); }
  void bind(int parameter, Money amount) { statement_->bind_integer(parameter, amount.paisa); }
  void bind(int parameter, Shares shares) { statement_->bind_integer(parameter, shares.micro); }
  void bind(int parameter, AccountNo account) { statement_->bind_integer(parameter, account.value); }
  void bind(int parameter, LandNo land) { statement_->bind_integer(parameter, land.value); }
  void bind(int parameter, ListingNo listing) { statement_->bind_integer(parameter, listing.value); }
  void bind(int parameter, std::optional<Biome> biome) { biome ? bind(parameter, *biome) : bind_null(parameter); }
  void bind(int parameter, std::string_view text) { statement_->bind_text(parameter, text); }
  void bind(int parameter, const std::string& text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, const char* text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, std::span<const std::uint8_t> blob) { statement_->bind_blob(parameter, blob); }
  void bind_null(int parameter) { statement_->bind_null(parameter); }
  template <class... Values>
  Statement& with(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  bool step() { return statement_->step(); }
  void run() { statement_->run(); }
  void rewind() { statement_->rewind(); }

  [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
  [[nodiscard]] bool is_null(int column) const { return statement_->is_null(column); }
  [[nodiscard]] Time time(int column) const { return {integer(column)}; }
  [[nodiscard]] Money money(int column) const { return {integer(column)}; }
  [[nodiscard]] Shares shares(int column) const { return {integer(column)}; }
  [[nodiscard]] AccountNo account(int column) const { return {static_cast<std::uint32_t>(integer(column))}; }
  [[nodiscard]] LandNo land(int column) const { return {static_cast<std::uint32_t>(integer(column))}; }
  [[nodiscard]] ListingNo listing(int column) const { return {static_cast<std::uint32_t>(integer(column))}; }
  [[nodiscard]] std::optional<Biome> biome(int column) const;
  template <class Enum>
  [[nodiscard]] Enum number(int column) const {
    return static_cast<Enum>(integer(column));
  }
  [[nodiscard]] Digest digest(int column) const;
  [[nodiscard]] Uuid uuid(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(statement_->text(column)); }
  /// Stays valid until the next step or rewind.
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const { return statement_->blob(column); }

 private:
  std::unique_ptr<DatabaseStatement> statement_;
};

/// What a database does around one step of a migration, from its construction to its end.
class SchemaStep {
 public:
  SchemaStep() = default;
  SchemaStep(const SchemaStep&) = delete;
  SchemaStep& operator=(const SchemaStep&) = delete;
  virtual ~SchemaStep() = default;
  /// Throws where a row refers to nothing.
  virtual void check_references(const std::string& step) const = 0;
};

/// A column of a table, and how its values are carried to a database of another kind.
struct Column {
  enum class Form : std::uint8_t { integer, text, blob };
  std::string name;
  Form form = Form::text;  ///< of the value on its way
  std::string told;        ///< what to SELECT
  /// What to INSERT, with `?` for the value; empty where that is all.
  std::string kept;
};

/// What follows an `INSERT` whose row may replace columns of the one with the same first column; empty without any.
std::string on_conflict(std::string_view columns, const std::vector<std::string_view>& replaced);

/// One open database.
class Connection {
 public:
  enum class Kind : std::uint8_t {
    read,   ///< one moment of the database, however long it takes
    write,  ///< each statement is done when it has run
    batch,  ///< statements without rows are done at the commit at the latest, in their order; fails where another
            ///< process has become the writer
  };

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  [[nodiscard]] virtual Statement prepare(std::string_view sql) const = 0;
  /// The same for an answer that may be longer than memory, within a transaction. It can not be rewound.
  [[nodiscard]] virtual Statement stream(std::string_view sql) const = 0;
  /// `INSERT` of one row a run, with a parameter for each column. A row whose first column is there already replaces
  /// the `replaced` columns of that row; without any it is an error.
  [[nodiscard]] virtual Statement insert(std::string_view table, std::string_view columns,
                                         const std::vector<std::string_view>& replaced = {}) const = 0;
  /// Any number of statements.
  virtual void execute(const std::string& sql) const = 0;
  /// The first column of the first row; nullopt where there is none or it is NULL.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view sql) const;
  [[nodiscard]] virtual bool has_table(std::string_view name) const = 0;
  /// Of all tables, by name; without views.
  [[nodiscard]] virtual std::vector<std::string> tables() const = 0;
  [[nodiscard]] virtual std::vector<Column> columns(std::string_view table) const = 0;

  virtual void begin(Kind kind) const = 0;
  virtual void commit() const = 0;
  virtual void rollback() const noexcept = 0;

  /// Rows of the record, of cycles and of attention have a place at this moment and at all before it. Within a batch.
  virtual void make_room(Time at) const = 0;

  /// Whether a batch fails where anybody else has written: then what this connection wrote last is what there is.
  [[nodiscard]] virtual bool is_fenced() const = 0;

  /// The migrations in this database's dialect, in order of version.
  [[nodiscard]] virtual const std::vector<Migration>& migrations() const = 0;
  [[nodiscard]] virtual std::unique_ptr<SchemaStep> schema_step() const = 0;
};

/// Everything between its construction and `commit` happens whole or not at all; without `commit` it is taken back.
class DatabaseTransaction {
 public:
  using Kind = Connection::Kind;
  DatabaseTransaction(const Connection& connection, Kind kind) : connection_(connection) { connection.begin(kind); }
  DatabaseTransaction(const DatabaseTransaction&) = delete;
  DatabaseTransaction& operator=(const DatabaseTransaction&) = delete;
  ~DatabaseTransaction() {
    if (open_) connection_.rollback();
  }

  void commit() {
    connection_.commit();
    open_ = false;
  }

 private:
  const Connection& connection_;
  bool open_ = true;
};

/// Runs `work`; what it throws becomes a Fault.
template <class Work>
auto guarded(Work&& work) -> Result<decltype(work()), Fault> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const Error& error) {
    return Unexpected{Fault{error.what()}};
  } catch (const std::filesystem::filesystem_error& error) {
    return Unexpected{Fault{error.what()}};
  }
}

}  // namespace loam::sql
