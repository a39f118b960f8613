#include "api/land_search.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"
#include "marketplace/land_price.hpp"

namespace loam {
namespace {

constexpr std::size_t kLandsPerLook = 5'000;  // under 100 us, while commits wait

/// What the filter asks of biome and elevation; nullopt where it asks nothing.
std::optional<TerrainChoice> choice_of(const LandFilter& filter, const State& state) {
  if (!filter.biome && !filter.price.bounds()) return std::nullopt;
  const MarketplaceRules rules = state.settings.marketplace_rules();
  TerrainChoice choice;
  for (const Biome biome : kAllBiomes) {
    if (filter.biome && *filter.biome != biome) continue;
    for (std::int32_t elevation = 0; elevation <= kMaxElevation; ++elevation) {
      if (filter.price.has(land_price(biome, elevation, rules))) choice.want(biome, elevation);
    }
  }
  return choice;
}

/// Walks over the lands of a filter by number, in the shortest list that has them all.
class Walk {
 public:
  Walk(const View& view, const Catalogue& catalogue, const LandFilter& filter, const TerrainChoice* choice)
      : view_(view), catalogue_(catalogue), filter_(filter), choice_(choice) {}

  /// Calls take(LandNo) for each until it says that it wants no more.
  template <class Take>
  void run(LandNo from, Take take) {
    std::vector<LandNo> lands;
    for (bool wanted = true; wanted;) {
      lands.clear();
      const bool listed_only = filter_.for_sale.value_or(false) && !filter_.owner;
      if (listed_only) catalogue_.listed_lands(from, kLandsPerLook, lands);
      wanted = view_.read([&](const State& state) {
        if (!listed_only) candidates(state, from, lands);
        for (const LandNo land : lands) {
          if (matches(state, land) && !take(land)) return false;
        }
        return !lands.empty();
      });
      if (!lands.empty()) from = {lands.back().value + 1};
    }
  }

 private:
  void candidates(const State& state, LandNo from, std::vector<LandNo>& out) const {
    if (filter_.owner) return of_owner(state.land.lands_of(*filter_.owner), from, out);
    if (filter_.box && state.land.made()) return of_box(state.land.world(), from, out);
    const auto size = static_cast<std::uint32_t>(state.land.size());
    for (; from.value < size && out.size() < kLandsPerLook; ++from.value) out.push_back(from);
  }

  static void of_owner(std::span<const LandNo> lands, LandNo from, std::vector<LandNo>& out) {
    const auto first = std::lower_bound(lands.begin(), lands.end(), from);
    const auto count = std::min<std::ptrdiff_t>(lands.end() - first, kLandsPerLook);
    out.assign(first, first + count);
  }

  void of_box(const World& world, LandNo from, std::vector<LandNo>& out) const {
    const auto box = clipped(*filter_.box, world);
    if (!box) return;
    std::uint32_t y = std::max(box->y0, from.value / world.width);
    std::uint32_t x = y == from.value / world.width ? std::max(box->x0, from.value % world.width) : box->x0;
    for (; y <= box->y1; ++y, x = box->x0) {
      for (; x <= box->x1; ++x) {
        if (out.size() == kLandsPerLook) return;
        out.push_back({y * world.width + x});
      }
    }
  }

  [[nodiscard]] bool matches(const State& state, LandNo land) const {
    if (choice_ != nullptr && !choice_->wants(state.land.biome(land), state.land.elevation(land))) return false;
    if (filter_.owner && state.land.owner(land) != *filter_.owner) return false;
    if (filter_.box && !filter_.box->has(state.land.cell(land))) return false;
    return !filter_.for_sale || state.marketplace.listed_in(land).exists() == *filter_.for_sale;
  }

  const View& view_;
  const Catalogue& catalogue_;
  const LandFilter& filter_;
  const TerrainChoice* choice_;
};

std::int64_t walked(Walk walk) {
  std::int64_t count = 0;
  walk.run({0}, [&count](LandNo) { return ++count > 0; });
  return count;
}

}  // namespace

std::int64_t LandSearch::count(const LandFilter& filter, const TerrainChoice* choice) {
  if (filter.owner || filter.box || filter.for_sale.value_or(false)) {
    return walked(Walk(view_, catalogue_, filter, choice));
  }
  const std::int64_t all =
      choice != nullptr ? counts_.count(*choice)
                        : view_.read([](const State& state) { return static_cast<std::int64_t>(state.land.size()); });
  if (!filter.for_sale) return all;
  LandFilter listed = filter;
  listed.for_sale = true;
  return all - walked(Walk(view_, catalogue_, listed, choice));
}

FoundLands LandSearch::find(const LandFilter& filter, const ListPage& page) {
  const auto choice = view_.read([&](const State& state) { return choice_of(filter, state); });
  const TerrainChoice* const chosen = choice ? &*choice : nullptr;
  FoundLands found;
  found.total = page.total >= 0 ? page.total : count(filter, chosen);
  if (found.total == 0) return found;
  std::int64_t pass = page.offset;
  bool more = false;
  const bool from_start = page.place == 0 && page.offset == 0;
  Walk(view_, catalogue_, filter, chosen).run({static_cast<std::uint32_t>(page.place)}, [&](LandNo land) {
    if (pass-- > 0) return true;
    more = static_cast<std::int64_t>(found.lands.size()) == page.limit;
    if (more) return false;
    found.lands.push_back(land);
    return !from_start || static_cast<std::int64_t>(found.lands.size()) < found.total;  // there are no others
  });
  if (more) found.next_place = static_cast<std::int64_t>(found.lands.back().value) + 1;
  return found;
}

std::string write_land_filter(const LandFilter& filter) {
  if (filter == LandFilter{}) return {};
  ByteWriter out;
  out.u8(filter.biome ? static_cast<std::uint8_t>(1 + index_of(*filter.biome)) : 0);
  out.u32(filter.owner.value_or(kNoAccount).value);
  out.u8(filter.for_sale ? (*filter.for_sale ? 2 : 1) : 0);
  write_price_range(filter.price, out);
  write_box(filter.box, out);
  return {out.bytes().begin(), out.bytes().end()};
}

std::optional<LandFilter> parse_land_filter(std::string_view text) {
  LandFilter filter;
  if (text.empty()) return filter;
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  ByteReader in(bytes);
  const std::uint8_t biome = in.u8();
  const AccountNo owner{in.u32()};
  const std::uint8_t for_sale = in.u8();
  if (biome > kBiomes || for_sale > 2) return std::nullopt;
  if (biome != 0) filter.biome = static_cast<Biome>(biome - 1);
  if (owner.exists()) filter.owner = owner;
  if (for_sale != 0) filter.for_sale = for_sale == 2;
  filter.price = parse_price_range(in);
  if (!parse_box(in, filter.box) || !in.ok() || !in.at_end()) return std::nullopt;
  return filter;
}

}  // namespace loam
