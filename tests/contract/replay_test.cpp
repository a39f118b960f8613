#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "contract/stores.hpp"

namespace loam::test {
namespace {

class StoreReplay : public StoreContract {};
LOAM_FOR_EVERY_STORE(StoreReplay);

/// Of everything that happened, what a replay has to give, by kind and in order.
struct Expected {
  std::vector<std::string> record;  // rows and cycles
  std::vector<std::string> outcomes;
  std::vector<std::string> settings;
  std::map<AccountNo, std::string> users;
  std::map<Uuid, std::string> sessions;
  std::map<Uuid, std::string> api_keys;
  std::map<Uuid, std::string> payments;
  std::map<Biome, std::string> halts;

  explicit Expected(const World& world) {
    for (const Event& event : world.events()) {
      const std::string words = describe(event);
      if (std::holds_alternative<Transaction>(event) || std::holds_alternative<Cycle>(event)) record.push_back(words);
      if (std::holds_alternative<KeyedOutcome>(event)) outcomes.push_back(words);
      if (std::holds_alternative<SettingChange>(event)) settings.push_back(words);
      if (const auto* user = std::get_if<User>(&event)) users[user->account] = words;
      if (const auto* session = std::get_if<Session>(&event)) sessions[session->id] = words;
      if (const auto* key = std::get_if<ApiKey>(&event)) api_keys[key->id] = words;
      if (const auto* payment = std::get_if<Payment>(&event)) payments[payment->id] = words;
      if (const auto* change = std::get_if<MarketHaltsChange>(&event)) halts[change->biome] = words;
    }
  }
};

std::vector<std::string> of_kind(const std::vector<std::string>& events, std::initializer_list<const char*> kinds) {
  std::vector<std::string> found;
  for (const std::string& event : events) {
    for (const char* kind : kinds) {
      if (event.starts_with(std::string(kind) + " ")) found.push_back(event);
    }
  }
  return found;
}

template <class Map>
std::vector<std::string> values(const Map& map) {
  std::vector<std::string> found;
  for (const auto& [key, value] : map) found.push_back(value);
  return found;
}

TEST_P(StoreReplay, AnEmptyStoreReplaysNothing) { EXPECT_TRUE(replayed(*store_).empty()); }

TEST_P(StoreReplay, EveryKindOfEventComesBackAsItWas) {
  World world;
  world.live_a_day();
  world.trade(40);
  commit_all(*store_, world);

  const Expected expected(world);
  const auto events = replayed(*store_);
  EXPECT_EQ(of_kind(events, {"row", "cycle"}), expected.record);
  EXPECT_EQ(of_kind(events, {"outcome"}), expected.outcomes);
  EXPECT_EQ(of_kind(events, {"setting"}), expected.settings);
  EXPECT_EQ(of_kind(events, {"user"}), values(expected.users));
  EXPECT_EQ(of_kind(events, {"session"}), values(expected.sessions));
  EXPECT_EQ(of_kind(events, {"api_key"}), values(expected.api_keys));
  EXPECT_EQ(of_kind(events, {"payment"}), values(expected.payments));
  auto halts = of_kind(events, {"halts"});
  auto expected_halts = values(expected.halts);
  std::sort(halts.begin(), halts.end());
  std::sort(expected_halts.begin(), expected_halts.end());
  EXPECT_EQ(halts, expected_halts);
}

TEST_P(StoreReplay, AnEngineRebuiltFromTheStoreKnowsWhatTheFirstOneKnew) {
  World world;
  world.live_a_day();
  world.trade(60);
  commit_all(*store_, world);

  Engine again{Settings()};
  good(store_->replay([&](const Event& event) { again.replay(event); }));
  again.state().check_invariants();
  EXPECT_EQ(again.state().ledger.last_hash(), world.engine().state().ledger.last_hash());
  EXPECT_EQ(again.state().cycle_hash, world.engine().state().cycle_hash);
  EXPECT_EQ(again.keys(), world.engine().keys());
  for (const AccountNo player : world.players()) {
    EXPECT_EQ(again.state().ledger.account(player).balance(), world.engine().state().ledger.account(player).balance());
  }
}

TEST_P(StoreReplay, CyclesFollowTheirRowAndTheAttentionOfTheLastMinuteComesBeforeItsCycle) {
  World world;
  world.trade(80);
  commit_all(*store_, world);

  Time last;
  for (const Event& event : world.events()) {
    if (const auto* row = std::get_if<Transaction>(&event)) last = row->at;
    if (const auto* cycle = std::get_if<Cycle>(&event)) last = cycle->at;
    if (const auto* counted = std::get_if<AttentionCounted>(&event)) last = counted->at;
  }
  std::vector<std::string> recent;
  for (const Event& event : world.events()) {
    const auto* counted = std::get_if<AttentionCounted>(&event);
    if (counted != nullptr && counted->at >= last - Duration::minutes(1)) recent.push_back(describe(event));
  }

  std::int64_t seq = 0;
  std::int64_t cycles = 0;
  std::vector<std::string> attention;
  good(store_->replay([&](const Event& event) {
    if (const auto* row = std::get_if<Transaction>(&event)) {
      EXPECT_EQ(row->seq, ++seq);
    } else if (const auto* cycle = std::get_if<Cycle>(&event)) {
      EXPECT_EQ(cycle->number, ++cycles);
      EXPECT_EQ(cycle->after_seq, seq);
    } else if (const auto* counted = std::get_if<AttentionCounted>(&event)) {
      EXPECT_EQ(counted->cycle, cycles + 1);
      attention.push_back(describe(event));
    }
  }));
  EXPECT_FALSE(recent.empty());
  EXPECT_EQ(attention, recent);
}

std::set<Uuid> sessions_in(Store& store) {
  std::set<Uuid> found;
  good(store.replay([&](const Event& event) {
    if (const auto* session = std::get_if<Session>(&event)) found.insert(session->id);
  }));
  return found;
}

TEST_P(StoreReplay, SessionsThatAreOverLeaveWithThoseThatBegin) {
  World world;
  world.trade(1);
  commit_all(*store_, world);
  Session session;
  session.account = world.players().front();
  const auto begin = [&](std::uint8_t number, Duration after, Duration life) {
    session.id.bytes.fill(number);
    session.access_hash.fill(number);
    session.created_at = world.now() + after;
    session.refresh_expires = session.created_at + life;
    good(store_->commit(std::vector<Event>{session}));
    return session.id;
  };
  const auto before = sessions_in(*store_).size();
  const Uuid over = begin(1, Duration{}, Duration::days(1));
  session.revoked = true;
  const Uuid revoked = begin(2, Duration{}, Duration::days(3));
  session.revoked = false;
  const Uuid renewed = begin(3, Duration{}, Duration::days(2));
  session.refresh_expires = world.now() + Duration::days(9);
  good(store_->commit(std::vector<Event>{session}));
  EXPECT_EQ(sessions_in(*store_).size(), before + 3);

  begin(4, Duration::days(2), Duration::days(9));
  auto left = sessions_in(*store_);
  EXPECT_FALSE(left.contains(over));
  EXPECT_TRUE(left.contains(revoked)) << "its time is not over, so a state still knows it";
  EXPECT_TRUE(left.contains(renewed));
  begin(5, Duration::days(3), Duration::days(9));
  left = sessions_in(*store_);
  EXPECT_FALSE(left.contains(revoked)) << "the very moment is over";
  EXPECT_TRUE(left.contains(renewed));
}

TEST_P(StoreReplay, AReaderReplaysTheSame) {
  World world;
  world.live_a_day();
  world.trade(10);
  commit_all(*store_, world);

  std::vector<std::string> events;
  good(reader()->replay([&](const Event& event) { events.push_back(describe(event)); }));
  EXPECT_EQ(events, replayed(*store_));
}

/// What a store tells bit by bit, and at the end with all that changes in place.
class Follower {
 public:
  void read(Reader& reader, bool with_changing) {
    point_.with_changing = with_changing;
    good(reader.replay(point_, [this](const Event& event) {
      engine_.replay(event);
      words_.push_back(describe(event));
    }));
  }
  [[nodiscard]] std::vector<std::string> taken() { return std::exchange(words_, {}); }
  [[nodiscard]] Digest digest() const { return engine_.digest(); }
  [[nodiscard]] auto ledger_hash() const { return engine_.state().ledger.last_hash(); }

 private:
  Engine engine_{Settings()};
  ReplayPoint point_;
  std::vector<std::string> words_;
};

TEST_P(StoreReplay, OneWhoFollowsKnowsInTheEndWhatOneWhoReadsItAllAtOnceKnows) {
  World world;
  world.live_a_day();
  world.trade(30);
  world.deal_in_land(40);
  world.trade(10);
  const auto reader = this->reader();
  Follower follower;
  std::size_t commits = 0;
  for (const auto& batch : world.batches()) {
    good(store_->commit(batch));
    if (++commits % 7 == 0) follower.read(*reader, false);
  }
  follower.read(*reader, true);
  Follower at_once;
  at_once.read(*reader, true);
  EXPECT_EQ(follower.digest(), at_once.digest());
  EXPECT_EQ(follower.ledger_hash(), world.engine().state().ledger.last_hash());
}

TEST_P(StoreReplay, WhatWasGivenIsNotGivenAgainButForWhatChanges) {
  World world;
  world.live_a_day();
  world.trade(10);
  world.deal_in_land(10);
  commit_all(*store_, world);
  const auto reader = this->reader();
  Follower follower;
  follower.read(*reader, false);
  EXPECT_FALSE(follower.taken().empty());
  follower.read(*reader, false);
  EXPECT_EQ(follower.taken(), std::vector<std::string>{});
  follower.read(*reader, true);
  const auto changing = follower.taken();
  EXPECT_EQ(changing.size(), of_kind(changing, {"user", "session", "api_key", "payment"}).size());
  EXPECT_FALSE(of_kind(changing, {"session"}).empty());
}

TEST_P(StoreReplay, ANameThatWentToAnotherIsTheOthersForWhoFollowsToo) {
  World world;
  world.trade(1);
  commit_all(*store_, world);
  const auto reader = this->reader();
  Follower follower;
  follower.read(*reader, false);
  User first = *world.engine().state().identity.user(world.players().at(0));
  User second = *world.engine().state().identity.user(world.players().at(1));
  const std::string wanted = second.username;
  second.username = "somebody_else";
  first.username = wanted;
  good(store_->commit(std::vector<Event>{second, first}));
  follower.read(*reader, true);
  Follower at_once;
  at_once.read(*reader, true);
  EXPECT_EQ(follower.digest(), at_once.digest());
}

TEST_P(StoreReplay, AProbeChangesNothing) {
  World world;
  commit_all(*store_, world);
  const auto before = replayed(*store_);
  good(store_->probe());
  good(store_->probe());
  EXPECT_EQ(replayed(*store_), before);
}

}  // namespace
}  // namespace loam::test
