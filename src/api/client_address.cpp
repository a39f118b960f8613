#include "api/client_address.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include <arpa/inet.h>

#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::size_t kAllBits = 128;
constexpr std::size_t kMappedBits = 96;  // of an IPv4 address, before its own 32
constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool is_mapped(const AddressBytes& address) { return std::equal(kMapped.begin(), kMapped.end(), address.begin()); }

std::string to_text(const AddressBytes& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = is_mapped(address);
  inet_ntop(v4 ? AF_INET : AF_INET6, address.data() + (v4 ? kMapped.size() : 0), text.data(), text.size());
  return text.data();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Some proxies write the port as well: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const bool one_colon = std::count(text.begin(), text.end(), ':') == 1;
  return one_colon ? text.substr(0, text.find(':')) : text;
}

/// Takes the right-most entry of the list off it.
std::string_view take_last(std::string_view& list) {
  const std::size_t comma = list.rfind(',');
  const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
  return without_port(trimmed(last));
}

}  // namespace

std::optional<AddressBytes> parse_ip_address(std::string_view text) {
  const std::string terminated(text);
  AddressBytes bytes{};
  if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return bytes;
  std::copy(kMapped.begin(), kMapped.end(), bytes.begin());
  if (inet_pton(AF_INET, terminated.c_str(), bytes.data() + kMapped.size()) == 1) return bytes;
  return std::nullopt;
}

std::optional<TrustedProxies::Network> TrustedProxies::parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network{*address, kAllBits};
  if (slash == std::string_view::npos) return network;

  const std::string_view digits = text.substr(slash + 1);
  const bool v4 = text.find(':') == std::string_view::npos;
  std::size_t bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (bits > (v4 ? kAllBits - kMappedBits : kAllBits)) return std::nullopt;
  network.bits = bits + (v4 ? kMappedBits : 0);
  return network;
}

Result<TrustedProxies, std::string> TrustedProxies::parse(const std::vector<std::string>& networks) {
  TrustedProxies trusted;
  for (const std::string& text : networks) {
    const auto network = parse_network(text);
    if (!network) return Unexpected{"takes addresses and networks like 10.0.0.7, 10.0.0.0/8 or fd00::/8, not " + text};
    trusted.networks_.push_back(*network);
  }
  return trusted;
}

bool TrustedProxies::contains(const AddressBytes& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&address](const Network& network) {
    const std::size_t whole = network.bits / 8;
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), network.address.begin())) {
      return false;
    }
    const std::size_t rest = network.bits % 8;
    return rest == 0 || (address[whole] ^ network.address[whole]) >> (8 - rest) == 0;
  });
}

std::string client_address(std::string_view peer, std::string_view forwarded_for, const TrustedProxies& trusted) {
  const auto nearest = parse_ip_address(peer);
  if (!nearest || !trusted.contains(*nearest)) return std::string(peer);
  AddressBytes client = *nearest;
  while (!forwarded_for.empty()) {
    const auto before = parse_ip_address(take_last(forwarded_for));
    if (!before) break;
    client = *before;
    if (!trusted.contains(client)) break;
  }
  return to_text(client);
}

std::string customer_of(std::string_view address) {
  constexpr std::size_t kCustomerBytes = 8;
  const auto bytes = parse_ip_address(address);
  if (!bytes || is_mapped(*bytes)) return std::string(address);
  return to_hex(std::span(*bytes).first(kCustomerBytes));
}

}  // namespace loam
