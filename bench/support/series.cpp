#include "bench/support/series.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"

namespace loam::bench {
namespace {

/// Two points in a row below this part of the best: the peak is behind, not a bad moment.
constexpr double kClearlyLess = 0.7;

/// What counts as the highest rate.
constexpr double kAsGood = 0.95;

bool past_peak(const Series& series) {
  const std::size_t size = series.points.size();
  if (size < 3) return false;
  const double bound = series.best().per_second() * kClearlyLess;
  return series.points[size - 1].per_second() < bound && series.points[size - 2].per_second() < bound;
}

}  // namespace

const Point& Series::best() const {
  LOAM_CHECK(!points.empty());
  double highest = 0;
  for (const Point& point : points) highest = std::max(highest, point.per_second());
  return *std::find_if(points.begin(), points.end(),
                       [&](const Point& point) { return point.per_second() >= kAsGood * highest; });
}

const Point* Series::best_below(double p99_ms) const {
  const Point* found = nullptr;
  for (const Point& point : points) {
    if (point.latencies.p99_ms() >= p99_ms) continue;
    if (found == nullptr || point.per_second() > found->per_second()) found = &point;
  }
  return found;
}

const Point* Series::at(int clients) const {
  for (const Point& point : points) {
    if (point.clients == clients) return &point;
  }
  return nullptr;
}

std::vector<int> around(int clients) {
  std::vector<int> counts;
  for (const int count : kClientCounts) {
    if (count * 2 >= clients && count <= clients * 2) counts.push_back(count);
  }
  return counts;
}

Series climb(std::string name, const std::vector<int>& counts, const std::function<Point(int clients)>& measure) {
  Series series{std::move(name), {}};
  print_heading(series.name);
  for (const int clients : counts) {
    if (clients > kNamedClients && past_peak(series)) break;
    series.points.push_back(measure(clients));
    print_point(series.points.back());
  }
  return series;
}

void print_heading(const std::string& name) {
  fmt::print("\n{}\n  {:>7} {:>12} {:>10} {:>10} {:>8} {:>10}\n", name, "clients", "orders/s", "p50 ms", "p99 ms",
             "failed", "cpu us");
  std::fflush(stdout);
}

void print_point(const Point& point) {
  const std::string cpu = point.cpu_us > 0 ? fmt::format("{:.1f}", point.cpu_us) : "";
  fmt::print("  {:>7} {:>12.0f} {:>10.2f} {:>10.2f} {:>8} {:>10}\n", point.clients, point.per_second(),
             point.latencies.p50_ms(), point.latencies.p99_ms(), point.failed, cpu);
  std::fflush(stdout);
}

}  // namespace loam::bench
