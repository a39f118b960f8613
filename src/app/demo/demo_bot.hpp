#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <utility>

#include "app/demo/demo_landlord.hpp"
#include "app/demo/demo_session.hpp"
#include "ledger/account.hpp"

namespace loam {

/// What everybody talks about: each biome's pull on the demo's players. It wanders, so that prices have a reason to
/// move.
struct Fashion {
  std::array<unsigned, kBiomes> pull{};
};
Fashion next_fashion(std::mt19937_64& random);

/// An ordinary player of the demo world: signs in, looks at biomes, buys what it likes, sells what it is tired of, and
/// deals in land. It uses nothing but the public API.
class DemoBot {
 public:
  DemoBot(DemoAccount account, std::uint64_t seed) : session_(std::move(account), seed) {}

  /// One look around, and perhaps an order. False where the server does not answer.
  bool act(HttpClient& http, const Fashion& fashion);
  /// Seconds until it wants to act again.
  int pause();

 private:
  Biome choose(const Fashion& fashion);
  bool look(HttpClient& http, Biome biome);
  bool buy(HttpClient& http, Biome biome);
  bool sell(HttpClient& http, Biome biome);

  DemoSession session_;
  DemoLandlord landlord_;
  int last_pause_s_ = 3;
};

}  // namespace loam
