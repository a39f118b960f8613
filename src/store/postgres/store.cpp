#include <chrono>
#include <thread>
#include <utility>

#include "store/postgres/connection.hpp"
#include "store/postgres/lease.hpp"
#include "store/postgres_store.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/replay.hpp"
#include "store/sql/roll_up.hpp"
#include "store/sql/schema.hpp"
#include "store/sql/writer.hpp"

namespace loam {
namespace {

using postgres::Connection;
using postgres::Fence;
using postgres::Fenced;
using postgres::Interrupted;
using sql::DatabaseTransaction;
using sql::Error;
using sql::guarded;

// A database that fails over is back within this time or not for this process.
constexpr std::chrono::seconds kReconnectFor{45};
constexpr std::chrono::milliseconds kReconnectPause{200};

constexpr const char* kReaderName = "loam reader";
constexpr const char* kOpenerName = "loam";

/// A connection with what is prepared on it.
struct Pen {
  Pen(const PostgresOptions& options, const Fence& fence)
      : connection(postgres::connect_writer(options.url, fence.epoch, fence.lease)) {
    connection->put_up_fence(fence);
    writer.emplace(*connection);
    roll_up.emplace(*connection, options.key.get());
    // A writer that lacks a right is told so at its start, and not at the next turn of a month.
    connection->make_room({});
    roll_up->prove_rights();
  }

  std::unique_ptr<Connection> connection;
  std::optional<sql::Writer> writer;
  std::optional<sql::RollUp> roll_up;
};

class PostgresStore final : public Store {
 public:
  PostgresStore(PostgresOptions options, const Fence& fence)
      : options_(std::move(options)),
        pen_(std::make_unique<Pen>(options_, fence)),
        keeper_(std::in_place, options_.url, fence.epoch, fence.lease, [this] { tell_lost(); }) {}

  ~PostgresStore() override {
    keeper_.reset();
    if (failed_) return;
    // Whether that goes well or not, this process writes no more.
    static_cast<void>(guarded([&] { postgres::give_back(*pen_->connection, pen_->connection->fence()); }));
  }

  Result<void, Fault> commit(std::span<const Event> events) override {
    return durably([&](Pen& pen) {
      pen.writer->begin_batch();
      for (const Event& event : events) pen.writer->write(event);
    });
  }

  Result<void, Fault> probe() override {
    return durably([](Pen& pen) { pen.writer->write_probe(); });
  }

  Result<bool, Fault> roll_up(Time now, std::optional<Time> keep_from) override {
    bool more = false;
    const auto done = durably([&](Pen& pen) { more = pen.roll_up->run(*pen.writer, now, keep_from); });
    if (!done) return Unexpected{done.error()};
    return more;
  }

  Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) override {
    return guarded([&] { sql::replay(*pen_->connection, from, take); });
  }

  Result<std::unique_ptr<Reader>, Fault> reader() override {
    const bool replica = !options_.reader_url.empty();
    return open_postgres_reader(replica ? options_.reader_url : options_.url, replica);
  }

 private:
  template <class Write>
  void write_once(const Write& write) {
    DatabaseTransaction batch(*pen_->connection, DatabaseTransaction::Kind::batch);
    write(*pen_);
    batch.commit();
  }

  template <class Write>
  Result<void, Fault> durably(const Write& write) {
    if (failed_) return Unexpected{Fault{"a commit has failed before: nothing more is written until a new start"}};
    const auto result = guarded([&] {
      try {
        write_once(write);
      } catch (const Interrupted&) {
        write_after_interruption(write);
      }
    });
    failed_ = !result;
    return result;
  }

  /// Writes again what was interrupted, but only where the lease's row proves that it was not committed.
  template <class Write>
  void write_after_interruption(const Write& write) {
    const auto give_up = std::chrono::steady_clock::now() + kReconnectFor;
    const Fence before = pen_->connection->fence();
    for (;;) {
      try {
        pen_.reset();
        const Fence now =
            postgres::read_lease(*postgres::connect_writer(options_.url, before.epoch, before.lease), before.lease);
        if (now.epoch != before.epoch) throw Fenced("another server has become the writer of this world");
        pen_ = std::make_unique<Pen>(options_, now);
        if (now.batch == before.batch + 1) return;
        write_once(write);
        return;
      } catch (const Interrupted&) {
        if (std::chrono::steady_clock::now() > give_up) throw;
        std::this_thread::sleep_for(kReconnectPause);
      }
    }
  }

  void tell_lost() const {
    if (options_.on_lost) options_.on_lost(Fault{"another server has become the writer of this world"});
  }

  PostgresOptions options_;
  std::unique_ptr<Pen> pen_;  ///< also after a failed reconnect: then none, and nothing more is written
  std::optional<postgres::LeaseKeeper> keeper_;
  bool failed_ = false;
};

}  // namespace

Result<std::unique_ptr<Store>, Fault> open_postgres_store(const PostgresOptions& options) {
  return guarded([&]() -> std::unique_ptr<Store> {
    const Connection connection(options.url, kOpenerName);
    sql::refuse_foreign_schema(connection);
    // No step is taken under a writer that lives.
    postgres::wait_for_end_of_lease(connection);
    if (options.migrate) sql::take_up(connection, std::nullopt);
    sql::refuse_older_schema(connection);
    const auto fence = postgres::take_lease(connection, options.lease);
    if (!fence) throw Error("the world is in use: another server has just become its writer");
    return std::make_unique<PostgresStore>(options, *fence);
  });
}

Result<std::unique_ptr<Reader>, Fault> open_postgres_reader(const std::string& url, bool replica) {
  return guarded([&]() -> std::unique_ptr<Reader> {
    return std::make_unique<sql::DatabaseReader>(std::make_unique<Connection>(
        url, kReaderName, replica ? Connection::Target::any : Connection::Target::writable));
  });
}

}  // namespace loam
