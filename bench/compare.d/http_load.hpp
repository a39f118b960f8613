#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "bench/support/series.hpp"

namespace loam::bench {

/// What clients ask, and what an answer means.
class Requests {
 public:
  Requests() = default;
  Requests(const Requests&) = delete;
  Requests& operator=(const Requests&) = delete;
  virtual ~Requests() = default;

  /// Puts the next request's bytes in place of what is in `out`.
  virtual void next(std::string& out) = 0;
  /// How many orders one request asks for, and how many of them an answer says are done.
  [[nodiscard]] virtual std::int64_t orders_asked() const = 0;
  [[nodiscard]] virtual std::int64_t orders_done(int status, std::string_view body) const = 0;
};

struct HttpRun {
  std::uint16_t port = 0;
  int clients = 1;
  double warm_up = 1;
  double seconds = 4;
};

struct HttpResult {
  Point point;
  std::int64_t confirmed = 0;           ///< orders that were answered as done, from the first request to the last
  std::map<int, std::int64_t> answers;  ///< by status, all phases
  std::string first_failure;            ///< an answer that was not a success, whole
};

/// Drives so many kept connections from this one thread: each sends its next request when its answer is there. All
/// answers are awaited at the end. Throws std::runtime_error where a connection breaks.
HttpResult run_http_load(Requests& requests, const HttpRun& run);

}  // namespace loam::bench
