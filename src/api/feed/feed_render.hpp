#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/day_ago_prices.hpp"
#include "api/feed/feed_changes.hpp"
#include "api/feed/feed_message.hpp"
#include "api/market_render.hpp"
#include "api/principal.hpp"
#include "api/render.hpp"

namespace loam {

/// A market for the feed: as clients know it, and the attention of the cycle that is open.
struct FeedMarket {
  MarketSnapshot snapshot;
  std::int64_t cycle_attention_us = 0;
};
using FeedMarkets = std::array<FeedMarket, kBiomes>;
FeedMarkets feed_markets(const State& state, Time at);

/// The seven, or the one.
std::span<const FeedMarket> select(const FeedMarkets& markets, std::optional<Biome> biome);

// The messages of the server, each one JSON object. `type` (where it is a parameter) is the word of the message.

std::string hello_text(const MessageHead& head, std::uint64_t epoch);
std::string plain_text(std::string_view type, const MessageHead& head, std::uint64_t epoch);
std::string error_text(const MessageHead& head, std::string_view code, std::string_view detail);
std::string authenticated_text(const MessageHead& head, const Principal& who, Time expires);
std::string unsubscribed_text(const MessageHead& head, std::string_view channel);
std::string signed_out_text(const MessageHead& head, std::string_view reason);
std::string resumed_text(const MessageHead& head, std::uint64_t from_seq, std::size_t replayed);
std::string resync_text(const MessageHead& head, std::uint64_t epoch, std::string_view reason);

std::string markets_text(std::string_view type, const MessageHead& head, std::span<const FeedMarket> markets,
                         const DayAgoPrices::Prices& day_ago);
std::string attention_text(const MessageHead& head, std::span<const FeedMarket> markets);
std::string trades_text(const MessageHead& head, const Newest<const Transaction*>& rows);

/// Somebody's wallet, copied out of one moment.
struct FeedAccount {
  AccountNo account;
  Uuid user_id;
  Account balance;
};
std::string balance_text(std::string_view type, const MessageHead& head, const FeedAccount& account);
/// @param parties of each row
std::string own_transactions_text(const MessageHead& head, const FeedAccount& account,
                                  const Newest<const Transaction*>& rows, std::span<const Parties> parties);

std::string alert_text(const MessageHead& head, const Alert& alert, const Uuid& user_id);
std::string alerts_text(std::string_view type, const MessageHead& head, std::span<const std::pair<Alert, Uuid>> alerts);
std::string safeguards_text(const MessageHead& head, const Newest<const SafeguardEvent*>& events,
                            std::span<const Uuid> user_ids);

}  // namespace loam
