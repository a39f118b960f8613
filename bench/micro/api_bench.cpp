#include <benchmark/benchmark.h>

#include "api/json/json_reader.hpp"
#include "api/market_render.hpp"
#include "base/check.hpp"
#include "bench/support/world.hpp"

namespace loam::bench {
namespace {

const Time kStart{1'767'225'600'000};

/// What a client is told of a trade.
void json_encode_order_answer(benchmark::State& state) {
  Engine engine(rich_settings());
  const Players players = populate(engine, nullptr, 1, kStart);
  std::vector<Event> events;
  const Reply reply = engine.apply(order_of(players, {0, Biome::forest}, 0), kStart, events);
  LOAM_CHECK(reply.row.has_value());
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const std::string body = order_answer(*reply.row, players.ids[0]);
    bytes += static_cast<std::int64_t>(body.size());
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(bytes);
}
BENCHMARK(json_encode_order_answer);

/// What a client asks, read without leaving anything to chance.
void json_decode_order(benchmark::State& state) {
  const std::string text = R"({"biome":"forest","amount_bdt":0.5})";
  for (auto _ : state) {
    JsonReader body(text);
    const std::string biome = body->text("biome", {1, 32});
    const Money amount = body->money("amount_bdt");
    LOAM_CHECK(body.finish() && amount.paisa == kAmountPaisa);
    benchmark::DoNotOptimize(biome);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(json_decode_order);

}  // namespace
}  // namespace loam::bench
