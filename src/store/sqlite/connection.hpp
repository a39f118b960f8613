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

#include <sqlite3.h>

#include "base/result.hpp"
#include "store/store.hpp"

namespace loam::sqlite {

/// What SQLite could not do. Lives inside this folder only: `guarded` turns it into a Fault at the border of the room.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// `INSERT` of one row, with a parameter for each column.
std::string insert_into(std::string_view table, std::string_view columns);

/// One prepared statement. `rewind` makes it ready to run again; what is bound stays.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  /// Parameters count from 1, columns from 0, as in SQLite.
  /// Text and blobs are not copied: they have to live until the statement has run.
  template <std::integral Integer>
  void bind(int parameter, Integer value) {
    bind_integer(parameter, static_cast<std::int64_t>(value));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void bind(int parameter, Enum value) { bind_integer(parameter, static_cast<std::int64_t>(value)); }
  void bind(int parameter, Time time) { bind_integer(parameter, time.ms); }
  void bind(int parameter, Money amount) { bind_integer(parameter, amount.paisa); }
  void bind(int parameter, Shares shares) { bind_integer(parameter, shares.micro); }
  void bind(int parameter, AccountNo account) { bind_integer(parameter, account.value); }
  void bind(int parameter, LandNo land) { bind_integer(parameter, land.value); }
  void bind(int parameter, ListingNo listing) { bind_integer(parameter, listing.value); }
  void bind(int parameter, std::optional<Biome> biome);
  void bind(int parameter, std::string_view text);
  void bind(int parameter, const std::string& text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, const char* text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, std::span<const std::uint8_t> blob);
  void bind_null(int parameter);
  template <class... Values>
  Statement& with(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  /// The next row; false at the end.
  bool step();
  /// Runs a statement that gives no rows, and makes it ready for the next time.
  void run();
  void rewind();

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(get(), column); }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(get(), column) == SQLITE_NULL; }
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
  [[nodiscard]] std::string text(int column) const;
  /// Stays valid until the next step or rewind.
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }
  void bind_integer(int parameter, std::int64_t value);
  void check(int code) const;

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class Access : std::uint8_t {
  write,  ///< makes the file if need be, readable by its owner alone
  read,
  copy,  ///< a new file that pages are copied into, readable by its owner alone
};

/// One open database, set up the way the store needs it.
class Connection {
 public:
  Connection(const std::filesystem::path& file, Access access);

  [[nodiscard]] Statement prepare(std::string_view sql) const { return {get(), sql}; }
  /// Any number of statements.
  void execute(const std::string& sql) const;
  /// The first column of the first row; nullopt where there is none or it is NULL.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view sql) const;
  /// From here on this connection runs no triggers. Those on the tables that only grow stop other software; the store's
  /// own writer, which only ever appends, checks a batch's place itself: asked for each row, they cost as much as the
  /// row.
  void leave_triggers_to_others() const;
  [[nodiscard]] bool has_table(std::string_view name) const;

  [[nodiscard]] sqlite3* get() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };

  std::unique_ptr<sqlite3, Close> database_;
};

/// Everything between its construction and `commit` happens whole or not at all; without `commit` it is taken back.
class DatabaseTransaction {
 public:
  enum class Kind : std::uint8_t { read, write };
  DatabaseTransaction(const Connection& connection, Kind kind);
  DatabaseTransaction(const DatabaseTransaction&) = delete;
  DatabaseTransaction& operator=(const DatabaseTransaction&) = delete;
  ~DatabaseTransaction();

  void commit();

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

}  // namespace loam::sqlite
