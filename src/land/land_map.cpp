#include "land/land_map.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::size_t kSides = 4;

/// The lands that share an edge with one; nothing where the map ends.
std::array<std::optional<LandNo>, kSides> neighbours(const LandMap& map, LandNo land) {
  const Cell cell = map.cell(land);
  const std::int64_t x = cell.x;
  const std::int64_t y = cell.y;
  return {map.at(x - 1, y), map.at(x + 1, y), map.at(x, y - 1), map.at(x, y + 1)};
}

void insert_sorted(std::vector<LandNo>& list, LandNo land) {
  // By halves instead of the library's doubling: with ten million lands the room that is never used is counted too.
  if (list.size() == list.capacity()) list.reserve(list.size() + list.size() / 2 + 1);
  list.insert(std::lower_bound(list.begin(), list.end(), land), land);
}

void erase_sorted(std::vector<LandNo>& list, LandNo land) {
  list.erase(std::lower_bound(list.begin(), list.end(), land));
  if (list.size() < list.capacity() / 4) list.shrink_to_fit();  // who once owned much does not keep its room
}

}  // namespace

void LandMap::make(const World& world) {
  LOAM_CHECK(!made());
  terrain_ = std::make_shared<const Terrain>(world);
  owners_.resize(land_count(world));
  world_ = world;
}

std::optional<LandNo> LandMap::at(std::int64_t x, std::int64_t y) const {
  if (x < 0 || y < 0 || x >= world_.width || y >= world_.height) return std::nullopt;
  return LandNo{static_cast<std::uint32_t>(y * world_.width + x)};
}

std::optional<LandNo> LandMap::find(const Uuid& id) const {
  const std::uint64_t number = number_of(id);
  if (number >= size()) return std::nullopt;
  const LandNo land{static_cast<std::uint32_t>(number)};
  return id_of(land) == id ? std::optional(land) : std::nullopt;
}

Cell LandMap::cell(LandNo land) const {
  LOAM_CHECK(has(land));
  return {land.value % world_.width, land.value / world_.width};
}

Uuid LandMap::id_of(LandNo land) const {
  LOAM_CHECK(has(land));
  return make_numbered_uuid7(world_.made_at, land.value);
}

Biome LandMap::biome(LandNo land) const {
  LOAM_CHECK(has(land));
  return terrain_->biome(land);
}

std::int32_t LandMap::elevation(LandNo land) const {
  LOAM_CHECK(has(land));
  return terrain_->elevation(land);
}

AccountNo LandMap::owner(LandNo land) const {
  LOAM_CHECK(has(land));
  return owners_[land.value];
}

std::span<const LandNo> LandMap::lands_of(AccountNo account) const {
  if (account.value >= lists_.size()) return {};
  return lists_[account.value];
}

void LandMap::give(LandNo land, AccountNo to) {
  LOAM_CHECK(has(land) && to.exists());
  AccountNo& owner = owners_[land.value];
  if (owner == to) return;

  if (owner.exists()) {
    erase_sorted(lists_[owner.value], land);
    --claimed_;
  }
  if (to.value >= lists_.size()) lists_.resize(std::size_t{to.value} + 1);
  insert_sorted(lists_[to.value], land);
  ++claimed_;
  owner = to;
}

bool LandMap::connected(std::span<const LandNo> lands) const {
  std::vector<LandNo> parcel(lands.begin(), lands.end());
  std::sort(parcel.begin(), parcel.end());
  if (parcel.empty() || !has(parcel.back())) return false;
  if (std::adjacent_find(parcel.begin(), parcel.end()) != parcel.end()) return false;

  std::vector<bool> reached(parcel.size());
  std::vector<std::size_t> to_visit{0};
  reached[0] = true;
  std::size_t found = 1;
  while (!to_visit.empty()) {
    const LandNo land = parcel[to_visit.back()];
    to_visit.pop_back();
    for (const std::optional<LandNo> next : neighbours(*this, land)) {
      if (!next) continue;
      const auto place = std::lower_bound(parcel.begin(), parcel.end(), *next);
      const auto i = static_cast<std::size_t>(place - parcel.begin());
      if (place == parcel.end() || *place != *next || reached[i]) continue;
      reached[i] = true;
      ++found;
      to_visit.push_back(i);
    }
  }
  return found == parcel.size();
}

void LandMap::check_invariants() const {
  std::size_t listed = 0;
  for (std::size_t account = 0; account < lists_.size(); ++account) {
    const std::vector<LandNo>& list = lists_[account];
    const auto not_ascending = [](LandNo land, LandNo next) { return land >= next; };
    LOAM_CHECK(std::adjacent_find(list.begin(), list.end(), not_ascending) == list.end());
    for (const LandNo land : list) LOAM_CHECK(has(land) && owners_[land.value].value == account);
    listed += list.size();
  }
  const auto owned = std::count_if(owners_.begin(), owners_.end(), [](AccountNo owner) { return owner.exists(); });
  LOAM_CHECK(listed == claimed_ && static_cast<std::size_t>(owned) == claimed_);
}

void LandMap::digest(ByteWriter& out) const {
  out.u64(world_.seed);
  out.u32(world_.width);
  out.u32(world_.height);
  out.i64(world_.made_at.ms);
  out.u64(claimed_);
  for_each_owner([&](AccountNo account, std::size_t count) {
    out.u32(account.value);
    out.u64(count);
    for (const LandNo land : lands_of(account)) out.u32(land.value);
  });
}

}  // namespace loam
