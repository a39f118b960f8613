#include "api/price_range.hpp"

namespace loam {
namespace {

void write_bound(const std::optional<Money>& bound, ByteWriter& out) {
  out.u8(bound ? 1 : 0);
  if (bound) out.i64(bound->paisa);
}

std::optional<Money> parse_bound(ByteReader& in) {
  return in.u8() != 0 ? std::optional(Money{in.i64()}) : std::nullopt;
}

}  // namespace

PriceRange read_price_range(http::QueryReader& query) {
  PriceRange range;
  range.min = query.money("min_price_bdt");
  range.max = query.money("max_price_bdt");
  return range;
}

void write_price_range(const PriceRange& range, ByteWriter& out) {
  write_bound(range.min, out);
  write_bound(range.max, out);
}

PriceRange parse_price_range(ByteReader& in) {
  PriceRange range;
  range.min = parse_bound(in);
  range.max = parse_bound(in);
  return range;
}

}  // namespace loam
