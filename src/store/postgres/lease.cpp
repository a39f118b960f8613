#include "store/postgres/lease.hpp"

#include <chrono>
#include <utility>

namespace loam::postgres {

std::string writer_name(std::int64_t epoch) { return "loam writer " + std::to_string(epoch); }

std::unique_ptr<Connection> connect_writer(const std::string& url, std::int64_t epoch, Duration lease) {
  return std::make_unique<Connection>(url, writer_name(epoch), Connection::Target::writable, Patience(2 * lease.ms));
}

std::optional<Fence> take_lease(const Connection& connection, Duration lease) {
  sql::Statement held = connection.prepare("SELECT epoch FROM writer_lease WHERE expires_at < clock_timestamp()");
  if (!held.step()) return std::nullopt;
  // One that was stopped in the middle of a batch holds the row, and would hold it for ever.
  sql::Statement ended = connection.prepare(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?1 AND pid <> pg_backend_pid()");
  ended.with(writer_name(held.integer(0)));
  while (ended.step()) {
  }
  sql::Statement taken = connection.prepare(
      "UPDATE writer_lease SET epoch = epoch + 1, expires_at = clock_timestamp() + ?1 * interval '1 millisecond'"
      " WHERE expires_at < clock_timestamp() RETURNING epoch, batch");
  if (!taken.with(lease.ms).step()) return std::nullopt;
  return Fence{taken.integer(0), taken.integer(1), lease};
}

void wait_for_end_of_lease(const Connection& connection) {
  constexpr std::chrono::milliseconds kPause{50};
  constexpr const char* kUntil = "SELECT CAST(extract(epoch FROM expires_at) * 1000 AS BIGINT) FROM writer_lease";
  if (!has_writer(connection)) return;
  const auto until = connection.integer(kUntil);
  while (has_writer(connection)) {
    if (connection.integer(kUntil) != until) {
      throw Error("the world is in use: another server is its writer; with --standby this one waits for it");
    }
    std::this_thread::sleep_for(kPause);
  }
}

bool has_writer(const Connection& connection) {
  return connection.has_table("writer_lease") &&
         connection.integer("SELECT 1 FROM writer_lease WHERE expires_at >= clock_timestamp()").has_value();
}

Fence read_lease(const Connection& connection, Duration lease) {
  sql::DatabaseTransaction moment(connection, sql::DatabaseTransaction::Kind::write);
  sql::Statement row = connection.prepare("SELECT epoch, batch FROM writer_lease FOR UPDATE");
  if (!row.step()) throw Error("the lease of the writer is missing");
  const Fence fence{row.integer(0), row.integer(1), lease};
  // A batch whose session was ended while it waited for a synchronous standby is there all the same. This commit, of
  // the row's lock, waits for the same standby: what has been read is as durable as what a commit promises.
  moment.commit();
  return fence;
}

void give_back(const Connection& connection, const Fence& fence) {
  connection
      .prepare("UPDATE writer_lease SET expires_at = clock_timestamp() - interval '1 millisecond' WHERE epoch = ?1")
      .with(fence.epoch)
      .run();
}

LeaseKeeper::LeaseKeeper(std::string url, std::int64_t epoch, Duration lease, std::function<void()> lost)
    : url_(std::move(url)), epoch_(epoch), lease_(lease), lost_(std::move(lost)), thread_([this] { run(); }) {}

LeaseKeeper::~LeaseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  end_.notify_all();
  thread_.join();
}

void LeaseKeeper::run() {
  constexpr std::int64_t kRenewalsInALease = 5;
  const std::chrono::milliseconds pause(lease_.ms / kRenewalsInALease);
  std::unique_lock lock(mutex_);
  while (!end_.wait_for(lock, pause, [this] { return ending_; })) {
    lock.unlock();
    const bool ours = renew();
    if (!ours && lost_) lost_();
    lock.lock();
    if (!ours) return;
  }
}

bool LeaseKeeper::renew() {
  try {
    if (!connection_) connection_ = connect_writer(url_, epoch_, lease_);
    sql::Statement renewed = connection_->prepare(
        "UPDATE writer_lease SET expires_at = clock_timestamp() + ?2 * interval '1 millisecond' WHERE epoch = ?1"
        " RETURNING epoch");
    return renewed.with(epoch_, lease_.ms).step();
  } catch (const Error&) {
    connection_.reset();
    return true;
  }
}

}  // namespace loam::postgres
