#include "app/demo/demo_landlord.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "api/json/json_writer.hpp"

namespace loam {
namespace {

constexpr std::uint64_t kDeedChance = 5;  // one act in five is about land
constexpr std::int64_t kSettlement = 24;  // cells around the middle of the map where bots live
constexpr std::uint64_t kMostLands = 3;   // of a parcel
constexpr std::int64_t kTooDear = 5;      // times what an auction started at
constexpr Money kMostPaid = Money::bdt(800);
constexpr std::chrono::minutes kBetweenListings{6};  // the default cool-down and a bit

constexpr std::string_view kListings = "/api/v1/marketplace/listings";

std::string text_of(JsonValue value) {
  return value.exists() && value.kind() == JsonValue::Kind::string ? std::string(value.string()) : std::string();
}

std::optional<Money> money_of(JsonValue value) {
  if (!value.exists() || value.kind() != JsonValue::Kind::number) return std::nullopt;
  const auto paisa = parse_decimal(value.number_text(), kMoneyDecimals).units;
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::int64_t number_of(JsonValue value) {
  if (!value.exists() || value.kind() != JsonValue::Kind::number) return 0;
  return parse_decimal(value.number_text(), 0).units.value_or(0);
}

/// A part of the price in percent, in whole BDT as people name prices, at least one.
Money percent_of(Money price, std::uint64_t percent) {
  return Money::bdt(std::max<std::int64_t>(1, price.paisa * static_cast<std::int64_t>(percent) / 10'000));
}

}  // namespace

bool DemoLandlord::act(HttpClient& http, DemoSession& session) {
  const bool opening = settles();
  if (!opening && session.below(kDeedChance) != 0) return true;
  if (width_ == 0 && !find_home(http, session)) return false;
  if (width_ == 0) return true;  // a world without a map
  if (opening) return --opening_ > 0 ? claim(http, session) : list(http, session);
  if (SteadyClock::now() >= lists_again_) return list(http, session);
  const std::uint64_t deed = session.below(20);
  if (deed == 0) return give(http, session);
  if (deed < 4) return buy(http, session);
  if (deed < 6) return claim(http, session);
  return bid(http, session);
}

bool DemoLandlord::find_home(HttpClient& http, DemoSession& session) {
  const auto answer = session.get(http, "/api/v1/lands/map?bbox=0,0,0,0");
  if (!answer) return false;
  const auto document = JsonDocument::parse(answer->body);
  if (!document || answer->status != 200) return true;
  const JsonValue world = document->root().find("world");
  width_ = number_of(world.find("width"));
  height_ = number_of(world.find("height"));
  const auto near = [&](std::int64_t side) {
    const std::int64_t reach = std::min(side / 2, kSettlement);
    return side / 2 - reach + static_cast<std::int64_t>(session.below(static_cast<std::uint64_t>(2 * reach)));
  };
  if (width_ == 0) return true;
  x_ = near(width_);
  y_ = near(height_);
  return true;
}

/// The next cell of its row; where somebody is there already, the one after that, the next time.
bool DemoLandlord::claim(HttpClient& http, DemoSession& session) {
  if (claims_left_ == 0) return true;
  std::string body;
  JsonWriter(body).begin_object().member("x", x_).member("y", y_).end_object();
  const auto answer = session.post(http, "/api/v1/lands/claim", body);
  if (!answer) return false;
  if (answer->status == 201) --claims_left_;
  x_ = (x_ + 1) % width_;
  return true;
}

std::optional<std::vector<DemoLandlord::OwnLand>> DemoLandlord::free_lands(HttpClient& http, DemoSession& session) {
  const auto answer = session.get(http, "/api/v1/lands?for_sale=false&owner_id=" + session.user_id());
  if (!answer) return std::nullopt;
  std::vector<OwnLand> lands;
  const auto document = JsonDocument::parse(answer->body);
  if (!document || answer->status != 200) return lands;
  for (JsonValue land = document->root().find("lands").first(); land.exists(); land = land.next()) {
    const JsonValue place = land.find("coordinates");
    lands.push_back({text_of(land.find("land_id")), number_of(place.find("x")), number_of(place.find("y")),
                     money_of(land.find("price_base_bdt")).value_or(Money::bdt(100))});
  }
  return lands;
}

/// One to three of the lands, side by side in a row.
std::vector<DemoLandlord::OwnLand> DemoLandlord::parcel(const std::vector<OwnLand>& lands, DemoSession& session) {
  std::vector<OwnLand> chosen{lands[session.below(lands.size())]};
  const std::uint64_t wanted = 1 + session.below(kMostLands);
  while (chosen.size() < wanted) {
    const OwnLand& last = chosen.back();
    const auto next =
        std::ranges::find_if(lands, [&](const OwnLand& land) { return land.y == last.y && land.x == last.x + 1; });
    if (next == lands.end()) break;
    chosen.push_back(*next);
  }
  return chosen;
}

/// A fixed price, or an auction of one or two hours, with a reserve or a way to buy it outright now and then.
std::string DemoLandlord::terms(const std::vector<OwnLand>& lands, DemoSession& session) {
  Money worth;
  for (const OwnLand& land : lands) worth = add_within(worth, land.price);
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("land_ids").begin_array();
  for (const OwnLand& land : lands) json.value(land.id);
  json.end_array();
  const std::uint64_t kind = session.below(5);
  if (kind < 2) {
    json.member("listing_type", "fixed_price").member("buy_now_price_bdt", percent_of(worth, 100 + session.below(150)));
  } else {
    const bool outright = kind == 4;
    json.member("listing_type", outright ? "auction_with_buynow" : "auction")
        .member("starting_price_bdt", percent_of(worth, 40 + session.below(60)))
        .member("duration_hours", 1 + session.below(2));
    if (session.below(3) == 0) json.member("reserve_price_bdt", percent_of(worth, 100 + session.below(60)));
    if (outright) json.member("buy_now_price_bdt", percent_of(worth, 200 + session.below(100)));
  }
  json.end_object();
  return body;
}

bool DemoLandlord::list(HttpClient& http, DemoSession& session) {
  const auto lands = free_lands(http, session);
  if (!lands) return false;
  lists_again_ = SteadyClock::now() + kBetweenListings + std::chrono::seconds(session.below(240));
  if (lands->empty()) return claim(http, session);
  return session.post(http, kListings, terms(parcel(*lands, session), session)).has_value();
}

std::optional<std::vector<DemoLandlord::Offer>> DemoLandlord::offers(HttpClient& http, DemoSession& session) {
  constexpr std::string_view kOrders[] = {"ending_soon", "created_at_desc", "price_asc"};
  const std::string target =
      std::string(kListings) + "?status=active&limit=40&sort_by=" + std::string(kOrders[session.below(3)]);
  const auto answer = session.get(http, target);
  if (!answer) return std::nullopt;
  std::vector<Offer> offers;
  const auto document = JsonDocument::parse(answer->body);
  if (!document || answer->status != 200) return offers;
  for (JsonValue one = document->root().find("listings").first(); one.exists(); one = one.next()) {
    Offer offer{text_of(one.find("listing_id")),
                text_of(one.find("seller_id")),
                text_of(one.find("leader_id")),
                money_of(one.find("starting_price_bdt")).value_or(Money{}),
                money_of(one.find("minimum_next_bid_bdt")),
                std::nullopt};
    const JsonValue outright = one.find("buy_now_available");
    const bool offered = outright.exists() && outright.kind() == JsonValue::Kind::boolean && outright.boolean();
    if (offered) offer.buy_now = money_of(one.find("buy_now_price_bdt"));
    if (offer.seller != session.user_id()) offers.push_back(std::move(offer));
  }
  return offers;
}

bool DemoLandlord::bid(HttpClient& http, DemoSession& session) {
  auto offers = this->offers(http, session);
  if (!offers) return false;
  std::erase_if(*offers, [&](const Offer& offer) {
    return !offer.next_bid || offer.leader == session.user_id() ||
           offer.next_bid->paisa > kTooDear * offer.starting.paisa || *offer.next_bid > kMostPaid;
  });
  if (offers->empty()) return true;
  const Offer& chosen = (*offers)[session.below(offers->size())];
  std::string body;
  JsonWriter json(body);
  json.begin_object().member("amount_bdt", *chosen.next_bid);
  if (session.below(2) == 0) {
    json.member("max_amount_bdt", add_within(*chosen.next_bid, percent_of(*chosen.next_bid, 10 + session.below(60))));
  }
  json.end_object();
  return session.post(http, std::string(kListings) + '/' + chosen.id + "/bids", body).has_value();
}

bool DemoLandlord::buy(HttpClient& http, DemoSession& session) {
  auto offers = this->offers(http, session);
  if (!offers) return false;
  std::erase_if(*offers, [](const Offer& offer) { return !offer.buy_now || *offer.buy_now > kMostPaid; });
  if (offers->empty()) return true;
  const Offer& chosen = (*offers)[session.below(offers->size())];
  return session.post(http, std::string(kListings) + '/' + chosen.id + "/buy-now", "{}").has_value();
}

/// To somebody who sells: a present for a neighbour whose id is known.
bool DemoLandlord::give(HttpClient& http, DemoSession& session) {
  const auto lands = free_lands(http, session);
  if (!lands) return false;
  const auto known = offers(http, session);
  if (!known) return false;
  if (lands->size() < kMostLands || known->empty()) return true;
  const OwnLand& land = (*lands)[session.below(lands->size())];
  std::string body;
  JsonWriter(body).begin_object().member("new_owner_id", (*known)[session.below(known->size())].seller).end_object();
  return session.post(http, "/api/v1/lands/" + land.id + "/transfer", body).has_value();
}

}  // namespace loam
