// The live feed of land and auctions: where a listing stands, who is outbid, how an auction ends, what changes on the
// map; and that nobody hears what another has promised.

#include <chrono>
#include <string>

#include "api/feed/feed_listing_render.hpp"
#include "unit/feed_world.hpp"

namespace loam {
namespace {

using namespace std::chrono_literals;
using testing::FeedTest;
using testing::number;
using testing::PaperSession;
using testing::PaperSessionPtr;

class FeedMarketplace : public FeedTest {
 protected:
  FeedMarketplace() {
    world_.run(MakeWorld{{7, 256, 128, {}}});
    ann_ = world_.user("ann", Money::bdt(100'000));
    ben_ = world_.user("ben", Money::bdt(100'000));
    cem_ = world_.user("cem", Money::bdt(100'000));
    world_.run(ClaimLand{ann_, {0}});
    world_.run(ClaimLand{ann_, {1}});
    commit();
  }

  ListingNo auction(Money reserve = {}, Money buy_now = {}) {
    OpenListing command;
    command.terms.seller = ann_;
    command.terms.type = buy_now > Money::zero() ? ListingType::auction_with_buy_now : ListingType::auction;
    command.terms.lands = {{0}, {1}};
    command.terms.starting_price = Money::bdt(100);
    command.terms.reserve_price = reserve;
    command.terms.buy_now_price = buy_now;
    command.duration = Duration::hours(1);
    EXPECT_EQ(world_.word(command), "ok");
    commit();
    return {static_cast<std::uint32_t>(world_.state().marketplace.size())};
  }
  [[nodiscard]] std::string id_of(ListingNo listing) const {
    return to_string(world_.state().marketplace.listing(listing).terms->id());
  }
  void bid(AccountNo who, ListingNo listing, int amount, int max = 0) {
    ASSERT_EQ(world_.word(PlaceBid{listing, {who, Money::bdt(amount), Money::bdt(std::max(amount, max))}}), "ok");
    commit();
  }
  void end(ListingNo listing) {
    world_.now = world_.state().marketplace.listing(listing).ends_at;
    world_.run(EndListings{});
    commit();
  }

  PaperSessionPtr follow(ListingNo listing) {
    auto session = connect();
    say(session, R"({"type":"subscribe_listing","listing_id":")" + id_of(listing) + R"("})");
    return session;
  }
  PaperSessionPtr account_of(AccountNo account, const std::string& token) {
    sign_in(account, token, Duration::hours(5));
    auto session = signed_in(token);
    say(session, R"({"type":"subscribe_account"})");
    EXPECT_FALSE(session->next("subscribed_account").empty());
    return session;
  }
  /// The next message of a type that says this. What was committed just before a subscription may be told once more.
  static std::string next_with(const PaperSessionPtr& session, std::string_view type, std::string_view part) {
    std::string text = session->next(type);
    while (!text.empty() && !has(text, part)) text = session->next(type);
    return text;
  }
  static std::string news(const PaperSessionPtr& session, std::string_view event) {
    return next_with(session, "listing_update", R"("event":")" + std::string(event) + '"');
  }
  static bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

  AccountNo ann_, ben_, cem_;
};

TEST_F(FeedMarketplace, AListingIsToldWholeWithEveryBid) {
  const ListingNo listing = auction();
  const auto guest = follow(listing);
  const std::string snapshot = guest->next("subscribed_listing");
  EXPECT_TRUE(has(snapshot, R"("seller_username":"ann")")) << snapshot;
  EXPECT_TRUE(has(snapshot, R"("leader_id":null)")) << snapshot;
  bid(ben_, listing, 100, 777);
  const std::string update = news(guest, "bid");
  EXPECT_GT(number(update, "seq"), number(snapshot, "seq"));
  EXPECT_TRUE(has(update, R"("current_price_bdt":100,"minimum_next_bid_bdt":200,"bids_count":1)")) << update;
  EXPECT_TRUE(has(update, R"("leader_username":"ben")")) << update;
  EXPECT_TRUE(has(update, R"("reserve_met":true)")) << update;
  EXPECT_TRUE(has(update, R"("server_time":")" + to_rfc3339(world_.now))) << update;
  EXPECT_NE(guest->all().back().key, 0U) << "a later one stands for it";
}

TEST_F(FeedMarketplace, R36_ABidAtTheEndMovesItForEverybodyAtOnce) {
  const ListingNo listing = auction();
  const auto one = follow(listing);
  const auto other = follow(listing);
  world_.later(Duration::minutes(59));
  bid(ben_, listing, 100);
  const std::string update = news(one, "end_moved");
  EXPECT_TRUE(has(update, R"("ends_at":")" + to_rfc3339(world_.now + Duration::minutes(3)))) << update;
  EXPECT_TRUE(has(update, R"("extensions":1)")) << update;
  EXPECT_EQ(news(other, "end_moved"), update);
}

TEST_F(FeedMarketplace, WhoIsOutbidHearsItAndNobodyElse) {
  const ListingNo listing = auction();
  const auto ben = account_of(ben_, "ben");
  const auto cem = account_of(cem_, "cem");
  bid(ben_, listing, 100, 300);
  EXPECT_FALSE(next_with(ben, "balance_update", R"("held_bdt":300)").empty());
  bid(cem_, listing, 250);
  const std::string at_once = cem->next("outbid");
  EXPECT_TRUE(has(at_once, R"("current_price_bdt":300)")) << "his bid met a higher maximum: " << at_once;
  EXPECT_TRUE(ben->next("outbid", 100ms).empty());
  bid(cem_, listing, 500);
  const std::string outbid = ben->next("outbid");
  EXPECT_TRUE(has(outbid, id_of(listing))) << outbid;
  EXPECT_TRUE(has(outbid, R"("current_price_bdt":500,"minimum_next_bid_bdt":600,"bids_count":3)")) << outbid;
  EXPECT_FALSE(next_with(ben, "balance_update", R"("held_bdt":0)").empty());
  EXPECT_FALSE(next_with(cem, "balance_update", R"("held_bdt":500)").empty());
  EXPECT_TRUE(cem->next("outbid", 100ms).empty());
}

TEST_F(FeedMarketplace, WhoLeadsAgainInTheSameMomentIsNotAlarmed) {
  const ListingNo listing = auction();
  bid(ben_, listing, 100);
  const auto ben = account_of(ben_, "ben");
  ASSERT_EQ(world_.word(PlaceBid{listing, {cem_, Money::bdt(200), Money::bdt(200)}}), "ok");
  bid(ben_, listing, 400);
  EXPECT_FALSE(next_with(ben, "balance_update", R"("held_bdt":400)").empty());
  for (const auto& message : ben->all()) EXPECT_FALSE(has(*message.text, R"("type":"outbid")")) << *message.text;
}

TEST_F(FeedMarketplace, TheHubKnowsTheLeaderAlsoAfterARestart) {
  const ListingNo listing = auction();
  bid(ben_, listing, 100);
  hub_->stop();
  start();
  const auto ben = account_of(ben_, "ben");
  bid(cem_, listing, 200);
  EXPECT_FALSE(ben->next("outbid").empty());
}

TEST_F(FeedMarketplace, WhoWasAwayIsToldThatHeWasOutbid) {
  const ListingNo listing = auction();
  bid(ben_, listing, 100);
  std::uint64_t seen = 0;
  {
    const auto before = account_of(ben_, "ben");
    seen = number(*before->all().back().text, "seq");
    leave(before);
  }
  const auto witness = connect();
  say(witness, R"({"type":"subscribe_biome_market"})");
  bid(cem_, listing, 200);
  buy();
  ASSERT_FALSE(witness->next("trade").empty()) << "rounds are told in order: the bid before has been";
  const auto after = signed_in("ben");
  say(after, R"({"type":"subscribe_account"})");
  say(after, R"({"type":"resume","from_seq":)" + std::to_string(seen) + "}");
  EXPECT_TRUE(has(after->next("outbid"), R"("current_price_bdt":200)"));
  EXPECT_FALSE(after->next("resumed").empty());
}

TEST_F(FeedMarketplace, AnEndIsToldToFollowersSellerAndWinner) {
  const ListingNo listing = auction();
  bid(ben_, listing, 100, 777);
  const auto guest = follow(listing);
  const auto ann = account_of(ann_, "ann");
  const auto ben = account_of(ben_, "ben");
  const auto cem = account_of(cem_, "cem");
  end(listing);
  const std::string closed = news(guest, "closed");
  EXPECT_TRUE(has(closed, R"("event":"closed","status":"sold","current_price_bdt":100,"minimum_next_bid_bdt":null)"))
      << closed;
  const std::string ended = guest->next("auction_ended");
  EXPECT_TRUE(has(ended, R"("your_role":null,"status":"sold","current_price_bdt":100,"bids_count":1)")) << ended;
  EXPECT_TRUE(has(ended, R"("winner_username":"ben","transaction_id":")" + to_string(world_.last_row().id()))) << ended;
  EXPECT_TRUE(has(ann->next("auction_ended"), R"("your_role":"seller")"));
  EXPECT_TRUE(has(ben->next("auction_ended"), R"("your_role":"winner")"));
  EXPECT_FALSE(next_with(ben, "balance_update", R"("balance_bdt":99900,"held_bdt":0)").empty());
  EXPECT_TRUE(cem->next("auction_ended", 100ms).empty());
}

TEST_F(FeedMarketplace, ALeaderWhoDoesNotGetItIsToldToo) {
  const ListingNo bought = auction(Money::bdt(500), Money::bdt(900));
  bid(ben_, bought, 100);
  const auto ben = account_of(ben_, "ben");
  const auto cem = account_of(cem_, "cem");
  ASSERT_EQ(world_.word(BuyListing{bought, cem_}), "ok");
  commit();
  const std::string lost = ben->next("auction_ended");
  EXPECT_TRUE(has(lost, R"("your_role":"bidder","status":"sold","current_price_bdt":900)")) << lost;
  EXPECT_TRUE(has(lost, R"("winner_username":"cem")")) << lost;
  EXPECT_FALSE(next_with(ben, "balance_update", R"("held_bdt":0)").empty());
  EXPECT_TRUE(has(cem->next("auction_ended"), R"("your_role":"winner")"));
}

TEST_F(FeedMarketplace, NeitherTheReserveNorAMaximumIsInAnyMessage) {
  const ListingNo listing = auction(Money::bdt(4321), Money::bdt(50'000));
  const auto guest = follow(listing);
  const auto ann = account_of(ann_, "ann");
  const auto cem = account_of(cem_, "cem");
  bid(ben_, listing, 100, 3456);
  bid(cem_, listing, 200);
  bid(ben_, listing, 3460, 3461);
  bid(cem_, listing, 3700);
  end(listing);
  const std::string ended = guest->next("auction_ended");
  EXPECT_TRUE(has(ended, R"("status":"expired","current_price_bdt":3700,"bids_count":4,"reserve_met":false)")) << ended;
  EXPECT_TRUE(has(cem->next("auction_ended"), R"("your_role":"bidder")"));
  ASSERT_FALSE(ann->next("auction_ended").empty());
  for (const auto& session : {guest, ann, cem}) {
    for (const auto& message : session->all()) {
      for (const char* secret : {":4321", ":3456", ":3460", ":3461"}) {
        EXPECT_FALSE(has(*message.text, secret)) << *message.text;
      }
    }
  }
}

TEST_F(FeedMarketplace, TheMapIsToldWhereOneLooks) {
  const auto session = connect();
  say(session, R"({"type":"subscribe_map","bbox":[10,10,20,20]})");
  EXPECT_TRUE(has(session->next("subscribed_map"), R"("bbox":[10,10,20,20],"covers":[0,0,63,63])"));
  world_.run(ClaimLand{ben_, {70}});  // another tile
  world_.run(ClaimLand{ben_, {256 * 12 + 15}});
  commit();
  const std::string claimed = next_with(session, "map_update", R"("x":15)");
  EXPECT_TRUE(has(claimed, R"("coordinates":{"x":15,"y":12})")) << claimed;
  EXPECT_TRUE(has(claimed, R"("owner_username":"ben","for_sale":false,"listing_id":null)")) << claimed;
  EXPECT_FALSE(has(claimed, R"("x":70)")) << claimed;

  const ListingNo listing = auction();
  const std::string listed = R"("for_sale":true,"listing_id":")" + id_of(listing);
  EXPECT_FALSE(next_with(session, "map_update", listed).empty());
  end(listing);
  const std::string free = next_with(session, "map_update", R"("for_sale":false)");
  EXPECT_TRUE(has(free, R"("coordinates":{"x":1,"y":0},"owner_id":")")) << "unsold lands are free again: " << free;
  EXPECT_FALSE(has(free, R"("for_sale":true)")) << free;

  say(session, R"({"type":"subscribe_map","bbox":[64,0,319,127]})");
  EXPECT_TRUE(has(session->next("subscribed_map"), R"("bbox":[64,0,255,127],"covers":[64,0,255,127])"));
  world_.run(TransferLand{ann_, {0}, cem_});
  world_.run(TransferLand{ben_, {70}, cem_});
  commit();
  const std::string given = next_with(session, "map_update", R"("x":70)");
  EXPECT_TRUE(has(given, R"("coordinates":{"x":70,"y":0})")) << given;
  EXPECT_TRUE(session->next("map_update", 100ms).empty()) << "the piece before is left";
}

TEST_F(FeedMarketplace, WhatCannotBeFollowedIsRefused) {
  const auto session = connect();
  for (const std::string_view text :
       {R"({"type":"subscribe_listing"})", R"({"type":"subscribe_listing","listing_id":"7"})",
        R"({"type":"subscribe_map"})", R"({"type":"subscribe_map","bbox":[0,0,1]})",
        R"({"type":"subscribe_map","bbox":[5,0,1,1]})", R"({"type":"subscribe_map","bbox":[0,0,256,1]})",
        R"({"type":"subscribe_map","bbox":[0,0,1,-1]})", R"({"type":"subscribe_map","bbox":"0,0,1,1"})"}) {
    say(session, text);
    EXPECT_TRUE(has(session->next("error", 500ms), "invalid_message")) << text;
  }
  say(session, R"({"type":"subscribe_listing","listing_id":")" + to_string(testing::World::id("none")) + R"("})");
  EXPECT_TRUE(has(session->next("error"), "listing_unknown"));
  say(session, R"({"type":"subscribe_map","bbox":[300,0,301,1]})");
  EXPECT_TRUE(has(session->next("error"), "outside_world"));
}

TEST(FeedMarketplaceTopics, EveryKindHasItsOwnBound) {
  FeedSubscribers subscribers;
  Subscriber& one = subscribers.add(std::make_shared<PaperSession>(1));
  for (std::uint32_t i = 1; i <= kMaxListingTopics; ++i) {
    EXPECT_TRUE(subscribers.subscribe(one, topic_of(ListingNo{i}), 0));
  }
  EXPECT_FALSE(subscribers.subscribe(one, topic_of(ListingNo{9999}), 0));
  for (const Topic tile : topics_of(Box{63, 63, 318, 318})) EXPECT_TRUE(subscribers.subscribe(one, tile, 0));
  EXPECT_FALSE(subscribers.subscribe(one, topic_of(Cell{1000, 1000}), 0));
  for (std::uint32_t i = 0; i < kMaxTopics; ++i) {
    EXPECT_TRUE(subscribers.subscribe(one, topic_of(AccountNo{i + 16}), 0))
        << "listings and tiles take no other's room";
  }
  subscribers.unsubscribe_all(one, Channel::map, {1000});
  EXPECT_TRUE(subscribers.of(topic_of(Cell{63, 63})).empty());
  EXPECT_TRUE(subscribers.watches(topic_of(Cell{63, 63}), {1000})) << "who comes back in a moment has missed nothing";
}

}  // namespace
}  // namespace loam
