// Recorded auctions, bid for bid at their own times, through the API of a real server whose clock stands until it is
// moved: where the record tells all that mattered, ours have to end at the real price.

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "api_world.hpp"
#include "base/time.hpp"
#include "support/paths.hpp"

namespace loam::test {
namespace {

constexpr const char* kListings = "/api/v1/marketplace/listings";
constexpr Time kOpened{1'767'225'600'000};  // 2026-01-01T00:00:00Z
constexpr int kSamePrice = 474;             // the others had reserves or maxima that the record does not tell

struct RecordedBid {
  std::int64_t ms = 0;  ///< since the opening
  Money max;
  std::size_t bidder = 0;  ///< of the auction, in order of appearance
  std::size_t line = 0;    ///< of the file, within the auction: of two bids at one time the first came first
};
struct RecordedAuction {
  Money starting;
  Money price;  ///< that it closed at
  std::int64_t days = 0;
  std::vector<RecordedBid> bids;
  std::map<std::string, std::size_t> bidders;

  /// Who bid most, and first.
  [[nodiscard]] std::size_t winner() const {
    return std::max_element(bids.begin(), bids.end(),
                            [](const RecordedBid& a, const RecordedBid& b) { return a.max < b.max; })
        ->bidder;
  }
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else if (c != '\r' && c != '"') {
      fields.back() += c;
    }
  }
  return fields;
}

Money money_of(const std::string& text) { return {parse_decimal(text, kMoneyDecimals).units.value()}; }

/// Columns: auctionid, bid, bidtime (days), bidder, bidderrate, openbid, price, item, auction_type (`7 day auction`).
std::vector<RecordedAuction> read_auctions(std::ifstream& file) {
  std::map<std::string, RecordedAuction> auctions;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = fields_of(line);
    RecordedAuction& auction = auctions[fields.at(0)];
    auction.starting = money_of(fields.at(5));
    auction.price = money_of(fields.at(6));
    auction.days = fields.at(8).at(0) - '0';
    const std::int64_t micro_days = parse_decimal(fields.at(2), 6).units.value();
    const std::size_t bidder = auction.bidders.emplace(fields.at(3), auction.bidders.size()).first->second;
    auction.bids.push_back({micro_days * 864 / 10, money_of(fields.at(1)), bidder, auction.bids.size()});
  }
  std::vector<RecordedAuction> list;
  for (auto& [id, auction] : auctions) {
    std::ranges::sort(auction.bids, {}, [](const RecordedBid& bid) { return std::pair(bid.ms, bid.line); });
    list.push_back(std::move(auction));
  }
  return list;
}

/// A seller with a land for each auction, and enough bidders with enough money for all of them at once.
class Replay {
 public:
  explicit Replay(const std::vector<RecordedAuction>& auctions)
      : auctions_(auctions),
        world_({"test_clock=" + to_rfc3339(kOpened), "bid_increments=ebay", "anti_sniping_minutes=0",
                "listing_cooldown_minutes=0", "max_listings_per_user=100000", "world_size=32x32", "world_seed=1",
                "marketplace_actions_per_hour=1000000000"}) {
    const auto key =
        run_command({"api-key", "create", "--data", world_.server().data(), "--name", "clock", "--role", "operator"});
    clock_key_ = Json(key.out).text("secret");
    std::size_t most = 0;
    for (const RecordedAuction& auction : auctions) most = std::max(most, auction.bidders.size());
    bidders_ = world_.add_players(most);
    for (const std::string& bidder : bidders_) world_.fund(bidder, "10000000");
    seller_ = world_.add_player("seller");
    world_.fund(seller_, "1000000");
  }

  void open_all() {
    for (std::size_t i = 0; i < auctions_.size(); ++i) {
      const std::string place = R"({"x":)" + std::to_string(i % 32) + R"(,"y":)" + std::to_string(i / 32) + "}";
      const HttpAnswer claimed = post("/api/v1/lands/claim", place, seller_);
      ASSERT_EQ(claimed.status, 201) << claimed.body;
      const std::string land = text_of(Json(claimed.body).root().find("land").find("land_id"));
      const HttpAnswer opened = post(kListings,
                                     R"({"land_id":")" + land + R"(","listing_type":"auction","starting_price_bdt":)" +
                                         to_string(auctions_[i].starting) + R"(,"duration_hours":)" +
                                         std::to_string(24 * auctions_[i].days) + "}",
                                     seller_);
      ASSERT_EQ(opened.status, 201) << opened.body;
      listings_.push_back(Json(opened.body).text("listing_id"));
    }
  }

  void bid_all() {
    struct Turn {
      std::int64_t ms;
      std::size_t auction;
      std::size_t bid;
    };
    std::vector<Turn> turns;
    for (std::size_t a = 0; a < auctions_.size(); ++a) {
      for (std::size_t b = 0; b < auctions_[a].bids.size(); ++b) turns.push_back({auctions_[a].bids[b].ms, a, b});
    }
    std::ranges::sort(turns, {}, [](const Turn& turn) { return std::tuple(turn.ms, turn.auction, turn.bid); });
    for (const Turn& turn : turns) {
      // The record's times are rounded: a bid at the very end came before it.
      const std::int64_t last = Duration::days(auctions_[turn.auction].days).ms - 1;
      move_to(std::min(turn.ms, last));
      place(auctions_[turn.auction], auctions_[turn.auction].bids[turn.bid], listings_[turn.auction]);
    }
    move_to(Duration::days(8).ms);
  }

  [[nodiscard]] Json listing(std::size_t auction) {
    return Json(world_.get(std::string(kListings) + '/' + listings_[auction], {}).body);
  }
  [[nodiscard]] const std::string& bidder(std::size_t number) const { return bidders_[number]; }
  [[nodiscard]] int refused() const { return refused_; }
  testing::AssertionResult holds() {
    world_.sign_in();
    return world_.holds();
  }

 private:
  HttpAnswer post(const std::string& target, const std::string& body, const std::string& user) {
    return http_.post(target, body, world_.as_player(user)).value();
  }
  void move_to(std::int64_t ms) {
    if (ms <= now_ms_) return;
    now_ms_ = ms;
    const auto moved =
        http_.post("/api/v1/admin/test-clock", R"({"now":")" + to_rfc3339(kOpened + Duration{ms}) + "\"}",
                   {{"Authorization", "Bearer " + clock_key_}});
    ASSERT_EQ(moved->status, 200) << moved->body;
  }
  void place(const RecordedAuction& auction, const RecordedBid& bid, const std::string& listing) {
    // What is recorded is how far the bidder would go; at how much he stands is for the house to find.
    const HttpAnswer answer = post(std::string(kListings) + '/' + listing + "/bids",
                                   R"({"amount_bdt":)" + to_string(std::min(auction.starting, bid.max)) +
                                       R"(,"max_amount_bdt":)" + to_string(bid.max) + "}",
                                   bidders_[bid.bidder]);
    if (answer.status == 201) return;
    ASSERT_EQ(Json(answer.body).code(), "bid_too_low") << answer.body;
    ++refused_;
  }

  const std::vector<RecordedAuction>& auctions_;
  ApiWorld world_;
  HttpClient http_ = world_.client();
  std::string clock_key_;
  std::string seller_;
  std::vector<std::string> bidders_;
  std::vector<std::string> listings_;
  std::int64_t now_ms_ = 0;
  int refused_ = 0;
};

TEST(AuctionReplay, recorded_auctions_reach_their_real_price_and_winner) {
  std::ifstream file(source_dir() + "/../shared/data/auctions/ebay-xbox-palm.csv");
  if (!file) GTEST_SKIP() << "the recorded auctions are not beside the project";
  const std::vector<RecordedAuction> auctions = read_auctions(file);
  ASSERT_EQ(auctions.size(), 492U);

  Replay replay(auctions);
  ASSERT_NO_FATAL_FAILURE(replay.open_all());
  ASSERT_NO_FATAL_FAILURE(replay.bid_all());
  int same_price = 0;
  int unsold = 0;
  for (std::size_t i = 0; i < auctions.size(); ++i) {
    const Json listing = replay.listing(i);
    unsold += listing.text("status") == "sold" ? 0 : 1;
    if (money_of(listing.text("current_price_bdt")) != auctions[i].price) continue;
    ++same_price;
    EXPECT_EQ(listing.text("leader_id"), replay.bidder(auctions[i].winner())) << listing.text("listing_id");
  }
  EXPECT_GE(same_price, kSamePrice);
  EXPECT_EQ(unsold, 0);
  RecordProperty("auctions_at_the_real_price", same_price);
  RecordProperty("bids_refused", replay.refused());
  std::printf("%d of %zu auctions at the real price, %d bids below the minimum\n", same_price, auctions.size(),
              replay.refused());
  EXPECT_TRUE(replay.holds());
}

}  // namespace
}  // namespace loam::test
