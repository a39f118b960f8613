#include "bench/compare.d/record_check.hpp"

#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/compare.d/loam_server.hpp"
#include "store/open.hpp"

namespace loam::bench {

std::int64_t buys_on_record(const WorldPlace& place) {
  auto reader = open_reader(place.database);
  if (!reader) throw std::runtime_error(reader.error().detail);
  RecordFilter filter;
  filter.type = TransactionType::biome_buy;
  const auto count = (*reader)->count(filter);
  if (!count) throw std::runtime_error(count.error().detail);
  return *count;
}

void check_record(Figures& figures, const Options& options, const WorldPlace& place, std::int64_t confirmed,
                  const std::string& what) {
  const std::int64_t rows = buys_on_record(place);
  if (rows != confirmed)
    throw std::runtime_error(fmt::format("{} orders were answered as done, {} are on record", confirmed, rows));
  const auto start = std::chrono::steady_clock::now();
  verify_record(options.loam, place);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  figures.facts.emplace_back(
      what, fmt::format("{} orders answered, {} on record, verified in {:.1f} s", confirmed, rows, took.count()));
}

}  // namespace loam::bench
