#include "store/sql/cycle_search.hpp"

#include "store/sql/rows.hpp"

namespace loam::sql {

namespace {

constexpr const char* kSample = "SELECT at, cash_after_paisa, shares_micro, attention_us, index_after FROM cycles";

PriceSample read_sample(const Statement& row, Biome biome) {
  return {row.time(0), biome, row.money(1), row.shares(2), row.integer(3), row.integer(4)};
}

}  // namespace

CycleSearch::CycleSearch(const Connection& connection)
    : connection_(connection),
      at_(connection.prepare("SELECT at, after_seq FROM cycles WHERE id = ?1")),
      sample_(connection.prepare(std::string(kSample) + " WHERE id = ?1")),
      last_(connection.integer("SELECT max(id) FROM cycles").value_or(0) / kCycleStride) {}

std::int64_t CycleSearch::first_at(Time time) {
  std::int64_t low = 1;
  std::int64_t high = last_ + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (!at_.with(middle * kCycleStride).step()) throw missing(middle);
    if (at_.time(0) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
    at_.rewind();
  }
  return low;
}

std::optional<PriceSample> CycleSearch::sample(std::int64_t cycle, Biome biome) {
  if (cycle == 0) return std::nullopt;
  if (!sample_.with(cycle * kCycleStride + static_cast<std::int64_t>(index_of(biome))).step()) throw missing(cycle);
  const PriceSample sample = read_sample(sample_, biome);
  sample_.rewind();
  return sample;
}

void CycleSearch::each_between(Biome biome, std::int64_t first, std::int64_t end,
                               const std::function<void(const PriceSample&)>& take) const {
  Statement rows = connection_.stream(std::string(kSample) + " WHERE id >= ?1 AND id < ?2 AND id % 8 = ?3 ORDER BY id");
  rows.with(first * kCycleStride, end * kCycleStride, biome);
  while (rows.step()) take(read_sample(rows, biome));
}

std::int64_t CycleSearch::after_seq(std::int64_t cycle) {
  if (cycle == 0) return 0;
  if (!at_.with(cycle * kCycleStride).step()) throw missing(cycle);
  const std::int64_t seq = at_.integer(1);
  at_.rewind();
  return seq;
}

}  // namespace loam::sql
