#include "bench/compare.d/document.hpp"

#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace loam::bench {
namespace {

constexpr std::string_view kBegin = "<!-- figures: written by bench/compare --document -->\n";
constexpr std::string_view kEnd = "<!-- end of figures -->";

std::string machine_part(const Figures& figures) {
  std::string text =
      fmt::format("Taken on {:%Y-%m-%d}, all in one run.\n\n| | |\n|---|---|\n", fmt::gmtime(std::time(nullptr)));
  for (const auto& [name, value] : figures.machine) text += fmt::format("| {} | {} |\n", name, value);
  text += fmt::format("| disk sync (fdatasync of a 128-byte append) | p50 {:.2f} ms, p99 {:.2f} ms |\n",
                      figures.disk_sync.p50_ms(), figures.disk_sync.p99_ms());
  for (const auto& [name, value] : figures.facts) text += fmt::format("| {} | {} |\n", name, value);
  return text + '\n';
}

std::string targets_part(const Figures& figures) {
  std::string text =
      "### Targets\n\n| target | wanted | measured | holds | against prepared |\n|---|---:|---:|---|---:|\n";
  for (const Target& target : targets_of(figures)) {
    const std::string aim = target.aim > 0 ? fmt::format(", aim {:g}", target.aim) : "";
    const std::string prepared =
        target.against_prepared > 0 ? fmt::format("{:.1f} times", target.against_prepared) : "";
    text += fmt::format("| {} | {:g} {}{} | {:.1f} {} | {} | {} |\n", target.name, target.floor, target.unit, aim,
                        target.measured, target.unit, target.holds() ? "yes" : "**no**", prepared);
  }
  return text + '\n';
}

std::string best_part(const Figures& figures) {
  std::string text =
      "### Each side at its best number of clients\n\n| | clients | orders/s | p50 ms | p99 ms "
      "|\n|---|---:|---:|---:|---:|\n";
  for (const auto& [name, point] : best_lines(figures)) {
    text += fmt::format("| {} | {} | {:.0f} | {:.2f} | {:.2f} |\n", name, point->clients, point->per_second(),
                        point->latencies.p50_ms(), point->latencies.p99_ms());
  }
  return text + '\n';
}

std::string points_part(const Figures& figures) {
  std::string text =
      "### Every point\n\n| | clients | orders/s | p50 ms | p99 ms | server CPU us an order "
      "|\n|---|---:|---:|---:|---:|---:|\n";
  for (const Series* series : figures.in_order()) {
    for (const Point& point : series->points) {
      const std::string cpu = point.cpu_us > 0 ? fmt::format("{:.1f}", point.cpu_us) : "";
      text += fmt::format("| {} | {} | {:.0f} | {:.2f} | {:.2f} | {} |\n", series->name, point.clients,
                          point.per_second(), point.latencies.p50_ms(), point.latencies.p99_ms(), cpu);
    }
  }
  return text + '\n';
}

}  // namespace

void write_document(const Figures& figures, const std::filesystem::path& page) {
  std::ifstream file(page);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    throw std::runtime_error(page.string() + " has no place for figures");
  }
  const std::size_t from = begin + kBegin.size();
  text.replace(from, end - from,
               "\n" + targets_part(figures) + best_part(figures) + "### The machine\n\n" + machine_part(figures) +
                   points_part(figures));
  std::ofstream(page) << text;
}

}  // namespace loam::bench
