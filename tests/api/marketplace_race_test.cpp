// Races of real requests against a real server: exactly one wins, the others are refused and unchanged.

#include <barrier>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

std::int64_t paisa(const std::string& text) { return parse_decimal(text, kMoneyDecimals).units.value_or(-1); }

/// All at the same moment, each on a connection of its own; what each was told.
std::vector<Told> race(std::vector<Caller>& racers, const std::function<Told(Caller&, std::size_t)>& run) {
  std::vector<Told> told(racers.size());
  std::barrier start(static_cast<std::ptrdiff_t>(racers.size()));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < racers.size(); ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      told[i] = run(racers[i], i);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return told;
}

std::map<std::string, int> counted(const std::vector<Told>& told) {
  std::map<std::string, int> counts;
  for (const Told& one : told) ++counts[one.status < 300 ? "done" : one.code()];
  return counts;
}

std::vector<Caller> make_players(const ServerProcess& server, const std::string& name, int count) {
  std::vector<Caller> players;
  for (int i = 0; i < count; ++i) players.push_back(make_player(server, name + std::to_string(i)));
  return players;
}

TEST(MarketplaceRaces, F20_one_of_many_buyers_gets_a_listing_and_pays_for_it) {
  constexpr int kBuyers = 16;
  constexpr int kRounds = 8;
  ServerProcess server(land_options());
  Caller root = make_overseer(server, "root");
  Caller seller = make_player(server, "seller");
  std::vector<Caller> buyers = make_players(server, "buyer", kBuyers);
  for (int round = 0; round < kRounds; ++round) {
    const std::string land = claim(seller, round, 0);
    const std::string listing = list(seller, {land}, kFixed);
    const std::int64_t seller_before = paisa(balance(seller));
    std::vector<std::string> before;
    for (Caller& buyer : buyers) before.push_back(balance(buyer));
    const auto told = race(buyers, [&](Caller& buyer, std::size_t) { return buy(buyer, listing); });
    EXPECT_EQ(counted(told), (std::map<std::string, int>{{"done", 1}, {"listing_ended", kBuyers - 1}}));
    for (std::size_t i = 0; i < buyers.size(); ++i) {
      const std::int64_t paid = told[i].status == 200 ? 50'000 : 0;
      EXPECT_EQ(paisa(balance(buyers[i])), paisa(before[i]) - paid);
      if (paid == 0) continue;
      EXPECT_EQ(seller.get(std::string(kLands) + '/' + land).at("owner_id"), buyers[i].user_id);
    }
    EXPECT_EQ(paisa(balance(seller)), seller_before + 47'500);
    EXPECT_EQ(root.get(std::string(kTrail) + "?listing_id=" + listing).at("pagination/total"), "1");
  }
  EXPECT_TRUE(proven(root));
}

TEST(MarketplaceRaces, F23_each_claim_that_succeeds_is_charged_once) {
  constexpr int kRacers = 10;
  ServerProcess server(land_options());
  Caller root = make_overseer(server, "root");
  // Ten claims of one account at once: each has its row and its price.
  Caller ann = make_player(server, "ann");
  std::vector<Caller> same;
  for (int i = 0; i < kRacers; ++i) same.emplace_back(server, ann.token);
  const auto claims = race(same, [&](Caller& caller, std::size_t i) {
    return caller.post(std::string(kLands) + "/claim", place(static_cast<int>(i), 5));
  });
  std::int64_t charged = 0;
  for (const Told& told : claims) {
    ASSERT_EQ(told.status, 201) << told.body;
    charged += paisa(told.at("amount_bdt"));
  }
  EXPECT_EQ(paisa(balance(ann)), 10'000'000 - charged);
  EXPECT_EQ(ann.get("/api/v1/users/" + ann.user_id + "/lands").at("pagination/total"), std::to_string(kRacers));

  // Ten accounts for one land.
  std::vector<Caller> rivals = make_players(server, "rival", kRacers);
  const auto told = race(
      rivals, [](Caller& caller, std::size_t) { return caller.post(std::string(kLands) + "/claim", place(20, 20)); });
  EXPECT_EQ(counted(told), (std::map<std::string, int>{{"done", 1}, {"land_taken", kRacers - 1}}));
  for (std::size_t i = 0; i < rivals.size(); ++i) {
    const std::int64_t paid = told[i].status == 201 ? paisa(told[i].at("amount_bdt")) : 0;
    EXPECT_EQ(paisa(balance(rivals[i])), 10'000'000 - paid);
  }
  EXPECT_TRUE(proven(root));
}

TEST(MarketplaceRaces, a_purchase_a_bid_and_a_withdrawal_have_one_outcome) {
  ServerProcess server(land_options());
  Caller root = make_overseer(server, "root");
  std::vector<Caller> three = make_players(server, "player", 3);
  for (int round = 0; round < 12; ++round) {
    const std::string land = claim(three[0], round, 0);
    const std::string listing = list(three[0], {land},
                                     R"("listing_type":"auction_with_buynow","starting_price_bdt":100,
                                        "buy_now_price_bdt":900,"duration_hours":24)");
    const auto told = race(three, [&](Caller& caller, std::size_t i) {
      if (i == 0) return caller.del(at(listing));
      return i == 1 ? bid(caller, listing, "100") : buy(caller, listing);
    });
    EXPECT_EQ(counted(told)["done"], 1) << told[0].body << told[1].body << told[2].body;
    const bool bid_won = told[1].status == 201;
    const Told after = root.get(at(listing));
    EXPECT_EQ(after.at("status"), bid_won ? "active" : (told[0].status == 200 ? "cancelled" : "sold"));
    EXPECT_EQ(after.at("bids_count"), bid_won ? "1" : "0");
    const std::string owner = root.get(std::string(kLands) + '/' + land).at("owner_id");
    EXPECT_EQ(owner, told[2].status == 200 ? three[2].user_id : three[0].user_id);
  }
  EXPECT_TRUE(proven(root));
}

}  // namespace
}  // namespace loam::test
