// Every detector on a scenario of its own, made by the engine itself, and on the honest neighbour of that scenario.
// Then what becomes of a finding: one alert, told again as the same, acknowledged, and back after a restart.

#include "surveillance/surveillance.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include "unit/engine_world.hpp"

namespace loam {
namespace {

using testing::World;

/// Unpredictable enough for ids.
class CountingRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    ++next_;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(next_ >> (8 * (i % 4)));
  }

 private:
  std::uint32_t next_ = 0;
};

/// An engine under surveillance.
struct Watched {
  explicit Watched(const Settings& settings = {}) : world(settings) {
    world.run(SeedMarkets{});
    surveillance.begin(world.state(), {});
    seen = world.events.size();
  }

  /// Shows surveillance what has happened since, as one batch.
  std::vector<Alert> watch() {
    const auto news = std::span(world.events).subspan(seen);
    seen = world.events.size();
    return surveillance.observe(world.now, news, {news.size(), 300});
  }
  std::vector<Alert> alerts(AlertKind kind) {
    watch();
    std::vector<Alert> found;
    for (Alert& alert : surveillance.alerts().all()) {
      if (alert.finding.kind == kind) found.push_back(std::move(alert));
    }
    return found;
  }

  World world;
  CountingRandom random;
  std::vector<Command> submitted;
  bool queue_full = false;
  Surveillance surveillance{random,
                            [this](Command command) {
                              if (!queue_full) submitted.push_back(std::move(command));
                              return !queue_full;
                            },
                            [this](AccountNo account) { return world.state().identity.id_of(account); }};
  std::size_t seen = 0;
};

Settings with(SettingId id, std::int64_t value) {
  Settings settings;
  settings.lay(id, value, SettingSource::file);
  return settings;
}

TEST(OrderSplitting, F60_FiresWhereAnAccountKeepsRunningIntoItsRollingSize) {
  Watched watched;
  const AccountNo whale = watched.world.user("whale", Money::bdt(1'000'000));
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    if (watched.world.buy(whale, Biome::forest, Money::bdt(30'000)) == "order_rate_exceeded") ++refused;
  }
  ASSERT_GE(refused, 5);
  const auto alerts = watched.alerts(AlertKind::order_splitting);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].finding.account, whale);
  EXPECT_EQ(alerts[0].finding.biome, Biome::forest);
  EXPECT_FALSE(alerts[0].finding.rows.empty());
}

TEST(OrderSplitting, IsQuietAboutTwoRefusals) {
  Watched watched;
  const AccountNo player = watched.world.user("player", Money::bdt(1'000'000));
  for (int i = 0; i < 5; ++i) watched.world.buy(player, Biome::forest, Money::bdt(30'000));
  EXPECT_TRUE(watched.alerts(AlertKind::order_splitting).empty());
}

TEST(WashTrading, F60_FiresOnFiveRoundTripsWithinMinutes) {
  Watched watched;
  const AccountNo trader = watched.world.user("trader", Money::bdt(100'000));
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(watched.world.buy(trader, Biome::snow, Money::bdt(1'000)), "ok");
    watched.world.later(Duration::seconds(10));
    ASSERT_EQ(watched.world.sell(trader, Biome::snow, watched.world.last_row().shares), "ok");
    watched.world.later(Duration::seconds(10));
    watched.watch();
  }
  const auto alerts = watched.alerts(AlertKind::wash_trading);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].finding.account, trader);
  EXPECT_EQ(alerts[0].finding.rows.size(), 10U);
}

TEST(WashTrading, IsQuietAboutSellingALittleOfMuch) {
  Watched watched;
  const AccountNo trader = watched.world.user("trader", Money::bdt(100'000));
  for (int i = 0; i < 8; ++i) {
    ASSERT_EQ(watched.world.buy(trader, Biome::snow, Money::bdt(1'000)), "ok");
    ASSERT_EQ(watched.world.sell(trader, Biome::snow, {watched.world.last_row().shares.micro / 2}), "ok");
    watched.world.later(Duration::seconds(1));
  }
  EXPECT_TRUE(watched.alerts(AlertKind::wash_trading).empty());
}

TEST(LargeAdjustment, F60_FiresOnTheSumOfAnHour) {
  Watched watched;
  const AccountNo friend_ = watched.world.user("friend");
  watched.world.actor = {kNoAccount, "mallory"};
  watched.world.run(AdjustBalance{friend_, Money::bdt(60'000), "a gift"});
  EXPECT_TRUE(watched.alerts(AlertKind::large_adjustment).empty());
  watched.world.run(AdjustBalance{friend_, Money::bdt(60'000), "another"});
  const auto alerts = watched.alerts(AlertKind::large_adjustment);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].finding.account, friend_);
  EXPECT_NE(alerts[0].finding.detail.find("mallory"), std::string::npos);
  EXPECT_EQ(alerts[0].finding.rows.size(), 2U);
}

TEST(LargeAdjustment, CountsWhatIsTakenAwayToo) {
  Watched watched;
  const AccountNo rich = watched.world.user("rich", Money::bdt(90'000));
  watched.world.actor = {kNoAccount, "mallory"};
  watched.world.run(AdjustBalance{rich, Money::bdt(60'000), "there"});
  watched.world.run(AdjustBalance{rich, Money::bdt(-60'000), "and back"});
  EXPECT_EQ(watched.alerts(AlertKind::large_adjustment).size(), 1U);
}

TEST(MarketHalted, F60_FiresOnAnOperatorsHaltAndNotOnItsEnd) {
  Watched watched;
  watched.world.run(SetTrading{Biome::desert, TradingState::halted, "odd trades"});
  watched.world.run(SetTrading{Biome::desert, TradingState::open, "nothing found"});
  const auto alerts = watched.alerts(AlertKind::market_halted);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].finding.biome, Biome::desert);
  EXPECT_EQ(alerts[0].finding.severity, Severity::warning);
}

TEST(MarketHalted, F60_FiresWhereTheBandHalts) {
  Settings settings = with(SettingId::price_band_percent, 10'000);
  settings.lay(SettingId::market_profile, 1, SettingSource::file);
  settings.lay(SettingId::attention_half_life_minutes, 1, SettingSource::file);
  Watched watched(settings);
  const AccountNo crowd = watched.world.user("crowd");
  for (int i = 0; i < 400 && watched.alerts(AlertKind::market_halted).empty(); ++i) {
    watched.world.look(crowd, Biome::forest, 500'000);
    watched.world.cycle();
  }
  const auto alerts = watched.alerts(AlertKind::market_halted);
  ASSERT_FALSE(alerts.empty());
  EXPECT_EQ(alerts[0].finding.severity, Severity::critical);
}

TEST(SupplyJump, F60_FiresOnAFifthMoreWithinAnHour) {
  Watched watched(with(SettingId::biome_initial_cash_bdt, Money::bdt(10'000).paisa));
  const AccountNo player = watched.world.user("player");
  watched.world.run(AdjustBalance{player, Money::bdt(49'000), "prize"});
  EXPECT_TRUE(watched.alerts(AlertKind::supply_jump).empty());
  watched.world.later(Duration::minutes(30));
  watched.world.run(AdjustBalance{player, Money::bdt(2'000), "prize"});
  EXPECT_EQ(watched.alerts(AlertKind::supply_jump).size(), 1U);
}

TEST(SupplyJump, IsQuietAboutTradesAndSlowGrowth) {
  Watched watched(with(SettingId::biome_initial_cash_bdt, Money::bdt(10'000).paisa));
  const AccountNo player = watched.world.user("player");
  for (int hour = 0; hour < 10; ++hour) {
    watched.world.run(AdjustBalance{player, Money::bdt(10'000), "prize"});
    watched.world.buy(player, Biome::beach, Money::bdt(500));
    watched.watch();
    watched.world.later(Duration::hours(2));
  }
  EXPECT_TRUE(watched.alerts(AlertKind::supply_jump).empty());
}

struct Farm {
  explicit Farm(Watched& in) : watched(in) {
    for (int i = 0; i < 12; ++i) bots.push_back(watched.world.user("bot" + std::to_string(i)));
    holder = watched.world.user("holder", Money::bdt(10'000));
  }
  void press(int seconds) {
    for (int i = 0; i < seconds; ++i) {
      for (const AccountNo bot : bots) watched.world.look(bot, Biome::ocean, 20'000'000);
      watched.world.later({500});
      watched.world.cycle();
      watched.watch();
    }
  }

  Watched& watched;
  std::vector<AccountNo> bots;
  AccountNo holder;
};

TEST(AttentionFarm, F60_FiresWhereBotsPressForSomebodyWhoGains) {
  Watched watched(with(SettingId::attention_half_life_minutes, 1));
  Farm farm(watched);
  ASSERT_EQ(watched.world.buy(farm.holder, Biome::ocean, Money::bdt(5'000)), "ok");
  watched.watch();
  farm.press(30);
  const auto alerts = watched.alerts(AlertKind::attention_farm);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].finding.account, farm.holder);
  EXPECT_EQ(alerts[0].finding.biome, Biome::ocean);
}

TEST(AttentionFarm, IsQuietWhereNobodyGains) {
  Watched watched(with(SettingId::attention_half_life_minutes, 1));
  Farm farm(watched);
  farm.press(30);
  EXPECT_TRUE(watched.alerts(AlertKind::attention_farm).empty());
}

TEST(AttentionFarm, IsQuietAboutHonestPlayers) {
  Watched watched(with(SettingId::attention_half_life_minutes, 1));
  Farm farm(watched);
  ASSERT_EQ(watched.world.buy(farm.holder, Biome::ocean, Money::bdt(5'000)), "ok");
  for (int i = 0; i < 60; ++i) {
    for (const AccountNo player : farm.bots) watched.world.look(player, Biome::ocean, 1'000'000);
    watched.world.later(Duration::seconds(1));
    watched.world.cycle();
    watched.watch();
  }
  EXPECT_TRUE(watched.alerts(AlertKind::attention_farm).empty());
}

TEST(PaymentRefused, F60_FiresOnThreeRefusedWebhooks) {
  Watched watched;
  const auto tell = [&](int number) {
    Settlement settlement;
    settlement.reference_id = World::id("nobody" + std::to_string(number));
    settlement.gateway = "bkash";
    settlement.amount = Money::bdt(100);
    settlement.approved = true;
    watched.world.run(SettlePayment{settlement});
  };
  tell(1);
  tell(2);
  EXPECT_TRUE(watched.alerts(AlertKind::payment_refused).empty());
  tell(3);
  EXPECT_EQ(watched.alerts(AlertKind::payment_refused).size(), 1U);
}

// ---------------------------------------------------------------------------------------------------------------------
// Alerts

TEST(Alerts, TheSameThingAgainIsTheSameAlertUntilSomebodyHasDealtWithIt) {
  Watched watched;
  watched.world.run(SetTrading{Biome::desert, TradingState::halted, "once"});
  watched.world.run(SetTrading{Biome::desert, TradingState::open, ""});
  watched.world.run(SetTrading{Biome::desert, TradingState::halted, "twice"});
  auto alerts = watched.alerts(AlertKind::market_halted);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].count, 2);
  EXPECT_EQ(watched.submitted.size(), 1U);

  const auto done = watched.surveillance.alerts().acknowledge(alerts[0].id, {watched.world.now, "olga", "known"});
  ASSERT_TRUE(done && done->acknowledged);
  watched.world.run(SetTrading{Biome::desert, TradingState::open, ""});
  watched.world.run(SetTrading{Biome::desert, TradingState::halted, "again"});
  EXPECT_EQ(watched.alerts(AlertKind::market_halted).size(), 2U);
}

/// Prometheus sees no increase where a series begins with its first alert.
TEST(Alerts, AreCountedFromZero) {
  Watched watched;
  const auto count = [&watched](const std::string& kind, const std::string& severity) {
    const std::string series = "loam_alerts_total{kind=\"" + kind + "\",severity=\"" + severity + "\"} ";
    const std::string text = prometheus::TextSerializer().Serialize(watched.surveillance.registry().Collect());
    const std::size_t at = text.find(series);
    return at == std::string::npos ? std::string("not there") : text.substr(at + series.size(), 1);
  };
  for (std::size_t kind = 0; kind < kAlertKinds; ++kind) {
    const std::string word(to_string(static_cast<AlertKind>(kind)));
    EXPECT_EQ(count(word, "warning"), "0") << word;
    EXPECT_EQ(count(word, "critical"), "0") << word;
  }
  watched.world.run(SetTrading{Biome::desert, TradingState::halted, "odd trades"});
  watched.watch();
  EXPECT_EQ(count("market_halted", "warning"), "1");
  EXPECT_EQ(count("market_halted", "critical"), "0");
}

TEST(Alerts, AreWrittenDownLaterWhereTheQueueIsFull) {
  Watched watched;
  watched.queue_full = true;
  watched.world.run(SetTrading{Biome::desert, TradingState::halted, "x"});
  watched.watch();
  EXPECT_TRUE(watched.submitted.empty());
  watched.queue_full = false;
  watched.watch();
  EXPECT_EQ(watched.submitted.size(), 1U);
}

TEST(Alerts, ComeBackFromTheAuditLogWithTheirAcknowledgement) {
  Watched before;
  const AccountNo whale = before.world.user("whale", Money::bdt(1'000'000));
  for (int i = 0; i < 20; ++i) before.world.buy(whale, Biome::forest, Money::bdt(30'000));
  before.watch();
  ASSERT_EQ(before.submitted.size(), 2U) << "the adjustment at the beginning is one, too";
  for (const Command& command : before.submitted)
    before.world.engine.apply(command, before.world.now, before.world.events);
  const Alert first = before.alerts(AlertKind::order_splitting).at(0);
  before.world.actor = {kNoAccount, "olga"};
  before.world.run(LogAccess{std::string(kAcknowledgeAction), to_string(first.id), "spoke with him"});

  std::vector<AuditEntry> log = before.world.all<AuditEntry>();
  std::reverse(log.begin(), log.end());
  Watched after;
  after.surveillance.begin(before.world.state(), log);
  const auto again = after.surveillance.alerts().find(first.id);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->finding.kind, first.finding.kind);
  EXPECT_EQ(again->finding.account, whale);
  EXPECT_EQ(again->finding.biome, first.finding.biome);
  EXPECT_EQ(again->finding.from, first.finding.from);
  EXPECT_EQ(again->finding.rows, first.finding.rows);
  EXPECT_EQ(again->finding.detail, first.finding.detail);
  ASSERT_TRUE(again->acknowledged);
  EXPECT_EQ(again->acknowledged->by, "olga");
  EXPECT_EQ(again->acknowledged->note, "spoke with him");
}

TEST(Alerts, TheListForgetsWhatWasDealtWithFirst) {
  CountingRandom random;
  AlertList list(random);
  Finding finding;
  for (std::size_t i = 0; i < kMaxAlerts; ++i) {
    finding.account = {static_cast<std::uint32_t>(i + 16)};
    list.raise(finding, {1000});
  }
  const Uuid kept = list.all().back().id;
  const Uuid dealt_with = list.all().front().id;
  list.acknowledge(dealt_with, {{1001}, "olga", ""});
  finding.account = {15};
  list.raise(finding, {1002});
  EXPECT_EQ(list.all().size(), kMaxAlerts);
  EXPECT_TRUE(list.find(kept));
  EXPECT_FALSE(list.find(dealt_with));
}

}  // namespace
}  // namespace loam
