// The map against a naive one: an owner for each land, and everything else found by looking through all of them.

#include <algorithm>
#include <set>
#include <vector>

#include "land/land_map.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

constexpr std::uint32_t kSide = 8;
constexpr std::uint32_t kLands = kSide * kSide;
constexpr std::uint32_t kAccounts = 6;

LandMap small_map() {
  static const LandMap made = [] {
    LandMap map;
    map.make({.seed = 1, .width = kSide, .height = kSide, .made_at = {1}});
    return map;
  }();
  return made;
}

LandNo any_land() { return {*rc::gen::inRange(0U, kLands)}; }

/// A walk of `steps` from a random land, so that connected parcels are common.
std::vector<LandNo> any_parcel(const LandMap& map) {
  std::set<LandNo> parcel{any_land()};
  const int steps = *rc::gen::inRange(0, 30);
  Cell at = map.cell(*parcel.begin());
  for (int i = 0; i < steps; ++i) {
    const int way = *rc::gen::inRange(0, 5);
    const std::int64_t x = std::int64_t{at.x} + (way == 0 ? 1 : 0) - (way == 1 ? 1 : 0);
    const std::int64_t y = std::int64_t{at.y} + (way == 2 ? 1 : 0) - (way == 3 ? 1 : 0);
    const LandNo next = map.at(x, y).value_or(*parcel.begin());
    at = map.cell(next);
    parcel.insert(next);
  }
  std::vector<LandNo> lands(parcel.begin(), parcel.end());
  if (lands.size() > 2 && *rc::gen::inRange(0, 2) == 0) {
    lands.erase(lands.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(lands.size())));
  }
  return lands;
}

bool side_by_side(LandNo a, LandNo b) {
  const auto apart = [](std::uint32_t u, std::uint32_t v) { return u > v ? u - v : v - u; };
  return apart(a.value % kSide, b.value % kSide) + apart(a.value / kSide, b.value / kSide) == 1;
}

/// Every land gets the smallest name among its neighbours', again and again, until nothing changes.
bool naively_connected(const std::vector<LandNo>& lands) {
  std::vector<std::size_t> names(lands.size());
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = i;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < lands.size(); ++i) {
      for (std::size_t j = 0; j < lands.size(); ++j) {
        if (!side_by_side(lands[i], lands[j]) || names[j] >= names[i]) continue;
        names[i] = names[j];
        changed = true;
      }
    }
  }
  return std::all_of(names.begin(), names.end(), [](std::size_t name) { return name == 0; });
}

RC_GTEST_PROP(LandLaws, lists_counts_and_owners_are_what_the_gifts_come_to, ()) {
  LandMap map = small_map();
  std::vector<AccountNo> owners(kLands);
  const int gifts = *rc::gen::inRange(0, 100);
  for (int i = 0; i < gifts; ++i) {
    const LandNo land = any_land();
    const AccountNo to{1 + *rc::gen::inRange(0U, kAccounts)};
    map.give(land, to);
    owners[land.value] = to;
  }
  map.check_invariants();

  std::size_t claimed = 0;
  std::vector<AccountNo> visited;
  map.for_each_owner([&](AccountNo account, std::size_t count) {
    RC_ASSERT(count == map.count_of(account));
    visited.push_back(account);
  });
  std::vector<AccountNo> owning;
  for (std::uint32_t account = 0; account <= kAccounts + 1; ++account) {
    std::vector<LandNo> expected;
    for (std::uint32_t land = 0; land < kLands; ++land) {
      if (account != 0 && owners[land].value == account) expected.push_back({land});
    }
    const auto lands = map.lands_of({account});
    RC_ASSERT(std::equal(lands.begin(), lands.end(), expected.begin(), expected.end()));
    if (!expected.empty()) owning.push_back({account});
    claimed += expected.size();
  }
  RC_ASSERT(visited == owning);
  RC_ASSERT(map.claimed() == claimed);
  for (std::uint32_t land = 0; land < kLands; ++land) RC_ASSERT(map.owner({land}) == owners[land]);
}

RC_GTEST_PROP(LandLaws, a_parcel_is_connected_if_one_name_spreads_over_all_of_it, ()) {
  const LandMap map = small_map();
  std::vector<LandNo> lands = any_parcel(map);
  const bool connected = naively_connected(lands);
  RC_CLASSIFY(connected, "connected");
  RC_ASSERT(map.connected(lands) == connected);
  std::reverse(lands.begin(), lands.end());
  RC_ASSERT(map.connected(lands) == connected);
  lands.push_back(lands[*rc::gen::inRange<std::size_t>(0, lands.size())]);
  RC_ASSERT(!map.connected(lands));
}

RC_GTEST_PROP(LandLaws, only_a_lands_own_id_finds_it, ()) {
  const LandMap map = small_map();
  const LandNo land = any_land();
  Uuid id = map.id_of(land);
  RC_ASSERT(map.find(id) == land);
  const auto bit = *rc::gen::inRange<std::size_t>(0, 128);
  id.bytes[bit / 8] = static_cast<std::uint8_t>(id.bytes[bit / 8] ^ (1U << (bit % 8)));
  const auto found = map.find(id);
  const bool another = found && *found != land && map.id_of(*found) == id;
  RC_ASSERT((!found || another));
}

RC_GTEST_PROP(LandLaws, a_cell_and_its_land_name_each_other, ()) {
  static const std::vector<LandMap> maps = [] {
    std::vector<LandMap> made(4);
    made[0].make({.seed = 1, .width = kMinWorldSide, .height = kMinWorldSide, .made_at = {}});
    made[1].make({.seed = 2, .width = 9, .height = 500, .made_at = {}});
    made[2].make({.seed = 3, .width = kMaxWorldSide, .height = 8, .made_at = {}});
    made[3].make({.seed = 4, .width = 101, .height = 73, .made_at = {}});
    return made;
  }();
  const LandMap& map = maps[*rc::gen::inRange<std::size_t>(0, 4)];
  const LandNo land{*rc::gen::inRange(0U, static_cast<std::uint32_t>(map.size()))};
  const Cell cell = map.cell(land);
  RC_ASSERT(cell.x < map.world().width);
  RC_ASSERT(cell.y < map.world().height);
  RC_ASSERT(map.at(cell.x, cell.y) == land);
}

}  // namespace
}  // namespace loam
