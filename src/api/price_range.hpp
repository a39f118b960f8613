#pragma once

#include <optional>

#include "api/http/query_reader.hpp"
#include "base/bytes.hpp"
#include "money/money.hpp"

namespace loam {

/// Both ends belong to it; an absent one is no bound.
struct PriceRange {
  std::optional<Money> min;
  std::optional<Money> max;

  bool operator==(const PriceRange&) const = default;
  [[nodiscard]] bool has(Money price) const { return (!min || price >= *min) && (!max || price <= *max); }
  [[nodiscard]] bool bounds() const { return min || max; }
};

/// The parameters `min_price_bdt` and `max_price_bdt`.
PriceRange read_price_range(http::QueryReader& query);
/// As a cursor carries it.
void write_price_range(const PriceRange& range, ByteWriter& out);
PriceRange parse_price_range(ByteReader& in);

}  // namespace loam
