#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "land/world.hpp"
#include "ledger/account.hpp"
#include "ledger/numbers.hpp"

namespace loam {

enum class Channel : std::uint8_t { market, attention, trades, account, alerts, listing, map };

/// The map is told by squares of so many cells a side, so that everybody who looks at a place shares one text.
inline constexpr std::uint32_t kMapTile = 64;

/// What one can subscribe to: a channel, of one market, account, listing or tile of the map, or the whole of it.
struct Topic {
  Channel channel{};
  std::uint32_t scope = 0;  ///< 0: all of the channel

  auto operator<=>(const Topic&) const = default;
};

constexpr Topic topic_of(Channel channel, std::optional<Biome> biome = std::nullopt) {
  return {channel, biome ? static_cast<std::uint32_t>(index_of(*biome)) + 1 : 0};
}
constexpr Topic topic_of(AccountNo account) { return {Channel::account, account.value}; }
constexpr Topic topic_of(ListingNo listing) { return {Channel::listing, listing.value}; }
/// The tile that the cell lies in.
constexpr Topic topic_of(Cell cell) {
  constexpr std::uint32_t kTilesAcross = kMaxWorldSide / kMapTile;
  return {Channel::map, cell.y / kMapTile * kTilesAcross + cell.x / kMapTile + 1};
}

struct TopicHash {
  std::size_t operator()(const Topic& topic) const {
    return (static_cast<std::size_t>(topic.channel) << 32 | topic.scope) * 0x9E3779B97F4A7C15ULL;
  }
};

}  // namespace loam
