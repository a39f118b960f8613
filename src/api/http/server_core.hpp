#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "api/http/server.hpp"

namespace loam::http {

class IoThread;

/// What every connection of one server shares.
struct ServerCore {
  ServerConfig config;
  Handler handler;
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
