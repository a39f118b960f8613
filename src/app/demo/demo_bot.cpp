#include "app/demo/demo_bot.hpp"

#include "api/json/json_value.hpp"
#include "api/json/json_writer.hpp"
#include "money/money.hpp"

namespace loam {
namespace {

constexpr unsigned kStrongestPull = 10;  // of a fashion, against 1 of what nobody talks about
constexpr std::uint64_t kBuyChance = 4;  // one look in four ends in a purchase
constexpr std::uint64_t kSellChance = 6;
constexpr std::uint64_t kDearestBdt = 150;

}  // namespace

Fashion next_fashion(std::mt19937_64& random) {
  Fashion fashion;
  for (unsigned& pull : fashion.pull) pull = 1 + static_cast<unsigned>(random() % 2);
  fashion.pull[random() % kBiomes] = kStrongestPull;
  fashion.pull[random() % kBiomes] += kStrongestPull / 2;
  return fashion;
}

Biome DemoBot::choose(const Fashion& fashion) {
  unsigned sum = 0;
  for (const unsigned pull : fashion.pull) sum += pull;
  auto rest = static_cast<unsigned>(session_.below(sum));
  for (const Biome biome : kAllBiomes) {
    const unsigned pull = fashion.pull[index_of(biome)];
    if (rest < pull) return biome;
    rest -= pull;
  }
  return Biome::snow;
}

bool DemoBot::look(HttpClient& http, Biome biome) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().member("biome", to_string(biome)).member("score", last_pause_s_).end_object();
  return session_.post(http, "/api/v1/biome-market/track-attention", body).has_value();
}

bool DemoBot::buy(HttpClient& http, Biome biome) {
  std::string body;
  const Money amount{static_cast<std::int64_t>(100 + session_.below(kDearestBdt * 100))};
  JsonWriter(body).begin_object().member("biome", to_string(biome)).member("amount_bdt", amount).end_object();
  return session_.post(http, "/api/v1/biome-market/buy", body).has_value();
}

bool DemoBot::sell(HttpClient& http, Biome biome) {
  const auto portfolio = session_.get(http, "/api/v1/biome-market/portfolio");
  if (!portfolio) return false;
  const auto document = JsonDocument::parse(portfolio->body);
  if (!document || portfolio->status != 200) return true;
  for (JsonValue holding = document->root().find("holdings").first(); holding.exists(); holding = holding.next()) {
    if (holding.find("biome").string() != to_string(biome)) continue;
    const auto owned = parse_decimal(holding.find("shares").number_text(), kShareDecimals).units.value_or(0);
    const Shares part{owned / static_cast<std::int64_t>(2 + session_.below(3))};
    if (part.micro == 0) return true;
    std::string body;
    JsonWriter(body).begin_object().member("biome", to_string(biome)).member("shares", part).end_object();
    return session_.post(http, "/api/v1/biome-market/sell", body).has_value();
  }
  return true;
}

bool DemoBot::act(HttpClient& http, const Fashion& fashion) {
  if (!session_.signed_in()) {
    if (!session_.sign_in(http)) return false;
    if (!session_.signed_in()) return true;
  }
  const Biome liked = choose(fashion);
  if (!look(http, liked) || !landlord_.act(http, session_)) return false;
  if (session_.below(kBuyChance) == 0) return buy(http, liked);
  if (session_.below(kSellChance) == 0) return sell(http, static_cast<Biome>(session_.below(kBiomes)));
  return true;
}

int DemoBot::pause() {
  last_pause_s_ = landlord_.settles() ? 1 : static_cast<int>(2 + session_.below(7));
  return last_pause_s_;
}

}  // namespace loam
