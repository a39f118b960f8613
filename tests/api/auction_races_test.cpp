// Many clients at one listing, round after round: whoever wins, there is one outcome, and everybody else is as before.
// A few rounds here; a thousand with LOAM_LONG=1.

#include <array>
#include <barrier>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "base/time.hpp"

namespace loam::test {
namespace {

constexpr const char* kListings = "/api/v1/marketplace/listings";
constexpr Time kBegin{1'767'225'600'000};  // 2026-01-01T00:00:00Z

int rounds(int few) { return std::getenv("LOAM_LONG") != nullptr ? 1'000 : few; }

/// Clients with a connection each, who all act at once, again and again.
class Crowd {
 public:
  using Act = std::function<HttpAnswer(HttpClient&, std::size_t)>;

  Crowd(ApiWorld& world, std::size_t size) : answers_(size), start_(barrier(size)), end_(barrier(size)) {
    for (std::size_t i = 0; i < size; ++i) {
      threads_.emplace_back([this, i, client = world.client()]() mutable {
        while (true) {
          start_.arrive_and_wait();
          if (!act_) return;
          answers_[i] = act_(client, i);
          end_.arrive_and_wait();
        }
      });
    }
  }
  ~Crowd() {
    act_ = nullptr;
    start_.arrive_and_wait();
    for (std::thread& thread : threads_) thread.join();
  }

  const std::vector<HttpAnswer>& run(Act act) {
    act_ = std::move(act);
    start_.arrive_and_wait();
    end_.arrive_and_wait();
    return answers_;
  }

 private:
  static std::ptrdiff_t barrier(std::size_t size) { return static_cast<std::ptrdiff_t>(size) + 1; }

  Act act_;
  std::vector<HttpAnswer> answers_;
  std::barrier<> start_;
  std::barrier<> end_;
  std::vector<std::thread> threads_;
};

/// A world with one land for each round, a seller who owns it all, and a clock that the test moves.
class Races : public ::testing::Test {
 protected:
  Races()
      : world_({"test_clock=" + to_rfc3339(kBegin), "signup_grant_bdt=1000000", "listing_cooldown_minutes=0",
                "max_listings_per_user=100000", "marketplace_actions_per_hour=1000000000", "anti_sniping_minutes=0",
                "world_size=64x64", "world_seed=3"}) {
    const auto key =
        run_command({"api-key", "create", "--data", world_.server().data(), "--name", "clock", "--role", "operator"});
    clock_key_ = Json(key.out).text("secret");
    seller_ = world_.add_player("seller");
  }

  HttpAnswer post(HttpClient& client, const std::string& target, const std::string& body, const std::string& user) {
    return client.post(target, body, world_.as_player(user)).value();
  }
  std::string claim(int land) {
    const std::string place = R"({"x":)" + std::to_string(land % 64) + R"(,"y":)" + std::to_string(land / 64) + "}";
    const Json claimed(world_.post("/api/v1/lands/claim", place, world_.as_player(seller_)).body);
    return text_of(claimed.root().find("land").find("land_id"));
  }
  std::string list(const std::string& land, const std::string& terms) {
    const HttpAnswer opened =
        world_.post(kListings, R"({"land_id":")" + land + R"(",)" + terms + "}", world_.as_player(seller_));
    EXPECT_EQ(opened.status, 201) << opened.body;
    return Json(opened.body).text("listing_id");
  }
  HttpAnswer move_clock(HttpClient& client, Time to) {
    return client
        .post("/api/v1/admin/test-clock", R"({"now":")" + to_rfc3339(to) + "\"}",
              {{"Authorization", "Bearer " + clock_key_}})
        .value();
  }
  Json listing(const std::string& id) { return Json(world_.get(std::string(kListings) + '/' + id, {}).body); }
  std::string owner(const std::string& land) {
    return Json(world_.get("/api/v1/lands/" + land, {}).body).text("owner_id");
  }
  Json balance(const std::string& user) {
    return Json(world_.get("/api/v1/users/" + user + "/balance", world_.as_player(user)).body);
  }
  static std::string money(Json balance, const char* part) { return balance.text(part); }

  ApiWorld world_;
  std::string clock_key_;
  std::string seller_;
};

TEST_F(Races, F20_F26_sixty_four_buyers_of_one_listing) {
  constexpr std::size_t kBuyers = 64;
  const std::vector<std::string> buyers = world_.add_players(kBuyers);
  std::vector<std::int64_t> spent(kBuyers);
  Crowd crowd(world_, kBuyers);
  const int all = rounds(10);
  for (int round = 0; round < all; ++round) {
    const std::string land = claim(round);
    const std::string id = list(land, R"("listing_type":"fixed_price","buy_now_price_bdt":500)");
    const auto& answers = crowd.run([&](HttpClient& client, std::size_t i) {
      return post(client, std::string(kListings) + '/' + id + "/buy-now", "{}", buyers[i]);
    });
    int bought = 0;
    for (std::size_t i = 0; i < kBuyers; ++i) {
      if (answers[i].status == 200) {
        ++bought;
        spent[i] += 500;
        EXPECT_EQ(owner(land), buyers[i]);
      } else {
        EXPECT_EQ(Json(answers[i].body).code(), "listing_ended") << answers[i].body;
      }
    }
    ASSERT_EQ(bought, 1) << "round " << round;
  }
  for (std::size_t i = 0; i < kBuyers; ++i) {
    EXPECT_EQ(money(balance(buyers[i]), "balance_bdt"), std::to_string(1'000'000 - spent[i]));
  }
  EXPECT_TRUE(world_.holds());
}

TEST_F(Races, F32_buy_now_against_bid_against_ending_against_cancel) {
  const std::string buyer = world_.add_player("buyer");
  const std::string bidder = world_.add_player("bidder");
  Crowd crowd(world_, 4);
  std::map<std::string, int> outcomes;
  const int all = rounds(40);
  Time now = kBegin;
  for (int round = 0; round < all; ++round) {
    const std::string land = claim(round);
    const std::string id = list(land, R"("listing_type":"auction_with_buynow","starting_price_bdt":100,)"
                                      R"("buy_now_price_bdt":900,"duration_hours":1)");
    now = now + Duration::hours(1);
    const std::string target = std::string(kListings) + '/' + id;
    const auto answers = crowd.run([&](HttpClient& client, std::size_t i) {
      switch (i) {
        case 0: return post(client, target + "/buy-now", "{}", buyer);
        case 1: return post(client, target + "/bids", R"({"amount_bdt":100,"max_amount_bdt":700})", bidder);
        case 2:
          // The end alone waits for no disk: without a start for the others it would win nearly always.
          std::this_thread::sleep_for(std::chrono::microseconds(400 * (round % 8)));
          return move_clock(client, now);
        default: return client.request("DELETE", target, world_.as_player(seller_), "").value();
      }
    });
    ASSERT_EQ(answers[2].status, 200) << answers[2].body;
    const bool bought = answers[0].status == 200;
    const bool bid = answers[1].status == 201;
    const bool cancelled = answers[3].status == 200;
    const std::string status = listing(id).text("status");
    // Whoever came first before the end; nobody did where it expired.
    ASSERT_LE(int{bought} + int{bid} + int{cancelled}, 1) << "round " << round;
    EXPECT_EQ(status, bought || bid ? "sold" : (cancelled ? "cancelled" : "expired"));
    EXPECT_EQ(owner(land), bought ? buyer : (bid ? bidder : seller_));
    EXPECT_EQ(money(balance(bidder), "held_bdt"), "0");
    ++outcomes[bought ? "bought" : (bid ? "won" : status)];
  }
  for (const auto& [outcome, count] : outcomes) std::printf("%s: %d\n", outcome.c_str(), count);
  EXPECT_GE(outcomes.size(), 2U);
  world_.sign_in();
  EXPECT_TRUE(world_.holds());
}

}  // namespace
}  // namespace loam::test
