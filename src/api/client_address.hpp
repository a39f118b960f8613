#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace loam {

/// An IPv6 address, or an IPv4 one mapped into that space: `::ffff:10.0.0.1` and `10.0.0.1` are one.
using AddressBytes = std::array<std::uint8_t, 16>;
/// nullopt for anything but a plain address.
std::optional<AddressBytes> parse_ip_address(std::string_view text);

/// The reverse proxies whose word on a client's address is taken. None by default: then nobody's is.
class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// @param networks addresses (`10.0.0.7`, `fd00::7`) and networks (`10.0.0.0/8`). The error is a sentence that names
  ///   the wrong one.
  static Result<TrustedProxies, std::string> parse(const std::vector<std::string>& networks);

  [[nodiscard]] bool empty() const { return networks_.empty(); }
  [[nodiscard]] bool contains(const AddressBytes& address) const;

 private:
  struct Network {
    AddressBytes address{};
    std::size_t bits = 128;
  };
  static std::optional<Network> parse_network(std::string_view text);

  std::vector<Network> networks_;
};

/// Whose request it is, for limits and lockouts: the peer, unless that is a trusted proxy. Then it is the right-most
/// address of X-Forwarded-For that is no trusted proxy: each proxy adds its own peer at the right, and what stands left
/// of the first that is not ours, the client wrote himself. Where that is no address, or all are ours, it is the last
/// of our proxies that was come by.
/// @param peer whom the connection is with
/// @param forwarded_for the header; empty where there is none
std::string client_address(std::string_view peer, std::string_view forwarded_for, const TrustedProxies& trusted);

/// What limits and lockouts count as one client: all of an IPv4 address, the first 64 bits of an IPv6 one, which are
/// one customer's. Any other text counts as it is.
std::string customer_of(std::string_view address);

}  // namespace loam
