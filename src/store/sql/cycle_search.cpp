#include "store/sql/cycle_search.hpp"

#include "store/sql/rows.hpp"

namespace loam::sql {

namespace {

// From the checkpoint on: a database that keeps what is deleted for a while would go through all of that.
constexpr const char* kFirst =
    "SELECT min(id) FROM cycles WHERE id >= coalesce((SELECT max(cycle) FROM checkpoints), 0) * 8";
constexpr const char* kSample = "SELECT at, cash_after_paisa, shares_micro, attention_us, index_after FROM cycles";

PriceSample read_sample(const Statement& row, Biome biome) {
  return {row.time(0), biome, row.money(1), row.shares(2), row.integer(3), row.integer(4)};
}

}  // namespace

std::int64_t first_attention(const Connection& connection, std::int64_t cycle, std::optional<std::int64_t> from) {
  Statement next = connection.prepare("SELECT id, cycle FROM attention_counts WHERE id >= ?1 ORDER BY id LIMIT 1");
  if (!from) from = connection.integer("SELECT min(id) FROM attention_counts");
  std::int64_t low = from.value_or(1);
  std::int64_t high = connection.integer("SELECT max(id) FROM attention_counts").value_or(0) + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (next.with(middle).step() && next.integer(1) < cycle) {
      low = next.integer(0) + 1;
    } else {
      high = middle;
    }
    next.rewind();
  }
  return low;
}

CycleSearch::CycleSearch(const Connection& connection)
    : connection_(connection),
      at_(connection.prepare("SELECT at, after_seq FROM cycles WHERE id = ?1")),
      sample_(connection.prepare(std::string(kSample) + " WHERE id = ?1")),
      first_(connection.integer(kFirst).value_or(kCycleStride) / kCycleStride),
      last_(connection.integer("SELECT max(id) FROM cycles").value_or(0) / kCycleStride) {}

Time CycleSearch::at(std::int64_t cycle) {
  if (!at_.with(cycle * kCycleStride).step()) throw missing(cycle);
  const Time at = at_.time(0);
  at_.rewind();
  return at;
}

std::int64_t CycleSearch::first_at(Time time) {
  std::int64_t low = first_;
  std::int64_t high = last_ + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (at(middle) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::optional<PriceSample> CycleSearch::sample(std::int64_t cycle, Biome biome) {
  if (cycle < first_) return std::nullopt;
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
  if (cycle < first_) return 0;
  if (!at_.with(cycle * kCycleStride).step()) throw missing(cycle);
  const std::int64_t seq = at_.integer(1);
  at_.rewind();
  return seq;
}

}  // namespace loam::sql
