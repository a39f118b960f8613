#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "bench/compare.d/backend.hpp"
#include "bench/compare.d/http_orders.hpp"
#include "bench/support/child.hpp"

namespace loam::bench {

/// `loam serve` on a world, as an operator starts it, with the limits on requests out of the way.
class LoamServer {
 public:
  LoamServer(const std::filesystem::path& binary, const WorldPlace& place);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int pid() const { return server_->pid(); }
  /// From the start of the process to its first word that it listens.
  [[nodiscard]] std::chrono::duration<double> start_time() const { return start_time_; }
  /// Ends it as an operator does; throws where it did not end well.
  void stop();

 private:
  std::filesystem::path log_;
  std::unique_ptr<Child> server_;
  std::uint16_t port_ = 0;
  std::chrono::duration<double> start_time_{};
};

/// A key of a game server that may trade for its players and make them. The world is being served: a world that the
/// command line makes by itself would have the markets of the default settings.
std::string create_api_key(const std::filesystem::path& binary, const WorldPlace& place);
/// So many players, through the API.
HttpPlayers create_players(std::uint16_t port, std::string api_key, int users);
/// `loam verify`: walks the whole record; throws with its words where something is wrong.
void verify_record(const std::filesystem::path& binary, const WorldPlace& place);

}  // namespace loam::bench
