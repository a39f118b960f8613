#include "app/server_place.hpp"

#include <charconv>

namespace loam {
namespace {

constexpr std::uint16_t kHttpPort = 80;

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

}  // namespace

std::optional<ServerPlace> parse_server_url(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t bracket = url.starts_with('[') ? url.find(']') : 0;
  if (bracket == std::string_view::npos) return std::nullopt;
  const std::size_t colon = url.find(':', bracket);
  const std::string_view host = bracket == 0 ? url.substr(0, colon) : url.substr(1, bracket - 1);
  if (host.empty() || host.find('/') != std::string_view::npos) return std::nullopt;
  if (colon == std::string_view::npos) return ServerPlace{std::string(host), kHttpPort};
  const auto port = parse_port(url.substr(colon + 1));
  if (!port) return std::nullopt;
  return ServerPlace{std::string(host), *port};
}

}  // namespace loam
