// Standing maximum bids, as a table of bids and where each leaves the auction; the moving end.

#include "marketplace/auction.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr AccountNo kAnn{16};
constexpr AccountNo kBen{17};
constexpr AccountNo kCem{18};

struct Step {
  AccountNo bidder;
  std::int64_t amount;
  std::int64_t max;
  // Afterwards:
  AccountNo leader;
  std::int64_t price;
  bool reserve_met;
  const char* refused = "";  ///< the word; then nothing changes
};

struct Story {
  const char* name;
  std::int64_t starting;
  std::int64_t reserve;
  std::vector<Step> steps;
};
void PrintTo(const Story& story, std::ostream* out) { *out << story.name; }

class StandingBids : public ::testing::TestWithParam<Story> {};

TEST_P(StandingBids, LeaveTheAuctionAsTheRuleSays) {
  const Story& story = GetParam();
  ListingTerms terms;
  terms.type = ListingType::auction;
  terms.starting_price = {story.starting};
  terms.reserve_price = {story.reserve};
  const BidIncrements increments = BidIncrements::flat({100});
  Standing standing;
  int number = 0;
  for (const Step& step : story.steps) {
    SCOPED_TRACE("bid " + std::to_string(++number));
    const auto accepted = standing_after(terms, standing, {step.bidder, {step.amount}, {step.max}}, increments);
    EXPECT_EQ(accepted ? "" : to_string(accepted.error().code), step.refused);
    if (accepted) standing = accepted->standing;
    EXPECT_EQ(standing.leader, step.leader);
    EXPECT_EQ(standing.price.paisa, step.price);
    EXPECT_EQ(standing.reserve_met, step.reserve_met);
  }
}

// Increment 1.00 throughout; amounts in paisa.
INSTANTIATE_TEST_SUITE_P(
    Auction, StandingBids,
    ::testing::Values(Story{"alone_he_pays_his_amount", 1000, 0, {{kAnn, 1000, 5000, kAnn, 1000, true}}},
                      Story{"below_the_start", 1000, 0, {{kAnn, 999, 999, kNoAccount, 0, false, "bid_too_low"}}},
                      Story{"a_low_amount_with_a_sufficient_maximum_counts_as_the_minimum",
                            1000,
                            0,
                            {{kAnn, 1, 5000, kAnn, 1000, true}, {kBen, 1, 3000, kAnn, 3100, true}}},
                      Story{"nothing_and_less",
                            1000,
                            0,
                            {{kAnn, 0, 5000, kNoAccount, 0, false, "amount_not_positive"},
                             {kAnn, -1, 5000, kNoAccount, 0, false, "amount_not_positive"}}},
                      Story{"one_increment_above_the_second_maximum",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true}, {kBen, 1100, 3000, kAnn, 3100, true}}},
                      Story{"never_above_the_first",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true}, {kBen, 1100, 4950, kAnn, 5000, true}}},
                      Story{"a_higher_maximum_leads",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true}, {kBen, 1100, 9000, kBen, 5100, true}}},
                      Story{"a_higher_maximum_pays_at_most_itself",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true}, {kBen, 1100, 5001, kBen, 5001, true}}},
                      Story{"the_first_of_two_equal_maxima_leads",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true}, {kBen, 1100, 5000, kAnn, 5000, true}}},
                      Story{
                          "below_the_next_increment",
                          1000,
                          0,
                          {{kAnn, 1000, 5000, kAnn, 1000, true}, {kBen, 1099, 1099, kAnn, 1000, true, "bid_too_low"}}},
                      Story{"a_plain_amount_is_the_price",
                            1000,
                            0,
                            {{kAnn, 1000, 1000, kAnn, 1000, true}, {kBen, 7000, 7000, kBen, 7000, true}}},
                      Story{"raising_ones_own_maximum_does_not_raise_the_price",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true},
                             {kAnn, 5100, 9000, kAnn, 1000, true},
                             {kBen, 1100, 6000, kAnn, 6100, true}}},
                      Story{"a_raise_makes_a_cut_increment_whole",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true},
                             {kBen, 1100, 4950, kAnn, 5000, true},
                             {kAnn, 5000, 9000, kAnn, 5050, true}}},
                      Story{"ones_own_maximum_only_rises",
                            1000,
                            0,
                            {{kAnn, 1000, 5000, kAnn, 1000, true},
                             {kAnn, 1000, 5000, kAnn, 1000, true, "bid_too_low"},
                             {kAnn, 1000, 4000, kAnn, 1000, true, "bid_too_low"},
                             {kAnn, 1000, 5001, kAnn, 1000, true}}},
                      Story{"a_reserve_is_met_at_once_when_a_maximum_covers_it",
                            1000,
                            4000,
                            {{kAnn, 1000, 5000, kAnn, 4000, true}, {kBen, 4100, 4500, kAnn, 4600, true}}},
                      Story{"a_reserve_not_met",
                            1000,
                            4000,
                            {{kAnn, 1000, 3000, kAnn, 1000, false}, {kBen, 1100, 3500, kBen, 3100, false}}},
                      Story{"raising_ones_own_maximum_over_the_reserve_meets_it",
                            1000,
                            4000,
                            {{kAnn, 1000, 3000, kAnn, 1000, false}, {kAnn, 1000, 4000, kAnn, 4000, true}}},
                      Story{"three_bidders",
                            1000,
                            0,
                            {{kAnn, 1000, 3000, kAnn, 1000, true},
                             {kBen, 1100, 5000, kBen, 3100, true},
                             {kCem, 3200, 4000, kBen, 4100, true},
                             {kAnn, 4200, 6000, kAnn, 5100, true}}},
                      Story{"nothing_overflows",
                            1000,
                            0,
                            {{kAnn, 1000, INT64_MAX, kAnn, 1000, true},
                             {kBen, INT64_MAX - 1, INT64_MAX - 1, kAnn, INT64_MAX, true},
                             {kAnn, INT64_MAX, INT64_MAX, kAnn, INT64_MAX, true, "bid_too_low"},
                             {kBen, INT64_MAX, INT64_MAX, kAnn, INT64_MAX, true, "bid_too_low"}}}),
    [](const auto& each) { return each.param.name; });

TEST(Auction, ARaiseMovesNoPriceWhereIncrementsHaveGrownSince) {
  ListingTerms terms;
  terms.type = ListingType::auction;
  terms.starting_price = {1000};
  const BidIncrements small = BidIncrements::flat({100});
  const BidIncrements large = BidIncrements::flat({500});
  Standing standing = standing_after(terms, {}, {kAnn, {1000}, {9000}}, small)->standing;
  standing = standing_after(terms, standing, {kBen, {3000}, {3000}}, small)->standing;
  ASSERT_EQ(standing.price, Money{3100});
  standing = standing_after(terms, standing, {kAnn, {1}, {12'000}}, large)->standing;
  EXPECT_EQ(standing.price, Money{3100}) << "his maximum had cut nothing";
  standing = standing_after(terms, standing, {kBen, {4000}, {4000}}, large)->standing;
  EXPECT_EQ(standing.price, Money{4500}) << "who stands against him does so by the table of the day";
}

struct Late {
  const char* name;
  std::int64_t before_end_s;
  std::int32_t extensions;
  std::int64_t end_moves_s;  ///< from the end that was
};
void PrintTo(const Late& late, std::ostream* out) { *out << late.name; }

class LateBids : public ::testing::TestWithParam<Late> {};

TEST_P(LateBids, MoveTheEnd) {
  const BidIncrements increments;
  const FeeSchedule fees;
  MarketplaceRules rules{.increments = increments, .fees = fees};
  rules.snipe_window = Duration::minutes(3);
  rules.extensions_most = 20;
  const Time end{1'700'000'000'000};
  const End after =
      end_after_bid({end, GetParam().extensions}, rules, end - Duration::seconds(GetParam().before_end_s));
  EXPECT_EQ((after.at - end).ms, GetParam().end_moves_s * 1000);
  EXPECT_EQ(after.extensions, GetParam().extensions + (GetParam().end_moves_s > 0 ? 1 : 0));
}

INSTANTIATE_TEST_SUITE_P(Auction, LateBids,
                         ::testing::Values(Late{"long_before", 3600, 0, 0}, Late{"at_the_window", 180, 0, 0},
                                           Late{"inside", 179, 0, 1}, Late{"at_the_last_second", 1, 19, 179},
                                           Late{"moved_often_enough", 1, 20, 0}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace loam
