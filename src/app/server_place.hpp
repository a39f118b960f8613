#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loam {

/// Where a running server answers.
struct ServerPlace {
  std::string host;
  std::uint16_t port = 0;
};

/// `http://HOST[:PORT]`, also `http://[::1]:8080`; nullopt for anything else. TLS is the proxy's: these tools talk to
/// the server behind it.
std::optional<ServerPlace> parse_server_url(std::string_view url);

}  // namespace loam
