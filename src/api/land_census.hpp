#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "base/time.hpp"
#include "ledger/account.hpp"
#include "pipeline/view.hpp"

namespace loam {

inline constexpr Duration kCensusFresh = Duration::seconds(5);
/// More than are ever shown: some of them may hide.
inline constexpr std::size_t kMaxLargestOwners = 100;

/// How the land of one biome is owned.
struct BiomeLands {
  struct Owner {
    AccountNo account;
    std::int64_t lands = 0;
  };

  std::int64_t lands = 0;  ///< of the map
  std::int64_t claimed = 0;
  std::int64_t owners = 0;
  std::vector<Owner> largest;  ///< from the largest on, at most kMaxLargestOwners; equal ones by account
};

/// Counts who owns how much land of each biome, at most every five seconds and only when somebody asks: it walks the
/// map, in slices, so that no commit waits for it. A land that changes hands meanwhile counts for one of the two.
/// Memory while it counts: 32 bytes an owner. Any thread; who comes while it counts waits for it.
class LandCensus {
 public:
  using Lands = std::array<BiomeLands, kBiomes>;

  explicit LandCensus(const View& view) : view_(view) {}

  std::shared_ptr<const Lands> read(Time now);

 private:
  [[nodiscard]] Lands count() const;

  const View& view_;
  std::mutex mutex_;
  std::shared_ptr<const Lands> lands_;
  Time counted_at_;
};

}  // namespace loam
