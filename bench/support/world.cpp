#include "bench/support/world.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/random.hpp"
#include "bench/support/interrupt.hpp"
#include "store/open.hpp"

namespace loam::bench {
namespace {

/// A batch of set-up: far larger than a server's, because nobody waits for its answers.
constexpr std::size_t kSetUpBatch = 10'000;

/// Keys of the set-up; those of measured orders count from zero.
constexpr std::uint64_t kPrefillKeys = std::uint64_t{1} << 56;

const Actor kBench{kNoAccount, "bench"};

void commit(Store* store, std::vector<Event>& events) {
  if (store != nullptr) {
    if (const auto done = store->commit(events); !done) throw std::runtime_error(done.error().detail);
  }
  events.clear();
}

Uuid register_player(Engine& engine, int number, Random& random, Time at, std::vector<Event>& events) {
  User user;
  user.id = make_uuid7(at, random);
  user.username = fmt::format("player-{}", number);
  const Reply reply =
      engine.apply({RegisterUser{.user = user, .by_operator = true, .session = {}}, kBench, std::nullopt}, at, events);
  LOAM_CHECK(reply.outcome.has_value());
  return user.id;
}

}  // namespace

Settings rich_settings() {
  Settings settings;
  const auto lay = [&settings](SettingId id, const char* text) {
    settings.lay(*parse_setting(definition_of(id), text), SettingSource::fixed);
  };
  lay(SettingId::signup_grant_bdt, kGrantBdtText);
  lay(SettingId::biome_initial_cash_bdt, kMarketCashBdtText);
  lay(SettingId::biome_initial_shares, kMarketSharesText);
  return settings;
}

std::unique_ptr<Store> open_store(const Database& database) {
  StoreOptions options;
  options.database = database;
  auto store = loam::open_store(options);
  if (!store) throw std::runtime_error(store.error().detail);
  return std::move(store).value();
}

std::unique_ptr<Store> open_store(const std::filesystem::path& directory) {
  return open_store(Database(directory / "loam.sqlite"));
}

Engine replayed(Store& store) {
  Engine engine(rich_settings());
  if (const auto done = store.replay([&engine](const Event& event) { engine.replay(event); }); !done) {
    throw std::runtime_error(done.error().detail);
  }
  return engine;
}

Players populate(Engine& engine, Store* store, int users, Time at) {
  SystemRandom random;
  Players players;
  std::vector<Event> events;
  LOAM_CHECK(engine.apply({SeedMarkets{}, kBench, std::nullopt}, at, events).outcome.has_value());
  for (int i = 0; i < users; ++i) {
    players.accounts.push_back(engine.state().ledger.next_account());
    players.ids.push_back(register_player(engine, i, random, at, events));
    if (events.size() >= kSetUpBatch) commit(store, events);
  }
  commit(store, events);
  return players;
}

Command order_of(const Players& players, const Pick& pick, std::uint64_t key) {
  Order order;
  order.account = players.accounts[static_cast<std::size_t>(pick.user)];
  order.biome = pick.biome;
  order.side = Side::buy;
  order.amount = {kAmountPaisa};
  IdempotencyKey idempotency;
  std::uint64_t mixed = key * 0x9E3779B97F4A7C15ULL;  // a digest's bits are spread, so are these
  for (std::size_t i = 0; i < 8; ++i) {
    idempotency.key[i] = static_cast<std::uint8_t>(mixed >> (8 * i));
    idempotency.key[8 + i] = static_cast<std::uint8_t>(key >> (8 * i));
  }
  idempotency.request = mixed;
  return {PlaceOrder{order}, {order.account, "bench"}, idempotency};
}

void prefill(Engine& engine, Store& store, const Players& players, std::int64_t rows, Time until) {
  const Duration span = Duration::hours(24);
  const Time start = std::max(engine.state().now, until - span);
  Picks picks({0, static_cast<int>(players.accounts.size())}, 1);
  std::vector<Event> events;
  for (std::int64_t i = 0; i < rows; ++i) {
    const Time at = start + Duration{(until - start).ms * i / rows};
    const Reply reply =
        engine.apply(order_of(players, picks.next(), kPrefillKeys + static_cast<std::uint64_t>(i)), at, events);
    LOAM_CHECK(reply.outcome.has_value());
    if (events.size() >= 2 * kSetUpBatch) {
      throw_if_interrupted();
      commit(&store, events);
    }
  }
  commit(&store, events);
}

}  // namespace loam::bench
