#include "support/world.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace loam::test {
namespace {

constexpr int kPlayers = 12;

Settings lively_settings() {
  Settings settings;
  settings.lay(SettingId::signup_grant_bdt, Money::bdt(500).paisa, SettingSource::file);
  settings.lay(SettingId::attention_half_life_minutes, 5, SettingSource::file);
  return settings;
}

Digest digest_from(SeededRandom& random) {
  Digest digest;
  random.fill(digest);
  return digest;
}

}  // namespace

std::uint64_t SeededRandom::next() {
  // SplitMix64.
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31U);
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next());
}

World::World(std::uint64_t seed) : World(seed, Engine(lively_settings())) {}

World::World(std::uint64_t seed, Engine engine) : random_(seed), engine_(std::move(engine)) {
  now_ = std::max(now_, engine_.state().now);
  run(SeedMarkets{});
  for (int i = 0; i < kPlayers; ++i) add_player("player_" + std::to_string(i));
  for (const AccountNo player : players_) top_up(player, Money::bdt(20'000 + random_.below(50'000)));
}

Reply World::run(CommandBody body, bool keyed) {
  Command command{std::move(body), Actor{kNoAccount, "cli"}, std::nullopt};
  if (keyed) {
    IdempotencyKey key;
    random_.fill(key.key);
    key.request = random_.next();
    command.key = key;
  }
  batches_.emplace_back();
  const Reply reply = engine_.apply(command, now_, batches_.back());
  if (batches_.back().empty()) batches_.pop_back();
  return reply;
}

void World::add_player(const std::string& name) {
  User user;
  user.id = make_uuid7(now_, random_);
  user.username = name;
  user.email = name.ends_with("_3") ? "" : name + "@example.com";
  user.password_hash = "$argon2id$" + name;
  user.confirmed = random_.below(2) == 0;
  const AccountNo account = engine_.state().ledger.next_account();
  run(RegisterUser{user, true, {}});
  players_.push_back(account);
  pass(Duration::seconds(1));
}

void World::top_up(AccountNo account, Money amount) {
  Payment payment;
  payment.id = make_uuid7(now_, random_);
  payment.account = account;
  payment.gateway = "sandbox";
  payment.amount = amount;
  run(InitiatePayment{payment});
  pass(Duration::seconds(2));
  run(SettlePayment{{payment.id, "sandbox", amount, true, "GW" + std::to_string(random_.below(1'000'000'000))}});
}

void World::live_a_day() {
  const AccountNo first = players_.front();
  User operator_user;
  operator_user.id = make_uuid7(now_, random_);
  operator_user.username = "Operator";
  operator_user.role = Role::operator_;
  run(RegisterUser{operator_user, true, {}});

  Session session;
  session.id = make_uuid7(now_, random_);
  session.account = first;
  session.access_hash = digest_from(random_);
  session.access_expires = now_ + Duration::hours(1);
  session.refresh_hash = digest_from(random_);
  session.refresh_expires = now_ + Duration::days(7);
  run(OpenSession{session});
  pass(Duration::minutes(30));
  run(RotateSession{session.id, session.refresh_hash, digest_from(random_), now_ + Duration::hours(1),
                    digest_from(random_), now_ + Duration::days(7)});
  Session second = session;
  second.id = make_uuid7(now_, random_);
  second.access_hash = digest_from(random_);
  run(OpenSession{second});
  run(CloseSession{second.id});

  ApiKey key;
  key.id = make_uuid7(now_, random_);
  key.name = "game server \"one\"";
  key.scopes = static_cast<std::uint32_t>(Scope::act_as) | static_cast<std::uint32_t>(Scope::attention);
  key.secret_hash = digest_from(random_);
  run(CreateApiKey{key});
  key.id = make_uuid7(now_, random_);
  key.name = "gone";
  key.secret_hash = digest_from(random_);
  run(CreateApiKey{key});
  run(RevokeApiKey{key.id});

  run(AdjustBalance{first, Money{12'345}, "compensation: it's \"theirs\""});
  run(AdjustBalance{first, Money{-45}, "overpaid"});
  run(AdjustBalance{first, Money::bdt(-100'000'000), "too much"});
  ChangeUser change;
  change.account = players_[1];
  change.hidden = true;
  change.end_sessions = true;
  run(change);
  run(PatchSettings{{{SettingId::max_price_move_percent, Ppm::percent(4).value}}});
  run(PatchSettings{{{SettingId::cycle_ms, 1000}, {SettingId::max_price_move_percent, Ppm::percent(5).value}}});
  run(PatchSettings{{{SettingId::bid_increments, 0, "0:1,100:2.5"}, {SettingId::land_fee_percent, 0}}});
  run(PatchSettings{{{SettingId::land_fee_tiers, 0, "0:5,10000:4"}}});
  run(PatchSettings{{{SettingId::land_fee_tiers, 0, "none"}}});
  run(LogAccess{"user.read", to_string(operator_user.id)});

  Payment declined;
  declined.id = make_uuid7(now_, random_);
  declined.account = players_[2];
  declined.gateway = "sandbox";
  declined.amount = Money{99'950};
  run(InitiatePayment{declined});
  run(SettlePayment{{declined.id, "sandbox", declined.amount, false, "GW-no"}});
  run(SettlePayment{{make_uuid7(now_, random_), "sandbox", Money::bdt(1), true, "GW-unknown"}});

  run(PlaceOrder{{first, Biome::ocean, Side::buy, Money::bdt(1'000'000), {}, std::nullopt}});
  run(SetTrading{Biome::snow, TradingState::halted, "maintenance"});
  run(PlaceOrder{{first, Biome::snow, Side::buy, Money::bdt(10), {}, std::nullopt}});
  run(SetTrading{Biome::snow, TradingState::open, ""});
  run(TrackAttention{first, {{Biome::ocean, 3'000'000}, {Biome::snow, 60'000'000}}});
  run(PlaceOrder{{first, Biome::beach, Side::sell, {}, Shares::whole(1), std::nullopt}}, false);
}

Reply World::place_random_order() {
  const AccountNo player =
      players_[static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(players_.size())))];
  const Biome biome = kAllBiomes[static_cast<std::size_t>(random_.below(kBiomes))];
  const Shares held = engine_.state().exchange.holding(player, biome).shares;
  if (held > Shares::zero() && random_.below(2) == 0) {
    const Shares part = random_.below(3) == 0 ? held : Shares{1 + random_.below(held.micro)};
    return run(PlaceOrder{{player, biome, Side::sell, {}, part, std::nullopt}});
  }
  return run(PlaceOrder{{player, biome, Side::buy, Money{100 + random_.below(500'000)}, {}, std::nullopt}});
}

void World::trade(int orders) {
  for (int filled = 0, turn = 0; filled < orders; ++turn) {
    pass(Duration{37 + random_.below(900)});
    const Reply reply = place_random_order();
    if (reply.outcome) ++filled;
    if (turn % 3 == 0) {
      const AccountNo player = players_[static_cast<std::size_t>(turn) % players_.size()];
      const Biome biome = kAllBiomes[static_cast<std::size_t>(random_.below(kBiomes))];
      run(TrackAttention{player, {{biome, 500'000 + random_.below(2'000'000)}}}, turn % 2 == 0);
    }
    if (turn % 4 == 0) run(CloseCycle{}, false);
    if (turn % 50 == 49) {
      top_up(players_[static_cast<std::size_t>(turn) % players_.size()], Money::bdt(1'000));
    }
  }
}

std::vector<Event> World::events() const {
  std::vector<Event> all;
  for (const auto& batch : batches_) all.insert(all.end(), batch.begin(), batch.end());
  return all;
}

std::vector<Transaction> World::rows() const {
  std::vector<Transaction> rows;
  for (const auto& batch : batches_) {
    for (const Event& event : batch) {
      if (const auto* row = std::get_if<Transaction>(&event)) rows.push_back(*row);
    }
  }
  return rows;
}

}  // namespace loam::test
