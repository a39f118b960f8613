#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/box.hpp"
#include "base/result.hpp"
#include "base/uuid.hpp"
#include "ledger/account.hpp"

namespace loam {

/// What a WebSocket's client may say.
struct ClientMessage {
  enum class Type : std::uint8_t {
    authenticate,
    subscribe_biome_market,
    unsubscribe_biome_market,
    subscribe_account,
    unsubscribe_account,
    subscribe_alerts,
    unsubscribe_alerts,
    subscribe_listing,
    unsubscribe_listing,
    subscribe_map,
    unsubscribe_map,
    resume,
    ping,
  };

  Type type{};
  std::string ref;             ///< comes back in the answer
  std::string token;           ///< authenticate
  std::optional<Biome> biome;  ///< of the market; empty: all
  std::uint64_t from_seq = 0;  ///< resume
  Uuid listing;                ///< of the listing's messages
  Box box;                     ///< subscribe_map: at most kMaxMapSide cells a side
};

struct ClientMessageError {
  std::string_view code;
  std::string detail;
  std::string ref;
};

/// Refuses malformed_message, unknown_type and invalid_message.
Result<ClientMessage, ClientMessageError> parse_client_message(std::string_view text);

}  // namespace loam
