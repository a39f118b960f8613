// The pages as files: what a browser, a cache and an old client get.

#include <string>

#include <gtest/gtest.h>

#include "api_world.hpp"

namespace loam::test {
namespace {

/// The first address under /assets/ that the document names.
std::string asset_of(const std::string& document) {
  const std::size_t at = document.find("/assets/");
  return at == std::string::npos ? std::string() : document.substr(at, document.find('"', at) - at);
}

TEST(Pages, one_document_for_every_path_under_a_policy_without_exceptions) {
  ApiWorld world;
  const HttpAnswer home = world.get("/", {});
  ASSERT_EQ(home.status, 200);
  for (const char* path : {"/exchange", "/exchange/forest", "/land", "/auctions", "/auctions/some-id", "/wallet",
                           "/audit", "/operate", "/profile", "/sign-in", "/register"}) {
    const HttpAnswer page = world.get(path, {});
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(page.body, home.body) << path;
    const std::string policy(page.header("content-security-policy"));
    EXPECT_TRUE(policy.starts_with("default-src 'self';")) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  }
  EXPECT_EQ(home.body.find("style="), std::string::npos);
  EXPECT_EQ(world.get("/no-such-page", {}).status, 404);
}

TEST(Pages, files_are_kept_for_ever_under_a_name_of_their_content_and_come_packed_to_whoever_takes_it) {
  ApiWorld world;
  const std::string path = asset_of(world.get("/", {}).body);
  ASSERT_FALSE(path.empty()) << "built without pages";
  const HttpAnswer plain = world.get(path, {});
  ASSERT_EQ(plain.status, 200);
  EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  const HttpAnswer packed = world.get(path, {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_NE(packed.header("etag"), plain.header("etag"));
  EXPECT_EQ(world.get(path, {{"If-None-Match", std::string(plain.header("etag"))}}).status, 304);
  EXPECT_EQ(world.get("/assets/none.js", {}).status, 404);
  EXPECT_EQ(world.get("/assets/..%2findex.html", {}).status, 400);  // no path has a slash in disguise
  EXPECT_EQ(world.get("/theme.js", {}).header("cache-control"), "no-cache");
}

}  // namespace
}  // namespace loam::test
