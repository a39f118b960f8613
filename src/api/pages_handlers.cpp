#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/problem.hpp"
#include "api/routes.hpp"
#include "api/static_page.hpp"
#include "embedded/embedded.hpp"

namespace loam {
namespace {

/// Everything comes from this server, nothing stands in a page itself, and no other page frames it.
constexpr std::string_view kPolicy =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kBuilt = "pages/";  ///< what the pages were built into, among the embedded files
constexpr std::string_view kPacked = ".gz";

struct PagePath {
  std::string_view pattern;
  std::string_view name;
};

/// One document answers all of these: the page reads its own path (web/src/lib/pages.ts).
constexpr PagePath kPaths[] = {
    {"/", "page_home"},           {"/exchange", "page_exchange"}, {"/exchange/{biome}", "page_market"},
    {"/land", "page_land"},       {"/auctions", "page_auctions"}, {"/auctions/{listing}", "page_listing"},
    {"/wallet", "page_wallet"},   {"/audit", "page_audit"},       {"/operate", "page_operate"},
    {"/profile", "page_profile"}, {"/sign-in", "page_sign_in"},   {"/register", "page_register"},
};

struct FileType {
  std::string_view ending;
  std::string_view type;
};

constexpr FileType kTypes[] = {
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

std::optional<std::string_view> type_of(std::string_view name) {
  for (const FileType& known : kTypes) {
    if (name.ends_with(known.ending)) return known.type;
  }
  return std::nullopt;
}

/// A file as it is, and packed where it was built so.
struct PageFile {
  StaticPage plain;
  std::optional<StaticPage> packed;
  std::string_view type;
};
using PageFiles = std::map<std::string, PageFile, std::less<>>;

/// The files in one folder of what was built; those of a type that is not known stay inside.
PageFiles files_in(std::string_view folder) {
  PageFiles files;
  for (const embedded::File& file : embedded::files()) {
    if (!file.path.starts_with(folder)) continue;
    const std::string_view name = file.path.substr(folder.size());
    const auto type = type_of(name);
    if (!type || name.find('/') != std::string_view::npos) continue;
    files.emplace(name, PageFile{make_static_page(std::string(file.content)),
                                 embedded_page(std::string(file.path) + std::string(kPacked)), *type});
  }
  return files;
}

bool takes_packed(const http::Request& request) {
  return request.header("accept-encoding").find("gzip") != std::string_view::npos;
}

http::Response serve_file(const http::Request& request, const PageFiles& files, std::string_view name,
                          std::string_view cache) {
  const auto found = files.find(name);
  if (found == files.end()) return http::not_found(request, "There is no such file.");
  const PageFile& file = found->second;
  const bool packed = file.packed.has_value() && takes_packed(request);
  http::Response response = serve_static(request, packed ? *file.packed : file.plain, file.type, cache);
  if (packed) response.with("Content-Encoding", "gzip");
  if (file.packed) response.with("Vary", "Accept-Encoding");
  return response;
}

StaticPage make_document() {
  const embedded::File* file = embedded::find(std::string(kBuilt) + "index.html");
  return make_static_page(
      std::string(file == nullptr ? std::string_view("This server was built without its pages.") : file->content));
}

}  // namespace

void add_pages_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kOpen = access::guest | access::unlimited;
  const StaticPage document = make_document();
  for (const PagePath& path : kPaths) {
    api.add(Method::get, std::string(path.pattern), std::string(path.name), kOpen, [document](Api&, const Call& call) {
      call.respond(serve_static(call.request, document, kHtml, kCacheAskAgain)
                       .with("Content-Security-Policy", std::string(kPolicy)));
    });
  }
  api.add(Method::get, "/assets/{file}", "page_file", kOpen,
          [files = files_in(std::string(kBuilt) + "assets/")](Api&, const Call& call) {
            call.respond(serve_file(call.request, files, call.request.path_parameter("file"), kCacheForever));
          });
  // Not built into a name of its own: it has to be there before the rest is.
  api.add(Method::get, "/theme.js", "page_theme", kOpen, [files = files_in(kBuilt)](Api&, const Call& call) {
    call.respond(serve_file(call.request, files, "theme.js", kCacheAskAgain));
  });
}

}  // namespace loam
