#include "api/land_census.hpp"

#include <algorithm>

#include <boost/unordered/unordered_flat_map.hpp>

namespace loam {
namespace {

constexpr std::uint32_t kLandsASlice = 8'192;  // some tens of microseconds, for which a commit waits

using Counts = boost::unordered_flat_map<std::uint32_t, std::array<std::uint32_t, kBiomes>>;  // by account

/// The lands from `first` on; false at the end of the map.
bool count_slice(const LandMap& map, std::uint32_t first, LandCensus::Lands& lands, Counts& counts) {
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(map.size(), std::size_t{first} + kLandsASlice));
  for (std::uint32_t number = first; number < end; ++number) {
    const LandNo land{number};
    const std::size_t biome = index_of(map.biome(land));
    ++lands[biome].lands;
    const AccountNo owner = map.owner(land);
    if (owner.exists()) ++counts[owner.value][biome];
  }
  return end < map.size();
}

void rank(const Counts& counts, std::size_t biome, BiomeLands& lands) {
  std::vector<BiomeLands::Owner> owners;
  for (const auto& [account, of_biome] : counts) {
    if (of_biome[biome] == 0) continue;
    owners.push_back({AccountNo{account}, of_biome[biome]});
    lands.claimed += of_biome[biome];
  }
  lands.owners = static_cast<std::int64_t>(owners.size());
  const std::size_t kept = std::min(owners.size(), kMaxLargestOwners);
  std::partial_sort(owners.begin(), owners.begin() + static_cast<std::ptrdiff_t>(kept), owners.end(),
                    [](const BiomeLands::Owner& a, const BiomeLands::Owner& b) {
                      return a.lands != b.lands ? a.lands > b.lands : a.account < b.account;
                    });
  owners.resize(kept);
  lands.largest = std::move(owners);
}

}  // namespace

std::shared_ptr<const LandCensus::Lands> LandCensus::read(Time now) {
  const std::lock_guard lock(mutex_);
  if (lands_ == nullptr || now < counted_at_ || now - counted_at_ >= kCensusFresh) {
    lands_ = std::make_shared<const Lands>(count());
    counted_at_ = now;
  }
  return lands_;
}

LandCensus::Lands LandCensus::count() const {
  Lands lands;
  Counts counts;
  bool more = true;
  for (std::uint32_t first = 0; more; first += kLandsASlice) {
    more = view_.read([&](const State& state) { return count_slice(state.land, first, lands, counts); });
  }
  for (std::size_t biome = 0; biome < kBiomes; ++biome) rank(counts, biome, lands[biome]);
  return lands;
}

}  // namespace loam
