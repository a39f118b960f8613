// The hub of the live feed against sessions of paper: what is told to whom, what comes back after a pause, and what
// ends.

#include <chrono>
#include <memory>
#include <string>

#include "unit/feed_world.hpp"

namespace loam {
namespace {

using namespace std::chrono_literals;
using testing::FeedTest;
using testing::number;
using testing::PaperSession;
using testing::World;

TEST_F(FeedTest, AGuestGetsTheMarketsAndThenEveryChangeWithARisingSequence) {
  const auto session = connect();
  say(session, R"({"type":"subscribe_biome_market","ref":"a"})");
  const std::string snapshot = session->next("subscribed_biome_market");
  EXPECT_NE(snapshot.find(R"("ref":"a")"), std::string::npos);
  EXPECT_NE(snapshot.find(R"("biome":"snow")"), std::string::npos);
  world_.later(Duration::seconds(1));
  buy();
  const std::string trade = session->next("trade");
  ASSERT_FALSE(trade.empty());
  EXPECT_GT(number(trade, "seq"), number(snapshot, "seq"));
  EXPECT_NE(trade.find(R"("side":"buy")"), std::string::npos);
  EXPECT_NE(trade.find(R"("amount_bdt":100)"), std::string::npos);
  EXPECT_EQ(trade.find(to_string(World::id("player"))), std::string::npos) << "nobody's name stands on the tape";
  EXPECT_EQ(trade.find("balance"), std::string::npos);
}

TEST_F(FeedTest, OneMarketAloneIsOneMarketAlone) {
  const auto session = connect();
  say(session, R"({"type":"subscribe_biome_market","biome":"snow"})");
  const std::string snapshot = session->next("subscribed_biome_market");
  EXPECT_EQ(snapshot.find("forest"), std::string::npos);
  world_.later(Duration::seconds(1));
  buy(Biome::forest);
  buy(Biome::snow);
  const std::string trade = session->next("trade");
  EXPECT_EQ(trade.find("forest"), std::string::npos);
  EXPECT_NE(trade.find("snow"), std::string::npos);
}

TEST_F(FeedTest, ATextIsMadeOnceForAll) {
  const auto one = connect();
  const auto other = connect();
  say(one, R"({"type":"subscribe_biome_market"})");
  say(other, R"({"type":"subscribe_biome_market"})");
  world_.later(Duration::seconds(1));
  buy();
  ASSERT_FALSE(one->next("trade").empty());
  ASSERT_FALSE(other->next("trade").empty());
  EXPECT_EQ(one->all().back().text.get(), other->all().back().text.get());
}

TEST_F(FeedTest, PicturesReplaceEachOtherAndTradesDoNot) {
  const auto session = connect();
  say(session, R"({"type":"subscribe_biome_market"})");
  world_.later(Duration::seconds(1));
  buy();
  ASSERT_FALSE(session->next("trade").empty());
  for (const http::FeedMessage& message : session->all()) {
    const bool picture = message.text->starts_with(R"({"type":"biome_market_update")");
    const bool attention = message.text->starts_with(R"({"type":"biome_attention_update")");
    EXPECT_EQ(message.key != 0, picture || attention) << *message.text;
  }
}

TEST_F(FeedTest, AnAccountIsItsOwnersOnly) {
  const auto guest = connect();
  say(guest, R"({"type":"subscribe_account"})");
  EXPECT_NE(guest->next("error").find("unauthorized"), std::string::npos);

  sign_in(player_, "token-of-player");
  const auto mine = signed_in("token-of-player");
  say(mine, R"({"type":"subscribe_account"})");
  EXPECT_NE(mine->next("subscribed_account").find(R"("balance_bdt":100000)"), std::string::npos);
  buy();
  EXPECT_NE(mine->next("account_transactions").find("BIOME_BUY"), std::string::npos);
  EXPECT_NE(mine->next("balance_update").find(R"("balance_bdt":99898)"), std::string::npos);
}

TEST_F(FeedTest, AWrongTokenIsAnErrorAndNotTheEnd) {
  const auto session = connect();
  say(session, R"({"type":"authenticate","token":"nonsense"})");
  EXPECT_NE(session->next("error").find("unauthorized"), std::string::npos);
  EXPECT_FALSE(session->closed());
}

TEST_F(FeedTest, ASessionThatEndsEndsItsAccountsFeed) {
  const Session session = sign_in(player_, "t1");
  const auto mine = signed_in("t1");
  say(mine, R"({"type":"subscribe_account"})");
  say(mine, R"({"type":"subscribe_biome_market"})");
  world_.run(CloseSession{session.id});
  commit();
  EXPECT_NE(mine->next("signed_out").find("session_ended"), std::string::npos);
  world_.later(Duration::seconds(1));
  buy();
  EXPECT_FALSE(mine->next("trade").empty()) << "public channels go on";
  for (const auto& message : mine->all()) EXPECT_EQ(message.text->find("balance_update"), std::string::npos);
}

TEST_F(FeedTest, ATokenThatExpiresEndsItTooUnlessItIsRenewed) {
  const Session kept = sign_in(player_, "kept", Duration::minutes(10));
  sign_in(player_, "left", Duration::minutes(10));
  const auto one = signed_in("kept");
  const auto other = signed_in("left");
  say(one, R"({"type":"subscribe_account"})");
  say(other, R"({"type":"subscribe_account"})");
  RotateSession rotate;
  rotate.session = kept.id;
  rotate.spent_refresh_hash = kept.refresh_hash;
  rotate.access_hash = sha256("kept-2");
  rotate.access_expires = world_.now + Duration::hours(1);
  rotate.refresh_hash = sha256("kept-2-refresh");
  rotate.refresh_expires = world_.now + Duration::days(7);
  ASSERT_TRUE(world_.outcome(rotate).has_value());
  commit();
  world_.later(Duration::minutes(11));
  buy();
  EXPECT_NE(other->next("signed_out").find("session_expired"), std::string::npos);
  EXPECT_FALSE(one->next("balance_update").empty());
  EXPECT_TRUE(one->next("signed_out", 100ms).empty());
}

TEST_F(FeedTest, ADisabledUserHearsNoMoreOfHisAccount) {
  sign_in(player_, "t1");
  const auto mine = signed_in("t1");
  say(mine, R"({"type":"subscribe_account"})");
  ChangeUser change;
  change.account = player_;
  change.disabled = true;
  world_.run(change);
  commit();
  EXPECT_NE(mine->next("signed_out").find("user_disabled"), std::string::npos);
}

TEST_F(FeedTest, AlertsAndSafeguardsAreForThoseWhoOversee) {
  sign_in(player_, "p");
  sign_in(operator_, "o");
  const auto player = signed_in("p");
  say(player, R"({"type":"subscribe_alerts"})");
  EXPECT_NE(player->next("error").find("forbidden"), std::string::npos);
  const auto olga = signed_in("o");
  say(olga, R"({"type":"subscribe_alerts"})");
  EXPECT_FALSE(olga->next("subscribed_alerts").empty());
  world_.run(SetTrading{Biome::desert, TradingState::halted, "odd"});
  EXPECT_EQ(world_.buy(player_, Biome::desert, Money::bdt(10)), "market_halted");
  commit();
  EXPECT_NE(olga->next("alert").find("market_halted"), std::string::npos);
  EXPECT_NE(olga->next("safeguard").find("trading_halt"), std::string::npos);
}

TEST_F(FeedTest, NonsenseIsAnsweredAndAFloodIsEnded) {
  const auto session = connect();
  for (const std::string_view text :
       {"", "{", "[]", "17", R"({"type":"levitate"})", R"({"type":17})", R"({})", R"({"type":"ping","surprise":1})",
        R"({"type":"resume"})", R"({"type":"subscribe_biome_market","biome":"moon"})"}) {
    say(session, text);
    EXPECT_FALSE(session->next("error", 500ms).empty()) << text;
  }
  EXPECT_FALSE(session->closed());
  for (int i = 0; i < 100; ++i) say(session, R"({"type":"ping"})");
  EXPECT_TRUE(session->closed());
  EXPECT_EQ(session->reason(), "too many messages");
}

TEST_F(FeedTest, WhoComesBackIsToldWhatHeMissed) {
  const auto before = connect();
  say(before, R"({"type":"subscribe_biome_market"})");
  world_.later(Duration::seconds(1));
  buy();
  const std::uint64_t seen = number(before->next("trade"), "seq");
  leave(before);

  const auto witness = connect();
  say(witness, R"({"type":"subscribe_biome_market"})");
  world_.later(Duration::seconds(1));
  buy(Biome::ocean);
  ASSERT_FALSE(witness->next("trade").empty());

  const auto after = connect();
  say(after, R"({"type":"subscribe_biome_market"})");
  say(after, R"({"type":"resume","from_seq":)" + std::to_string(seen) + "}");
  const std::string missed = after->next("trade");
  EXPECT_NE(missed.find("ocean"), std::string::npos);
  EXPECT_GT(number(missed, "seq"), seen);
  EXPECT_EQ(number(after->next("resumed"), "replayed"), 1U);
}

TEST_F(FeedTest, WhoMissedTooMuchReadsAnew) {
  const auto session = connect();
  say(session, R"({"type":"subscribe_biome_market"})");
  const std::uint64_t seen = number(session->next("subscribed_biome_market"), "seq");
  say(session, R"({"type":"resume","from_seq":)" + std::to_string(seen + 1'000'000) + "}");
  EXPECT_NE(session->next("resync").find("unknown_seq"), std::string::npos);
  say(session, R"({"type":"resume","from_seq":7})");
  EXPECT_NE(session->next("resync").find("too_old"), std::string::npos);

  buy();
  ASSERT_FALSE(session->next("trade").empty());
  world_.later(kRingTime);
  buy();
  ASSERT_FALSE(session->next("trade").empty());
  world_.later(Duration::seconds(5));
  buy();
  ASSERT_FALSE(session->next("trade").empty());
  say(session, R"({"type":"resume","from_seq":)" + std::to_string(seen) + "}");
  EXPECT_NE(session->next("resync").find("too_old"), std::string::npos);
}

TEST_F(FeedTest, ARestartIsANewEpochAndItsSequencesAreHigher) {
  const auto before = connect();
  const std::string old = *before->all().front().text;
  hub_->stop();
  world_.later(Duration::seconds(2));
  clock_.ms = world_.now.ms;
  start();
  const auto after = connect();
  const std::string fresh = *after->all().front().text;
  EXPECT_GT(number(fresh, "epoch"), number(old, "epoch"));
  EXPECT_GT(number(fresh, "seq"), number(old, "seq"));
  say(after, R"({"type":"resume","from_seq":)" + std::to_string(number(old, "seq")) + "}");
  EXPECT_FALSE(after->next("resync").empty());
}

TEST_F(FeedTest, AStreamGetsItsMissedMessagesThenItsSnapshot) {
  const auto before = connect();
  say(before, R"({"type":"subscribe_biome_market"})");
  const std::uint64_t seen = number(before->next("subscribed_biome_market"), "seq");
  world_.later(Duration::seconds(1));
  buy();
  ASSERT_FALSE(before->next("trade").empty());

  FeedOpening opening;
  opening.is_stream = true;
  opening.topics = {topic_of(Channel::market), topic_of(Channel::trades)};
  opening.from_seq = seen;
  const auto stream = connect(opening);
  EXPECT_FALSE(stream->next("trade").empty());
  EXPECT_FALSE(stream->next("resumed").empty());
  EXPECT_FALSE(stream->next("subscribed_biome_market").empty());
  std::uint64_t last = 0;
  for (const auto& message : stream->all()) last = message.seq;
  EXPECT_GT(last, seen);
}

TEST_F(FeedTest, AStreamThatMayNotGoOnIsClosed) {
  const Session session = sign_in(player_, "t1");
  FeedOpening opening;
  opening.is_stream = true;
  opening.who.account = player_;
  opening.who.session = session.id;
  opening.signed_in = true;
  opening.expires = session.access_expires;
  opening.topics = {topic_of(player_)};
  const auto stream = connect(opening);
  EXPECT_FALSE(stream->next("subscribed_account").empty());
  world_.run(CloseSession{session.id});
  commit();
  EXPECT_TRUE(stream->wait_closed());
}

TEST_F(FeedTest, WhatTheHubCannotTakeIsSaidToBeLost) {
  const auto session = connect();
  auto flood = std::make_shared<CommittedBatch>();
  flood->at = world_.now;
  flood->events.assign(kMaxWaitingEvents, AttentionCounted{});
  for (int i = 0; i < 50 && hub_->stats().lost_batches == 0; ++i) hub_->push(flood);
  EXPECT_GT(hub_->stats().lost_batches, 0U);
  EXPECT_NE(session->next("resync", 10s).find("lost"), std::string::npos);
}

TEST(FeedSubscribers, NobodyFollowsWithoutEnd) {
  FeedSubscribers subscribers;
  Subscriber& one = subscribers.add(std::make_shared<PaperSession>(1));
  for (std::uint32_t i = 0; i < kMaxTopics; ++i)
    EXPECT_TRUE(subscribers.subscribe(one, topic_of(AccountNo{i + 16}), 0));
  EXPECT_FALSE(subscribers.subscribe(one, topic_of(AccountNo{9999}), 0));
  EXPECT_TRUE(subscribers.subscribe(one, topic_of(AccountNo{16}), 0)) << "what one has already is no more";
  subscribers.remove(1, {1000});
  EXPECT_TRUE(subscribers.of(topic_of(AccountNo{16})).empty());
  EXPECT_TRUE(subscribers.watches(topic_of(AccountNo{16}), {1000}));
  EXPECT_FALSE(subscribers.watches(topic_of(AccountNo{16}), Time{1000} + kStayWatched + Duration{1}));
}

TEST(FeedRing, ForgetsByNumberAndByTime) {
  FeedRing ring(100);
  const auto text = std::make_shared<const std::string>("x");
  for (std::uint64_t i = 1; i <= kRingMessages + 5; ++i) ring.add({{}, {1000}, {text, 0, 100 + i}});
  EXPECT_EQ(ring.size(), kRingMessages);
  EXPECT_FALSE(ring.covers(104));
  EXPECT_TRUE(ring.covers(105));
  ring.round({1000}, 100 + kRingMessages + 5);
  ring.round(Time{1001} + kRingTime, 100 + kRingMessages + 9);
  EXPECT_EQ(ring.size(), 0U);
  EXPECT_FALSE(ring.covers(100 + kRingMessages + 4));
  EXPECT_TRUE(ring.covers(100 + kRingMessages + 5));
}

}  // namespace
}  // namespace loam
