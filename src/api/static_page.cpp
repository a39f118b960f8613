#include "api/static_page.hpp"

#include <utility>

#include "base/bytes.hpp"
#include "embedded/embedded.hpp"

namespace loam {

StaticPage make_static_page(std::string body) {
  std::string tag = '"' + to_hex(sha256(body)).substr(0, 16) + '"';
  return {std::make_shared<const std::string>(std::move(body)), std::move(tag)};
}

std::optional<StaticPage> embedded_page(std::string_view path) {
  const embedded::File* file = embedded::find(path);
  if (file == nullptr) return std::nullopt;
  return make_static_page(std::string(file->content));
}

http::Response serve_static(const http::Request& request, const StaticPage& page, std::string_view type,
                            std::string_view cache) {
  http::Response response;
  response.content_type = type;
  response.with("ETag", page.tag).with("Cache-Control", std::string(cache));
  if (request.header("if-none-match") == page.tag) {
    response.status = 304;
    response.content_type = http::kNoContent;
  } else {
    response.shared_body = page.body;
  }
  return response;
}

}  // namespace loam
