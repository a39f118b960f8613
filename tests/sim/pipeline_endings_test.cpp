// The real pipeline and the ends of auctions: by the timer, in a batch whose commit fails, while the process was down.

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "sim/pipeline_world.hpp"

namespace loam::sim {
namespace {

constexpr Money kMost = Money::bdt(500);    // what the winner would give
constexpr Money kSecond = Money::bdt(200);  // and the other
constexpr Money kPrice = Money::bdt(300);   // so one increment above
constexpr Money kProceeds = Money::bdt(285);

/// A seller with auctions of one land each, for one hour from now. Every third has a reserve that nobody meets.
class Auctions {
 public:
  Auctions(PipelineWorld& world, std::uint32_t how_many, std::uint32_t side = 8) : count(how_many), world_(world) {
    world.run(PatchSettings{{{SettingId::listing_cooldown_minutes, 0},
                             {SettingId::max_listings_per_user, 100'000},
                             {SettingId::max_lands_per_owner, 1'000'000}}});
    world.run(MakeWorld{{.seed = 1, .width = side, .height = side, .made_at = {}}});
    seller = world.user("seller", Money::bdt(1'000'000));
    winner = world.user("winner", Money::bdt(1'000'000));
    other = world.user("other", Money::bdt(1'000'000));
    for (std::uint32_t i = 0; i < count; ++i) open(i);
    before = world.balance(seller);
  }

  [[nodiscard]] static bool sells(std::uint32_t number) { return number % 3 != 0; }
  [[nodiscard]] PlaceBid bid(std::uint32_t number, AccountNo bidder, Money max) const {
    return {{number}, {bidder, Money{1}, max}};
  }
  void bid_for_all() {
    for (std::uint32_t number = 1; number <= count; ++number) {
      world_.run(bid(number, winner, kMost));
      world_.run(bid(number, other, kSecond));
    }
  }

  /// Until the timer has ended everything, as it does by itself.
  void await_ends() {
    while (world_.pipeline().view().read([](const State& state) { return state.marketplace.active(); }) > 0) {
      std::this_thread::yield();
    }
  }

  /// After bid_for_all: each has ended once, as its bids say.
  void check_ended() {
    std::map<std::uint32_t, int> sales;
    std::vector<std::uint32_t> order;
    ASSERT_TRUE(world_.faults.replay([&](const Event& event) {
      const auto* row = std::get_if<Transaction>(&event);
      if (row == nullptr || row->type != TransactionType::auction) return;
      ++sales[row->listing.value];
      order.push_back(row->listing.value);
    }));
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << "all end at once: by number";
    std::int64_t sold = 0;
    for (std::uint32_t number = 1; number <= count; ++number) {
      ASSERT_EQ(sales[number], sells(number) ? 1 : 0) << "listing " << number;
      sold += sales[number];
      const LandNo land{number - 1};
      const AccountNo owner = world_.pipeline().view().read([&](const State& state) { return state.land.owner(land); });
      ASSERT_EQ(owner, sells(number) ? winner : seller) << "listing " << number;
    }
    EXPECT_EQ(world_.balance(seller), add_within(before, Money{sold * kProceeds.paisa}));
    EXPECT_EQ(world_.balance(winner), sub_within(Money::bdt(1'000'000), Money{sold * kPrice.paisa}));
    EXPECT_EQ(world_.balance(other), Money::bdt(1'000'000));
    EXPECT_EQ(world_.pipeline().view().read([](const State& state) { return state.ledger.held_total(); }),
              Money::zero());
  }

  std::uint32_t count;
  AccountNo seller;
  AccountNo winner;
  AccountNo other;
  Money before;  ///< what the seller had before anything was sold

 private:
  void open(std::uint32_t land) {
    world_.run(ClaimLand{seller, {land}});
    OpenListing command;
    command.terms.seller = seller;
    command.terms.type = ListingType::auction;
    command.terms.starting_price = Money{1};
    if (!sells(land + 1)) command.terms.reserve_price = add_within(kMost, Money{1});
    command.terms.lands = {{land}};
    command.duration = Duration::hours(1);
    world_.run(command);
  }

  PipelineWorld& world_;
};

std::string told(const Fate& fate) {
  if (fate.unknown) return "unknown";
  return fate.reply->outcome ? "ok" : std::string(to_string(fate.reply->outcome.error().code));
}

/// A batch with due endings and late bids fails; the process starts again, and everybody asks again.
void end_through_a_failure(std::int64_t failing_commit, Failure how) {
  PipelineWorld world({.queue = 64, .batch = 8});
  Auctions auctions(world, 24);
  auctions.bid_for_all();
  std::vector<Fate> fates(auctions.count + 1);
  world.gate.close();
  ASSERT_TRUE(world.submit({AdjustBalance{auctions.other, Money{1}, "stands before the store"}, {}, {}}, fates[0]));
  world.gate.await_somebody();
  world.clock.turn(Duration::hours(1));
  world.faults.fail_commit(failing_commit, how);
  const auto late = [&](std::uint32_t number) {
    return Command{auctions.bid(number, auctions.other, kMost), {}, numbered_key(number)};
  };
  for (std::uint32_t number = 1; number <= auctions.count; ++number) {
    ASSERT_TRUE(world.submit(late(number), fates[number]));
  }
  world.gate.open();
  for (const Fate& fate : fates) fate.wait();
  world.pipeline().drain();
  ASSERT_EQ(world.failures_told, 1);
  for (std::uint32_t number = 1; number <= auctions.count; ++number) {
    EXPECT_NE(told(fates[number]), "ok") << "a bid was taken after the end";
    EXPECT_EQ(fates[number].told, 1);
  }

  world.restart();
  auctions.await_ends();
  for (std::uint32_t number = 1; number <= auctions.count; ++number) {
    const Reply reply = world.run(late(number).body, late(number).key);
    if (reply.replayed == 0) {
      ASSERT_FALSE(reply.outcome);
      EXPECT_EQ(reply.outcome.error().code, RefusalCode::listing_ended);
    }
  }
  const bool adjusted = world.balance(auctions.other) > Money::bdt(1'000'000);
  if (adjusted) world.run(AdjustBalance{auctions.other, Money{-1}, "back"});
  auctions.check_ended();
  EXPECT_EQ(world.faults.commits_after_failure(), 0);
  world.pipeline().drain();
  EXPECT_EQ(world.prove(), "");
}

TEST(PipelineSimulation, F31_EndingsInACommitThatFailsBeforeItIsDurableHappenOnce) {
  for (std::int64_t n = 1; n <= 4 && !HasFailure(); ++n) end_through_a_failure(n, Failure::before_durable);
}

TEST(PipelineSimulation, F31_EndingsInACommitThatFailsAfterItIsDurableHappenOnce) {
  for (std::int64_t n = 1; n <= 4 && !HasFailure(); ++n) end_through_a_failure(n, Failure::after_durable);
}

TEST(PipelineSimulation, F31_WhatFellDueWhileTheProcessWasDownEndsByItself) {
  PipelineWorld world;
  Auctions auctions(world, 24);
  auctions.bid_for_all();
  world.clock.turn(Duration::days(1));
  world.restart();
  auctions.await_ends();
  auctions.check_ended();
  world.pipeline().drain();
  EXPECT_EQ(world.prove(), "");
}

TEST(PipelineSimulation, F31_MoreThanOneCommandEndsAreEndedByTheNext) {
  PipelineWorld world;
  Auctions auctions(world, 1'100, 34);
  auctions.bid_for_all();
  world.gate.close();
  world.clock.turn(Duration::hours(1));
  Fate late;
  ASSERT_TRUE(world.submit({auctions.bid(auctions.count, auctions.other, kMost), {}, {}}, late));
  world.gate.await_somebody();
  world.gate.open();
  late.wait();
  EXPECT_EQ(told(late), "listing_ended") << "its time is over, though others were ended before it";
  auctions.await_ends();
  auctions.check_ended();
  world.pipeline().drain();
  EXPECT_EQ(world.prove(), "");
}

/// Bids from several threads while the clock goes over the ends; whoever finds no server any more stops.
void bid_at_random(PipelineWorld& world, const Auctions& auctions, std::uint64_t seed) {
  Random64 random(seed);
  for (std::uint64_t i = 0; i < 200; ++i) {
    const AccountNo bidder = random.one_in(2) ? auctions.winner : auctions.other;
    const auto number = static_cast<std::uint32_t>(1 + random.below(auctions.count));
    Fate fate;
    // With a key: a refusal is a commit too.
    const Command bid{
        auctions.bid(number, bidder, Money{random.any_size(1'000'000)}), {}, numbered_key(seed * 1'000 + i)};
    if (!world.submit(bid, fate)) {
      if (!world.pipeline().health().accepting) return;
      std::this_thread::yield();
      continue;
    }
    fate.wait();
    EXPECT_FALSE(fate.early);
    if (random.one_in(4)) world.clock.turn(Duration::seconds(random.between(-10, 120)));
  }
}

void check_owners(PipelineWorld& world, const Auctions& auctions) {
  world.pipeline().view().read([&](const State& state) {
    state.check_invariants();
    EXPECT_EQ(state.ledger.held_total(), Money::zero());
    for (std::uint32_t number = 1; number <= auctions.count; ++number) {
      const Listing& listing = state.marketplace.listing({number});
      const bool sold = listing.standing.leader.exists() && listing.standing.reserve_met;
      EXPECT_EQ(listing.status, sold ? ListingStatus::sold : ListingStatus::expired);
      EXPECT_EQ(state.land.owner({number - 1}), sold ? listing.standing.leader : auctions.seller);
    }
    return 0;
  });
}

TEST(PipelineSimulation, BidsFromManyThreadsOverTheEndsAndAFailure) {
  for (std::uint64_t round = 1; round <= 4 && !::testing::Test::HasFailure(); ++round) {
    PipelineWorld world({.queue = 32, .batch = 8});
    Auctions auctions(world, 12);
    world.gate.close();
    world.faults.fail_commit(static_cast<std::int64_t>(40 * round),
                             round % 2 == 0 ? Failure::before_durable : Failure::after_durable);
    world.gate.open();
    for (const std::uint64_t run : {1ULL, 2ULL}) {
      std::vector<std::thread> threads;
      for (std::uint64_t i = 0; i < 3; ++i) {
        threads.emplace_back([&, i] { bid_at_random(world, auctions, 100 * round + 10 * run + i); });
      }
      for (std::thread& thread : threads) thread.join();
      if (run == 1) world.restart();
    }
    EXPECT_EQ(world.failures_told, 1);
    world.clock.turn(Duration::days(2));
    auctions.await_ends();
    check_owners(world, auctions);
    world.pipeline().drain();
    EXPECT_EQ(world.prove(), "");
  }
}

}  // namespace
}  // namespace loam::sim
