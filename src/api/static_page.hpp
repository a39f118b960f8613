#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/request.hpp"
#include "api/http/response.hpp"

namespace loam {

/// For a file whose name changes with its content, or that is asked for by a version of it.
inline constexpr std::string_view kCacheForever = "public, max-age=31536000, immutable";
/// For one that keeps its name: asked for again each time, and answered 304 where nothing has changed.
inline constexpr std::string_view kCacheAskAgain = "no-cache";

/// A body that is ready to be sent, with the tag that tells clients whether they have it.
struct StaticPage {
  std::shared_ptr<const std::string> body;
  std::string tag;
};

StaticPage make_static_page(std::string body);

/// The file at @p path among those that travel inside the binary, or none.
std::optional<StaticPage> embedded_page(std::string_view path);

/// The page, or 304 to a client that names its tag.
/// @param type a literal: it outlives every answer.
http::Response serve_static(const http::Request& request, const StaticPage& page, std::string_view type,
                            std::string_view cache);

}  // namespace loam
