#include "app/check/check_land.hpp"

#include "api/json/json_writer.hpp"

namespace loam {
namespace {

constexpr int kPages = 40;  // of 500 lands each: a corner of the map where hardly anybody lives, not all of it

Found<CheckLand> read_land(JsonValue land) {
  const auto price = money_at(land, "price_base_bdt");
  if (!price) return Unexpected{differs("a land", "price_base_bdt", land.to_text())};
  return CheckLand{text_at(land, "land_id"), number_at(land, "coordinates/x"), number_at(land, "coordinates/y"),
                   *price};
}

/// nullopt where all lands of the page are taken.
Found<std::optional<CheckLand>> cheapest_of(const CheckAnswer& page) {
  std::optional<CheckLand> cheapest;
  for (JsonValue each = page.root().find("lands").first(); each.exists(); each = each.next()) {
    if (!text_at(each, "owner_id").empty()) continue;
    auto land = read_land(each);
    if (!land) return Unexpected{land.error()};
    if (!cheapest || land->price < cheapest->price) cheapest = *land;
  }
  return cheapest;
}

}  // namespace

Found<std::optional<CheckLand>> land_of(CheckParty& party) {
  const auto page = party.talk.get("/api/v1/lands?limit=1&for_sale=false&owner_id=" + party.user_id);
  if (!page) return Unexpected{page.error()};
  const JsonValue first = page->root().find("lands").first();
  if (!first.exists()) return std::optional<CheckLand>();
  const auto land = read_land(first);
  if (!land) return Unexpected{land.error()};
  return std::optional(*land);
}

Found<CheckLand> unclaimed_land(CheckParty& party) {
  std::string cursor;
  for (int looked = 0; looked < kPages; ++looked) {
    const auto page = party.talk.get("/api/v1/lands?limit=500" + (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!page) return Unexpected{page.error()};
    const auto cheapest = cheapest_of(*page);
    if (!cheapest) return Unexpected{cheapest.error()};
    if (*cheapest) return **cheapest;
    cursor = page->text("pagination/next_cursor");
    if (cursor.empty()) break;
  }
  return Unexpected{differs("a land to claim for the check", "one among the first of the map",
                            "none: give " + party.username + " one (POST /api/v1/lands/{id}/transfer)")};
}

Found<void> claim(CheckParty& party, const CheckLand& land) {
  std::string body;
  JsonWriter(body).begin_object().member("x", land.x).member("y", land.y).end_object();
  const auto claimed = party.talk.post("/api/v1/lands/claim", body);
  if (!claimed) return Unexpected{claimed.error()};
  return {};
}

}  // namespace loam
