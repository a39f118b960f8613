#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
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
    resume,
    ping,
  };

  Type type{};
  std::string ref;             ///< comes back in the answer
  std::string token;           ///< authenticate
  std::optional<Biome> biome;  ///< of the market; empty: all
  std::uint64_t from_seq = 0;  ///< resume
};

struct ClientMessageError {
  std::string_view code;
  std::string detail;
  std::string ref;
};

/// Refuses malformed_message, unknown_type and invalid_message.
Result<ClientMessage, ClientMessageError> parse_client_message(std::string_view text);

}  // namespace loam
