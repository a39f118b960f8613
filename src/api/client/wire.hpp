#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace loam {

/// One TCP connection of a client: blocking, with a time limit on each step.
class Wire {
 public:
  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&& other) noexcept;
  ~Wire();

  Result<void, std::string> connect(const std::string& host, std::uint16_t port, Duration within);
  Result<void, std::string> send(std::string_view bytes, Duration within);
  /// Appends what is there, waiting for the first byte; 0 at the end of the stream. The error of a time-out is
  /// kTimedOut.
  Result<std::size_t, std::string> receive(std::string& into, Duration within);

  [[nodiscard]] bool is_open() const { return socket_ >= 0; }
  /// Whether the peer has ended a connection on which nothing is expected.
  [[nodiscard]] bool is_stale() const;
  void close();

  static constexpr std::string_view kTimedOut = "timed out";

 private:
  Result<void, std::string> wait(short events, Duration within) const;

  int socket_ = -1;
};

}  // namespace loam
