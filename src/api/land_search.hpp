#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/admin_paging.hpp"
#include "api/box.hpp"
#include "api/catalogue/catalogue.hpp"
#include "api/catalogue/terrain_counts.hpp"
#include "api/price_range.hpp"
#include "pipeline/view.hpp"

namespace loam {

/// Which lands. Empty fields do not filter.
struct LandFilter {
  std::optional<Biome> biome;
  std::optional<AccountNo> owner;
  std::optional<bool> for_sale;
  PriceRange price;  ///< of what a claim costs, or would
  std::optional<Box> box;

  bool operator==(const LandFilter&) const = default;
};
/// As a cursor carries it; empty for a filter that does not filter.
std::string write_land_filter(const LandFilter& filter);
std::optional<LandFilter> parse_land_filter(std::string_view text);

struct FoundLands {
  std::vector<LandNo> lands;
  std::int64_t total = 0;       ///< that match, over all pages
  std::int64_t next_place = 0;  ///< one more than the number of the last one, 0 at the end
};

/// Finds lands by number. Looks at some thousand at a time, so that no commit waits for a whole search. Any thread.
class LandSearch {
 public:
  LandSearch(const View& view, const Catalogue& catalogue) : view_(view), catalogue_(catalogue), counts_(view) {}

  /// @param page whose place is one more than the number of the last land that was seen
  [[nodiscard]] FoundLands find(const LandFilter& filter, const ListPage& page);

 private:
  /// Counted cell by cell only where a box is asked for.
  [[nodiscard]] std::int64_t count(const LandFilter& filter, const TerrainChoice* choice);

  const View& view_;
  const Catalogue& catalogue_;
  TerrainCounts counts_;
};

}  // namespace loam
