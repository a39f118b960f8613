#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>

#include "api/client/http_client.hpp"
#include "ledger/account.hpp"

namespace loam {

/// What everybody talks about: each biome's pull on the demo's players. It wanders, so that prices have a reason to
/// move.
struct Fashion {
  std::array<unsigned, kBiomes> pull{};
};
Fashion next_fashion(std::mt19937_64& random);

/// Who a bot is.
struct DemoAccount {
  std::string username;
  std::string password;
};

/// An ordinary player of the demo world: signs in, looks at biomes, buys what it likes, sells what it is tired of. It
/// uses nothing but the public API.
class DemoBot {
 public:
  DemoBot(DemoAccount account, std::uint64_t seed) : account_(std::move(account)), random_(seed) {}

  /// One look around, and perhaps an order. False where the server does not answer.
  bool act(HttpClient& http, const Fashion& fashion);
  /// Seconds until it wants to act again.
  int pause();

 private:
  bool sign_in(HttpClient& http);
  Biome choose(const Fashion& fashion);
  Result<HttpAnswer, std::string> post(HttpClient& http, std::string_view target, const std::string& body);
  bool look(HttpClient& http, Biome biome);
  bool buy(HttpClient& http, Biome biome);
  bool sell(HttpClient& http, Biome biome);
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  DemoAccount account_;
  std::mt19937_64 random_;
  std::string token_;
  int last_pause_s_ = 3;
};

}  // namespace loam
