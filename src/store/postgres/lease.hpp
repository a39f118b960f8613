#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "store/postgres/connection.hpp"

namespace loam::postgres {

/// How the server lists the sessions of a writer; a successor ends them by this name.
std::string writer_name(std::int64_t epoch);

/// A connection of the writer's. Others wait while it waits: after two leases without an answer it counts as lost.
std::unique_ptr<Connection> connect_writer(const std::string& url, std::int64_t epoch, Duration lease);

/// Takes the lease where it has run out, after ending the sessions of whoever had it; nullopt while it is another's.
std::optional<Fence> take_lease(const Connection& connection, Duration lease);

/// For a process that starts: waits for the end of a lease that nobody renews any more, as after a crash, and throws
/// where somebody does.
void wait_for_end_of_lease(const Connection& connection);

/// Whether a server holds the lease now; none does where the schema knows no leases yet.
bool has_writer(const Connection& connection);

/// What the lease's row says. It waits for a batch that is being committed, and for a synchronous standby to have it,
/// so the answer is final.
Fence read_lease(const Connection& connection, Duration lease);

/// Lets the lease run out at once, for the next writer.
void give_back(const Connection& connection, const Fence& fence);

/// Keeps a lease alive that no batch renews, on a thread and a connection of its own.
class LeaseKeeper {
 public:
  /// @param lost told once, from the keeper's thread, when the lease has become another's
  LeaseKeeper(std::string url, std::int64_t epoch, Duration lease, std::function<void()> lost);
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;
  ~LeaseKeeper();

 private:
  void run();
  /// Whether the lease is still ours; a database that cannot be reached says nothing about it.
  bool renew();

  const std::string url_;
  const std::int64_t epoch_;
  const Duration lease_;
  const std::function<void()> lost_;
  std::unique_ptr<Connection> connection_;
  std::mutex mutex_;
  std::condition_variable end_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace loam::postgres
