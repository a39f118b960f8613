#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/problem.hpp"
#include "api/routes.hpp"
#include "api/static_page.hpp"
#include "base/bytes.hpp"
#include "embedded/embedded.hpp"

namespace loam {
namespace {

/// Nothing comes from elsewhere, and no script or style stands in the page itself. Swagger-ui sets the styles of its
/// elements one property at a time, which no policy forbids; what it needs beyond our own files is `data:` images,
/// which its style sheet draws arrows with. `connect-src 'self'` lets it call this server.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct Served {
  std::string_view name;  ///< in the path
  std::string_view file;  ///< among the embedded ones
  std::string_view type;
};

constexpr Served kAssets[] = {
    {"docs.css", "api/pages/docs/docs.css", "text/css; charset=utf-8"},
    {"docs.js", "api/pages/docs/docs.js", "text/javascript; charset=utf-8"},
    {"favicon-32x32.png", "swagger-ui/favicon-32x32.png", "image/png"},
    {"swagger-ui-bundle.js", "swagger-ui/swagger-ui-bundle.js", "text/javascript; charset=utf-8"},
    {"swagger-ui.css", "swagger-ui/swagger-ui.css", "text/css; charset=utf-8"},
    {"LICENSE", "swagger-ui/LICENSE", "text/plain; charset=utf-8"},
    {"NOTICE", "swagger-ui/NOTICE", "text/plain; charset=utf-8"},
};

/// Changes with any of the files that the page names.
std::string version_of_assets() {
  std::string all;
  for (const Served& asset : kAssets) {
    const embedded::File* file = embedded::find(asset.file);
    if (file != nullptr) all += to_hex(sha256(file->content));
  }
  return to_hex(sha256(all)).substr(0, 12);
}

StaticPage make_docs_page() {
  const bool whole = embedded::find("swagger-ui/swagger-ui-bundle.js") != nullptr;
  const embedded::File* file = embedded::find(whole ? "api/pages/docs/index.html" : "api/pages/docs/missing.html");
  std::string text(file == nullptr ? std::string_view("This server was built without its pages.") : file->content);
  constexpr std::string_view kVersion = "{{version}}";
  const std::string version = version_of_assets();
  for (std::size_t at = text.find(kVersion); at != std::string::npos; at = text.find(kVersion, at)) {
    text.replace(at, kVersion.size(), version);
  }
  return make_static_page(std::move(text));
}

struct Asset {
  StaticPage page;
  std::string_view type;
};
using Assets = std::map<std::string_view, Asset>;

Assets make_assets() {
  Assets assets;
  for (const Served& served : kAssets) {
    if (auto page = embedded_page(served.file)) assets.emplace(served.name, Asset{*std::move(page), served.type});
  }
  return assets;
}

http::Response serve_asset(const http::Request& request, const Assets& assets) {
  const auto found = assets.find(request.path_parameter("file"));
  if (found == assets.end()) return http::not_found(request, "There is no such file.");
  const bool versioned = request.query("v").has_value();
  return serve_static(request, found->second.page, found->second.type, versioned ? kCacheForever : kCacheAskAgain);
}

}  // namespace

void add_docs_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kOpen = access::guest | access::unlimited;
  api.add(Method::get, "/api/v1/openapi.json", "get_openapi", kOpen,
          [document = embedded_page("api/openapi.json")](Api&, const Call& call) {
            call.respond(document ? serve_static(call.request, *document, http::kJson, kCacheAskAgain)
                                  : http::not_found(call.request, "This server was built without its contract."));
          });
  api.add(Method::get, "/docs", "docs_page", kOpen, [page = make_docs_page()](Api&, const Call& call) {
    call.respond(serve_static(call.request, page, "text/html; charset=utf-8", kCacheAskAgain)
                     .with("Content-Security-Policy", std::string(kPolicy)));
  });
  api.add(Method::get, "/docs/{file}", "docs_file", kOpen,
          [assets = make_assets()](Api&, const Call& call) { call.respond(serve_asset(call.request, assets)); });
}

}  // namespace loam
