// Safeguards, migrations, metrics.

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include "api/json/json_writer.hpp"
#include "app/check/check_scene.hpp"
#include "base/random.hpp"
#include "store/migrations.hpp"

namespace loam {
namespace {

// Counters follow what was committed on a thread of their own.
constexpr std::chrono::milliseconds kCounterPause{100};
constexpr int kCounterLooks = 50;

/// More than the whole market has, which is beyond any setting of the limit; with paisa of chance, by which its row is
/// known.
Found<Money> oversized_order(CheckScene& scene) {
  const auto market = scene.buyer.talk.get("/api/v1/biome-market/markets/" + scene.biome);
  if (!market) return Unexpected{market.error()};
  const auto cash = money_at(market->root(), "market_cash_bdt");
  if (!cash) return Unexpected{differs("the market", "market_cash_bdt", market->body)};
  std::array<std::uint8_t, 2> chance{};
  SystemRandom().fill(chance);
  return add_within(*cash, Money{1 + chance[0] * 256 + chance[1]});
}

double value_of(const Counters& counters, const std::string& series) {
  const auto found = counters.find(series);
  return found == counters.end() ? 0 : found->second;
}

struct Expected {
  std::string series;
  double by = 0;  ///< at least: others use the server as well
};

std::vector<Expected> expected_moves(const CheckScene& scene) {
  std::map<std::string, double> rows;
  for (const CheckRow& row : scene.rows) ++rows[row.type];
  std::vector<Expected> moves{{R"(loam_refusals_total{code="order_too_large"})", 1},
                              {R"(loam_safeguards_total{kind="order_size"})", 1}};
  for (const auto& [type, count] : rows) moves.push_back({R"(loam_transactions_total{type=")" + type + "\"}", count});
  return moves;
}

/// What has not moved enough; empty where all have.
std::string lagging(const Counters& before, const Counters& now, const std::vector<Expected>& moves) {
  for (const Expected& move : moves) {
    const double by = value_of(now, move.series) - value_of(before, move.series);
    if (by >= move.by) continue;
    return differs(move.series, "at least " + std::to_string(static_cast<std::int64_t>(move.by)) + " more",
                   std::to_string(static_cast<std::int64_t>(by)));
  }
  return {};
}

}  // namespace

Found<Counters> read_counters(CheckTalk& machine) {
  const auto page = machine.get("/metrics");
  if (!page) return Unexpected{page.error()};
  Counters counters;
  std::string_view rest = page->body;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t space = line.rfind(' ');
    if (line.starts_with('#') || space == std::string_view::npos) continue;
    double value = 0;
    const auto [end, error] = std::from_chars(line.data() + space + 1, line.data() + line.size(), value);
    if (error == std::errc{} && end == line.data() + line.size()) counters[std::string(line.substr(0, space))] = value;
  }
  return counters;
}

Finding check_safeguards(CheckScene& scene) {
  const auto amount = oversized_order(scene);
  if (!amount) return Unexpected{amount.error()};
  std::string body;
  JsonWriter(body).begin_object().member("biome", scene.biome).member("amount_bdt", *amount).end_object();
  const auto refused = scene.buyer.talk.expect_refusal("/api/v1/biome-market/buy", body, "order_too_large");
  if (!refused) return Unexpected{refused.error()};
  const auto page = scene.overseer.get("/api/v1/admin/safeguards?limit=500");
  if (!page) return Unexpected{page.error()};
  for (JsonValue row = page->root().find("safeguards").first(); row.exists(); row = row.next()) {
    const bool ours = text_at(row, "safeguard") == "order_size" && text_at(row, "biome") == scene.biome &&
                      money_at(row, "value") == *amount;
    if (!ours) continue;
    return "an order of " + to_string(*amount) + " BDT refused, on record with its limit of " + text_at(row, "limit");
  }
  return Unexpected{
      differs("the row of the refused order", "order_size over " + to_string(*amount), "none among the newest 500")};
}

Finding check_migrations(CheckScene& scene) {
  const auto health = scene.machine.get("/health");
  if (!health) return Unexpected{health.error()};
  const std::string& newest = sqlite_migrations().back().name;  // the same steps in each dialect
  const std::string seen = health->text("schema_step");
  if (seen != newest) return Unexpected{differs("the newest step of the schema", newest, seen.empty() ? "none" : seen)};
  return "the schema is at " + seen + ", the server is " + health->text("version") + " and ready";
}

Finding check_metrics(CheckScene& scene) {
  const std::vector<Expected> moves = expected_moves(scene);
  std::string wrong;
  for (int look = 0; look < kCounterLooks; ++look) {
    const auto now = read_counters(scene.machine);
    if (!now) return Unexpected{now.error()};
    wrong = lagging(scene.counters, *now, moves);
    if (wrong.empty()) {
      return std::to_string(now->size()) + " series; " + std::to_string(moves.size()) +
             " counters moved as they had to";
    }
    std::this_thread::sleep_for(kCounterPause);
  }
  return Unexpected{wrong};
}

}  // namespace loam
