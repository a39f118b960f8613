// Land in the engine: claims, gifts, listings, bids with held money, endings; each refusal leaves everything as it was.

#include <functional>

#include <gtest/gtest.h>

#include "engine/proof.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

constexpr Money kRich = Money::bdt(1'000'000);

/// A small map, three rich players; ann owns lands 0 to 3, a row.
struct LandWorld : World {
  LandWorld() {
    run(MakeWorld{{7, 16, 16, {}}});
    ann = user("ann", kRich);
    ben = user("ben", kRich);
    cem = user("cem", kRich);
    for (std::uint32_t land = 0; land < 4; ++land) run(ClaimLand{ann, {land}});
  }

  OpenListing offer(ListingType type, std::vector<LandNo> lands, Money starting, Money buy_now = {},
                    Money reserve = {}) const {
    OpenListing command;
    command.terms.seller = ann;
    command.terms.type = type;
    command.terms.lands = std::move(lands);
    command.terms.starting_price = starting;
    command.terms.buy_now_price = buy_now;
    command.terms.reserve_price = reserve;
    command.duration = Duration::hours(24);
    return command;
  }
  ListingNo auction(Money starting, Money reserve = {}, Money buy_now = {}) {
    const auto type = buy_now > Money::zero() ? ListingType::auction_with_buy_now : ListingType::auction;
    const std::string answer = word(offer(type, {{0}, {1}}, starting, buy_now, reserve));
    EXPECT_EQ(answer, "ok");
    return {static_cast<std::uint32_t>(state().marketplace.size())};
  }
  std::string bid(AccountNo who, ListingNo listing, Money amount, Money max = {}) {
    return word(PlaceBid{listing, {who, amount, std::max(amount, max)}});
  }
  [[nodiscard]] Money held(AccountNo who) const { return state().ledger.account(who).held; }
  [[nodiscard]] const Listing& listing(ListingNo number) const { return state().marketplace.listing(number); }
  void after_the_end(ListingNo number) {
    now = listing(number).ends_at;
    run(EndListings{});
  }
  /// What all of it comes to has to be provable, at any moment.
  void prove() const {
    Proof proof;
    for (const Event& event : events) proof.take(event);
    const Proof::Report report = proof.finish();
    EXPECT_TRUE(report.holds) << report.first_wrong;
    EXPECT_EQ(proof.compare(state()), std::nullopt);
    state().check_invariants();
  }

  AccountNo ann, ben, cem;
};

TEST(EngineLand, AClaimIsPaidToTheTreasuryAtTheHousesPrice) {
  LandWorld world;
  const Transaction row = world.last_row();
  EXPECT_EQ(row.type, TransactionType::fixed_price);
  EXPECT_EQ(row.seller, kNoAccount);
  EXPECT_EQ(row.lands, (std::vector<LandNo>{{3}}));
  EXPECT_GE(row.amount, Money::bdt(24));  // snow at sea level: 45 x 0.8 is more, ocean 30 x 0.8 the least
  EXPECT_EQ(world.state().land.owner({3}), world.ann);
  EXPECT_EQ(world.word(ClaimLand{world.ben, {3}}), "land_taken");
  EXPECT_EQ(world.word(ClaimLand{world.ben, {256}}), "land_unknown");
  world.prove();
}

TEST(EngineLand, F42AGiftLeavesARowOfNothing) {
  LandWorld world;
  EXPECT_EQ(world.word(TransferLand{world.ann, {2}, world.ben}), "ok");
  EXPECT_EQ(world.last_row().type, TransactionType::transfer);
  EXPECT_EQ(world.last_row().amount, Money::zero());
  EXPECT_EQ(world.state().land.owner({2}), world.ben);
  EXPECT_EQ(world.word(TransferLand{world.ann, {2}, world.cem}), "not_owner");
  EXPECT_EQ(world.word(TransferLand{world.ben, {2}, world.ben}), "own_land");
  world.prove();
}

TEST(EngineLand, F21WhatIsListedCannotBeGivenAway) {
  LandWorld world;
  world.auction(Money::bdt(100));
  EXPECT_EQ(world.word(TransferLand{world.ann, {1}, world.ben}), "land_listed");
  EXPECT_EQ(world.word(TransferLand{world.ann, {2}, world.ben}), "ok");
}

TEST(EngineMarketplace, F44AllLandsOfASaleAreOnTheRecord) {
  LandWorld world;
  ASSERT_EQ(world.word(world.offer(ListingType::fixed_price, {{0}, {1}, {2}}, {}, Money::bdt(1'000))), "ok");
  const Money before = world.balance(world.ann);
  ASSERT_EQ(world.word(BuyListing{{1}, world.ben}), "ok");
  const Transaction row = world.last_row();
  EXPECT_EQ(row.type, TransactionType::fixed_price);
  EXPECT_EQ(row.lands, (std::vector<LandNo>{{0}, {1}, {2}}));
  EXPECT_EQ(row.platform_fee, Money::bdt(50));
  EXPECT_EQ(world.balance(world.ann), add_within(before, Money::bdt(950)));
  EXPECT_EQ(world.balance(kPlatformFees), Money::bdt(50));
  EXPECT_EQ(world.state().land.owner({1}), world.ben);
  world.prove();
}

TEST(EngineMarketplace, F20TheSecondBuyerIsRefusedAndUnchanged) {
  LandWorld world;
  ASSERT_EQ(world.word(world.offer(ListingType::fixed_price, {{0}}, {}, Money::bdt(1'000))), "ok");
  ASSERT_EQ(world.word(BuyListing{{1}, world.ben}), "ok");
  EXPECT_EQ(world.word(BuyListing{{1}, world.cem}), "listing_ended");
  EXPECT_EQ(world.balance(world.cem), kRich);
  world.prove();
}

TEST(EngineMarketplace, F30R34ALeadingBidIsHeldAndTheOutbidOneReleasedAtOnce) {
  LandWorld world;
  const ListingNo listing = world.auction(Money::bdt(100));
  ASSERT_EQ(world.bid(world.ben, listing, Money::bdt(100), Money::bdt(500)), "ok");
  EXPECT_EQ(world.held(world.ben), Money::bdt(500));
  ASSERT_EQ(world.bid(world.cem, listing, Money::bdt(200), Money::bdt(900)), "ok");
  EXPECT_EQ(world.held(world.ben), Money::zero());
  EXPECT_EQ(world.balance(world.ben), kRich);
  EXPECT_EQ(world.held(world.cem), Money::bdt(900));
  EXPECT_EQ(world.listing(listing).standing.price, Money::bdt(600));
  world.prove();
}

TEST(EngineMarketplace, R35TheLeaderCannotSpendWhatIsHeld) {
  LandWorld world;
  world.run(SeedMarkets{});
  const ListingNo listing = world.auction(Money::bdt(100));
  ASSERT_EQ(world.bid(world.ben, listing, kRich), "ok");
  EXPECT_EQ(world.buy(world.ben, Biome::ocean, Money::bdt(1)), "insufficient_funds");
  EXPECT_EQ(world.word(AdjustBalance{world.ben, negated(Money::bdt(1)), "out"}), "insufficient_funds");
  EXPECT_EQ(world.word(ClaimLand{world.ben, {9}}), "insufficient_funds");
  world.prove();
}

TEST(EngineMarketplace, NobodyBidsWhatHeDoesNotHave) {
  LandWorld world;
  const AccountNo poor = world.user("poor", Money::bdt(150));
  const ListingNo listing = world.auction(Money::bdt(100));
  ASSERT_EQ(world.bid(world.ben, listing, Money::bdt(100), Money::bdt(500)), "ok");
  EXPECT_EQ(world.bid(poor, listing, Money::bdt(200), Money::bdt(400)), "insufficient_funds");
  EXPECT_EQ(world.listing(listing).bids, 1);
}

TEST(EngineMarketplace, AnAuctionEndsByItselfAndTheLeaderPaysThePrice) {
  LandWorld world;
  const ListingNo listing = world.auction(Money::bdt(100));
  world.bid(world.ben, listing, Money::bdt(100), Money::bdt(500));
  world.bid(world.cem, listing, Money::bdt(200), Money::bdt(300));
  world.after_the_end(listing);
  const Transaction row = world.last_row();
  EXPECT_EQ(row.type, TransactionType::auction);
  EXPECT_EQ(row.buyer, world.ben);
  EXPECT_EQ(row.amount, Money::bdt(400));
  EXPECT_EQ(world.held(world.ben), Money::zero());
  EXPECT_EQ(world.balance(world.ben), sub_within(kRich, Money::bdt(400)));
  EXPECT_EQ(world.listing(listing).status, ListingStatus::sold);
  EXPECT_EQ(world.listing(listing).sale_seq, row.seq);
  world.prove();
}

TEST(EngineMarketplace, WithoutBidsOrBelowTheReserveItExpires) {
  LandWorld world;
  const ListingNo listing = world.auction(Money::bdt(100), Money::bdt(1'000));
  world.bid(world.ben, listing, Money::bdt(100), Money::bdt(500));
  world.after_the_end(listing);
  EXPECT_EQ(world.listing(listing).status, ListingStatus::expired);
  EXPECT_EQ(world.balance(world.ben), kRich);
  EXPECT_EQ(world.state().land.owner({0}), world.ann);
  world.prove();
}

TEST(EngineMarketplace, F32BuyNowReleasesTheLeaderAndGoesWhenTheReserveIsMet) {
  LandWorld world;
  const ListingNo first = world.auction(Money::bdt(100), Money::bdt(1'000), Money::bdt(2'000));
  world.bid(world.ben, first, Money::bdt(100), Money::bdt(500));
  ASSERT_EQ(world.word(BuyListing{first, world.cem}), "ok");
  EXPECT_EQ(world.last_row().type, TransactionType::buy_now);
  EXPECT_EQ(world.held(world.ben), Money::zero());
  world.prove();

  world.later(Duration::minutes(5));
  ASSERT_EQ(world.word(world.offer(ListingType::auction_with_buy_now, {{2}, {3}}, Money::bdt(100), Money::bdt(2'000),
                                   Money::bdt(1'000))),
            "ok");
  const ListingNo second{2};
  world.bid(world.ben, second, Money::bdt(100), Money::bdt(1'000));
  EXPECT_EQ(world.word(BuyListing{second, world.cem}), "buy_now_unavailable");
  world.now = world.listing(second).ends_at;
  EXPECT_EQ(world.word(BuyListing{second, world.cem}), "listing_ended");
  EXPECT_EQ(world.bid(world.cem, second, Money::bdt(5'000)), "listing_ended");
  EXPECT_EQ(world.word(CancelListing{second, world.ann}), "listing_ended");
  world.prove();
}

TEST(EngineMarketplace, ALeaderBuysWithWhatHeHasPromised) {
  LandWorld world;
  const ListingNo listing = world.auction(Money::bdt(100), Money::bdt(1'000'000), Money::bdt(1'000'000));
  ASSERT_EQ(world.bid(world.ben, listing, Money::bdt(100), Money::bdt(900'000)), "ok");
  EXPECT_EQ(world.word(BuyListing{listing, world.ben}), "ok");
  EXPECT_EQ(world.balance(world.ben), Money::zero());
  world.prove();
}

TEST(EngineMarketplace, R33ARejectedBidMovesNoEndAndExtensionsAreBounded) {
  LandWorld world;
  world.set(SettingId::anti_sniping_max_extensions, 2);
  const ListingNo listing = world.auction(Money::bdt(100));
  const Time end = world.listing(listing).ends_at;
  world.now = end - Duration::seconds(1);
  EXPECT_EQ(world.bid(world.ben, listing, Money::bdt(99)), "bid_too_low");
  EXPECT_EQ(world.listing(listing).ends_at, end);
  for (int i = 0; i < 4; ++i) {
    world.now = world.listing(listing).ends_at - Duration::seconds(1);
    EXPECT_EQ(world.bid(i % 2 == 0 ? world.ben : world.cem, listing, Money::bdt(100 + 100 * i)), "ok");
  }
  EXPECT_EQ(world.listing(listing).extensions, 2);
  EXPECT_EQ(world.listing(listing).ends_at, end + Duration::seconds(2 * 179));
  world.after_the_end(listing);
  world.prove();
}

TEST(EngineMarketplace, F31WhatFellDueEndsInOrderOfItsEnd) {
  LandWorld world;
  world.set(SettingId::listing_cooldown_minutes, 0);
  OpenListing late = world.offer(ListingType::auction, {{0}}, Money::bdt(100));
  late.duration = Duration::hours(3);
  OpenListing soon = world.offer(ListingType::auction, {{1}}, Money::bdt(100));
  soon.duration = Duration::hours(2);
  world.run(late);
  world.run(soon);
  world.bid(world.ben, {1}, Money::bdt(100));
  world.bid(world.cem, {2}, Money::bdt(100));
  world.later(Duration::days(3));
  world.run(EndListings{});
  const auto closed = world.all<ListingClosed>();
  ASSERT_EQ(closed.size(), 2U);
  EXPECT_EQ(closed[0].listing, ListingNo{2});
  EXPECT_EQ(closed[1].listing, ListingNo{1});
  EXPECT_LT(closed[0].sale_seq, closed[1].sale_seq);
  world.prove();
}

struct Refused {
  const char* name;
  std::function<CommandBody(LandWorld&)> command;
  const char* word;
};
void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.name; }

class MarketplaceRefuses : public ::testing::TestWithParam<Refused> {};

TEST_P(MarketplaceRefuses, AndNothingChanges) {
  LandWorld world;
  const CommandBody command = GetParam().command(world);
  const Digest before = world.engine.digest();
  const std::size_t events = world.events.size();
  EXPECT_EQ(world.word(command), GetParam().word);
  EXPECT_EQ(world.engine.digest(), before);
  EXPECT_EQ(world.events.size(), events);
}

OpenListing with(OpenListing command, const std::function<void(OpenListing&)>& change) {
  change(command);
  return command;
}

INSTANTIATE_TEST_SUITE_P(
    Engine, MarketplaceRefuses,
    ::testing::Values(
        Refused{"second_world",
                [](auto&) {
                  return MakeWorld{{1, 16, 16, {}}};
                },
                "world_exists"},
        Refused{"switched_off",
                [](auto& w) {
                  w.set(SettingId::enable_land_trading, 0);
                  return ClaimLand{w.ann, {9}};
                },
                "land_trading_disabled"},
        Refused{"owner_full",
                [](auto& w) {
                  w.set(SettingId::max_lands_per_owner, 4);
                  return ClaimLand{w.ann, {9}};
                },
                "too_many_lands"},
        Refused{"no_lands", [](auto& w) { return w.offer(ListingType::auction, {}, Money::bdt(1)); },
                "too_many_lands_listed"},
        Refused{"not_connected",
                [](auto& w) {
                  return w.offer(ListingType::auction, {{0}, {2}}, Money::bdt(1));
                },
                "lands_not_connected"},
        Refused{"twice",
                [](auto& w) {
                  return w.offer(ListingType::auction, {{0}, {0}}, Money::bdt(1));
                },
                "lands_not_connected"},
        Refused{"anothers",
                [](auto& w) {
                  return w.offer(ListingType::auction, {{3}, {4}}, Money::bdt(1));
                },
                "not_owner"},
        Refused{"listed",
                [](auto& w) {
                  w.auction(Money::bdt(1));
                  w.later(Duration::minutes(5));
                  return w.offer(ListingType::auction, {{1}}, Money::bdt(1));
                },
                "land_listed"},
        Refused{"no_price", [](auto& w) { return w.offer(ListingType::fixed_price, {{0}}, {}); },
                "amount_not_positive"},
        Refused{"no_start", [](auto& w) { return w.offer(ListingType::auction, {{0}}, {}); }, "amount_not_positive"},
        Refused{"low_reserve",
                [](auto& w) { return w.offer(ListingType::auction, {{0}}, Money::bdt(100), {}, Money{49'99}); },
                "reserve_too_low"},
        Refused{
            "low_buy_now",
            [](auto& w) { return w.offer(ListingType::auction_with_buy_now, {{0}}, Money::bdt(100), Money::bdt(100)); },
            "buy_now_too_low"},
        Refused{"too_short",
                [](auto& w) {
                  return with(w.offer(ListingType::auction, {{0}}, Money::bdt(100)),
                              [](auto& c) { c.duration = Duration{3'599'999}; });
                },
                "duration_out_of_range"},
        Refused{"too_long",
                [](auto& w) {
                  return with(w.offer(ListingType::auction, {{0}}, Money::bdt(100)),
                              [](auto& c) { c.duration = Duration{Duration::days(30).ms + 1}; });
                },
                "duration_out_of_range"},
        Refused{"too_soon_again",
                [](auto& w) {
                  w.auction(Money::bdt(1));
                  w.later(Duration{Duration::minutes(5).ms - 1});
                  return w.offer(ListingType::auction, {{2}}, Money::bdt(1));
                },
                "listing_cooldown"},
        Refused{"too_many",
                [](auto& w) {
                  w.set(SettingId::max_listings_per_user, 1);
                  w.auction(Money::bdt(1));
                  w.later(Duration::minutes(5));
                  return w.offer(ListingType::auction, {{2}}, Money::bdt(1));
                },
                "too_many_listings"},
        Refused{"own_bid",
                [](auto& w) {
                  return PlaceBid{w.auction(Money::bdt(1)), {w.ann, Money::bdt(1), Money::bdt(1)}};
                },
                "own_listing"},
        Refused{"unknown",
                [](auto& w) {
                  return PlaceBid{{9}, {w.ben, Money::bdt(1), Money::bdt(1)}};
                },
                "listing_unknown"},
        Refused{"bid_at_a_fixed_price",
                [](auto& w) {
                  w.run(w.offer(ListingType::fixed_price, {{0}}, {}, Money::bdt(1)));
                  return PlaceBid{{1}, {w.ben, Money::bdt(1), Money::bdt(1)}};
                },
                "not_an_auction"},
        Refused{"buy_without_a_price",
                [](auto& w) {
                  return BuyListing{w.auction(Money::bdt(1)), w.ben};
                },
                "buy_now_unavailable"},
        Refused{"cancel_anothers",
                [](auto& w) {
                  return CancelListing{w.auction(Money::bdt(1)), w.ben};
                },
                "not_seller"},
        Refused{"cancel_with_bids",
                [](auto& w) {
                  const ListingNo listing = w.auction(Money::bdt(1));
                  w.bid(w.ben, listing, Money::bdt(1));
                  return CancelListing{listing, w.ann};
                },
                "listing_has_bids"}),
    [](const auto& each) { return each.param.name; });

TEST(EngineMarketplace, ACancelledListingFreesItsLands) {
  LandWorld world;
  const ListingNo listing = world.auction(Money::bdt(100));
  EXPECT_EQ(world.word(CancelListing{listing, world.ann}), "ok");
  EXPECT_EQ(world.word(TransferLand{world.ann, {0}, world.ben}), "ok");
  world.prove();
}

TEST(EngineMarketplace, ARestartRebuildsTheVerySame) {
  LandWorld world;
  const ListingNo listing = world.auction(Money::bdt(100));
  world.bid(world.ben, listing, Money::bdt(100), Money::bdt(500));
  world.bid(world.cem, listing, Money::bdt(200), Money::bdt(900));
  Engine again{Settings{}};
  for (const Event& event : world.events) again.replay(event);
  EXPECT_EQ(again.digest(world.now), world.engine.digest());
}

}  // namespace
}  // namespace loam::testing
