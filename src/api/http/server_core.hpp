#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "api/http/server.hpp"

namespace loam::http {

class IoThread;

/// Bytes that may be in memory at once, of all connections of a server together.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  bool take(std::size_t bytes) {
    if (taken_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= bytes_max_) return true;
    give(bytes);
    return false;
  }
  void give(std::size_t bytes) { taken_.fetch_sub(bytes, std::memory_order_relaxed); }

 private:
  std::size_t bytes_max_;
  std::atomic<std::size_t> taken_ = 0;
};

/// What one connection has taken from the budget; given back with it.
class MemoryCharge {
 public:
  explicit MemoryCharge(MemoryBudget& budget) : budget_(budget) {}
  MemoryCharge(const MemoryCharge&) = delete;
  MemoryCharge& operator=(const MemoryCharge&) = delete;
  ~MemoryCharge() { release(); }

  bool grow(std::size_t bytes) {
    if (!budget_.take(bytes)) return false;
    bytes_ += bytes;
    return true;
  }
  void release() {
    if (bytes_ > 0) budget_.give(bytes_);
    bytes_ = 0;
  }
  [[nodiscard]] bool is_empty() const { return bytes_ == 0; }

 private:
  MemoryBudget& budget_;
  std::size_t bytes_ = 0;
};

/// Up to here a body or an answer costs no more than its connection anyway.
inline constexpr std::size_t kSmallBytes = 64 * 1024;

/// What every connection of one server shares.
struct ServerCore {
  ServerCore(ServerConfig settings, Handler serve)
      : config(std::move(settings)), handler(std::move(serve)), large(config.large_bytes_max) {}

  ServerConfig config;
  Handler handler;
  MemoryBudget large;
  /// config.common_headers as they stand on the wire.
  std::string common_headers;
  std::shared_ptr<IoThread> feed_thread;

  std::atomic<std::size_t> connections = 0;
  std::atomic<std::size_t> feeds = 0;
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> malformed = 0;
  std::atomic<std::uint64_t> feeds_too_slow = 0;
  std::atomic<std::uint64_t> next_feed_id = 1;
};

}  // namespace loam::http
