// A server that is killed while auctions run and end: what fell due meanwhile ends at the next start, once, in order.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "support/temp_dir.hpp"

namespace loam::test {
namespace {

constexpr int kAuctions = 200;

ServerOptions at_time(const std::string& data, const std::string& now) {
  ServerOptions options = land_options({"max_listings_per_user=1000"});
  options.data = data;
  options.arguments = {"--test-clock", now};
  return options;
}

/// Auctions that end one after another, a minute apart, each with a bid.
std::vector<std::string> open_auctions(Caller& seller, Caller& bidder) {
  std::vector<std::string> listings;
  for (int i = 0; i < kAuctions; ++i) {
    const std::string minute = std::to_string(i % 60);
    const std::string hour = std::to_string(1 + i / 60);
    const std::string end = "2026-01-01T0" + hour + ":" + (minute.size() < 2 ? "0" : "") + minute + ":30Z";
    listings.push_back(list(seller, {claim(seller, i % 32, i / 32)},
                            R"("listing_type":"auction","starting_price_bdt":100,"ends_at":")" + end + "\""));
    EXPECT_EQ(bid(bidder, listings.back(), "100").status, 201);
  }
  return listings;
}

/// How many are sold by now; each once, at the bid.
int sold(Caller& root, const std::vector<std::string>& listings) {
  int count = 0;
  for (const std::string& listing : listings) {
    const std::string status = root.get(at(listing)).at("status");
    EXPECT_TRUE(status == "sold" || status == "active") << status;
    count += status == "sold" ? 1 : 0;
  }
  EXPECT_EQ(root.get(std::string(kTrail) + "?transaction_type=AUCTION&limit=1").at("pagination/total"),
            std::to_string(count));
  return count;
}

TEST(AuctionCrash, F31_what_fell_due_while_the_server_was_down_ends_at_its_start_once) {
  const TempDir directory;
  const std::string data = (directory.path() / "world").string();
  std::vector<std::string> listings;
  {
    ServerProcess server(at_time(data, "2026-01-01T00:00:00Z"));
    Caller root = make_overseer(server, "root");
    Caller seller = make_player(server, "seller");
    Caller bidder = make_player(server, "bidder");
    listings = open_auctions(seller, bidder);
    // Killed while endings are under way.
    std::thread mover([&] {
      Caller clock(server, root.token);
      try {
        clock.post("/api/v1/admin/test-clock", R"({"now":"2026-01-01T03:00:00Z"})");
      } catch (const std::exception&) {  // the connection breaks with the server
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    server.kill_hard();
    mover.join();
  }
  ServerProcess server(at_time(data, "2026-01-01T06:00:00Z"));
  Caller root(server);
  ASSERT_EQ(sign_in(root, "root", kPassword).status, 200);
  // Within a second of the start all is done; the test waits longer, since machines are loaded.
  for (int tries = 0; tries < 100 && sold(root, listings) < kAuctions; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(sold(root, listings), kAuctions);
  std::string before;
  for (const std::string& listing : listings) {
    const std::string transaction = root.get(at(listing)).at("transaction_id");
    EXPECT_LT(before, transaction);  // in the order of their ends
    before = transaction;
  }
  EXPECT_TRUE(proven(root));
  EXPECT_EQ(server.terminate(), 0);
  const CommandResult verified = run_command({"verify", "--data", data});
  EXPECT_EQ(verified.exit_code, 0) << verified.out;
}

}  // namespace
}  // namespace loam::test
