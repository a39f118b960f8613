#include <benchmark/benchmark.h>

#include "base/check.hpp"
#include "bench/support/world.hpp"

namespace loam::bench {
namespace {

constexpr int kUsers = 10'000;
const Time kStart{1'767'225'600'000};  // any moment will do: time is an argument

/// A world in memory alone.
struct World {
  Engine engine{rich_settings()};
  Players players = populate(engine, nullptr, kUsers, kStart);
  Picks picks{{0, kUsers}, 1};
  std::uint64_t keys = 0;
};

/// The whole step of the state machine: key, rules, row with its hash, state.
void engine_apply_order(benchmark::State& state) {
  World world;
  std::vector<Event> events;
  for (auto _ : state) {
    events.clear();
    const Reply reply = world.engine.apply(order_of(world.players, world.picks.next(), world.keys++), kStart, events);
    LOAM_CHECK(reply.outcome.has_value());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(engine_apply_order);

/// The second time that a batch's events are applied: to what readers see.
void state_apply_events(benchmark::State& state) {
  constexpr std::size_t kOrders = 1'000;
  World world;
  State readers = world.engine.state();
  std::vector<Event> events;
  for (auto _ : state) {
    state.PauseTiming();
    events.clear();
    for (std::size_t i = 0; i < kOrders; ++i) {
      world.engine.apply(order_of(world.players, world.picks.next(), world.keys++), kStart, events);
    }
    state.ResumeTiming();
    for (const Event& event : events) readers.apply(event);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kOrders));
}
BENCHMARK(state_apply_events);

void exchange_decide(benchmark::State& state) {
  World world;
  const ExchangeRules rules = world.engine.state().settings.exchange_rules();
  for (auto _ : state) {
    const Command command = order_of(world.players, world.picks.next(), world.keys++);
    auto fill = world.engine.state().exchange.decide(std::get<PlaceOrder>(command.body).order, rules, kStart);
    LOAM_CHECK(fill.has_value());
    benchmark::DoNotOptimize(fill);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(exchange_decide);

/// Balances, the accounts' chains, and the SHA-256 that ties the row to the one before.
void ledger_prepare(benchmark::State& state) {
  World world;
  Transaction draft;
  draft.type = TransactionType::biome_buy;
  draft.at = kStart;
  draft.buyer = world.players.accounts[0];
  draft.amount = {kAmountPaisa};
  draft.platform_fee = {1};
  draft.biome = Biome::forest;
  draft.shares = {5'000};
  const Uuid& buyer = world.players.ids[0];
  for (auto _ : state) {
    auto row = world.engine.state().ledger.prepare(draft, buyer, Uuid{});
    LOAM_CHECK(row.has_value());
    benchmark::DoNotOptimize(row);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ledger_prepare);

/// What the edge asks of SHA-256 for one order: the token, the key's scope, the request.
void sha256_of_request(benchmark::State& state) {
  const std::string text(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(sha256(text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sha256_of_request)->Arg(43)->Arg(96);

}  // namespace
}  // namespace loam::bench
