// The demo's players, through the real server: a young world has listings at once, and people bid for them.

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "support/child.hpp"
#include "support/paths.hpp"

namespace loam::test {
namespace {

using namespace std::chrono_literals;

/// Those that are sold or bought by now are not among them.
int active_listings(Caller& guest) {
  const Told told = guest.get(std::string(kListings) + "?limit=1&status=active");
  return told.status == 200 ? std::stoi(told.at("pagination/total")) : 0;
}

bool has_bids(Caller& guest) {
  const std::string text = guest.get("/metrics").body;
  const std::size_t at = text.find("\nloam_bids_total ");
  return at != std::string::npos && std::stod(text.substr(at + 17)) > 0;
}

TEST(Demo, fills_the_marketplace_and_stays_within_the_limits) {
  ServerProcess server(with_settings({"signup_grant_bdt=10000", "bid_increments=ebay", "world_size=64x64"}));
  const TempDir temp;
  constexpr int kBots = 12;
  Child demo({binary(),
              {"demo", "--data", temp / "demo", "--bots", std::to_string(kBots), "--url",
               "http://127.0.0.1:" + std::to_string(server.port())},
              {},
              temp / "demo.log"});
  Caller guest(server);
  const auto until = std::chrono::steady_clock::now() + 120s;
  const auto lively = [&] { return active_listings(guest) >= kBots / 3 && has_bids(guest); };
  bool seen = false;
  while (!(seen = lively()) && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(200ms);
  EXPECT_TRUE(seen) << active_listings(guest) << " listings";

  demo.signal(SIGTERM);
  EXPECT_EQ(demo.wait(Duration::seconds(20)), 0);
  Caller root = make_overseer(server, "root");
  EXPECT_TRUE(proven(root));
  const std::string metrics = guest.get("/metrics").body;
  EXPECT_EQ(metrics.find(R"(status="429")"), std::string::npos);
  EXPECT_EQ(metrics.find(R"(status="422")"), std::string::npos) << "what bots say is well formed";
}

}  // namespace
}  // namespace loam::test
