#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <libpq-fe.h>

#include "store/sql/connection.hpp"

namespace loam::postgres {

using sql::Error;

/// The connection is gone, or the server took the transaction back for another's sake: whether a commit of it was made
/// can only be read.
class Interrupted : public Error {
 public:
  using Error::Error;
};

/// Another process has become the writer of this world.
class Fenced : public Error {
 public:
  using Error::Error;
};

// Types of values, as PostgreSQL numbers them.
inline constexpr Oid kInt8 = 20;
inline constexpr Oid kText = 25;
inline constexpr Oid kBytea = 17;

/// One value on its way to the server, in its binary format.
struct Parameter {
  Oid type = kText;
  std::string bytes;
  bool null = true;
};

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

/// An integer in so many bytes, the highest first.
std::string big_endian(std::uint64_t value, std::size_t bytes);

class BulkInsert;

/// How long a session waits for an answer, before the connection counts as lost.
using Patience = std::chrono::milliseconds;
/// For what may take long and holds nobody up: reading, steps of the schema.
inline constexpr Patience kNoHurry = std::chrono::hours(24);

/// One connection of libpq. Outside a batch each statement waits for its answer. In a batch statements are sent one
/// after the other and answered at the end: libpq's pipeline mode.
class Session {
 public:
  /// @param url as libpq takes it: postgres://user@host/database, also with several hosts
  /// @param name of the application, as the server lists it
  /// @param target which of the servers: `read-write`, or `any`
  Session(const std::string& url, const std::string& name, const char* target, Patience patience);

  /// Runs any number of statements without parameters, and waits. Not in a batch. A connection that was found broken
  /// before is made anew.
  void execute(const std::string& sql);
  /// Gives the whole answer. In a batch it waits for everything before, too.
  Answer ask(const std::string& sql, std::span<const Parameter> parameters);
  /// Sends a statement whose answer has no rows: in a batch without waiting, and as it was prepared where it was.
  void run(const std::string& sql, std::span<const Parameter> parameters);

  /// Between these two, in a batch. The end sends COMMIT and waits for all answers; the first that is an error is
  /// thrown.
  void begin_batch();
  void end_batch();
  /// Gives the batch up. The session may be broken afterwards, as before.
  void abandon() noexcept;
  [[nodiscard]] bool in_batch() const { return in_batch_; }

  /// Rows that wait to be sent before anything else is.
  void enqueue(BulkInsert& rows) { waiting_.push_back(&rows); }
  /// Prepares once what is asked for often; gives its name.
  std::string prepared(const std::string& sql, std::span<const Oid> types);
  void send_prepared(const std::string& name, std::span<const Parameter> parameters);

  [[nodiscard]] std::string unused_name(std::string_view kind) { return std::string(kind) + std::to_string(++names_); }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  [[nodiscard]] PGconn* get() const { return connection_.get(); }
  void set_up();
  void connect_again_if_broken();
  [[noreturn]] void fail(const PGresult* result, const std::string& what) const;
  void sent(int ok);
  void flush_rows();
  /// Sends what waits to be sent, and gives what comes next; null at the end of an answer. Throws where nothing comes.
  Answer next_result();
  void await_server(bool has_more_to_send);
  /// The last result of a statement that was sent outside a batch, or the first that is an error.
  Answer whole_answer();
  Answer next_answer();
  void expect_good(const Answer& answer, const std::string& what) const;
  void take_answers();

  std::unique_ptr<PGconn, Finish> connection_;
  const Patience patience_;
  std::unordered_map<std::string, std::string> prepared_;
  std::vector<BulkInsert*> waiting_;
  std::int64_t names_ = 0;
  std::int64_t unanswered_ = 0;
  bool in_batch_ = false;
};

/// Rows for one table, sent together: one statement with an array for each column.
class BulkInsert final : public sql::DatabaseStatement {
 public:
  BulkInsert(Session& session, std::string_view table, std::string_view columns,
             const std::vector<std::string_view>& replaced);

  void bind_integer(int parameter, std::int64_t value) override;
  void bind_text(int parameter, std::string_view text) override;
  void bind_blob(int parameter, std::span<const std::uint8_t> blob) override;
  void bind_null(int parameter) override;
  /// Ends the row. Outside a batch it is sent at once.
  void run() override;

  bool step() override { throw Error("an INSERT gives no rows"); }
  void rewind() override {}
  [[nodiscard]] bool is_null(int) const override { return true; }
  [[nodiscard]] std::int64_t integer(int) const override { return 0; }
  [[nodiscard]] std::string_view text(int) const override { return {}; }
  [[nodiscard]] std::span<const std::uint8_t> blob(int) const override { return {}; }

  void send();
  void drop() noexcept;

 private:
  struct Column {
    Oid type = kInt8;
    std::string next;    ///< the value of the row that is being bound: its length and its bytes
    std::string values;  ///< of the rows that wait
    bool has_null = false;
    bool next_is_null = true;
  };
  void bind(int parameter, Oid type, std::string_view bytes);
  void keep_last_of_each_key();

  Session& session_;
  std::string sql_;
  std::string name_;
  std::vector<Column> columns_;
  std::int32_t rows_ = 0;
  bool replaces_;
};

}  // namespace loam::postgres
