// One seed drives commands, clock, faults and crashes against the model; see docs/simulator.md.

#include "sim/simulation.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/paths.hpp"

namespace loam::sim {
namespace {

struct Extent {
  std::uint64_t first = 1;
  std::uint64_t last = 200;
  std::size_t steps = 700;
};

Extent extent() {
  Extent extent;
  if (std::getenv("LOAM_LONG") != nullptr) extent = {1, 10'000, 1'000};
  if (const char* seeds = std::getenv("LOAM_SIM_SEEDS"); seeds != nullptr) {
    const std::string text = seeds;
    extent.first = std::stoull(text);
    extent.last = std::stoull(text.substr(text.find(':') + 1));
  }
  return extent;
}

/// What the seeds have to come to: refusals, safeguards, and turns of listings.
constexpr const char* kReached[] = {"insufficient_funds",
                                    "insufficient_shares",
                                    "amount_not_positive",
                                    "amount_too_small",
                                    "amount_overflows",
                                    "order_too_large",
                                    "order_rate_exceeded",
                                    "price_moved",
                                    "payment_limit_exceeded",
                                    "market_halted",
                                    "market_reduce_only",
                                    "land_trading_disabled",
                                    "user_unknown",
                                    "session_unknown",
                                    "refresh_token_reused",
                                    "api_key_unknown",
                                    "payment_unknown",
                                    "payment_mismatch",
                                    "payment_final",
                                    "land_unknown",
                                    "listing_unknown",
                                    "listing_ended",
                                    "not_an_auction",
                                    "buy_now_unavailable",
                                    "username_taken",
                                    "email_taken",
                                    "idempotency_key_reused",
                                    "markets_seeded",
                                    "world_exists",
                                    "land_taken",
                                    "land_listed",
                                    "listing_has_bids",
                                    "registration_disabled",
                                    "setting_out_of_range",
                                    "user_disabled",
                                    "not_owner",
                                    "not_seller",
                                    "own_listing",
                                    "own_land",
                                    "lands_not_connected",
                                    "bid_too_low",
                                    "reserve_too_low",
                                    "buy_now_too_low",
                                    "duration_out_of_range",
                                    "world_size_out_of_range",
                                    "too_many_payments",
                                    "too_many_lands",
                                    "too_many_listings",
                                    "too_many_lands_listed",
                                    "listing_cooldown",
                                    "price_move",
                                    "price_band",
                                    "band_halt",
                                    "order_size",
                                    "order_rate",
                                    "trading_halt",
                                    "attention_cap",
                                    "first_bid",
                                    "lead_taken",
                                    "outbid_at_once",
                                    "equal_maximum_does_not_lead",
                                    "raise",
                                    "raise_moved_the_price",
                                    "increment_cut",
                                    "reserve_met",
                                    "end_moved",
                                    "end_moved_often_enough",
                                    "auction_sold",
                                    "sold_after_its_end_was_moved",
                                    "reserve_not_met",
                                    "nobody_bid",
                                    "bought_now",
                                    "bought_now_over_a_leader",
                                    "bought_now_by_the_leader",
                                    "fixed_price_sold",
                                    "fixed_price_expired",
                                    "parcel_sold",
                                    "cancelled",
                                    "ended_late",
                                    "several_ended_at_once"};

/// What came up least often: where the generator is about to lose something.
std::string rarest(const Seen& seen) {
  std::vector<std::pair<std::int64_t, std::string>> rare;
  for (const auto& [word, times] : seen) rare.emplace_back(times, word);
  std::sort(rare.begin(), rare.end());
  std::string words;
  for (std::size_t i = 0; i < rare.size() && i < 8; ++i) {
    words += ' ' + rare[i].second + ' ' + std::to_string(rare[i].first);
  }
  return words;
}

/// Runs it twice: the same seed has to give the same, bit for bit.
Findings run_twice(const Plan& plan) {
  Findings run = simulate(plan);
  if (run.broken.empty() && simulate(plan).trace != run.trace) run.broken = "two runs of the same seed differ";
  if (!run.broken.empty()) {
    ADD_FAILURE() << "seed " << plan.seed << ": " << run.broken << "\nagain: LOAM_SIM_SEED=" << plan.seed
                  << " ./test sim";
  }
  return run;
}

/// Seeds that once found something, and the one that LOAM_SIM_SEED asks for.
std::vector<std::uint64_t> regressions() {
  std::ifstream file(std::filesystem::path(loam::test::source_dir()) / "tests/sim/seeds.txt");
  std::vector<std::uint64_t> seeds;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') seeds.push_back(std::stoull(line));
  }
  if (const char* seed = std::getenv("LOAM_SIM_SEED"); seed != nullptr) seeds.push_back(std::stoull(seed));
  return seeds;
}

TEST(Simulation, SeedsThatOnceFoundSomething) {
  for (const std::uint64_t seed : regressions()) run_twice({.seed = seed, .steps = 1'000});
}

/// The N-th commit fails, for every N, before and after it is durable. What came up without a failure.
Seen every_commit_fails_once(Plan plan) {
  plan.random_faults = false;
  const Findings whole = run_twice(plan);
  for (const Failure how : {Failure::before_durable, Failure::after_durable}) {
    plan.how = how;
    for (plan.failing_commit = 1; plan.failing_commit <= whole.commits && !::testing::Test::HasFailure();
         ++plan.failing_commit) {
      EXPECT_EQ(run_twice(plan).failures, 1) << "seed " << plan.seed << ", commit " << plan.failing_commit;
    }
  }
  return whole.seen;
}

TEST(Simulation, EveryCommitFailsOnce) {
  for (const std::uint64_t seed : {11ULL, 12ULL, 13ULL, 14ULL}) every_commit_fails_once({.seed = seed, .steps = 60});
}

TEST(Simulation, EveryCommitOfAuctionsFailsOnce) {
  Seen seen;
  for (const std::uint64_t seed : {21ULL, 22ULL, 23ULL, 24ULL}) {
    const Seen more = every_commit_fails_once({.seed = seed, .steps = 200, .only_land = true});
    for (const auto& [word, times] : more) seen[word] += times;
  }
  for (const char* word : {"lead_taken", "end_moved", "auction_sold", "fixed_price_sold", "bought_now", "cancelled"}) {
    EXPECT_TRUE(seen.contains(word)) << "no commit of " << word << " failed";
  }
}

TEST(Simulation, ManySeeds) {
  const Extent extent = sim::extent();
  Seen seen;
  Findings all;
  for (std::uint64_t seed = extent.first; seed <= extent.last && !HasFailure(); ++seed) {
    const Findings run = run_twice({.seed = seed, .steps = extent.steps});
    for (const auto& [word, times] : run.seen) seen[word] += times;
    all.commits += run.commits;
    all.failures += run.failures;
    all.rebuilds += run.rebuilds;
  }
  std::cout << extent.last - extent.first + 1 << " seeds, " << extent.steps << " steps each: " << all.commits
            << " commits, " << all.failures << " failures, " << all.rebuilds << " rebuilds\n";
  std::cout << "rarest:" << rarest(seen) << '\n';
  if (HasFailure()) return;
  // The simulator is only as good as what it reaches.
  for (const char* word : kReached) {
    EXPECT_TRUE(seen.contains(word)) << "no seed came to " << word;
  }
}

}  // namespace
}  // namespace loam::sim
