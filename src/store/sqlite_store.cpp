#include "store/sqlite_store.hpp"

#include <utility>

#include "store/sql/reader.hpp"
#include "store/sql/replay.hpp"
#include "store/sql/roll_up.hpp"
#include "store/sql/schema.hpp"
#include "store/sql/writer.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/durable_file.hpp"
#include "store/sqlite/lock_file.hpp"

namespace loam {
namespace {

using sql::DatabaseTransaction;
using sql::guarded;
using sqlite::Access;
using sqlite::Connection;
using sqlite::LockFile;

/// After a failed commit nobody knows what the disk holds of it, so nothing may be written on top: a start reads what
/// is there. (LevelDB does the same after a failed sync of its log.)
class SqliteStore final : public Store {
 public:
  SqliteStore(SqliteOptions options, LockFile lock, std::unique_ptr<const Connection> connection)
      : options_(std::move(options)),
        lock_(std::move(lock)),
        connection_(std::move(connection)),
        writer_(*connection_),
        roll_up_(*connection_, options_.key.get()) {}

  Result<void, Fault> commit(std::span<const Event> events) override {
    return durably([&] {
      writer_.begin_batch();
      for (const Event& event : events) writer_.write(event);
    });
  }

  Result<void, Fault> probe() override {
    return durably([&] { writer_.write_probe(); });
  }

  Result<bool, Fault> roll_up(Time now, std::optional<Time> keep_from) override {
    bool more = false;
    const auto done = durably([&] { more = roll_up_.run(writer_, now, keep_from); });
    if (!done) return Unexpected{done.error()};
    return more;
  }

  Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) override {
    return guarded([&] { sql::replay(*connection_, from, take); });
  }

  Result<std::unique_ptr<Reader>, Fault> reader() override { return open_sqlite_reader(options_.file); }

 private:
  template <class Write>
  Result<void, Fault> durably(const Write& write) {
    if (failed_) return Unexpected{Fault{"a commit has failed before: nothing more is written until a new start"}};
    const auto result = guarded([&] {
      DatabaseTransaction batch(*connection_, DatabaseTransaction::Kind::batch);
      write();
      batch.commit();
    });
    failed_ = !result;
    return result;
  }

  SqliteOptions options_;
  LockFile lock_;
  std::unique_ptr<const Connection> connection_;
  sql::Writer writer_;
  sql::RollUp roll_up_;
  bool failed_ = false;
};

/// The folder of the database, readable by its owner alone where it has to be made.
void make_folder_of(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  if (folder.empty() || std::filesystem::exists(folder)) return;
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

}  // namespace

Result<std::unique_ptr<Store>, Fault> open_sqlite_store(const SqliteOptions& options) {
  return guarded([&]() -> std::unique_ptr<Store> {
    make_folder_of(options.file);
    LockFile lock(options.file);
    auto connection = std::make_unique<const Connection>(options.file, Access::write);
    sql::refuse_foreign_schema(*connection);
    if (options.migrate) sql::take_up(*connection, std::nullopt);
    sql::refuse_older_schema(*connection);
    connection->leave_triggers_to_others();
    sqlite::sync_folder_of(options.file);
    return std::make_unique<SqliteStore>(options, std::move(lock), std::move(connection));
  });
}

Result<std::unique_ptr<Reader>, Fault> open_sqlite_reader(const std::filesystem::path& file) {
  return guarded([&]() -> std::unique_ptr<Reader> {
    return std::make_unique<sql::DatabaseReader>(std::make_unique<Connection>(file, Access::read));
  });
}

}  // namespace loam
