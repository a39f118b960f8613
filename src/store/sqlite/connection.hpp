#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include <sqlite3.h>

#include "store/sql/connection.hpp"

namespace loam::sqlite {

using sql::Error;
using sql::guarded;

enum class Access : std::uint8_t {
  write,  ///< makes the file if need be, readable by its owner alone
  read,
  copy,  ///< a new file that pages are copied into, readable by its owner alone
};

/// One open SQLite file, set up the way the store needs it.
class Connection final : public sql::Connection {
 public:
  Connection(const std::filesystem::path& file, Access access);

  [[nodiscard]] sql::Statement prepare(std::string_view sql) const override;
  [[nodiscard]] sql::Statement stream(std::string_view sql) const override { return prepare(sql); }
  [[nodiscard]] sql::Statement insert(std::string_view table, std::string_view columns,
                                      const std::vector<std::string_view>& replaced) const override;
  void execute(const std::string& sql) const override;
  [[nodiscard]] bool has_table(std::string_view name) const override;
  [[nodiscard]] std::vector<std::string> tables() const override;
  [[nodiscard]] std::vector<sql::Column> columns(std::string_view table) const override;

  void begin(Kind kind) const override;
  void commit() const override;
  void rollback() const noexcept override;
  void make_room(Time) const override {}
  /// Other software on this machine may open the file as well.
  [[nodiscard]] bool is_fenced() const override { return false; }

  [[nodiscard]] const std::vector<Migration>& migrations() const override { return sqlite_migrations(); }
  [[nodiscard]] std::unique_ptr<sql::SchemaStep> schema_step() const override;

  /// From here on this connection runs no triggers. Those on the tables that only grow stop other software; the store's
  /// own writer, which only ever appends, checks a batch's place itself: asked for each row, they cost as much as the
  /// row.
  void leave_triggers_to_others() const;

  [[nodiscard]] sqlite3* get() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace loam::sqlite
