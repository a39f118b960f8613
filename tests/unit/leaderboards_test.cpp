// Tallies of what was traded and sold, and the boards made of them.

#include "api/catalogue/leaderboards.hpp"

#include <gtest/gtest.h>

#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

struct Town : World {
  Town() {
    run(SeedMarkets{});
    run(MakeWorld{{7, 16, 16, {}}});
    ann = user("ann", Money::bdt(5'000));
    ben = user("ben", Money::bdt(3'000));
    cem = user("cem", Money::bdt(3'000));
  }
  void sell_land(AccountNo seller, LandNo land, AccountNo buyer, Money price) {
    run(ClaimLand{seller, land});
    OpenListing offer;
    offer.terms.seller = seller;
    offer.terms.type = ListingType::fixed_price;
    offer.terms.lands = {land};
    offer.terms.buy_now_price = price;
    offer.duration = Duration::hours(24);
    ASSERT_EQ(word(offer), "ok");
    ASSERT_EQ(word(BuyListing{state().marketplace.listed_in(land), buyer}), "ok");
  }

  AccountNo ann, ben, cem;
};

TEST(Tallies, SumWhatWasTradedAndWhatLandWasSold) {
  Town town;
  ASSERT_EQ(town.buy(town.ann, Biome::ocean, Money::bdt(100)), "ok");
  const Money bought = town.last_row().amount;
  ASSERT_EQ(town.sell(town.ann, Biome::ocean, Shares::whole(1)), "ok");
  const Money sold = town.last_row().amount;
  town.sell_land(town.ben, {3}, town.cem, Money::bdt(400));
  Tallies tallies;
  tallies.take(std::span<const Event>(town.events));
  EXPECT_EQ(tallies.of(town.ann).traded, add_within(bought, sold));
  EXPECT_EQ(tallies.of(town.ann).trades, 2U);
  EXPECT_EQ(tallies.of(town.ben).sold, Money::bdt(400));  // gross; the claim before it was the house's sale
  EXPECT_EQ(tallies.of(town.ben).sales, 1U);
  EXPECT_EQ(tallies.of(town.cem).sales, 0U);
  EXPECT_EQ(tallies.of({999}).trades, 0U);
}

TEST(Leaderboards, RankByWhatEachBoardCounts) {
  Town town;
  town.sell_land(town.ben, {3}, town.ann, Money::bdt(400));
  ASSERT_EQ(town.buy(town.cem, Biome::ocean, Money::bdt(200)), "ok");
  Tallies tallies;
  tallies.take(std::span<const Event>(town.events));
  const View view(town.state());
  Leaderboards boards(view, tallies);

  const auto sellers = boards.ranking(Board::sellers);
  ASSERT_EQ(sellers->first.size(), 1U);
  EXPECT_EQ(sellers->first[0].account, town.ben);
  EXPECT_EQ(boards.ranking(Board::landowners)->first.at(0).account, town.ann);
  EXPECT_EQ(boards.ranking(Board::traders)->first.at(0).account, town.cem);

  // Shares count at the market's price: cem has paid a fee of 4 and holds the rest.
  const Merit cem = boards.merit_of(Board::richest, town.cem);
  EXPECT_EQ(cem.value, Money::bdt(2'996).paisa);
  const auto richest = boards.ranking(Board::richest);
  EXPECT_EQ(richest->first.at(0).account, town.ann);
  EXPECT_EQ(richest->values.size(), 3U);
}

TEST(Leaderboards, WhoCountsTheSameHasTheSameRank) {
  const Ranking ranking{{}, {}, {50, 40, 40, 10}, 4};
  EXPECT_EQ(ranking.rank_of(60), 1U);
  EXPECT_EQ(ranking.rank_of(50), 1U);
  EXPECT_EQ(ranking.rank_of(40), 2U);
  EXPECT_EQ(ranking.rank_of(39), 4U);
  EXPECT_EQ(ranking.rank_of(10), 4U);
  EXPECT_EQ(ranking.rank_of(1), 5U);
}

TEST(Leaderboards, HiddenAndDisabledUsersAreNotOnThem) {
  Town town;
  ChangeUser hide;
  hide.account = town.ann;
  hide.hidden = true;
  town.run(hide);
  town.run(World::disable(town.ben));
  const Tallies tallies;
  const View view(town.state());
  Leaderboards boards(view, tallies);
  const auto richest = boards.ranking(Board::richest);
  ASSERT_EQ(richest->first.size(), 1U);
  EXPECT_EQ(richest->first[0].account, town.cem);
  EXPECT_EQ(boards.merit_of(Board::richest, town.ann).value, Money::bdt(5'000).paisa);  // he sees what he has himself
}

}  // namespace
}  // namespace loam::testing
