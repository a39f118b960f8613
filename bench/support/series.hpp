#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bench/support/latencies.hpp"

namespace loam::bench {

/// What one number of clients came to.
struct Point {
  int clients = 0;
  double seconds = 0;       ///< measured, after the warm-up
  std::int64_t orders = 0;  ///< done within them
  std::int64_t failed = 0;  ///< anything but success, also in the warm-up and the end
  Latencies latencies;      ///< of requests: of an order, or of a batch of them
  double cpu_us = 0;        ///< processor time of the serving side for an order; 0 where it was not taken

  [[nodiscard]] double per_second() const { return seconds > 0 ? static_cast<double>(orders) / seconds : 0; }
};

/// The same thing at several numbers of clients.
struct Series {
  std::string name;
  std::vector<Point> points;

  /// The fewest clients that reach the highest rate, give or take 5 %: what more of them add is waiting. There is at
  /// least one point.
  [[nodiscard]] const Point& best() const;
  /// The highest rate whose p99 is below this; nullptr where every point's is above.
  [[nodiscard]] const Point* best_below(double p99_ms) const;
  /// nullptr where it was not measured.
  [[nodiscard]] const Point* at(int clients) const;
};

inline const std::vector<int> kClientCounts{1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
/// This number of clients and its neighbours, for a variant whose peak is near that of the original.
std::vector<int> around(int clients);
/// Always measured: the contract asks for this point by name.
inline constexpr int kNamedClients = 32;

/// Measures with more and more clients until it is clear that the peak is behind. Prints each point as it comes.
Series climb(std::string name, const std::vector<int>& counts, const std::function<Point(int clients)>& measure);

/// Prints the heading of a series, and one line of it.
void print_heading(const std::string& name);
void print_point(const Point& point);

}  // namespace loam::bench
